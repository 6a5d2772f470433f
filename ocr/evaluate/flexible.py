"""Errors with the order of things left aside; the gap to the CER is the damage that order and segmentation do.

Clausner, Pletschacher and Antonacopoulos 2020 (see links): accuracy = 1 - errors / reference length, where text is
matched piece by piece wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.evaluate.align import distance
from ocr.evaluate.links import Link, Piece, unlinked
from ocr.evaluate.rates import Rate


def flexible_cer(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link], plain: Rate) -> Rate:
    """1 - flexible character accuracy, as errors over reference length.

    Errors are the edits inside links and those of what no link covers. As in the paper, the text left over of one side
    is matched with that of the other: what follows the same link with its edit distance, the
    rest set against each other (the longer side counts). The paper tries many weights and keeps the best result; the
    plain alignment, `plain`, is among those tried here, so the flexible rate is never above the CER.
    """
    length = sum(len(p.text) for p in truth)
    ours = _left(truth, [(x.truth, x.start, x.end) for x in links])
    theirs = _left(output, [(x.output, x.at, x.at_end) for x in links])
    errors, left, over = sum(x.edits for x in links), sum(map(len, ours.values())), sum(map(len, theirs.values()))
    for x in links:
        one, other = ours.get((x.truth, x.end), ""), theirs.get((x.output, x.at_end), "")
        if one and other:
            errors += distance(one, other)
            left, over = left - len(one), over - len(other)
    return Rate(min(errors + max(left, over), plain.errors), length)


def _left(pieces: Sequence[Piece], spans: Sequence[tuple[int, int, int]]) -> dict[tuple[int, int], str]:
    """The stretches that no span covers, by piece and where they begin."""
    return {(i, start): pieces[i].text[start:end] for i, start, end in unlinked(pieces, spans)}
