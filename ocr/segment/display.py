"""Display type: lines set clearly larger than the body, horizontal or vertical, found before the body is looked for.

A line of display type grows from its largest glyph: what stands in its band at a glyph's distance belongs to it, strokes
and punctuation included. Done first and taken out of the ink, large type cannot be cut by the body's white gutters, and
its wide spacing cannot be mistaken for them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink, Mask

LARGE = 1.15  # em; the smallest glyph part that starts a line of display type
REACH = (
    1.05  # glyph heights; the widest gap between two glyphs of one line (letter-spaced heads, a space between phrases)
)
SMALL_REACH = 0.55  # glyph heights; the same for marks and strokes much smaller than the glyphs
STRONG = 0.62  # of the line's glyph height: parts at least so large carry the line on
TAIL = 1.3  # glyph heights; small parts reach no farther than this past the last large one
WALL = 0.85  # glyph heights; only wider gaps can be a column's gutter (a bracket beside a quote leaves as much)
RULE, CORRIDOR = 255, 128  # in the mask of walls
CLEARLY = 1.5  # times as many glyphs one way as the other settle a line's direction


@dataclass(frozen=True, slots=True)
class DisplayLine:
    """A line of display type: its box, the way it runs, its glyph height in pixels, its components, its mean gap."""

    box: Box
    direction: Direction
    size: float
    parts: tuple[int, ...]
    gap: float

    @property
    def glyphs(self) -> float:
        """Length in glyph heights."""
        length = self.box.width if self.direction is Direction.HORIZONTAL else self.box.height
        return length / max(1.0, self.size)


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """Extents of all components along one reading direction (low, high) and across it (near, far)."""

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    near: NDArray[np.int32]
    far: NDArray[np.int32]
    size: NDArray[np.int32]
    walls: Mask


def find_display(ink: Ink, usable: NDArray[np.bool_], walls: Mask) -> list[DisplayLine]:
    """Lines of display type among the usable components (n,), no component twice.

    walls: RULE where a rule is, which no line crosses, CORRIDOR on the white between columns, which only narrow gaps do.
    """
    free = usable.copy()
    axes = _axes(ink, walls)
    found = []
    for seed in np.flatnonzero(_may_start(ink) & usable)[
        np.argsort(-axes[Direction.HORIZONTAL].size[_may_start(ink) & usable])
    ]:
        if not free[seed]:
            continue
        line = _better(*(_grow(int(seed), axes[d], free, d) for d in (Direction.HORIZONTAL, Direction.VERTICAL)))
        if _holds(line, ink, axes[line.direction], free):
            found.append(line)
            free[list(line.parts)] = False
    return sorted(found, key=lambda line: (line.box.top, line.box.left))


def _axes(ink: Ink, walls: Mask) -> dict[Direction, _Axis]:
    p = ink.parts
    left, top, right, bottom = p[:, LEFT], p[:, TOP], p[:, LEFT] + p[:, WIDTH], p[:, TOP] + p[:, HEIGHT]
    size = np.maximum(p[:, WIDTH], p[:, HEIGHT])
    return {
        Direction.HORIZONTAL: _Axis(left, right, top, bottom, size, walls),
        Direction.VERTICAL: _Axis(top, bottom, left, right, size, walls.T),
    }


def _may_start(ink: Ink) -> NDArray[np.bool_]:
    """Components of a large glyph's size and shape (a dash or a bracket is not)."""
    long = np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    short = np.minimum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    ok = (long >= LARGE * ink.em) & (short >= 0.4 * long) & (short >= 0.7 * ink.em)
    ok[0] = False
    return np.asarray(ok)


def _grow(seed: int, axis: _Axis, free: NDArray[np.bool_], direction: Direction) -> DisplayLine:
    """The line through a seed in one direction: walk both ways in the band of its glyphs, widen the band, walk again."""
    size = float(axis.size[seed])
    near, far = int(axis.near[seed]), int(axis.far[seed])
    taken = np.array([seed])
    for _ in range(4):
        taken, gaps = _walk(seed, axis, free, (near, far), size)
        strong = taken[axis.size[taken] >= STRONG * size]
        edge = int(axis.near[strong].min()), int(axis.far[strong].max())
        if edge == (near, far) or edge[1] - edge[0] > 1.5 * size:
            break
        near, far = edge
    low, high = int(axis.low[taken].min()), int(axis.high[taken].max())
    taken = _with_edges(taken, axis, free, (low, high), size)
    near, far = min(near, int(axis.near[taken].min())), max(far, int(axis.far[taken].max()))
    box = Box(low, near, high, far) if direction is Direction.HORIZONTAL else Box(near, low, far, high)
    return DisplayLine(
        box, direction, float(far - near), tuple(int(i) for i in taken), float(np.mean(gaps)) if gaps else 0.0
    )


def _with_edges(
    taken: NDArray[np.intp], axis: _Axis, free: NDArray[np.bool_], span: tuple[int, int], size: float
) -> NDArray[np.intp]:
    """The line with the parts of its glyphs that stick out of the seed's band: close to it, and not the next line's."""
    for _ in range(3):
        near, far = int(axis.near[taken].min()), int(axis.far[taken].max())
        gap = np.maximum(axis.near - far, near - axis.far)
        fits = (axis.near >= near - 0.35 * size) & (axis.far <= far + 0.35 * size) & (gap < 0.06 * size)
        fits &= (axis.low >= span[0] - 0.1 * size) & (axis.high <= span[1] + 0.1 * size) & free
        fits[taken] = False
        fresh = np.flatnonzero(fits)
        if not len(fresh):
            break
        near, far = min(near, int(axis.near[fresh].min())), max(far, int(axis.far[fresh].max()))
        if far - near > 1.35 * size:
            break
        taken = np.union1d(taken, fresh)
    return taken


def _walk(
    seed: int, axis: _Axis, free: NDArray[np.bool_], band: tuple[int, int], size: float
) -> tuple[NDArray[np.intp], list[float]]:
    """Components reached from the seed within a band, and the gaps between those that carry the line."""
    near, far = band
    slack, middle = 0.12 * size, (axis.near + axis.far) / 2
    inside = free & (axis.near >= near - slack) & (axis.far <= far + slack) & (middle > near) & (middle < far)
    inside[seed] = True
    row = np.flatnonzero(inside)
    taken, gaps = {seed}, []
    for forward in (True, False):
        start, end = (axis.low, axis.high) if forward else (-axis.high, -axis.low)
        ahead = [int(i) for i in row[np.argsort(start[row], kind="stable")] if end[i] > start[seed] and i != seed]
        taken |= _one_way(ahead, start, end, int(end[seed]), axis, size, band, gaps, forward)
    return np.array(sorted(taken)), gaps


def _one_way(
    ahead: list[int],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
    edge: int,
    axis: _Axis,
    size: float,
    band: tuple[int, int],
    gaps: list[float],
    forward: bool,
) -> set[int]:
    """Components taken one way from an edge: large ones carry the line on, small ones only as far as a glyph's width.

    Small parts past the last large one stay when they are few and then nothing follows (a mark); a long row of them is
    other text.
    """
    taken: set[int] = set()
    small: list[int] = []
    tracking: list[float] = []
    for i in ahead:
        last = max([edge, *(int(end[k]) for k in small)])
        gap = int(start[i]) - last
        strong = bool(axis.size[i] >= STRONG * size)
        spaced = 2.2 * max(0.0, float(np.median(tracking)) - 0.12 * size) if len(tracking) > 2 else 0.0
        if gap > (REACH if strong or not small else SMALL_REACH) * size + spaced:
            break
        between = (last, int(start[i]))
        if gap > 0.1 * size and _walled(axis.walls, between, band, RULE, forward=forward):
            break
        if gap > WALL * size + spaced and _walled(axis.walls, between, band, CORRIDOR, forward=forward):
            break
        if not strong:
            small.append(i)
            strong = _whole(small, start, end, axis, size)
        if strong:
            first = min([int(start[i]), *(int(start[k]) for k in small)])
            if first > edge:
                tracking.append(float(first - edge))
            taken.update([i, *small])
            small, edge = [], max(edge, last, int(end[i]))
        elif int(end[i]) - edge > TAIL * size:
            gaps += tracking
            return taken
    gaps += tracking
    return taken | set(small)


def _whole(small: list[int], start: NDArray[np.int32], end: NDArray[np.int32], axis: _Axis, size: float) -> bool:
    """Whether the last of some small parts, which stand over one another, make up a glyph of the line's size together."""
    low, high = int(start[small[-1]]), int(end[small[-1]])
    near, far = int(axis.near[small[-1]]), int(axis.far[small[-1]])
    for k in reversed(small[:-1]):
        if end[k] <= low:
            break
        low, high = min(low, int(start[k])), max(high, int(end[k]))
        near, far = min(near, int(axis.near[k])), max(far, int(axis.far[k]))
    return far - near >= 0.8 * size and high - low <= 1.2 * size


def _walled(walls: Mask, gap: tuple[int, int], band: tuple[int, int], height: int, *, forward: bool) -> bool:
    """Whether a wall of at least this kind (CORRIDOR, RULE) stands in a gap of the band, over most of its height."""
    a, b = gap if forward else (-gap[1], -gap[0])
    strip = walls[band[0] : band[1], a:b] >= height
    return bool(strip.size) and float(strip.any(axis=1).mean()) > 0.6


def _better(across: DisplayLine, down: DisplayLine) -> DisplayLine:
    """A seed's direction: where it finds clearly more glyphs; else where they stand closer; else left to right."""
    if across.glyphs >= CLEARLY * down.glyphs or down.glyphs < 1.6:
        return across
    if down.glyphs >= CLEARLY * across.glyphs:
        return down
    return down if down.gap / down.size < 0.5 * across.gap / across.size else across


def _holds(line: DisplayLine, ink: Ink, axis: _Axis, free: NDArray[np.bool_]) -> bool:
    """Whether a line is display type: two glyphs and more, mostly large parts, no other text across its edges.

    Body glyphs that touch from line to line are as high as large type, but other glyphs of their lines are cut by the box.
    """
    chosen = np.array(line.parts)
    sizes, areas = axis.size[chosen], ink.parts[chosen, AREA]
    strong = sizes >= STRONG * line.size
    if line.size < LARGE * ink.em or line.glyphs < 1.6 or areas[strong].sum() < 0.4 * areas.sum():
        return False
    b, p = line.box, ink.parts
    cut = free & (p[:, LEFT] < b.right) & (p[:, LEFT] + p[:, WIDTH] > b.left)
    cut &= (p[:, TOP] < b.bottom) & (p[:, TOP] + p[:, HEIGHT] > b.top) & (axis.size > 0.3 * ink.em)
    cut[chosen] = False
    return int(np.count_nonzero(strong)) >= 2 and int(np.count_nonzero(cut)) <= 0.34 * np.count_nonzero(strong)
