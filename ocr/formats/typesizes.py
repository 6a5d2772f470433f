"""How large each piece of a text layer is set, so that readers who order words by place keep its columns apart.

`pdftotext` without -raw, and viewers on poppler, throw away the order in a file. They gather words into blocks
(poppler's TextPage::coalesce), and what is one block is read row by row, even if it is two columns. All its measures
are parts of the type size: a word joins the block above when it is within 1.5 sizes and its size within a twentieth,
the block beside when within 0.7 sizes, and 1 where few words are near. Sizes taken from the ink of each line differ
by more than a twentieth, which tears columns to pieces, and are as large as the gutter, which runs them together.
So all lines of a column have one size, a little more than is needed to reach the next line, and pieces that follow
each other have different ones, so that what stands under a headline of two columns does not become one with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from ocr.formats.pieces import Piece, Pieces
from ocr.geometry import Direction
from ocr.page import Kind

REACH = 1.42
"""Sizes from one line of body type to the next: poppler goes 1.5, and a size may be a little off."""
WIDEST = 1.6
"""Heights of type from one line to the next at most; what is leaded more is not set larger for it."""
STEPS = (1.0, 1.12, 1.24)
"""Sizes of pieces that follow each other, by turns: further apart than a twentieth, near enough to fit the lines."""
LIKE_BODY = 0.25
"""Part by which type may differ from the page's body and still is set in its size."""
INSET = 0.15
"""Part of a line's height that is left free at both its ends: a gutter wider by that much, and less than half a
glyph's own white and a stop's."""


def sizes(text: Pieces) -> dict[str, float]:
    """The size in pixels of each horizontal piece that has a place, by its id."""
    found = {}
    body = [piece for piece in text if piece.kind is Kind.BODY and piece.direction is Direction.HORIZONTAL]
    usual = _middle(height for piece in body for height in _heights(piece))
    pitch = min(_middle(_pitches(body)), WIDEST * usual) / REACH
    turn, before = -1, ""
    for piece in text:
        place = f"{piece.lines[0].block or piece.id} {piece.kind}"
        if place != before:
            turn, before = turn + 1, place
        own = _middle(_heights(piece))
        if own and piece.direction is Direction.HORIZONTAL:
            like = pitch and abs(own / usual - 1) < LIKE_BODY
            found[piece.id] = (pitch if like else own) * STEPS[turn % len(STEPS)]
    return found


def _heights(piece: Piece) -> Iterator[int]:
    return (line.box.height for line in piece.lines if line.box)


def _pitches(pieces: Iterable[Piece]) -> Iterator[int]:
    """From the foot of each line to that of the next below it."""
    for piece in pieces:
        feet = [line.box.bottom for line in piece.lines if line.box]
        yield from (lower - upper for upper, lower in pairwise(feet) if lower > upper)


def _middle(values: Iterable[int]) -> float:
    found = list(values)
    return float(median(found)) if found else 0.0
