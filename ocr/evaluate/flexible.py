"""Errors with the order of things left aside; the gap to the CER is the damage that order and segmentation do.

Clausner, Pletschacher and Antonacopoulos 2020 (see links): accuracy = 1 - errors / reference length, where text is
matched piece by piece wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.evaluate.links import Link, Piece
from ocr.evaluate.rates import Rate


def flexible_cer(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link], plain: Rate) -> Rate:
    """1 - flexible character accuracy, as errors over reference length.

    Errors are the edits inside links, and what no link covers set against each other (the longer side counts). The
    paper tries many weights and keeps the best result; the plain alignment, `plain`, is among those tried here, so the
    flexible rate is never above the CER.
    """
    length = sum(len(p.text) for p in truth)
    left = length - sum(x.size for x in links)
    over = sum(len(p.text) for p in output) - sum(x.at_end - x.at for x in links)
    errors = sum(x.edits for x in links) + max(left, over)
    return Rate(min(errors, plain.errors), length)
