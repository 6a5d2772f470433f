"""Heads of stories: kicker, headline, deck and byline that stand together are one head.

Pieces of heading type are stacked when nothing but a little white parts them. The largest type in the stack is the
headline, what stands before it the kicker, what stands after it the deck. Vertical heads are stacked from right to
left and are the same case once their boxes are turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box
from ocr.page import Kind, Run
from ocr.reconstruct.bylines import AFTER_HEAD, in_line
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import CLOSERS, NEVER_FIRST, OPENERS, Conventions, dashed, open_quotes
from ocr.reconstruct.labels import labels
from ocr.reconstruct.lexicon import spanning
from ocr.reconstruct.stacks import connected, crowned, halves, in_order, sides_of, stacked, staggered
from ocr.reconstruct.telling import says, telling
from ocr.reconstruct.worlds import world

BYLINE_GAP = 6.0
"""A byline stands at most this many body em under its head."""
TITLE_SHARE = 0.8
"""Type of at least this share of a head's largest is part of the headline; TORN_SHARE when a word runs from one to
the other."""
TORN_SHARE = 0.65
LEVEL = 1.5
"""Two columns' first lines are level when their tops differ by at most this many body em."""
NEAR_COLUMN = 3.5
"""The gutter between two columns of one story is at most this many em wide."""
HEAD_STEP = 1.25
"""A head is set in type at least so many times as large as its subheads."""
SUBHEAD_SIZE = 1.7
"""From this many body em up a heading is never a subhead inside a column; SIDED_SIZE where it stands between two rules
of its own on a vertical page."""
SIDED_SIZE = 2.6
BESIDE_TITLE = frozenset({Kind.KICKER, Kind.DECK})
"""What a subhead has none of on a vertical page."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a story. upright: its lines run left to right; may_be_subhead: it could as well stand inside a
    column."""

    id: str
    kickers: tuple[Piece, ...]
    titles: tuple[Piece, ...]
    decks: tuple[Piece, ...]
    bylines: tuple[Piece, ...]
    frame: str | None
    may_be_subhead: bool = False
    banner: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return self.kickers + self.titles + self.decks + self.bylines

    @property
    def box(self) -> Box:
        """Around kicker, headline and deck; a byline may stand aside of them."""
        return Box.around(row.place for piece in self.kickers + self.titles + self.decks for row in piece.rows)

    @property
    def em(self) -> float:
        return max(piece.em for piece in self.titles)

    @property
    def upright(self) -> bool:
        return self.titles[0].upright

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for piece in self.pieces for run in piece.runs)

    @property
    def run_in(self) -> bool:
        """Whether it stands inside the lines of a text: no story begins there."""
        return all(piece.run_in for piece in self.pieces)

    @property
    def speaks(self) -> bool:
        """Whether it says anything: heading type that does not is no head, but part of a picture or a code."""
        return says([run for piece in self.kickers + self.titles + self.decks for run in piece.runs])


def group_heads(sheet: Sheet, conventions: Conventions) -> tuple[Head, ...]:
    """The heads of a page, without bylines that stand inside columns (see attach_bylines), top to bottom, left to
    right."""
    parts = [piece for piece in sheet.pieces if piece.kind in (Kind.HEADLINE, Kind.SUBHEAD)]
    links = [
        (i, j)
        for i, above in enumerate(parts)
        for j, below in enumerate(parts)
        if i != j
        and (
            stacked(above, below, parts, sheet)
            or halves(above, below, sheet)
            or crowned(above, below, sheet)
            or staggered(above, below, sheet)
            or (conventions.label(above.text) and labels(above, below, parts, sheet))
        )
    ]
    stacks = connected(len(parts), links)
    heads = [
        _head(f"h{n:02d}", telling([parts[i] for i in stack]), sheet, conventions)
        for n, stack in enumerate(stacks, start=1)
    ]
    return _with_bylines(heads, sheet)


def title_text(rows: Sequence[Row]) -> str:
    """A headline's lines as one: a space between lines that stand as a pair, nothing where the words run on."""
    out = ""
    for row in rows:
        out = out + (" " if out and _a_pair(out, row.text) else "") + row.text
    return out


def _head(name: str, parts: Sequence[Piece], sheet: Sheet, conventions: Conventions) -> Head:
    ordered = sorted(in_order(parts, sheet.turned), key=lambda piece: sheet.turned and piece.upright)
    title = _title_parts(ordered, sheet, conventions)
    inside = ordered[title[0] : title[-1] + 1]
    titles = tuple(p for p in inside if not conventions.brand(p.text)) or tuple(inside)
    after = ordered[title[-1] + 1 :]
    brands = tuple(p for p in (*inside, *after) if conventions.brand(p.text) and p not in titles)
    return Head(
        id=name,
        kickers=(*ordered[: title[0]], *brands),
        titles=titles,
        decks=tuple(p for p in after if p not in brands),
        bylines=(),
        frame=world(ordered[0].frame, sheet),
        may_be_subhead=_fits_a_column(ordered, sheet),
    )


def _title_parts(ordered: Sequence[Piece], sheet: Sheet, conventions: Conventions) -> list[int]:
    """Which parts of a head are its headline: the largest type, less what calls itself a brand or a deck, or has a
    panel."""
    largest = max(piece.em for piece in ordered)
    large = [n for n, piece in enumerate(ordered) if piece.em >= TITLE_SHARE * largest]
    plain = [n for n in large if not conventions.brand(ordered[n].text) and not (n and dashed(ordered[n].text))]
    open_ = [n for n in plain if ordered[n].frame == world(ordered[n].frame, sheet)]
    sure = [n for n in open_ or plain if ordered[n].hint not in (Kind.KICKER, Kind.DECK)]
    chosen = sure or open_ or plain or large
    return _with_torn_lines(chosen, ordered, largest)


def _with_torn_lines(chosen: list[int], ordered: Sequence[Piece], largest: float) -> list[int]:
    """The headline with the lines before and after it into which one of its words runs."""
    first, last = chosen[0], chosen[-1]
    while last + 1 < len(ordered) and _torn_line(ordered[last], ordered[last + 1], largest):
        last += 1
    while first and _torn_line(ordered[first - 1], ordered[first], largest):
        first -= 1
    return [first, *chosen[1:-1], last] if last > first else chosen


def _torn_line(before: Piece, after: Piece, largest: float) -> bool:
    return min(before.em, after.em) >= TORN_SHARE * largest and bool(spanning(before.text, after.text))


def _fits_a_column(parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a heading is small enough, and stands so in a column of text, that it may be a subhead of that text."""
    rows = [row for piece in parts for row in piece.rows]
    sizes = [piece.em for piece in parts]
    largest = SIDED_SIZE if sheet.turned and len(parts) == 1 and sides_of(parts[0], sheet) else SUBHEAD_SIZE
    if not parts[0].upright or max(sizes) >= largest * sheet.em or len(rows) > 4:
        return False
    if min(sizes) < TITLE_SHARE * max(sizes):
        return False
    if sheet.turned and not parts[0].run_in and (len(rows) > 1 or parts[0].hint in BESIDE_TITLE):
        return False  # subheads of a column are one line
    if parts[0].hint is Kind.SUBHEAD:
        return True
    box, reach = Box.around(row.place for row in rows), 4 * sheet.em
    columns = [
        piece.box
        for piece in sheet.pieces
        if piece.kind is Kind.BODY
        and piece.frame == parts[0].frame
        and piece.box.overlap_x(box) >= 0.9 * box.width
        and box.width <= piece.box.width + sheet.em
    ]
    above = any(-sheet.em <= box.top - column.bottom <= reach for column in columns)
    below = any(-sheet.em <= column.top - box.bottom <= reach for column in columns)
    return below and (above or _tops_a_column(Box.around(p.box for p in parts), max(sizes), parts[0].frame, sheet))


def _tops_a_column(box: Box, size: float, frame: str | None, sheet: Sheet) -> bool:
    """Whether a heading stands where a column of the story to its left goes on: level with that column's first line,
    and no rule between but under a head in larger type that stands over that column; that column may begin with a
    heading of the same size.

    On a vertical page the column need not stand under a head, and rules part the bands of one story too; it is enough
    that nothing heads the column there.
    """
    slack = LEVEL * sheet.em

    def left_of(column: Box) -> bool:
        near = -slack <= box.left - column.right <= NEAR_COLUMN * sheet.em
        return near and abs(column.top - box.top) <= slack

    def heads(head: Box, column: Box) -> bool:
        over = -slack <= column.top - head.bottom <= BYLINE_GAP * sheet.em and head.overlap_x(column) > 0
        between = [r for r in sheet.steep if r.overlap_y(box) > 0 and column.right <= r.center[0] <= box.left]
        return over and all(head.left < rule.center[0] < head.right for rule in between)

    inside = [piece for piece in sheet.pieces if piece.frame == frame]
    alike = [
        p for p in inside if p.kind in (Kind.HEADLINE, Kind.SUBHEAD) and p.em <= HEAD_STEP * size <= p.em * HEAD_STEP**2
    ]
    columns = [p.box for p in (*inside, *alike) if (p.kind is Kind.BODY or p in alike) and left_of(p.box)]
    larger = [piece.box for piece in inside if piece.kind is Kind.HEADLINE and piece.em >= HEAD_STEP * size]
    if sheet.turned and any(_goes_on(column, sheet) for column in columns):
        return True
    return any(heads(head, column) for head in larger for column in columns)


def _goes_on(column: Box, sheet: Sheet) -> bool:
    """Whether a column has no heading over it: its text comes from elsewhere."""
    near = Box(column.left, column.top - round(BYLINE_GAP * sheet.em), column.right, column.top)
    return not any(
        piece.kind in (Kind.HEADLINE, Kind.SUBHEAD, Kind.BYLINE) and piece.box.overlap(near) > 0
        for piece in sheet.pieces
    )


def _with_bylines(heads: Sequence[Head], sheet: Sheet) -> tuple[Head, ...]:
    """Heads with the bylines that stand under or beside them, each byline with the nearest head that has nothing in
    between."""
    taken: dict[str, list[Piece]] = {head.id: [] for head in heads}
    for byline in (piece for piece in sheet.pieces if piece.kind is Kind.BYLINE):
        best = min(
            ((distance, head.id) for head in heads if (distance := _byline_distance(head, byline, sheet)) is not None),
            default=None,
        )
        if best is not None:
            taken[best[1]].append(byline)
    return tuple(
        replace(head, bylines=tuple(taken[head.id]), may_be_subhead=head.may_be_subhead and not taken[head.id])
        for head in heads
    )


def _byline_distance(head: Head, byline: Piece, sheet: Sheet) -> float | None:
    """White between a head and a byline that may be its own, in pixels; None when it may not."""
    a, b = head.box, byline.box
    if head.frame != world(byline.frame, sheet) or head.upright is not byline.upright:
        return None
    if head.upright and in_line(a, b, AFTER_HEAD * sheet.em):
        return float(b.left - a.right)
    gap = b.top - a.bottom if head.upright else float(max(a.left - b.right, b.left - a.right))
    if not -0.5 * sheet.em <= gap <= BYLINE_GAP * sheet.em:
        return None
    shared = a.overlap_x(b) if head.upright else a.overlap_y(b)
    if shared <= 0:
        return None
    corridor = Box(max(a.left, b.left), a.bottom, min(a.right, b.right), b.top)
    texts = (p for p in sheet.pieces if p.kind in (Kind.BODY, Kind.CAPTION) and p.box.overlap(corridor) > 0)
    blocked = any(row.place.overlap(corridor) > 0 for p in texts for row in p.rows)  # a column may run past the head
    return None if head.upright and blocked else gap


def _a_pair(before: str, after: str) -> bool:
    """Whether two headline lines stand as a couplet: much the same length, no word and no quotation across the
    break."""
    if before[-1:] in OPENERS or after[:1] in NEVER_FIRST | CLOSERS or open_quotes(before)[1]:
        return False
    last = before.rsplit(" ", 1)[-1]
    return len(last) == len(after) >= 4 and not spanning(before, after)
