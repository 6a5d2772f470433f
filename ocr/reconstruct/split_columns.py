"""Text that goes on under a picture in its column and was taken for the picture's caption.

By its place it may be one. But the column over the picture breaks off in the middle of a sentence, the lines are of its
size and flush with its edge, and a new paragraph follows: no caption has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import Conventions, closes
from ocr.reconstruct.subheads import INDENT, breaks_off, indent

SAME_SIZE = 0.92
"""Ratio of the sizes of two parts of one column, as measured; captions are smaller."""
FLUSH = 0.7
"""Em that a line stands off its column's left edge, at most."""
OVER, UNDER = 10.0, 3.0
"""Em between a picture and the text over it, whose light edge may not be seen, and the text under it, at most."""
WIDER = 0.3
"""Em by which the white under such a line may be more than that between the column's lines."""


def with_split_columns(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet with such text made body again, whole with what is left of it in a piece of its own right under it."""
    pieces = list(sheet.pieces)
    for piece in [p for p in sheet.pieces if p.kind is Kind.CAPTION and p.upright and not conventions.caption(p.text)]:
        column = next((p for p in pieces if _broken_off(p, piece, sheet)), None)
        if column is None:
            continue
        rest = next((p for p in pieces if p is not piece and _right_under(piece, p, column, sheet.em)), None)
        rows = piece.rows + (rest.rows if rest else ())
        if _new_paragraph(rows, column.measure.left):
            own = Box.around(row.place for row in rows)
            box = Box(min(own.left, column.measure.left), own.top, max(own.right, column.measure.right), own.bottom)
            whole = replace(piece, kind=Kind.BODY, rows=rows, box=box)
            pieces = [whole if p is piece else p for p in pieces if p is not rest]
    return replace(sheet, pieces=tuple(pieces))


def _broken_off(column: Piece, piece: Piece, sheet: Sheet) -> bool:
    """Whether a column of text stands over a picture that a piece stands under, and breaks off in a full line."""
    if column.kind is not Kind.BODY or not column.upright or piece.em < SAME_SIZE * column.em:
        return False
    measure, last = column.measure, column.rows[-1]
    flush = abs(piece.rows[0].place.left - measure.left) <= FLUSH * sheet.em
    if not flush or not breaks_off(last, measure.right):
        return False
    way = Box(measure.left, last.place.bottom, measure.right, max(piece.box.top, last.place.bottom))
    parted = any(p.box.overlap(way) > 0 for p in sheet.pieces if p is not column and p is not piece)
    between = any(_between(last.place, picture, piece.box, sheet.em) for picture in sheet.pictures)
    return between and not parted


def _between(over: Box, picture: Box, under: Box, em: float) -> bool:
    above, below = picture.top - over.bottom, under.top - picture.bottom
    wide = picture.overlap_x(over) >= 0.5 * over.width
    return wide and -em <= above <= OVER * em and -em <= below <= UNDER * em


def _right_under(piece: Piece, other: Piece, column: Piece, em: float) -> bool:
    """Whether a piece of text goes on right under another, in the same column, at the step of its lines."""
    gap, first = other.box.top - piece.box.bottom, other.rows[0].place
    white = max((b.place.top - a.place.bottom for a, b in pairwise(column.rows)), default=0)
    inside = column.measure.left - FLUSH * em <= first.left and first.right <= column.measure.right + FLUSH * em
    return other.kind is Kind.BODY and other.upright and 0 <= gap <= white + WIDER * em and inside


def _new_paragraph(rows: Sequence[Row], left: int) -> bool:
    """Whether one of the lines under the first is set in as the first line of a paragraph, under one that ended."""
    return any(closes(above.text) and INDENT <= indent(row, left) <= 2 * INDENT for above, row in pairwise(rows))
