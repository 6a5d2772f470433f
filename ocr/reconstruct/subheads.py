"""Lines inside a column: how far they are set in, and which of them are subheads."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import OPENERS, Conventions, closes

INDENT = 1.3
"""From this many em a line is indented."""
SUBHEAD_SIZE = 1.15
"""A line this many times its column's em up, that ends no sentence, is a subhead."""
CENTRED = 2.5
"""A subhead in body type is set in this many em from both sides, alike to one em and a half."""
FULL = 1.2
"""Em that a full line leaves of its column's measure, at most."""
BARELY = 0.4
"""One that fills its line is set in this many em at least, alike to the same, and a new paragraph follows."""
FLUSH, FLUSH_SHORT = 15, 3.0
"""One set flush left has so many characters at most, and leaves so many em of its line at least."""
GOING_ON = frozenset("，、；：")
"""Marks that end no sentence, and no subhead."""
SET_IN = 2.5
"""The first line of a paragraph is set in by no more than this many em."""


def indent(row: Row, left: int) -> float:
    """How far a row is set in from the left of its column, in its em; half an em less when it begins with an opening
    mark, whose ink stands at the right of its square."""
    inset = (row.place.left - left) / max(1.0, row.em)
    return inset - (0.5 if row.text[:1] in OPENERS else 0.0)


def is_subhead(row: Row, above: Row | None, below: Row | None, box: Box | None, em: float) -> bool:
    """Whether a row is a subhead: it ends no sentence and is larger than the text, or centred over a new paragraph, or
    flush left between paragraphs.

    above, below: the rows before and after it in the same column; box and em: the column's measure and type size.
    """
    if box is None or below is None or not row.upright or closes(row.text) or len(row.text) > 30:
        return False
    if row.em >= SUBHEAD_SIZE * em:
        return True
    left = (row.place.left - box.left) / row.em
    right = (box.right - row.place.right) / row.em
    if min(left, right) >= CENTRED:
        return abs(left - right) <= 1.5 and "。" not in row.text
    if indent(below, box.left) < INDENT or row.text[-1:] in GOING_ON:
        return False
    return (min(left, right) >= BARELY and abs(left - right) <= BARELY) or _is_flush(row, above, left, right)


def _is_flush(row: Row, above: Row | None, left: float, right: float) -> bool:
    """Whether a short row begins at the edge though the text above it has ended: the last line of a paragraph would
    end a sentence. left, right: em to the edges."""
    ended = above is None or closes(above.text)
    return ended and abs(left) < BARELY and right >= FLUSH_SHORT and len(row.text) <= FLUSH and "。" not in row.text


def byline_rows(rows: Sequence[Row], box: Box | None, conventions: Conventions) -> int:
    """How many rows at the start of a column are its byline; a long one runs over into short lines without indent.

    A line of bare names is one too when it stands apart: short, with a new paragraph under it.
    """
    if len(rows) < 2 or (box is not None and _begins_prose(rows[0], rows[1], box)):
        return 0
    if not conventions.byline(rows[0].text):
        if box is not None and _runs_over(rows, box) and conventions.byline(rows[0].text + rows[1].text):
            return 2
        return int(box is not None and conventions.persons(rows[0].text) and _stands_apart(rows[0], rows[1], box))
    count = 1
    while box is not None and count < min(3, len(rows) - 1):
        row, above = rows[count], rows[count - 1]
        full = box.right - above.place.right < 2 * above.em
        if not full or indent(row, box.left) >= INDENT or len(row.text) > 8 or any(c in row.text for c in "，。；！？"):
            break
        count += 1
    return count


def _runs_over(rows: Sequence[Row], box: Box) -> bool:
    """Whether the first row of a column is full and not set in, and the next is the short end of it."""
    first = rows[0]
    full = indent(first, box.left) < INDENT and box.right - first.place.right < 2 * first.em
    return full and len(rows) > 2 and _stands_apart(rows[1], rows[2], box)


def full(row: Row, right: int) -> bool:
    """Whether a row reaches the right of its column, but for what a mark that cannot begin a line drives over."""
    return right - row.place.right <= FULL * row.em


def breaks_off(row: Row, right: int) -> bool:
    """Whether a row stops in mid-sentence at the end of its line."""
    return full(row, right) and not closes(row.text)


def begins_last(row: Row, box: Box) -> bool:
    """Whether a column's last row is the first of a paragraph that goes on in the next: set in as one, full to the
    edge, and without the brackets or spaces that a signature so long would have."""
    full = box.right - row.place.right < 1.5 * row.em
    return row.upright and full and INDENT <= indent(row, box.left) <= SET_IN and not set(row.text) & set("（）() 　")


def _begins_prose(row: Row, below: Row, box: Box) -> bool:
    """Whether a row is the first of a paragraph: set in, full to the edge, and the row under it full from edge to
    edge. A byline that is as long runs over into a short line."""
    full = all(box.right - each.place.right < 1.5 * each.em for each in (row, below))
    return full and len(below.text) > 8 and indent(row, box.left) >= INDENT > indent(below, box.left)


def _stands_apart(row: Row, below: Row, box: Box) -> bool:
    """Whether a row is short and the row under it begins a paragraph."""
    short = row.place.width <= 0.6 * box.width and box.right - row.place.right >= 2 * row.em
    return short and row.upright and below.upright and indent(below, box.left) >= INDENT
