"""Second look at kinds: short blocks of body size told by what they stand next to.

A kicker stands over a headline, a deck under one, a subhead in the middle of a column. By size and lines alone all
three are body text; reading may still say so.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box, Direction
from ocr.page import Kind
from ocr.segment.blocks import Stack

SHORT = 2  # lines; longer blocks are text
NEAR = 1.6  # body glyph heights between a headline and its kicker or deck
AXIS = 0.12  # of the headline's width: how far a centred line may stand off its middle
INSET = 1.2  # body glyph heights that a subhead stands in from the column's edge
WITHIN = 3.0  # body glyph heights between a subhead and the text of its column


def with_hints(stacks: Sequence[Stack], kinds: Sequence[Kind], em: float) -> list[Kind]:
    """The kinds of blocks with kickers, decks and subheads named among those that were BODY."""
    heads = [_ink(s) for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.HEADLINE and _flat(s)]
    bodies = [s.box for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY and len(s.lines) > 1]
    out = []
    for stack, kind in zip(stacks, kinds, strict=True):
        small = kind is Kind.BODY and len(stack.lines) <= SHORT and _flat(stack)
        out.append(_hint(stack, heads, bodies, em) if small else kind)
    return out


def _flat(stack: Stack) -> bool:
    return stack.lines[0].direction is Direction.HORIZONTAL


def _ink(stack: Stack) -> Box:
    return Box.around(line.box for line in stack.lines)


def _hint(stack: Stack, heads: Sequence[Box], bodies: Sequence[Box], em: float) -> Kind:
    own = _ink(stack)
    if any(_with_head(own, head, own.top - head.bottom, em) for head in heads):
        return Kind.DECK
    if len(stack.lines) == 1 and any(_with_head(own, head, head.top - own.bottom, em) for head in heads):
        return Kind.KICKER
    others = [box for box in bodies if box is not stack.box]
    return Kind.SUBHEAD if _in_column(own, others, em) else Kind.BODY


def _with_head(own: Box, head: Box, gap: int, em: float) -> bool:
    """Whether a short line stands right over or under a headline, in its middle or flush left with it."""
    if not -0.3 * em <= gap <= NEAR * em or own.overlap_x(head) < 0.6 * min(own.width, head.width):
        return False
    middle = abs(own.center[0] - head.center[0]) <= max(em, AXIS * head.width)
    return own.width <= 1.5 * head.width and (middle or abs(own.left - head.left) <= 0.7 * em)


def _in_column(own: Box, bodies: Sequence[Box], em: float) -> bool:
    """Whether a short line stands in from the edge of a column, with that column's text under it."""
    for under in bodies:
        gap = under.top - own.bottom
        if 0 < gap <= WITHIN * em and under.left - em <= own.left and own.right <= under.right + em:
            inset = own.left - under.left
            centred = abs(own.center[0] - under.center[0]) <= em
            if inset >= INSET * em and (centred or own.right <= under.right - 2 * em):
                return True
    return False
