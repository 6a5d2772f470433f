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
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import CLOSERS, NEVER_FIRST, OPENERS, Conventions, open_quotes
from ocr.reconstruct.lexicon import spanning

STACK_GAP = 1.3
"""Parts of one head stand no further apart than this many of the larger part's em."""
BYLINE_GAP = 6.0
"""A byline stands at most this many body em under its head."""
TORN_GAP = 0.7
"""Less than this many em between them, and they are one line that was cut."""
HALF_GAP = 1.6
"""Two halves of one headline, cut at a space, stand at most this many of its em apart."""
TITLE_SHARE = 0.8
"""Type of at least this share of a head's largest is part of the headline; TORN_SHARE when a word runs from one to
the other."""
TORN_SHARE = 0.65
DECK_SIZE = 1.3
"""Type of at least this many body em under a headline's edge is its deck, however short."""
CLOSE = 0.8
"""Smaller type there no further off than this many of the headline's em is a deck too."""
BANNER_REACH = 9.0
"""The heads under a banner begin at most this many body em below it; an editor's note fits in between."""
BANNER_SHARE = 0.8
"""A banner's type is at least this share of the largest of the heads under it."""
SUBHEAD_SIZE = 1.7
"""From this many body em up a heading is never a subhead inside a column."""


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


def group_heads(sheet: Sheet, conventions: Conventions) -> tuple[Head, ...]:
    """The heads of a page, without bylines that stand inside columns (see attach_bylines), top to bottom, left to
    right."""
    parts = [piece for piece in sheet.pieces if piece.kind in (Kind.HEADLINE, Kind.SUBHEAD)]
    links = [
        (i, j)
        for i, above in enumerate(parts)
        for j, below in enumerate(parts)
        if i != j and (_stacked(above, below, parts, sheet) or _halves(above, below, sheet))
    ]
    stacks = _connected(len(parts), links)
    heads = [
        _head(f"h{n:02d}", [parts[i] for i in stack], sheet, conventions) for n, stack in enumerate(stacks, start=1)
    ]
    return _with_banners(_with_bylines(heads, sheet), sheet)


def _with_banners(heads: Sequence[Head], sheet: Sheet) -> tuple[Head, ...]:
    """Heads with those told to be banners that have heads side by side right under them, and no text of their own."""
    return tuple(replace(head, banner=_is_banner(head, heads, sheet)) for head in heads)


def _is_banner(head: Head, heads: Sequence[Head], sheet: Sheet) -> bool:
    """Whether heads, and no text, stand under a head: side by side, or beside a vertical rule that begins under its
    middle."""
    if head.may_be_subhead or not head.upright:
        return False
    span = _governed(head.box, sheet)
    near = [
        other.box
        for other in heads
        if other is not head
        and not other.may_be_subhead
        and other.em <= head.em / BANNER_SHARE
        and other.box.overlap_x(span) > 0
        and -0.5 * sheet.em <= other.box.top - span.bottom <= BANNER_REACH * sheet.em
    ]
    middle = span.center[0]
    around = any(a.right <= b.left and a.left < middle < b.right for a in near for b in near)
    if not near or not (around or _split_below(head.box, sheet)):
        return False
    first = min(box.top for box in near)
    return not any(
        piece.kind is Kind.BODY
        and piece.box.overlap_x(head.box) > 0
        and head.box.bottom - sheet.em <= piece.box.top < first - sheet.em
        for piece in sheet.pieces
    )


def _governed(box: Box, sheet: Sheet) -> Box:
    """The strip a banner may govern: down to a rule that is wider than it, or its own, widened by a quarter on either
    side."""
    rules = [
        rule
        for rule in sheet.flat
        if rule.left <= box.left and rule.right >= box.right and rule.width >= 1.5 * box.width
        if 0 <= rule.top - box.bottom <= BANNER_REACH * sheet.em
    ]
    if not rules:
        return box.grow(box.width // 4, 0)
    nearest = min(rules, key=lambda rule: rule.top)
    return replace(nearest, top=box.top, bottom=nearest.bottom)


def _split_below(box: Box, sheet: Sheet) -> bool:
    """Whether a vertical rule begins under a heading, well inside it: it heads what stands on both sides."""
    inset = 2 * sheet.em
    return any(
        box.left + inset < rule.center[0] < box.right - inset
        and -sheet.em <= rule.top - box.bottom <= BANNER_REACH * sheet.em
        for rule in sheet.steep
    )


def title_text(rows: Sequence[Row]) -> str:
    """A headline's lines as one: a space between lines that stand as a pair, nothing where the words run on."""
    out = ""
    for row in rows:
        out = out + (" " if out and _a_pair(out, row.text) else "") + row.text
    return out


def world(frame: str | None, sheet: Sheet) -> str | None:
    """The frame that counts: the innermost around a piece that holds running text, or None for the open page."""
    boxes = dict(sheet.frames)
    while frame is not None and frame in boxes:
        inside = [p for p in sheet.pieces if p.kind in (Kind.BODY, Kind.NOTE) and boxes[frame].contains(p.box)]
        if inside:
            return frame
        outer = [(box.area, name) for name, box in sheet.frames if name != frame and box.contains(boxes[frame])]
        frame = min(outer)[1] if outer else None
    return None


def _stack_box(piece: Piece, turned: bool) -> Box:
    """The piece's ink where its lines stack downwards."""
    box = Box.around(row.place for row in piece.rows)
    if piece.upright:
        return box
    return Box(box.top, box.left, box.bottom, box.right) if turned else Box(box.top, -box.right, box.bottom, -box.left)


def _stacked(above: Piece, below: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether two heading pieces belong to one head, the second following the first."""
    if above.upright is not below.upright or world(above.frame, sheet) != world(below.frame, sheet):
        return False
    a, b = _stack_box(above, sheet.turned), _stack_box(below, sheet.turned)
    large, small = max(above.em, below.em), min(above.em, below.em)
    if not -0.5 * small <= b.top - a.bottom <= STACK_GAP * large or a.top >= b.top:
        return False
    near = small >= DECK_SIZE * sheet.em or b.top - a.bottom <= CLOSE * large
    if a.overlap_x(b) < 0.5 * min(a.width, b.width) or not _aligned(a, b, near, sheet.em):
        return False
    return not _ruled_off(above, below, sheet) and not _heads_several(above, parts, sheet)


def _aligned(a: Box, b: Box, near: bool, em: float) -> bool:
    """Whether two boxes share a middle axis or an edge; type no larger than a subhead's must also be as wide as a
    head."""
    middle = abs(a.center[0] - b.center[0]) <= 0.2 * max(a.width, b.width)
    edge = min(abs(a.left - b.left), abs(a.right - b.right)) <= 1.5 * em
    return middle or (edge and (near or a.width < b.width or b.width >= 0.45 * a.width))


def _ruled_off(above: Piece, below: Piece, sheet: Sheet) -> bool:
    """Whether a rule runs between two pieces across their line of sight."""
    rules = sheet.flat if above.upright else sheet.steep
    for rule in rules:
        box, a, b = (rule, above.box, below.box) if above.upright else (_swap(rule), _swap(above.box), _swap(below.box))
        low, high = sorted((a, b), key=lambda each: each.top)
        shared = min(low.right, high.right) - max(low.left, high.left)
        if low.bottom - 2 <= box.center[1] <= high.top + 2 and box.overlap_x(low) >= 0.5 * max(1, shared):
            return True
    return False


def _swap(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _heads_several(piece: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether two headings stand side by side right under a piece: it heads them both and belongs to neither."""
    own = _stack_box(piece, sheet.turned)
    under = [
        box
        for other in parts
        if other is not piece and other.upright is piece.upright
        for box in [_stack_box(other, sheet.turned)]
        if 0 <= box.top - own.bottom + 0.5 * other.em <= 2 * STACK_GAP * piece.em
        and own.overlap_x(box) > 0.3 * box.width
    ]
    return any(a.overlap_x(b) < 0 and a.overlap_y(b) > 0 for a in under for b in under) and not any(
        _one_line(a, b, piece.em) for a in under for b in under if a.left < b.left
    )


def _one_line(a: Box, b: Box, em: float) -> bool:
    return abs(a.top - b.top) <= 0.3 * em and 0 <= b.left - a.right <= 0.5 * em


def _halves(left: Piece, right: Piece, sheet: Sheet) -> bool:
    """Whether two pieces side by side are one headline, cut at a wide space: text runs on beneath the gap between
    them."""
    if not (left.upright and right.upright) or world(left.frame, sheet) != world(right.frame, sheet):
        return False
    a, b, em = left.box, right.box, max(left.em, right.em)
    alike = abs(left.em - right.em) <= 0.15 * em and abs(a.top - b.top) <= 0.35 * em
    gap = (b.left - a.right) / em
    if not alike or not 0 <= gap <= HALF_GAP:
        return False
    if any(rule.overlap_y(a) > 0 and a.right <= rule.center[0] <= b.left for rule in sheet.steep):
        return False
    if gap <= TORN_GAP or left.em < SUBHEAD_SIZE * sheet.em:
        return gap <= TORN_GAP
    middle = (a.right + b.left) / 2
    under = [
        piece
        for piece in sheet.pieces
        if piece.kind in (Kind.BODY, Kind.BYLINE, Kind.HEADLINE) and 0 <= piece.box.top - a.bottom + sheet.em <= 6 * em
    ]
    if any(piece.box.left + sheet.em < middle < piece.box.right - sheet.em for piece in under):
        return True
    first = min(
        (p for p in under if p.kind is Kind.BODY and p.box.left >= middle - sheet.em), key=lambda p: p.box, default=None
    )
    return first is not None and first.rows[0].place.left - first.box.left < 0.7 * sheet.em


def _connected(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices grouped by links, groups in order of their first member."""
    group = list(range(count))
    for i, j in links:
        old, new = max(group[i], group[j]), min(group[i], group[j])
        group = [new if g == old else g for g in group]
    return [[i for i in range(count) if group[i] == g] for g in sorted(set(group))]


def _head(name: str, parts: Sequence[Piece], sheet: Sheet, conventions: Conventions) -> Head:
    ordered = _in_order(parts, sheet.turned)
    title = _title_parts(ordered, sheet, conventions)
    inside = ordered[title[0] : title[-1] + 1]
    brands = tuple(p for p in ordered[title[-1] + 1 :] if conventions.brand(p.text))
    return Head(
        id=name,
        kickers=(*ordered[: title[0]], *(p for p in inside if conventions.brand(p.text)), *brands),
        titles=tuple(p for p in inside if not conventions.brand(p.text)) or tuple(inside),
        decks=tuple(p for p in ordered[title[-1] + 1 :] if p not in brands),
        bylines=(),
        frame=world(ordered[0].frame, sheet),
        may_be_subhead=_fits_a_column(ordered, sheet),
    )


def _title_parts(ordered: Sequence[Piece], sheet: Sheet, conventions: Conventions) -> list[int]:
    """Which parts of a head are its headline: the largest type, less what calls itself a brand or a deck, or has a
    panel."""
    largest = max(piece.em for piece in ordered)
    large = [n for n, piece in enumerate(ordered) if piece.em >= TITLE_SHARE * largest]
    plain = [
        n for n in large if not conventions.brand(ordered[n].text) and not (n and ordered[n].text.startswith("——"))
    ]
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


def _in_order(parts: Sequence[Piece], turned: bool) -> list[Piece]:
    """Parts of a head downwards; those that stand on one line from left to right."""
    lines: list[list[tuple[Box, Piece]]] = []
    for box, piece in sorted(
        ((_stack_box(piece, turned), piece) for piece in parts), key=lambda each: each[0].center[1]
    ):
        last = lines[-1][-1][0] if lines else None
        if last is not None and box.overlap_y(last) >= 0.5 * min(box.height, last.height):
            lines[-1].append((box, piece))
        else:
            lines.append([(box, piece)])
    return [piece for line in lines for _, piece in sorted(line, key=lambda each: each[0].left)]


def _fits_a_column(parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a heading is small enough, and stands so in a column of text, that it may be a subhead of that text."""
    rows = [row for piece in parts for row in piece.rows]
    sizes = [piece.em for piece in parts]
    if not parts[0].upright or max(sizes) >= SUBHEAD_SIZE * sheet.em or len(rows) > 4:
        return False
    if min(sizes) < TITLE_SHARE * max(sizes):
        return False
    box = Box.around(row.place for row in rows)
    reach = 4 * sheet.em
    for piece in sheet.pieces:
        beside = piece.kind is Kind.BODY and piece.box.overlap_x(box) >= 0.9 * box.width
        if beside and box.width <= piece.box.width + sheet.em and -sheet.em <= box.top - piece.box.bottom <= reach:
            return True
    return parts[0].kind is Kind.SUBHEAD


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
    gap = b.top - a.bottom if head.upright else float(max(a.left - b.right, b.left - a.right))
    if not -0.5 * sheet.em <= gap <= BYLINE_GAP * sheet.em:
        return None
    shared = a.overlap_x(b) if head.upright else a.overlap_y(b)
    if shared <= 0:
        return None
    corridor = Box(max(a.left, b.left), a.bottom, min(a.right, b.right), b.top)
    blocked = any(p.kind in (Kind.BODY, Kind.CAPTION) and p.box.overlap(corridor) > 0 for p in sheet.pieces)
    return None if head.upright and blocked else gap


def _a_pair(before: str, after: str) -> bool:
    """Whether two headline lines stand as a couplet: much the same length, no word and no quotation across the
    break."""
    if before[-1:] in OPENERS or after[:1] in NEVER_FIRST | CLOSERS or open_quotes(before)[1]:
        return False
    last = before.rsplit(" ", 1)[-1]
    return len(last) == len(after) >= 4 and not spanning(before, after)
