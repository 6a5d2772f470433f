"""What is where it does not belong: furniture in stories, story text nowhere, text twice."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.evaluate.copies import copies
from ocr.evaluate.links import Link, Piece, Role, unlinked
from ocr.evaluate.rates import Rate

_IN_ARTICLE = frozenset({Role.BODY, Role.HEAD, Role.CAPTION})


def leaked(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> Rate:
    """Reference furniture characters that stand in a story of the output, over all furniture characters."""
    inside = (x.size for x in links if truth[x.truth].role is Role.FURNITURE and output[x.output].role in _IN_ARTICLE)
    return Rate(sum(inside), sum(len(p.text) for p in truth if p.role is Role.FURNITURE))


def lost(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> Rate:
    """Reference body characters that stand in no story of the output, over all body characters."""
    kept = (x.size for x in links if truth[x.truth].role is Role.BODY and output[x.output].role in _IN_ARTICLE)
    length = sum(len(p.text) for p in truth if p.role is Role.BODY)
    return Rate(length - sum(kept), length)


def repeated(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> Rate:
    """Output body characters that repeat story text the reference has only once, over reference body characters."""
    spans = [(x.output, x.at, x.at_end) for x in links]
    length = sum(len(p.text) for p in truth if p.role is Role.BODY)
    return Rate(_copied(output, spans, [p for p in truth if p.role in _IN_ARTICLE]), length)


def rightly_repeated_lost(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> int:
    """Reference body characters left out though the text stands elsewhere in the output: said twice, printed once."""
    spans = [(x.truth, x.start, x.end) for x in links]
    return _copied(truth, spans, [p for p in output if p.role is Role.BODY])


def _copied(pieces: Sequence[Piece], spans: Sequence[tuple[int, int, int]], others: Sequence[Piece]) -> int:
    """Characters of the pieces outside the spans that stand among the others, copy by copy."""
    left = [(i, a, b) for i, a, b in unlinked(pieces, spans) if pieces[i].role is Role.BODY]
    rest = [Piece(pieces[i].text[start:end], Role.BODY) for i, start, end in left]
    whole = [k for k, (i, start, end) in enumerate(left) if end - start == len(pieces[i].text)]
    return sum(x.size for x in copies(rest, others, whole))
