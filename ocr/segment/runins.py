"""Subheads of a vertical page that stand in two halves side by side at the top of two columns, over text that goes on
under both (雙行).

A line reader goes on from each half into the text under it. What tells them is that two lines next to each other are
heavy up to the same place, where white, or an ornament, comes before type of the body's weight.

Coordinates are those of the page as turned against the clock, on which columns are lines from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ocr.geometry import Box, Direction
from ocr.segment.blocks import Found, Stack
from ocr.segment.ink import Mask, tight
from ocr.segment.measure import stroke

LARGEST = 1.6  # em; lines of larger type are heads, though the weight of a half makes its line look larger
HALF = (1.5, 3.6)  # em; a half is two or three glyphs long
LEAST = 0.7  # em; a half is no lower
WHITE = 0.3  # em between a half and what comes after it, at least
SAME_PLACE = 0.5  # em by which the two halves begin, and end, off each other, at most
NEXT, INTO = 0.9, 0.7  # em between two columns, at most, and by which they reach into one another where they lean
HEAVIER, EACH = 1.35, 0.85  # times the strokes of the text under both, and of that under each: print may be blurred
REST = 1.5  # em of text under the right half, at least
ORNAMENT = 1.6  # em; what stands by itself right after a half is no longer
THIN = 0.75  # of an ornament's length and height that hold no ink


@dataclass(frozen=True, slots=True)
class RunIn:
    """A subhead in two halves, and the lines that go on under them."""

    halves: tuple[Found, ...]
    text: tuple[Found, ...]

    @property
    def stacks(self) -> tuple[Stack, Stack]:
        return _stack(self.halves), _stack(self.text)


def with_run_ins(lines: Sequence[Found], mask: Mask, em: float) -> tuple[list[Found], list[RunIn]]:
    """The lines of a turned page without those that such subheads stand in, and these taken apart."""
    flat = sorted(_whole_lines(lines, em), key=lambda each: (each[0].box.top, each[0].box.left))
    found: list[RunIn] = []
    taken: set[int] = set()
    for right, pieces in flat:
        columns = [x for x in flat if not taken & set(map(id, x[1])) and _next_column(right.box, x[0].box, em)]
        made = _run_in(right, columns[0][0], mask, em) if columns and not taken & set(map(id, pieces)) else None
        if made is not None and not _a_row(right, columns[0][0], flat, mask, em):
            found.append(made)
            taken |= set(map(id, (*pieces, *columns[0][1])))
    return [line for line in lines if id(line) not in taken], found


def _whole_lines(lines: Sequence[Found], em: float) -> list[tuple[Found, tuple[Found, ...]]]:
    """Lines that may hold a half, with the pieces that they were found in: one may have been told from its text."""
    flat = [x for x in lines if x.direction is Direction.HORIZONTAL and x.em <= LARGEST * em]
    whole: list[tuple[Found, tuple[Found, ...]]] = []
    for line in flat:
        after = [x for x in flat if x is not line and _goes_on(line.box, x.box, em)]
        rest = min(after, key=lambda x: x.box.left, default=None)
        if line.box.width > HALF[1] * em:
            whole.append((line, (line,)))
        elif rest is not None:
            both = replace(rest, box=Box.around([line.box, rest.box]))
            whole.append((both, (line, rest)))
        elif line.box.width >= HALF[0] * em:
            whole.append((line, (line,)))
    return whole


def _goes_on(half: Box, text: Box, em: float) -> bool:
    level = half.overlap_y(text) >= 0.6 * min(half.height, text.height)
    return level and -0.2 * em <= text.left - half.right <= ORNAMENT * em


def _next_column(one: Box, other: Box, em: float) -> bool:
    gap = other.top - one.bottom
    return one is not other and -INTO * em <= gap <= NEXT * em and abs(one.left - other.left) <= SAME_PLACE * em


def _a_row(right: Found, left: Found, flat: Sequence[tuple[Found, tuple[Found, ...]]], mask: Mask, em: float) -> bool:
    """Whether a third column begins as two do: these are glyphs of a head printed across."""
    before = [x for x, _ in flat if x is not right and _next_column(x.box, right.box, em)]
    after = [x for x, _ in flat if x is not left and x is not right and _next_column(left.box, x.box, em)]
    return any(_run_in(x, right, mask, em) for x in before) or any(_run_in(left, x, mask, em) for x in after)


def _run_in(right: Found, left: Found, mask: Mask, em: float) -> RunIn | None:
    cuts = _cuts(right, left, mask, em)
    if cuts is None:
        return None
    pairs = tuple(zip((right, left), cuts, strict=True))
    halves = tuple(_part(line, line.box.left, end, mask) for line, (end, _) in pairs)
    text = tuple(_part(line, start, line.box.right, mask) for line, (_, start) in pairs)
    if text[0].box.width < REST * em or any(half.box.height < LEAST * em for half in halves):
        return None
    under = tuple(x for x in text if x.box.area)
    over = halves[: len(under)]
    heavy = sum(x.stroke for x in over) >= HEAVIER * sum(x.stroke for x in under)
    each = all(half.stroke >= EACH * line.stroke for half, line in zip(over, under, strict=True))
    return RunIn(halves, under) if heavy and each else None


def _cuts(right: Found, left: Found, mask: Mask, em: float) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where both lines are cut, on one level; an ornament may touch one of the halves."""
    one, other = _cut(right, mask, em), _cut(left, mask, em)
    if one is None or other is None:
        return None
    end = min(one[0], other[0])
    if abs(one[0] - other[0]) > SAME_PLACE * em and max(one[0], other[0]) - end > ORNAMENT * em:
        return None
    return (end if one[0] - end > SAME_PLACE * em else one[0], one[1]), (
        end if other[0] - end > SAME_PLACE * em else other[0],
        other[1],
    )


def _cut(line: Found, mask: Mask, em: float) -> tuple[int, int] | None:
    """Where a half ends in a line and where the text after it begins, past an ornament; None where no white is."""
    b = line.box
    view = mask[b.top : b.bottom, b.left : b.right] > 0
    edges = np.flatnonzero(np.diff(np.r_[0, view.any(axis=0).astype(np.int8), 0]))
    runs = [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
    for n, (one, other) in enumerate(pairwise(runs)):
        if HALF[0] * em <= one[1] <= HALF[1] * em and other[0] - one[1] >= WHITE * em:
            past = _past_ornament(runs[n + 1 :], em)
            return b.left + one[1], b.left + past
    return None


def _past_ornament(runs: Sequence[tuple[int, int]], em: float) -> int:
    """Where the text begins: after what stands by itself in as much white as the half does."""
    first, *rest = runs
    alone = rest and first[1] - first[0] <= ORNAMENT * em and rest[0][0] - first[1] >= WHITE * em
    return rest[0][0] if alone and rest[0][0] - first[0] >= 1.2 * em else first[0]


def _part(line: Found, left: int, right: int, mask: Mask) -> Found:
    box = tight(replace(line.box, left=left, right=right), mask)
    return replace(line, box=box, display=False, stroke=stroke(mask, box) if box.area else 0.0)


def _stack(lines: Sequence[Found]) -> Stack:
    return Stack(tuple(lines), Box.around(line.box for line in lines))
