"""What a block is, as far as its size and place tell. Reading settles the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ocr.geometry import Box, Direction
from ocr.page import Kind, Separator
from ocr.segment.blocks import Stack

HEADLINE = 1.2  # body glyph heights
TOP = 0.14  # of the page's height: running heads stand above a rule in here
WIDE = 0.6  # of the type area's width: a rule so long can end the running head
NEAR_PICTURE = 1.6  # em
MOST_LINES = 4  # of a caption
SMALLEST, SMALLER = 0.6, 0.9  # body glyph heights of type that is a caption's by its size
BESIDE = 2.5  # em between the two
FOOT = 1.5  # em between their feet
LARGE = 9.0  # em; the sides of a picture whose caption stands beside it
HEADING = 6.0  # em; a subhead, with its white, is no higher
COLUMN = 3  # lines of a column, at least
NO_MORE, LEAST = (
    0.9,
    0.4,
)  # em of white between two blocks that are one text, at most, and at most where lines are close
LEADING = 2.0  # times the white between the lines of the second of them, at most
PLAIN = 1.12  # times the body's strokes; those of larger type are as much thicker as it is larger
CLOSE = 0.4  # em between two lines of one text, or by which they reach into each other where they lean
SAME = 0.97  # ratio of glyph heights of lines of one size


def kind_of(stack: Stack, em: float, head: int, stacks: list[Stack], pictures: tuple[Box, ...]) -> Kind:
    """The kind of a block; head is the row above which the running head stands."""
    if stack.box.center[1] < head:
        return _running(stack, em)
    if stack.em >= HEADLINE * em and (stack.display or len(stack.lines) <= 3):
        return Kind.HEADLINE
    own = Box.around(line.box for line in stack.lines) if _small(stack, em) else stack.box
    if any(_captions(stack, own, picture, stacks, em) or _at_the_foot(stack, picture, em) for picture in pictures):
        return Kind.CAPTION
    return Kind.BODY


def without_plain(stacks: Sequence[Stack], kinds: Sequence[Kind], em: float) -> tuple[list[Stack], list[Kind]]:
    """A vertical page's blocks and kinds, a line in the body's strokes that stands as near to a line of text as two of
    them stand made body of its size: a column that leans, or has dirt or a wave at its side, measures larger than its
    type is; strokes do not grow by that."""
    text = [line.stroke for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY for line in s.lines]
    most = PLAIN * median(text) if text else 0.0
    body = [line.box for s, kind in zip(stacks, kinds, strict=True) if kind is Kind.BODY for line in s.lines]
    plain = [
        kind is Kind.HEADLINE
        and not s.display
        and len(s.lines) == 1
        and s.lines[0].stroke <= most
        and any(_next_to(s.lines[0].box, box, em) for box in body)
        for s, kind in zip(stacks, kinds, strict=True)
    ]
    sized = [
        replace(s, lines=tuple(replace(line, em=em) for line in s.lines)) if is_ else s
        for s, is_ in zip(stacks, plain, strict=True)
    ]
    return sized, [Kind.BODY if is_ else kind for kind, is_ in zip(kinds, plain, strict=True)]


def _next_to(line: Box, other: Box, em: float) -> bool:
    gap = max(line.top - other.bottom, other.top - line.bottom)
    return abs(gap) <= CLOSE * em and line.overlap_x(other) >= 0.6 * min(line.width, other.width)


def head_row(rules: tuple[Separator, ...], size: tuple[int, int], stacks: list[Stack]) -> int:
    """The row of the rule that ends the running head, or 0 when there is none."""
    if not stacks:
        return 0
    area = Box.around(s.box for s in stacks)
    wide = [
        s.box
        for s in rules
        if s.direction is Direction.HORIZONTAL and s.box.width >= WIDE * area.width and s.box.top < TOP * size[1]
    ]
    for rule in sorted(wide, key=lambda r: r.top):
        over = [s for s in stacks if s.box.center[1] < rule.top]
        if over:
            return rule.top if all(len(s.lines) < 4 for s in over) else 0
    return 0


def _running(stack: Stack, em: float) -> Kind:
    if stack.em > 3.5 * em:
        return Kind.MASTHEAD
    return Kind.PAGE_NUMBER if stack.box.width < 2.5 * stack.em else Kind.RUNNING_HEAD


def _captions(stack: Stack, own: Box, picture: Box, stacks: list[Stack], em: float) -> bool:
    """Whether a block is a picture's caption: a few lines right under it, within its width, no column going on.

    own: its place, its lines' alone where they are small type: the measure it has been given is that of the next
    column, a column of another story perhaps.
    """
    gap = stack.box.top - picture.bottom
    inside = picture.left - em <= own.left and own.right <= picture.right + em
    if len(stack.lines) > MOST_LINES or not inside or not -0.5 * em <= gap <= NEAR_PICTURE * em:
        return False
    if any(_of_column(stack, other, em) for other in stacks if other is not stack):
        return False
    return _lines_from(stack, stacks, em) <= MOST_LINES


def _lines_from(stack: Stack, stacks: list[Stack], em: float) -> int:
    """The lines of a block and of those in which it goes on: a caption's rows may measure unlike."""
    below = [other for other in stacks if other is not stack and _goes_on(stack, other, em)]
    return len(stack.lines) + max((_lines_from(other, stacks, em) for other in below), default=0)


def _of_column(stack: Stack, other: Stack, em: float) -> bool:
    """Whether a block in the body's size fills the measure of a column that begins a heading's height under it: the
    end of a text, cut off by that heading. Captions are set smaller, or not so."""
    gap, edges = (
        other.box.top - stack.box.bottom,
        ((stack.box.left, other.box.left), (stack.box.right, other.box.right)),
    )
    full = sum(line.box.right >= other.box.right - em for line in stack.lines)
    return (
        0 <= gap <= HEADING * em
        and len(other.lines) >= COLUMN
        and min(stack.em, other.em) >= SAME * max(stack.em, other.em)
        and all(abs(a - b) <= em / 2 for a, b in edges)
        and 2 * full >= len(stack.lines)
    )


def _at_the_foot(stack: Stack, picture: Box, em: float) -> bool:
    """Whether a block is a caption beside its picture: a few lines in type smaller than the body's, at its foot."""
    box = stack.box
    small = len(stack.lines) <= MOST_LINES and _small(stack, em)
    beside = 0 <= -box.overlap_x(picture) <= BESIDE * em
    large = min(picture.width, picture.height) >= LARGE * em
    return small and large and beside and abs(box.bottom - picture.bottom) <= FOOT * em


def _small(stack: Stack, em: float) -> bool:
    return SMALLEST * em <= stack.em <= SMALLER * em


def _goes_on(stack: Stack, other: Stack, em: float) -> bool:
    """Whether the second block is the rest of the first: right under it, in its measure, with no more white between
    them than the second one's lines may have."""
    gap = other.box.top - stack.box.bottom
    level = abs(other.box.left - stack.box.left) < em and abs(other.box.right - stack.box.right) < em
    inside = [low.box.top - high.box.bottom for high, low in pairwise(other.lines)]
    most = min(NO_MORE * em, max(LEAST * em, LEADING * median(inside))) if inside else NO_MORE * em
    return 0 <= gap < most and level
