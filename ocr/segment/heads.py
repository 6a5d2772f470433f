"""Pieces of one headline put together: a space or a comma can fall on the gutter of the columns under it.

Two headlines side by side leave the same white between them. What tells them apart is what they stand over: a headline
is set in the middle of its own columns, or flush left with them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.blocks import SAME_SIZE, Found, same_weight

SPACE = 2.0  # glyph heights; a full-width space beside a mark that is half white
BELOW = 7.0  # body glyph heights; text under a headline begins within this (a byline and a deck between)
ALIKE = 1.1  # ratio of glyph heights of lines of one headline, as measured on its two kinds of lines
BAND_GAP = 0.35  # glyph heights; the heads of two bands stand no closer
OUT = 1.0  # body glyph heights; a headline with room over its columns goes no farther past their ends
OFF = 0.6  # body glyph heights; a headline is set so true to the middle of its columns


def join_heads(lines: list[Found], rules: tuple[Separator, ...], em: float, *, turned: bool = False) -> list[Found]:
    """Display lines with the pieces of one headline joined from left to right; other lines as they are.

    turned: the lines are those of a vertical page, where the heads of two bands stand as near each other.
    """
    heads = sorted((x for x in lines if x.display and x.direction is Direction.HORIZONTAL), key=lambda x: x.box.left)
    rest = [x for x in lines if x not in heads]
    done: list[Found] = []
    for head in heads:
        left = next(
            (
                k
                for k, other in enumerate(done)
                if _one_head(other, head, rest, done + heads, rules, em)
                and not (turned and _of_two_bands(other, head, rest, em))
            ),
            None,
        )
        if left is None:
            done.append(head)
        else:
            done[left] = replace(done[left], box=Box.around([done[left].box, head.box]))
    return done + rest


def promote(lines: list[Found]) -> list[Found]:
    """Lines of body-sized search that are pieces or further lines of a headline made display type like the rest of it.

    Type little larger than the body is found by its largest glyphs, and a line of small or broken ones is missed.
    """
    table = np.array([[*x.box.as_list(), x.em] for x in lines]).reshape(-1, 5)
    display = np.array([x.display for x in lines], dtype=bool)
    for _ in range(2):
        heads = [int(k) for k in np.flatnonzero(display) if lines[k].direction is Direction.HORIZONTAL]
        display |= np.any([_like(table, k) for k in heads], axis=0) if heads else False
    return [replace(x, display=bool(big)) for x, big in zip(lines, display, strict=True)]


def _like(table: NDArray[np.float64], head: int) -> NDArray[np.bool_]:
    """For each line (left, top, right, bottom, em) whether it stands beside, right over or under a head of its size."""
    left, top, right, bottom, em = table.T
    x = np.minimum(right, right[head]) - np.maximum(left, left[head])
    y = np.minimum(bottom, bottom[head]) - np.maximum(top, top[head])
    beside = (y >= 0.75 * (bottom - top)) & (-x <= SPACE * em[head])
    over = (x > 0.5 * np.minimum(right - left, right[head] - left[head])) & (-y < 0.7 * em[head])
    return np.asarray((np.maximum(em, em[head]) <= ALIKE * np.minimum(em, em[head])) & (beside | over))


def _one_head(
    a: Found, b: Found, rest: list[Found], heads: list[Found], rules: tuple[Separator, ...], em: float
) -> bool:
    """Whether two lines of display type are pieces of one headline."""
    size = max(a.em, b.em)
    gap = b.box.left - a.box.right
    level = a.box.overlap_y(b.box) >= 0.75 * min(a.box.height, b.box.height)
    if (
        not level
        or not -0.2 * size <= gap <= SPACE * size
        or size > SAME_SIZE * min(a.em, b.em)
        or not same_weight(a, b)
    ):
        return False
    if any(parts(rule.box, a.box, b.box) for rule in rules if rule.direction is Direction.VERTICAL):
        return False
    near = [x for x in rest if x.direction is Direction.HORIZONTAL]
    if any(_spans(x.box, a.box, b.box, em) for x in near + heads if x is not a and x is not b):
        return True
    under_a, under_b = _under(a.box, near, heads, em), _under(b.box, near, heads, em)
    if under_a is None or under_b is None:
        return True
    both = Box.around([a.box, b.box])
    if (_sticks_out(a.box, under_a, em) or _sticks_out(b.box, under_b, em)) and not _sticks_out(
        both, Box.around([under_a, under_b]), em
    ):
        return True
    joint = abs(both.center[0] - Box.around([under_a, under_b]).center[0])
    return joint <= OFF * em and max(_off(a.box, under_a), _off(b.box, under_b)) > OFF * em


def _of_two_bands(a: Found, b: Found, rest: list[Found], em: float) -> bool:
    """Whether the gap between two heads of a vertical page is where two bands meet: no line of text runs on under it,
    though lines end and begin there."""
    left, right = a.box.right, b.box.left
    if right - left <= BAND_GAP * max(a.em, b.em):
        return False
    low = max(a.box.bottom, b.box.bottom)
    under = [x.box for x in rest if not x.display and -em <= x.box.top - low <= BELOW * em and x.box.width > 4 * em]
    middle = (left + right) / 2
    return not any(box.left + em < middle < box.right - em for box in under) and any(
        box.right <= middle + em and box.overlap_x(a.box) > 0 for box in under
    )


def parts(rule: Box, a: Box, b: Box) -> bool:
    """Whether an upright rule stands between two boxes, the first left of the second."""
    return a.right <= rule.center[0] <= b.left and rule.overlap_y(a) > 0.4 * a.height


def _spans(line: Box, a: Box, b: Box, em: float) -> bool:
    """Whether a line right above or below (a deck, a byline, another line of the head) runs across the gap."""
    gap = max(a.top - line.bottom, line.top - max(a.bottom, b.bottom))
    return -0.3 * em < gap < 1.5 * max(em, a.height) and line.left < a.right - em and line.right > b.left + em


def _under(head: Box, lines: list[Found], heads: list[Found], em: float) -> Box | None:
    """The extent of the text columns that begin under a headline, or None where no text does."""
    reach = Box(head.left, head.bottom, head.right, head.bottom + round(BELOW * em))
    other = [h.box.top for h in heads if h.box.top > head.bottom and h.box.overlap_x(head) > em]
    floor = min([reach.bottom, *other])
    own = [x.box for x in lines if x.box.overlap_x(head) > 0.5 * em and head.bottom <= x.box.center[1] < floor]
    full = [box for box in own if box.width > 5 * em]
    return Box.around(full) if full else None


def _sticks_out(head: Box, columns: Box, em: float) -> bool:
    """Whether a headline that its columns have room for stands outside of them: it is not theirs alone."""
    room = head.width <= columns.width
    return room and max(columns.left - head.left, head.right - columns.right) > OUT * em


def _off(head: Box, columns: Box) -> float:
    """How far a headline stands off the middle, or the left edge, of its columns."""
    return min(abs(head.center[0] - columns.center[0]), abs(head.left - columns.left))
