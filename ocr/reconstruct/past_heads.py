"""Columns that a head set amid its text cuts in two: the text goes on under the head in the same column.

Two stories one over the other, in columns of one measure, look alike. What tells them apart is the first column: under
a head of its own a story begins there with a paragraph, while text that passes the head runs on in mid-sentence; and so
it does, or ends and begins, in the columns after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions, closes
from ocr.reconstruct.corridors import crosses
from ocr.reconstruct.stacks import connected
from ocr.reconstruct.subheads import INDENT, breaks_off, full, indent

FLUSH = 0.8
"""Em that the two parts of a column begin off each other, and end, at most."""
DEEPEST = 20.0
"""Em from the one part to the other, at most: kicker, headline, deck and byline."""
LARGE = 1.3
"""Times the body's size that the head's type is, at least."""
FEWEST = 2
"""Columns that a head cuts, at least, unless columns run past it at its sides."""
LEVEL, GUTTER = 2.0, 4.0
"""Em by which such a column begins off the one that is cut, and the white between the two, at most."""
AGREE = 0.75
"""Share of the columns whose parts fit, both in mid-sentence or neither, at least."""
TOUCHED = 0.25
"""Share of a column's width that a head may stand over and only touch it."""
HEAD = frozenset({Kind.HEADLINE, Kind.BYLINE, Kind.SUBHEAD})


@dataclass(frozen=True, slots=True)
class Cut:
    """A column in two parts with the pieces of a head between them; amid are those that are lines of the column, for
    the head only touches it."""

    upper: Piece
    lower: Piece
    heads: frozenset[str]
    amid: tuple[Piece, ...] = ()

    @property
    def left_open(self) -> bool:
        """Whether the upper part stops in mid-sentence, in a full line."""
        return breaks_off(self.upper.rows[-1], _ink(self.upper, self.lower).right)

    def runs_on(self, conventions: Conventions) -> bool:
        """Whether the lower part begins flush, as no paragraph does, in a line that is full or ends one; nor with words
        that a text begins with."""
        row, text, column = self.lower.rows[0], self.lower.text, _ink(self.upper, self.lower)
        if not (full(row, column.right) or closes(row.text)):
            return False  # a byline, whatever it was read as
        said = conventions.byline(row.text) or conventions.persons(row.text)
        told = conventions.dateline(text) is not None or conventions.jump_from(text) is not None
        return indent(row, column.left) < INDENT / 2 and not said and not told


def with_columns_past_heads(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet of a horizontal page with such columns made one piece each."""
    if sheet.turned:
        return sheet
    cuts = sorted(_cuts(sheet), key=lambda cut: cut.upper.box.left)
    links = [(i, j) for i, a in enumerate(cuts) for j, b in enumerate(cuts) if i < j and a.heads & b.heads]
    down: dict[str, Cut] = {}
    for group in ([cuts[k] for k in members] for members in connected(len(cuts), links)):
        alone = len(group) < FEWEST and not _passed_beside(group[0], sheet)
        if not alone and _passes(group, conventions) and not _begins_before(group, sheet):
            down |= {cut.upper.id: cut for cut in group}
    gone = {piece.id for cut in down.values() for piece in (cut.lower, *cut.amid)}
    return replace(sheet, pieces=tuple(_whole(p, down) for p in sheet.pieces if p.id not in gone))


def _whole(piece: Piece, down: Mapping[str, Cut]) -> Piece:
    """A piece with what goes on from it under a head, and from that under the next."""
    last = piece
    while (cut := down.get(last.id)) is not None:
        rows = piece.rows + tuple(row for part in (*cut.amid, cut.lower) for row in part.rows)
        piece, last = replace(piece, rows=rows, box=replace(piece.box, bottom=cut.lower.box.bottom)), cut.lower
    return piece


def _passes(group: Sequence[Cut], conventions: Conventions) -> bool:
    """Whether the columns of a group, from left to right, run past the head between their parts."""
    if not (group[0].left_open and group[0].runs_on(conventions)):
        return False
    return sum(cut.left_open is cut.runs_on(conventions) for cut in group) >= AGREE * len(group)


def _passed_beside(cut: Cut, sheet: Sheet) -> bool:
    """Whether a column beside one that a head cuts begins as high and ends below the head, on either side or both."""
    upper, lower, em = cut.upper.box, cut.lower.box, sheet.em
    return any(
        p.kind is Kind.BODY
        and abs(p.box.top - upper.top) <= LEVEL * em
        and p.box.bottom > lower.top
        and 0 <= -p.box.overlap_x(upper) <= GUTTER * em
        for p in sheet.pieces
    )


def _begins_before(group: Sequence[Cut], sheet: Sheet) -> bool:
    """Whether text stands under the head left of the group: the first column that it is over is none of the group."""
    names = {name for cut in group for name in cut.heads}
    head = Box.around(p.box for p in sheet.pieces if p.id in names)
    return any(
        p.kind is Kind.BODY
        and p.box.right <= group[0].lower.box.left
        and p.box.overlap_x(head) > sheet.em
        and -sheet.em <= p.box.top - head.bottom <= DEEPEST * sheet.em
        for p in sheet.pieces
    )


def _cuts(sheet: Sheet) -> Iterator[Cut]:
    texts = [(p, _ink(p)) for p in sheet.pieces if p.kind is Kind.BODY and p.upright and p.rows]
    for upper, ink in texts:
        under = [p for p, other in texts if upper.frame == p.frame and _in_line(ink, other, sheet.em)]
        lower = min(under, key=lambda p: p.box.top, default=None)
        if lower is None:
            continue
        inside = _between(upper, lower, sheet)
        if inside:
            yield Cut(upper, lower, frozenset(p.id for p in inside), _lines_amid(inside, _ink(upper, lower), sheet))


def _lines_amid(inside: Sequence[Piece], column: Box, sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces between two parts of a column that are lines of it, from above: where no large type stands over much
    of the column, what is set in the body's."""
    large = [p for p in inside if p.em >= LARGE * sheet.em]
    if any(p.box.overlap_x(column) > TOUCHED * column.width for p in large):
        return ()
    wide = column.grow(round(FLUSH * sheet.em), 0)
    lines = [p for p in inside if p not in large and p.box.left >= wide.left and p.box.right <= wide.right]
    return tuple(sorted(lines, key=lambda p: p.box.top))


def _in_line(upper: Box, lower: Box, em: float) -> bool:
    """Whether lines stand under others in the same column."""
    flush = abs(upper.left - lower.left) <= FLUSH * em and abs(upper.right - lower.right) <= FLUSH * em
    return flush and 0 < lower.top - upper.bottom <= DEEPEST * em


def _ink(*pieces: Piece) -> Box:
    """The box around the lines of pieces: their own may be as wide as a frame beside them."""
    return Box.around(row.place for piece in pieces for row in piece.rows)


def _between(upper: Piece, lower: Piece, sheet: Sheet) -> tuple[Piece, ...]:
    """The pieces of a head that stand between two parts of a column, and nothing else; none where there is no large
    type, or a rule or a picture."""
    column = _ink(upper, lower)
    way = replace(column, top=upper.box.bottom, bottom=lower.box.top)
    if any(crosses(rule, way) for rule in sheet.flat) or any(picture.overlap(way) > 0 for picture in sheet.pictures):
        return ()
    inside = tuple(p for p in sheet.pieces if p is not upper and p is not lower and p.box.overlap(way) > 0)
    large = any(p.kind is Kind.HEADLINE and p.em >= LARGE * sheet.em for p in inside)
    return inside if large and all(p.kind in HEAD for p in inside) else ()
