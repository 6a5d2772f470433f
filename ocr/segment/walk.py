"""A line of large type grown from one of its glyphs: what stands in the glyph's band, near enough, both ways."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ocr.segment.ink import Mask

REACH = (
    1.05  # glyph heights; the widest gap between two glyphs of one line: letter-spaced heads, a space between phrases
)
SMALL_REACH = 0.55  # glyph heights; the same for marks and strokes much smaller than the glyphs
STRONG = 0.62  # of the line's glyph height: parts at least so large carry the line on
LIGHT = 1.5  # glyph heights; glyphs in pieces of two rows go on no farther: two lines of a text beside the head do
TAIL = 1.3  # glyph heights; small parts reach no farther than this past the last large one
WALL = 0.85  # glyph heights; only wider gaps can be a column's gutter (a bracket beside a quote leaves as much)
TRACKED = 2.2  # times its usual gap, less what any face leaves: so much farther a letter-spaced line reaches
BEARING = 0.12  # glyph heights; white that a glyph brings along in any setting
BAND_WALL = 0.5  # glyph heights; the same where the gutters are those of a vertical page's bands
FLAT = 0.3  # glyph heights; a glyph no longer than this along its line (一) has white of its own before and after it
SQUARE = 0.35  # glyph heights; so much of it, beyond what other glyphs have
LESS = 0.2  # glyph heights; past a gutter of bands, small parts that stand over one another are rather lines of a text
RULE, BAND_CORRIDOR, CORRIDOR = 255, 192, 128  # kinds of walls, as they stand in the mask
APART = 0.12  # glyph heights; white between the strokes of one glyph, at most
TOUCHING = 0.06  # glyph heights; the same before parts that are no single strokes: they may be the next line
STROKE = 0.35  # glyph heights; a stroke that lies across its line is no higher
CLEAR = 2.5  # em; smaller type may be glyphs of the body that touch, two lines of them
HALF = 0.7  # glyph heights; a narrower seed may be half of a glyph
PAIR = 2.2  # em; two touching glyphs of the body are no longer
LEVEL = 0.2  # glyph heights; the halves of one glyph begin and end so nearly on one level
CELL = 1.1  # glyph heights; a glyph with both its halves is no wider
BAND = 1.5  # glyph heights; a band that would grow higher has caught the next line


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Extents of all components along one reading direction (low, high) and across it (near, far).

    size: the larger side of each; order: components by their near edge, sorted: those edges; walls: RULE on rules,
    CORRIDOR or BAND_CORRIDOR on the white between columns, turned so that the reading direction is horizontal.
    """

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    near: NDArray[np.int32]
    far: NDArray[np.int32]
    size: NDArray[np.int32]
    walls: Mask
    order: NDArray[np.intp]
    edges: NDArray[np.int32]
    em: float

    def within(self, near: float, far: float, free: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Free components whose extent across the direction lies between two limits, in order of their number."""
        some = self.order[np.searchsorted(self.edges, near) : np.searchsorted(self.edges, far, side="right")]
        return np.sort(some[free[some] & (self.far[some] <= far)])


class _Part(NamedTuple):
    """A component as met on the way: start and end count in the direction of the walk."""

    number: int
    start: int
    end: int
    near: int
    far: int
    size: int


@dataclass(frozen=True, slots=True)
class Grown:
    """A line as grown: its extent along the direction (low, high) and across (near, far), components, gaps met."""

    low: int
    high: int
    near: int
    far: int
    parts: tuple[int, ...]
    gap: float


def axis_of(extents: tuple[NDArray[np.int32], ...], walls: Mask, em: float) -> Axis:
    """The axis for components given by low, high, near, far."""
    low, high, near, far = extents
    order = np.argsort(near, kind="stable")
    return Axis(low, high, near, far, np.maximum(high - low, far - near), walls, order, near[order], em)


def grow(seed: int, axis: Axis, free: NDArray[np.bool_], clear: float = CLEAR) -> Grown:
    """The line through a seed along an axis: walk both ways in the band of its glyphs, widen the band, walk again.

    clear: em; a seed in larger type may be narrower than the glyphs of its line.
    """
    size = float(axis.size[seed])
    near, far = _cell(seed, axis, free, size)
    taken, gaps, (near, far) = _widening(seed, axis, free, (near, far), size)
    edged = _with_edges(taken, axis, free, _span(taken, axis), size)
    cell = int(axis.near[edged].min()), int(axis.far[edged].max())
    wider = cell != (near, far) and cell[1] - cell[0] <= CELL * size
    if wider and size > clear * axis.em:  # the seed was narrower than they are
        taken, gaps, (near, far) = _widening(seed, axis, free, cell, size)
        edged = _with_edges(taken, axis, free, _span(taken, axis), size)
    low, high = _span(taken, axis)
    near, far = min(near, int(axis.near[edged].min())), max(far, int(axis.far[edged].max()))
    return Grown(low, high, near, far, tuple(edged.tolist()), sum(gaps) / len(gaps) if gaps else 0.0)


def _widening(
    seed: int, axis: Axis, free: NDArray[np.bool_], band: tuple[int, int], size: float
) -> tuple[NDArray[np.intp], list[float], tuple[int, int]]:
    """The walk from a seed, again and again in the band of the large glyphs it met; what it took, gaps, the band."""
    taken, gaps = np.array([seed]), [0.0]
    for _ in range(4):
        taken, gaps = _walk(seed, axis, free, band, size)
        strong = taken[axis.size[taken] >= STRONG * size]
        edge = int(axis.near[strong].min()), int(axis.far[strong].max())
        if edge == band or edge[1] - edge[0] > BAND * size:
            break
        band = edge
    return taken, gaps, band


def _span(taken: NDArray[np.intp], axis: Axis) -> tuple[int, int]:
    return int(axis.low[taken].min()), int(axis.high[taken].max())


def _cell(seed: int, axis: Axis, free: NDArray[np.bool_], size: float) -> tuple[int, int]:
    """The extent across of the glyph that a seed is, or is half of: the other half stands beside it, on its level."""
    near, far = int(axis.near[seed]), int(axis.far[seed])
    if far - near > HALF * size:
        return near, far
    some = axis.within(far - CELL * size, near + CELL * size, free)
    some = some[some != seed]
    shared = np.minimum(axis.high[some], axis.high[seed]) - np.maximum(axis.low[some], axis.low[seed])
    level = np.abs(axis.low[some] - axis.low[seed]) + np.abs(axis.high[some] - axis.high[seed]) < LEVEL * size
    fits = shared > 0.5 * (axis.high[some] - axis.low[some]) if size > PAIR * axis.em else level
    whole = some[fits & (axis.size[some] > STRONG * size)]
    if not len(whole):
        whole = _in_strokes(seed, axis, some, size)
    if not len(whole):
        return near, far
    return min(near, int(axis.near[whole].min())), max(far, int(axis.far[whole].max()))


def _in_strokes(seed: int, axis: Axis, some: NDArray[np.intp], size: float) -> NDArray[np.intp]:
    """The strokes of the other half of a glyph, of which none is as large as a half (立 in 粒), or nothing: they stand
    on the seed's level, close to it or to one another, and reach from its head to its foot."""
    slack = LEVEL / 2 * size
    inside = (axis.low[some] >= axis.low[seed] - slack) & (axis.high[some] <= axis.high[seed] + slack)
    level = some[inside]
    near, far = int(axis.near[seed]), int(axis.far[seed])
    taken = none = np.zeros(0, dtype=np.intp)
    for _ in range(3):
        close = (axis.near[level] <= far + APART * size) & (axis.far[level] >= near - APART * size)
        taken = np.asarray(level[close], dtype=np.intp)
        if not len(taken):
            return none
        near, far = min(near, int(axis.near[taken].min())), max(far, int(axis.far[taken].max()))
    low, high = _span(taken, axis)
    reaches = low - axis.low[seed] <= slack and axis.high[seed] - high <= slack
    return taken if reaches and HALF * size < far - near <= CELL * size else none


def _with_edges(
    taken: NDArray[np.intp], axis: Axis, free: NDArray[np.bool_], span: tuple[int, int], size: float
) -> NDArray[np.intp]:
    """The line with the parts of its glyphs that stick out of the seed's band: close to it, and not the next line's."""
    for _ in range(3):
        near, far = int(axis.near[taken].min()), int(axis.far[taken].max())
        some = axis.within(near - 0.35 * size, far + 0.35 * size, free)
        gap, flat = np.maximum(axis.near[some] - far, near - axis.far[some]), axis.far[some] - axis.near[some]
        apart = APART if size > CLEAR * axis.em else TOUCHING
        fits = (gap < TOUCHING * size) | ((gap < apart * size) & (flat < STROKE * size))
        fits &= (axis.low[some] >= span[0] - 0.1 * size) & (axis.high[some] <= span[1] + 0.1 * size)
        fresh = np.setdiff1d(some[fits], taken, assume_unique=True)
        if not len(fresh):
            break
        near, far = min(near, int(axis.near[fresh].min())), max(far, int(axis.far[fresh].max()))
        if far - near > 1.35 * size:
            break
        taken = np.union1d(taken, fresh)
    return taken


def _walk(
    seed: int, axis: Axis, free: NDArray[np.bool_], band: tuple[int, int], size: float
) -> tuple[NDArray[np.intp], list[float]]:
    """Components reached from the seed within a band, and the gaps between those that carry the line."""
    near, far = band
    row = axis.within(near - 0.12 * size, far + 0.12 * size, free)
    middle = (axis.near[row] + axis.far[row]) / 2
    row = row[(middle > near) & (middle < far) & (row != seed)]
    taken, gaps = {seed}, []
    for forward in (True, False):

        def walled(last: int, start: int, kind: int, forward: bool = forward) -> bool:
            strip = axis.walls[near:far, last:start] if forward else axis.walls[near:far, -start:-last]
            return bool(strip.size) and float((strip >= kind).any(axis=1).mean()) > 0.6

        ahead = _ahead(seed, row, axis, forward)
        more, tracking = _one_way(ahead, int(axis.high[seed] if forward else -axis.low[seed]), size, walled)
        taken |= more
        gaps += tracking
    return np.array(sorted(taken)), gaps


def _ahead(seed: int, row: NDArray[np.intp], axis: Axis, forward: bool) -> Iterator[_Part]:
    """The components of a row that end past the seed's beginning, in the order in which a walk meets them."""
    start, end = (axis.low, axis.high) if forward else (-axis.high, -axis.low)
    row = row[end[row] > start[seed]]
    row = row[np.argsort(start[row], kind="stable")]
    columns = (row, start[row], end[row], axis.near[row], axis.far[row], axis.size[row])
    return itertools.starmap(_Part, zip(*(c.tolist() for c in columns), strict=True))


def _one_way(
    ahead: Iterator[_Part], edge: int, size: float, walled: Callable[[int, int, int], bool]
) -> tuple[set[int], list[float]]:
    """Components taken one way from an edge, and the gaps before those that carry the line.

    Large ones carry the line on, small ones only as far as a glyph's width. Small parts past the last large one stay
    when they are few and then nothing follows (a mark); a long row of them is other text, and so are two rows.
    """
    taken: set[int] = set()
    small: list[_Part] = []
    light: list[_Part] = []
    tracking: list[float] = []
    last, bare = edge, False
    for part in ahead:
        strong = part.size >= STRONG * size
        flat = strong and part.end - part.start < FLAT * size
        if part.start - last > BEARING * size and _too_far(
            last, part.start, strong or not small, tracking, size, walled, SQUARE * (flat or bare) - LESS * (not strong)
        ):
            break
        if part.end > last:
            last, bare = part.end, flat
        light = [] if strong else [*light, part]
        if not strong:
            small.append(part)
            strong = _whole(small, size)
        if strong:
            first = min(p.start for p in (*small, part) if p.end > edge or p is part)
            if first > edge:
                tracking.append(float(first - edge))
            taken.add(part.number)
            taken.update(p.number for p in small)
            small, edge = [], last
        elif part.end - edge > TAIL * size + _letter_space(tracking, size):
            return taken - _two_lines(light, size), tracking
    return (taken | {p.number for p in small}) - _two_lines(light, size), tracking


def _too_far(
    last: int,
    start: int,
    carries: bool,
    tracking: list[float],
    size: float,
    walled: Callable[[int, int, int], bool],
    own: float,
) -> bool:
    """Whether the gap from last to start ends the line: wider than its glyphs stand, or with a wall in it.

    own: white in it, in glyph heights, that belongs to a flat glyph: 一 stands in the middle of its square, and the
    white beside it may go on into that between two bands. Below 0 where what follows is small.
    """
    gap = start - last
    wide = _letter_space(tracking, size)
    spaced = TRACKED * wide if len(tracking) > 2 else 0.0
    reach = REACH * size + spaced if carries else SMALL_REACH * size + max(wide, spaced)
    if gap > reach or walled(last, start, RULE):
        return True
    if gap > (BAND_WALL + own) * size + spaced and walled(last, start, BAND_CORRIDOR):
        return True
    return gap > WALL * size + spaced and walled(last, start, CORRIDOR)


def _letter_space(tracking: list[float], size: float) -> float:
    """White between the glyphs of a line beyond what any face leaves."""
    return max(0.0, median(tracking) - BEARING * size) if tracking else 0.0


def _two_lines(light: list[_Part], size: float) -> set[int]:
    """The numbers of the parts at a line's end, none as large as its glyphs, when they are lines of smaller type: they
    go on for more than a glyph, and white runs through between them from end to end."""
    if not light or max(p.end for p in light) - min(p.start for p in light) <= LIGHT * size:
        return set()
    ordered = sorted(light, key=lambda p: p.near)
    reach = itertools.accumulate((p.far for p in ordered), max)
    return {p.number for p in light} if any(p.near > far for p, far in zip(ordered[1:], reach, strict=False)) else set()


def _whole(small: list[_Part], size: float) -> bool:
    """Whether the last of some small parts, which stand over one another, make up a glyph of the line's size."""
    _, low, high, near, far, _ = small[-1]
    for part in reversed(small[:-1]):
        if part.end <= low:
            break
        low, high = min(low, part.start), max(high, part.end)
        near, far = min(near, part.near), max(far, part.far)
    return far - near >= 0.8 * size and high - low <= 1.2 * size
