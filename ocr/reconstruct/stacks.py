"""Which pieces of heading type stand together: stacked with little white between, or two halves of one line.

Vertical heads are stacked from right to left; they are the same case once their boxes are turned.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import dashed
from ocr.reconstruct.worlds import world

STACK_GAP = 1.3
"""Parts of one head stand no further apart than this many of the larger part's em."""
STEPPING = 0.1
"""Share of the shorter one that two lines of a head of a vertical page stand beside each other with, at least."""
TORN_GAP = 0.7
"""Less than this many em between them, and they are one line that was cut."""
BAND_GAP = 0.3
"""The same on a vertical page, unless a column runs on beneath them: the heads of two bands stand no further apart."""
DASHED_OFF = 4.0
"""Body em past a headline's end at which a deck with a dash before it, set flush right, begins at most."""
SMALL = 1.7
"""Type less than this many body em high is small for a headline."""
HALF_GAP = 1.6
"""Two halves of one headline, cut at a space, stand at most this many of its em apart."""
TOUCHED = 0.3
"""Em that a head may reach into the column rule beside it, as found."""
DECK_SIZE = 1.3
"""Type of at least this many body em under a headline's edge is its deck, however short."""
CLOSE = 0.8
"""Smaller type there no further off than this many of the headline's em is a deck too."""
SIDED = 2
"""Lines between two rules that are their ornament, at most."""
SIDE_REACH = 1.2
"""Em from a line to the rules at its sides, at most."""
SIDE_SLACK = 0.15
"""Share of its length by which those rules may reach past it, if that is more."""
SIDE_COVERS = 0.5
"""Share of its length that each of them runs along it, at least."""
LEVEL = 1.5
"""Em by which a subhead at a column's top stands off the first line of the column to its left."""
SUBHEAD_WHITE = 2.5
"""Em of white between a subhead and its text, at most."""
TALL = 6.0
"""Em; a column of text is higher, a byline is not."""
SUBHEAD_UNDER = 3.0
"""A headline's type is at least so many times the size of the subheads at the tops of its columns."""
ROW_STEP = 1.2
"""A banner's type is at least so many times the size of the heads under it."""
MIDDLE = 0.05
"""A banner's middle is so near the page's, as a share of its width."""


def _stack_box(piece: Piece, turned: bool) -> Box:
    """The piece's ink where its lines stack downwards."""
    box = Box.around(row.place for row in piece.rows)
    if piece.upright:
        return box
    return Box(box.top, box.left, box.bottom, box.right) if turned else Box(box.top, -box.right, box.bottom, -box.left)


CROWNED, CROWN_GAP, TEXT_UNDER_CROWN = 1.4, 2.0, 0.4
"""The type, in body em, of a head's lines that run down under one printed across, the em between them at most, and the
share of its length that columns of text may begin under."""

STEP_GAP, STEP_DOWN = 1.2, 2.0
"""Body em from one line of a head that steps down to the next, and from where the one ends down to where the other
begins, at most."""


def stacked(above: Piece, below: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether two heading pieces belong to one head, the second following the first.

    The lines of a vertical head step down, or begin and end as their length has it: they share no edge; nor need a
    deck that a dash begins.
    """
    if above.upright is not below.upright or world(above.frame, sheet) != world(below.frame, sheet):
        return False
    a, b = _stack_box(above, sheet.turned), _stack_box(below, sheet.turned)
    large, small = max(above.em, below.em), min(above.em, below.em)
    if not -0.5 * small <= b.top - a.bottom <= STACK_GAP * large or a.top >= b.top:
        return False
    near = small >= DECK_SIZE * sheet.em or b.top - a.bottom <= CLOSE * large
    least = STEPPING if sheet.turned and (above.hint is Kind.KICKER or below.hint is Kind.DECK) else 0.5
    under = a.overlap_x(b) >= least * min(a.width, b.width) and (sheet.turned or _aligned(a, b, near, sheet.em))
    if not (under or _aside(above, below, parts, sheet)):
        return False
    if _ruled_off(above, below, sheet) or _heads_several(above, parts, sheet):
        return False
    if _tops_a_later_column(above, below, sheet):
        return False
    return not _over_a_row(above, below, parts, sheet)


def _aside(head: Piece, deck: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a deck with a dash before it is set flush right, past the end of a headline, under no other."""
    if not dashed(deck.text):
        return False
    a, b = _stack_box(head, sheet.turned), _stack_box(deck, sheet.turned)
    others = (_stack_box(p, sheet.turned) for p in parts if p is not head and p.em > deck.em)
    own = any(box.overlap_x(b) > 0 and abs(b.top - box.bottom) <= STACK_GAP * head.em for box in others)
    return not own and a.left <= b.left <= a.right + DASHED_OFF * sheet.em


def crowned(across: Piece, piece: Piece, sheet: Sheet) -> bool:
    """Whether a heading of a vertical page that is printed across stands over the lines of a head that run down: it is
    the first of them. Over the columns of a text it is a head by itself."""
    if not sheet.turned or across.upright or not piece.upright or piece.em < CROWNED * sheet.em:
        return False
    if world(across.frame, sheet) != world(piece.frame, sheet):
        return False
    a, b = (Box.around(row.place for row in each.rows) for each in (across, piece))
    reach = CROWN_GAP * sheet.em
    if not (abs(b.left - a.right) <= reach and a.overlap_y(b) >= 0.5 * b.height and b.right > a.right):
        return False
    texts = [row.place for p in sheet.pieces if p.kind is Kind.BODY and p.upright for row in p.rows]
    under = sum(a.overlap_y(box) for box in texts if abs(box.left - a.right) <= reach)
    return under <= TEXT_UNDER_CROWN * a.height


def staggered(first: Piece, second: Piece, sheet: Sheet) -> bool:
    """Whether two headings of a vertical page are lines of one head that step down, the second beginning where the
    first ends or lower, right beside it, and nothing else near either."""
    if not sheet.turned or not (first.upright and second.upright):
        return False
    if world(first.frame, sheet) != world(second.frame, sheet):
        return False
    a, b = (Box.around(row.place for row in each.rows) for each in (first, second))
    em = sheet.em
    if not (-0.3 * em <= b.top - a.bottom <= STEP_GAP * em and -0.5 * em <= b.left - a.right <= STEP_DOWN * em):
        return False
    # paper over the second line and under the first: no text stands between head and band
    corners = Box(a.left, a.bottom + 2, a.right, b.bottom), Box(b.left, a.top, b.right, b.top - 2)
    others = [p for p in sheet.pieces if p is not first and p is not second]
    return not any(corner.overlap(row.place) > 0 for corner in corners for p in others for row in p.rows)


def _tops_a_later_column(head: Piece, piece: Piece, sheet: Sheet) -> bool:
    """Whether a small line under a headline stands at the top of one of the columns under it, and another column, to
    its left, begins on its level: a subhead of the text, for a deck stands over all columns or the first."""
    if sheet.turned or piece.hint is not Kind.SUBHEAD or piece.em >= DECK_SIZE * sheet.em:
        return False
    own = Box.around(row.place for row in piece.rows)
    bodies = [p.box for p in sheet.pieces if p.kind is Kind.BODY]
    columns = [box for box in bodies if box.overlap_x(head.box) >= 0.5 * min(box.width, head.box.width)]
    over = any(
        own.overlap_x(box) >= 0.9 * own.width and 0 <= box.top - own.bottom <= SUBHEAD_WHITE * sheet.em
        for box in columns
        if own.width <= box.width + sheet.em
    )
    beside = any(
        box.right <= own.left and abs(box.top - own.top) <= LEVEL * sheet.em and box.height >= TALL * sheet.em
        for box in bodies
    )
    return over and beside


def _aligned(a: Box, b: Box, near: bool, em: float) -> bool:
    """Whether two boxes share a middle axis or an edge; type no larger than a subhead's must also be as wide as a
    head."""
    middle = abs(a.center[0] - b.center[0]) <= 0.2 * max(a.width, b.width)
    edge = min(abs(a.left - b.left), abs(a.right - b.right)) <= 1.5 * em
    return middle or (edge and (near or a.width < b.width or b.width >= 0.45 * a.width))


def _ruled_off(above: Piece, below: Piece, sheet: Sheet) -> bool:
    """Whether a rule runs between two pieces across their line of sight."""
    rules = sheet.flat if above.upright else sheet.steep
    if sheet.turned:
        sides = [rule for piece in (above, below) for rule in sides_of(piece, sheet)]
        rules = tuple(rule for rule in rules if rule not in sides)
    for rule in rules:
        box, a, b = (rule, above.box, below.box) if above.upright else (_swap(rule), _swap(above.box), _swap(below.box))
        low, high = sorted((a, b), key=lambda each: each.top)
        shared = min(low.right, high.right) - max(low.left, high.left)
        if low.bottom - 2 <= box.center[1] <= high.top + 2 and box.overlap_x(low) >= 0.5 * max(1, shared):
            return True
    return False


def sides_of(piece: Piece, sheet: Sheet) -> tuple[Box, ...]:
    """The rules at both sides of a line of heading type on a vertical page that are no longer than it is: an ornament
    of that line, and no rule between it and others; none unless there is one at either side."""
    if not piece.upright or len(piece.rows) > SIDED:
        return ()
    box, reach = Box.around(row.place for row in piece.rows), SIDE_REACH * sheet.em
    slack = max(reach, SIDE_SLACK * box.width)
    near = [
        rule
        for rule in sheet.flat
        if rule.left >= box.left - slack and rule.right <= box.right + slack and rule.width >= SIDE_COVERS * box.width
    ]
    over = [rule for rule in near if -reach / 2 <= box.top - rule.bottom <= reach]
    under = [rule for rule in near if -reach / 2 <= rule.top - box.bottom <= reach]
    return (*over, *under) if over and under else ()


def _swap(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _heads_several(piece: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether two headings stand side by side right under a piece: it heads them both and belongs to neither. Subheads
    with which columns of its text begin are none, being many times smaller."""
    own = _stack_box(piece, sheet.turned)
    under = [
        box
        for other in parts
        if other is not piece and other.upright is piece.upright
        if other.hint is not Kind.SUBHEAD or piece.em < SUBHEAD_UNDER * other.em
        for box in [_stack_box(other, sheet.turned)]
        if 0 <= box.top - own.bottom + 0.5 * other.em <= 2 * STACK_GAP * piece.em
        and own.overlap_x(box) > 0.3 * box.width
    ]
    return any(a.overlap_x(b) < 0 and a.overlap_y(b) > 0 for a in under for b in under) and not any(
        _one_line(a, b, piece.em) for a in under for b in under if a.left < b.left
    )


def _over_a_row(piece: Piece, below: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a piece in larger type stands in the middle of the page, and the one under it is one of a row of heads
    with others to its left and to its right: a banner, which is no part of the head that happens to be under it."""
    page = Box.around(part.box for part in sheet.pieces)
    own, one = _stack_box(piece, sheet.turned), _stack_box(below, sheet.turned)
    if not piece.upright or piece.em < ROW_STEP * below.em or abs(own.center[0] - page.center[0]) > MIDDLE * page.width:
        return False
    row = [
        box
        for other in parts
        if other is not below and other.upright and ROW_STEP * other.em >= below.em and other.em < piece.em
        for box in [_stack_box(other, sheet.turned)]
        if abs(box.top - one.top) <= STACK_GAP * below.em and own.bottom <= box.center[1]
    ]
    return any(box.right < one.left for box in row) and any(box.left > one.right for box in row)


def _one_line(a: Box, b: Box, em: float) -> bool:
    return abs(a.top - b.top) <= 0.3 * em and 0 <= b.left - a.right <= 0.5 * em


def halves(left: Piece, right: Piece, sheet: Sheet) -> bool:
    """Whether two pieces side by side are one headline, cut at a wide space: text runs on beneath the gap between
    them."""
    if not (left.upright and right.upright) or world(left.frame, sheet) != world(right.frame, sheet):
        return False
    a, b, em = _stack_box(left, sheet.turned), _stack_box(right, sheet.turned), max(left.em, right.em)
    alike = abs(left.em - right.em) <= 0.15 * em and abs(a.top - b.top) <= 0.35 * em
    gap = (b.left - a.right) / em
    if not alike or not 0 <= gap <= HALF_GAP:
        return False
    slack = TOUCHED * sheet.em
    if any(rule.overlap_y(a) > 0 and a.right - slack <= rule.center[0] <= b.left + slack for rule in sheet.steep):
        return False
    if sheet.turned and gap > BAND_GAP and not _over_one_column((a.right + b.left) / 2, a, sheet):
        return _runs_on_under(b, sheet)
    if gap <= TORN_GAP or left.em < SMALL * sheet.em:
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


def _over_one_column(middle: float, head: Box, sheet: Sheet) -> bool:
    """Whether a column of text under a heading runs on beneath a gap in it: then no two bands meet there."""
    return any(
        piece.kind in (Kind.BODY, Kind.BYLINE)
        and -sheet.em <= piece.box.top - head.bottom <= 6 * sheet.em
        and piece.box.left + sheet.em < middle < piece.box.right - sheet.em
        for piece in sheet.pieces
    )


def _runs_on_under(head: Box, sheet: Sheet) -> bool:
    """Whether the text right under a heading begins without an indent: it comes from the band before, and the heading
    is the rest of the one that stands there."""
    under = [
        piece
        for piece in sheet.pieces
        if piece.kind is Kind.BODY
        and piece.box.overlap_x(head) >= 0.5 * head.width
        and -sheet.em <= piece.box.top - head.bottom <= 6 * sheet.em
    ]
    first = min(under, key=lambda piece: (piece.box.top, piece.id), default=None)
    return first is not None and len(first.rows) > 2 and first.rows[0].place.left - first.box.left < 0.7 * sheet.em


def connected(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Indices grouped by links, groups in order of their first member."""
    group = list(range(count))
    for i, j in links:
        old, new = max(group[i], group[j]), min(group[i], group[j])
        group = [new if g == old else g for g in group]
    return [[i for i in range(count) if group[i] == g] for g in sorted(set(group))]


def in_order(parts: Sequence[Piece], turned: bool) -> list[Piece]:
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
