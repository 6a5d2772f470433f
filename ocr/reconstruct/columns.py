"""Text of a vertical page that was found in pieces put together again: lines of one band, one right after the other.

Old pages bend and lean, and a line that leans measures larger than it is; where its neighbours do not, segmenting takes
them for different things. What a line is set in is told better by its text: so many characters on so long a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet

NEAR = 1.3
"""Em of white between two lines of one column, at most."""
LEVEL = 2.3
"""Em by which the lines of one column may begin off each other, an indent among them."""
SIZE = 1.2
"""Ratio of the type sizes of lines of one column, as measured."""
BESIDE_ACROSS = 2.0
"""Em between a head printed across and the text under it, at most."""
SET_IN = 1.5
"""Em by which the first line of a paragraph is set in, at most."""
LONGER = 1.5
"""A rule that is so many times as long as a head beside it is none of its ornaments."""
ACROSS = 3.0
"""Em of a head printed across, at least, that parts the lines of a column."""
ROWS = 0.8
"""Em between two rows of such a head, at most."""


def with_whole_columns(sheet: Sheet) -> Sheet:
    """The sheet of a vertical page with pieces of body text that are one column made one; a horizontal one as it is."""
    if not sheet.turned:
        return sheet
    heads = _heads_across(sheet)
    whole = [p for p in sheet.pieces if p.kind is Kind.BODY and p.upright]
    others = [p for p in sheet.pieces if p not in whole]
    bodies = sorted((part for p in whole for part in _cut_at(p, heads, sheet.em)), key=lambda p: (p.box.top, p.id))
    done: list[Piece] = []
    for piece in bodies:
        above = [k for k, p in enumerate(done) if _one_column(p, piece, sheet)]
        above = [k for k in above if not any(_edge(head, done[k].rows[-1], piece.rows[0], sheet.em) for head in heads)]
        if len(above) == 1 and not any(_between(done[above[0]], piece, p) for p in (*others, *done)):
            done[above[0]] = _joined(done[above[0]], piece)
        else:
            done.append(piece)
    return replace(sheet, pieces=tuple(sorted((*others, *done), key=lambda p: (p.box, p.id))))


def _heads_across(sheet: Sheet) -> list[Box]:
    """Where heads are printed across, the rows of one head as one, of those that no rule parts from the text."""
    rows = [_ink(p) for p in sheet.pieces if p.kind in (Kind.HEADLINE, Kind.SUBHEAD) and not p.upright]
    under = round(BESIDE_ACROSS * sheet.em)
    heads: list[Box] = []
    for row in sorted(rows, key=lambda box: (box.left, box.top)):
        home = next((k for k, head in enumerate(heads) if _next_row(head, row, sheet.em)), None)
        if home is None:
            heads.append(row)
        else:
            heads[home] = Box.around([heads[home], row])
    return [
        _with_picture(head, sheet)
        for head in heads
        if head.height >= ACROSS * sheet.em
        and not any(
            ruled_off(head, replace(head, left=head.right + under, right=head.right + under), rule)
            for rule in sheet.steep
        )
    ]


def _with_picture(head: Box, sheet: Sheet) -> Box:
    """A head and the picture right under it: the text stands under both."""
    near = BESIDE_ACROSS * sheet.em
    under = [
        p
        for p in sheet.pictures
        if abs(p.left - head.right) <= near and p.overlap_y(head) >= 0.5 * max(head.height, p.height)
    ]
    return replace(head, right=max([head.right, *(p.right for p in under)]))


def _next_row(head: Box, row: Box, em: float) -> bool:
    """Whether a row is printed right under a head across: right of it on the canonical page."""
    return -em / 2 <= row.left - head.right <= ROWS * em and head.overlap_y(row) >= 0.5 * min(head.height, row.height)


def _cut_at(piece: Piece, heads: Sequence[Box], em: float) -> tuple[Piece, ...]:
    """A column taken apart where a head printed across begins beside one of its lines, for with that line its story
    begins, and where it ends, for the lines beside it are shorter."""
    rows = piece.rows
    cut = next(
        (n for n in range(1, len(rows)) if any(_edge(head, rows[n - 1], rows[n], em) for head in heads)), len(rows)
    )
    first, rest = rows[:cut], rows[cut:]
    upper = replace(piece, rows=first, box=_own(piece.box, first, heads, em))
    if not rest:
        return (upper,)
    lower = replace(piece, id=f"{piece.id}.a", rows=rest, box=replace(piece.box, top=rest[0].place.top))
    return (replace(upper, box=replace(upper.box, bottom=first[-1].place.bottom)), *_cut_at(lower, heads, em))


def _edge(head: Box, above: Row, row: Row, em: float) -> bool:
    """Whether a head printed across begins, or ends, beside a line; that one of two lines is set in makes no
    difference."""
    a, b = above.place, row.place
    if abs(a.left - b.left) <= SET_IN * em:
        a, b = (replace(box, left=min(a.left, b.left)) for box in (a, b))
    return _beside(head, a, em) is not _beside(head, b, em)


def _own(box: Box, rows: Sequence[Row], heads: Sequence[Box], em: float) -> Box:
    """The measure of lines beside a head: from where they begin."""
    beside = any(_beside(head, rows[0].place, em) for head in heads)
    return replace(box, left=min(row.place.left for row in rows)) if beside else box


def ruled_off(head: Box, text: Box, rule: Box) -> bool:
    """Whether a rule that is no ornament of a head printed across, being longer than it, parts it from a text."""
    between = head.right - 2 <= rule.center[0] <= text.left + 2
    return between and rule.overlap_y(head) > 0 and rule.height >= LONGER * head.height


def _beside(head: Box, line: Box, em: float) -> bool:
    """Whether a line stands under a head printed across, which is at its left on the canonical page."""
    level = head.top - em / 2 <= line.center[1] <= head.bottom + em / 2
    return level and -em <= line.left - head.right <= BESIDE_ACROSS * em


def _ink(piece: Piece) -> Box:
    return Box.around(row.place for row in piece.rows)


def _one_column(a: Piece, b: Piece, sheet: Sheet) -> bool:
    """Whether a piece goes on right under another in the same column."""
    gap = b.box.top - a.box.bottom
    if a.frame != b.frame or not -0.6 * sheet.em <= gap <= NEAR * sheet.em:
        return False
    if max(a.em, b.em) > SIZE * min(a.em, b.em) or abs(a.box.left - b.box.left) > LEVEL * sheet.em:
        return False
    wide, narrow = max(a.box.width, b.box.width), min(a.box.width, b.box.width)
    inside = b.box.right <= a.box.right + sheet.em or len(a.rows) <= 2
    full = narrow >= 0.8 * wide or min(len(a.rows), len(b.rows)) <= 2
    return full and inside and a.box.overlap_x(b.box) >= 0.8 * narrow and not _ruled(a.box, b.box, sheet)


def _ruled(a: Box, b: Box, sheet: Sheet) -> bool:
    span = min(a.width, b.width)
    return any(
        a.center[1] <= rule.center[1] <= b.center[1] and rule.overlap_x(a) >= 0.4 * span and rule.overlap_x(b) > 0
        for rule in sheet.flat
    )


def _between(a: Piece, b: Piece, other: Piece) -> bool:
    """Whether another piece stands between two, or beside the second one under the first."""
    if other is a or other is b:
        return False
    gap = Box(
        max(a.box.left, b.box.left),
        min(a.box.bottom, b.box.top),
        min(a.box.right, b.box.right),
        max(a.box.bottom, b.box.top) + 1,
    )
    if gap.right <= gap.left:
        return False
    return gap.overlap_x(other.box) > 0.2 * gap.width and gap.top <= other.box.center[1] <= gap.bottom


def _joined(a: Piece, b: Piece) -> Piece:
    rows = tuple(sorted((*a.rows, *b.rows), key=lambda row: (row.place.center[1], row.run.id)))
    return replace(a, box=Box.around((a.box, b.box)), rows=rows)
