"""Lines that run across a gutter cut in two: dirt in it, or ink that has spread, had tied their columns together.

The opposite of mending, and told by the same witnesses: above and below, rows end and begin at one place; and there
this line is nearly white too. A line set across two columns has no white where their gutter would be.

Over a head that stands amid its text columns of a line or two have no such rows close by. There those under the head
are the witnesses, several at one place, and the line has all their gutter white.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.segment.ink import Mask, tight

NEARBY = 4.5  # em; how far above and below rows bear witness
CLOSE = 2.0  # em; a row so near that has type there is of one text with the line
GUTTER = 0.6, 4.0  # em; the white between two columns of one row
INSIDE = 1.5  # em; a gutter is no nearer to a line's ends
LONG = 3.0  # em; shorter pieces are no witnesses: a number, a name
STRIP = 0.25  # em; so much of the gutter is looked at in the line
WHITE = 0.15  # of the line's mean ink there, at most
WIDE = 1.3  # em; no mark, nor two of them, leave so much white in a line
HEAD = 4.0, 18.0  # em; rows so far under a line, or over it, may have a head between
ROWS, EDGE = 2, 0.5  # rows that end there at one place, or begin at one, at least, and em by which they differ, at most
PASSES = 4


def parted(lines: list[Box], mask: Mask, em: float) -> list[Box]:
    """The lines, those that run across a gutter cut at it. mask: their ink."""
    for _ in range(PASSES):  # a line that was cut bears witness for the next
        before = len(lines)
        table = np.array([b.as_list() for b in lines], dtype=np.int32).reshape(-1, 4)
        lines = [piece for line in lines for piece in _parted(table, mask, line, em)]
        if len(lines) == before:
            break
    return lines


def _parted(table: NDArray[np.int32], mask: Mask, line: Box, em: float) -> tuple[Box, ...]:
    rows = table[(table[:, 0] < line.right) & (table[:, 2] > line.left)]
    middles = (rows[:, 1] + rows[:, 3]) / 2 - line.center[1]
    near = (np.abs(middles) > em / 2) & (np.abs(middles) < NEARBY * em)
    whites = _whites(rows[near], middles[near], line, em)
    if len({up for _, up in whites}) < 2:  # a byline over two columns is spaced too
        sides = [up for up in (True, False) if _one_more_row(middles[near], up, em)]
        away = (np.abs(middles) >= HEAD[0] * em) & (np.abs(middles) < HEAD[1] * em)
        return _past_head(mask, line, rows[away & np.isin(middles < 0, sides)], em)
    left, right = (int(edge) for edge in np.median([white for white, _ in whites], axis=0))  # specks move single ones
    at = _white(mask, line, (left, right), em)
    across = near & (np.abs(middles) < CLOSE * em) & (rows[:, 0] < left - em) & (rows[:, 2] > right + em)
    whole = any(_white(mask, Box(*map(int, row)), (left, right), em) is None for row in rows[across])
    if at is None or whole:
        return (line,)
    pieces = Box(line.left, line.top, at, line.bottom), Box(at, line.top, line.right, line.bottom)
    return tuple(tight(piece, mask) for piece in pieces)


def _one_more_row(middles: NDArray[np.float64], up: bool, em: float) -> bool:
    """Whether more rows are near a line, but only one of them on the one side, up or down, if any: a byline stands by
    itself, or right over its text."""
    side = middles[middles < 0] if up else middles[middles > 0]
    return len(middles) > 0 and float(np.ptp(side) if len(side) else 0) < em / 2


def _past_head(mask: Mask, line: Box, rows: NDArray[np.int32], em: float) -> tuple[Box, ...]:
    """A line cut at the first gutter of the rows past a head that is white in it from edge to edge."""
    ink = np.flatnonzero(mask[line.top : line.bottom, line.left : line.right].any(axis=0)) + line.left
    for k in np.flatnonzero(np.diff(ink) > WIDE * em):
        start, stop = int(ink[k]) + 1, int(ink[k + 1])
        left = _shared(rows[:, 2], (start - EDGE * em, stop), em)
        right = _shared(rows[:, 0], (start, stop + EDGE * em), em)
        if left is not None and right is not None and GUTTER[0] * em <= right - left <= GUTTER[1] * em:
            pieces = replace(line, right=start), replace(line, left=stop)
            return tuple(tight(piece, mask) for piece in pieces)
    return (line,)


def _shared(edges: NDArray[np.int32], within: tuple[float, float], em: float) -> int | None:
    """An edge that several rows have, between two limits, or None."""
    some = edges[(edges >= within[0]) & (edges <= within[1])]
    return next((int(x) for x in some if np.count_nonzero(np.abs(some - x) <= EDGE * em) >= ROWS), None)


def _whites(
    rows: NDArray[np.int32], middles: NDArray[np.float64], line: Box, em: float
) -> list[tuple[tuple[int, int], bool]]:
    """The white between two pieces of one row, well inside the line, and whether the row is above it."""
    least, most = GUTTER[0] * em, GUTTER[1] * em
    long = rows[:, 2] - rows[:, 0] >= LONG * em
    found = []
    for n in np.flatnonzero(long & (rows[:, 2] > line.left + INSIDE * em)):
        gap = rows[:, 0] - rows[n, 2]
        following = long & (np.abs(middles - middles[n]) < em / 2) & (gap >= least) & (gap <= most)
        following &= rows[:, 0] < line.right - INSIDE * em
        found += [((int(rows[n, 2]), int(rows[k, 0])), bool(middles[n] < 0)) for k in np.flatnonzero(following)[:1]]
    return found


def _white(mask: Mask, line: Box, strip: tuple[int, int], em: float) -> int | None:
    """The middle of the whitest place of a strip of the line, None when there is type all over the strip, or hardly any
    strip."""
    if strip[1] - strip[0] < STRIP * em:
        return None
    profile = np.count_nonzero(mask[line.top : line.bottom, line.left : line.right], axis=0).astype(float)
    wide = max(1, round(STRIP * em))
    sums = np.convolve(profile[strip[0] - line.left : strip[1] - line.left], np.ones(wide), "valid")
    best = int(np.argmin(sums))
    return strip[0] + best + wide // 2 if sums[best] <= WHITE * wide * profile.mean() else None
