"""Second look at kinds: short blocks of body size told by what they stand next to.

A kicker stands over a headline, a deck under one, a subhead in the middle of a column. By size and lines alone all
three are body text; reading may still say so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.geometry import Box, Direction
from ocr.page import Kind
from ocr.segment.blocks import Stack

SHORT = 2  # lines; longer blocks are text
TALL = 4  # lines; a deck set as a list of points, all in the middle under its head, has no more
NEAR = 1.6  # body glyph heights between a headline and its kicker or deck
NEARER = 0.6  # times the white over a subhead is the white under it, at most
AXIS = 0.12  # of the headline's width: how far a centred line may stand off its middle
LIGHTER = 1.3  # times thicker are the strokes of a bold head than those of a kicker or deck in light type
SMALLER = 0.97  # of the head's size
INSET = 1.2  # body glyph heights that a subhead stands in from the column's edge
COLUMN_GOES_ON = 6.0  # body glyph heights; a subhead stands between, or a picture's foot
EDGE = 0.6  # body glyph heights that a full line's ends may stand off its column's
BARELY = 0.6  # body glyph heights that it stands in when it nearly fills the column
APART = 0.6  # body glyph heights between such a line and the text under it, twice the white between lines
PART = 5.0  # body glyph heights; the first part of a subhead in two is a word or two
LARGER = 1.1  # body glyph heights; a line set off by its size alone
WITHIN = 3.0  # body glyph heights between a subhead and the text of its column


def with_hints(stacks: Sequence[Stack], kinds: Sequence[Kind], em: float) -> list[Kind]:
    """The kinds of blocks with kickers, decks and subheads named among those that were BODY."""
    heads = [_ink(s) for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.HEADLINE and _flat(s)]
    texts = [s for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY and len(s.lines) > 1]
    bodies, fresh = [s.box for s in texts], [s.box for s in texts if s.lines[0].box.left - s.box.left >= INSET * em]
    feet = [_ink(s) for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY and len(s.lines) == 1]
    text = [_weight(s) for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY and len(s.lines) > SHORT]
    weight = float(np.median(text)) if text else 0.0
    large = [s for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.HEADLINE and _flat(s)]
    out = []
    for stack, kind in zip(stacks, kinds, strict=True):
        if kind is Kind.BODY and len(stack.lines) <= SHORT and _flat(stack):
            kind = _hint(stack, heads, bodies, feet, em)
            if kind is Kind.BODY and _set_off(stack, bodies, fresh, weight, em):
                kind = Kind.SUBHEAD
        elif kind is Kind.BODY and len(stack.lines) <= TALL and any(_centred_under(stack, head, em) for head in heads):
            kind = Kind.DECK
        elif kind is Kind.HEADLINE and _flat(stack):
            kind = _beside_title(stack, large, em)
        out.append(kind)
    return out


def _beside_title(stack: Stack, heads: Sequence[Stack], em: float) -> Kind:
    """A heading in light type and somewhat smaller, right over or under one in bold, is its kicker or its deck.

    Size alone does not tell the two apart when they differ by a tenth; the weight of the face does.
    """
    own = _ink(stack)
    for head in heads:
        lighter = LIGHTER * _weight(stack) <= _weight(head) and stack.em <= SMALLER * head.em
        if head is stack or not lighter:
            continue
        box = _ink(head)
        if _with_head(own, box, own.top - box.bottom, em):
            return Kind.DECK
        if _with_head(own, box, box.top - own.bottom, em):
            return Kind.KICKER
    return Kind.HEADLINE


def _centred_under(stack: Stack, head: Box, em: float) -> bool:
    """Whether a few lines stand right under a headline, none as wide as it, each in its middle: a deck's points."""
    gap = stack.box.top - head.bottom
    lines = [line.box for line in stack.lines]
    within = all(b.width < head.width and abs(b.center[0] - head.center[0]) <= 0.5 * em for b in lines)
    return within and _flat(stack) and -0.3 * em <= gap <= NEAR * em


def _weight(stack: Stack) -> float:
    """Thickness of the strokes over the height of the glyphs."""
    return float(np.median([line.stroke / max(1.0, line.em) for line in stack.lines]))


def _flat(stack: Stack) -> bool:
    return stack.lines[0].direction is Direction.HORIZONTAL


def _ink(stack: Stack) -> Box:
    return Box.around(line.box for line in stack.lines)


def _hint(stack: Stack, heads: Sequence[Box], bodies: Sequence[Box], feet: Sequence[Box], em: float) -> Kind:
    own = _ink(stack)
    others = [box for box in bodies if box is not stack.box]
    if _fills_a_column(stack, others, em):
        return Kind.BODY
    over = [own.top - head.bottom for head in heads if _with_head(own, head, own.top - head.bottom, em)]
    if over and not _nearer_text(stack, others, min(over), em):
        return Kind.DECK
    # in a narrow column a kicker takes two lines; two of the body's size end the text over the head
    title = len(stack.lines) == 1 or stack.em >= LARGER * em
    if title and any(_with_head(own, head, head.top - own.bottom, em) for head in heads):
        return Kind.KICKER
    if _in_column(own, others, em) or _over_a_foot(own, others, feet, em) or _in_two_parts(stack, others, em):
        return Kind.SUBHEAD
    return Kind.BODY


def _nearer_text(stack: Stack, bodies: Sequence[Box], gap: int, em: float) -> bool:
    """Whether a line stands clearly nearer to a column's text under it than to the head over it, and in the middle of
    that column: the subhead with which the column begins."""
    own = _ink(stack)
    return len(stack.lines) == 1 and any(
        _over(own, under, em) and under.top - own.bottom <= NEARER * gap and abs(own.center[0] - under.center[0]) <= em
        for under in bodies
    )


def _with_head(own: Box, head: Box, gap: int, em: float) -> bool:
    """Whether a short line stands right over or under a headline, in its middle or flush left with it."""
    if not -0.3 * em <= gap <= NEAR * em or own.overlap_x(head) < 0.6 * min(own.width, head.width):
        return False
    middle = abs(own.center[0] - head.center[0]) <= max(em, AXIS * head.width)
    return own.width <= 1.5 * head.width and (middle or abs(own.left - head.left) <= 0.7 * em)


def _fills_a_column(stack: Stack, bodies: Sequence[Box], em: float) -> bool:
    """Whether a block of two lines begins with a full line of the column that goes on under it: the end of a text that
    came from the column before."""
    first = stack.lines[0].box
    return len(stack.lines) > 1 and any(
        0 < under.top - stack.box.bottom <= COLUMN_GOES_ON * em
        and abs(under.left - first.left) <= EDGE * em
        and abs(under.right - first.right) <= EDGE * em
        for under in bodies
    )


def _in_column(own: Box, bodies: Sequence[Box], em: float) -> bool:
    """Whether a short line stands in from the edge of a column, with that column's text under it."""
    for under in (box for box in bodies if _over(own, box, em)):
        inset = own.left - under.left
        centred = abs(own.center[0] - under.center[0]) <= em
        if inset >= INSET * em and (centred or own.right <= under.right - 2 * em):
            return True
        if _amid(own, under, em) and under.top - own.bottom >= APART * em:
            return True
    return False


def _over(own: Box, column: Box, em: float) -> bool:
    """Whether a line stands right over a column of text, within its edges."""
    within = column.left - em <= own.left and own.right <= column.right + em
    return within and 0 < column.top - own.bottom <= WITHIN * em


def _in_two_parts(stack: Stack, bodies: Sequence[Box], em: float) -> bool:
    """Whether a block is a word or two in the middle over a longer line, with a column's text under white: a subhead
    whose second part may fill the column. The first line of a text that is so short stands at its left."""
    if len(stack.lines) != 2:
        return False
    first, second = (line.box for line in stack.lines)
    amid = first.width <= PART * em and second.width >= 2 * first.width
    amid = amid and abs(first.center[0] - second.center[0]) <= 0.5 * em
    return amid and any(
        _over(second, under, em)
        and APART * em <= under.top - second.bottom
        and abs(second.center[0] - under.center[0]) <= em
        for under in bodies
    )


def _over_a_foot(own: Box, bodies: Sequence[Box], feet: Sequence[Box], em: float) -> bool:
    """Whether a short line stands in the middle of a column of which one line is left under it: a paragraph begins
    there, with a line that is indented and full."""
    for column in bodies:
        near = 0 < own.top - column.bottom <= WITHIN * em and min(own.left - column.left, column.right - own.right) > 0
        if not near or abs(own.center[0] - column.center[0]) > em or own.left - column.left < INSET * em:
            continue
        for foot in feet:
            indent = foot.left - column.left
            full = abs(foot.right - column.right) <= EDGE * em and INSET * em <= indent <= 3 * em
            if full and 0 < foot.top - own.bottom <= WITHIN * em:
                return True
    return False


def _set_off(stack: Stack, bodies: Sequence[Box], fresh: Sequence[Box], weight: float, em: float) -> bool:
    """Whether a line or two right over a column are set in larger or bolder type than it: a subhead, or the small head
    of a short piece, flush left with its text. One that fills the column is a single larger line, over white, or bold
    and over a new paragraph.

    fresh: the columns that begin with one; weight: of the body's strokes, 0 when there is no body to tell it from.
    """
    own, large = _ink(stack), stack.em >= LARGER * em
    bold = 0 < LIGHTER * weight <= _weight(stack) and stack.em >= SMALLER * em
    if not (large or bold):
        return False
    for under in (box for box in bodies if box is not stack.box and _over(own, box, em)):
        full = large and len(stack.lines) == 1 and abs(own.center[0] - under.center[0]) <= em
        apart = under.top - own.bottom >= APART * em or (bold and under in fresh)
        if own.right <= under.right - INSET * em or (full and apart):
            return True
    return False


def _amid(own: Box, column: Box, em: float) -> bool:
    """Whether a line that nearly fills its column stands in the very middle of it."""
    left, right = own.left - column.left, column.right - own.right
    return min(left, right) >= BARELY * em and abs(left - right) <= BARELY * em
