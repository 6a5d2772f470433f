"""Display type: lines set clearly larger than the body, horizontal or vertical, found before the body is looked for.

A line of display type grows from its largest glyph: what stands in its band at a glyph's distance belongs to it,
strokes and punctuation included. Done first and taken out of the ink, large type cannot be cut by the body's white
gutters, and its wide spacing cannot be mistaken for them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink, Mask
from ocr.segment.measure import stroke
from ocr.segment.upright import CLEAR_SIDE, lines_beside
from ocr.segment.walk import CLEAR, STRONG, Axis, Grown, axis_of, grow

LARGE = 1.15  # em; the smallest glyph part that starts a line of display type
SHORTEST = 1.6  # glyph heights; a line has two glyphs and more
SMALL = 0.75  # em; the smallest glyph of an upright deck beside an upright headline
NEAR_HEAD = 3.0  # em between the two
LEAST_BESIDE = 4.0  # glyph heights; such a deck has four glyphs and more
SIDE = 0.2  # glyph heights of white at the sides of an upright line
TOUCHING_LINES = (1.7, 4.5)  # em; two or three lines of body type that touch are so high
HEAVIEST, LIGHT = 0.4, 0.25  # of a line's ink that its large parts hold; in light type strokes stand apart
FULL_SPACE = 2.0  # glyph heights; a full-width space beside a mark that is half white
HEAVY = 1.9  # times as thick as the body's are strokes that no bold body type has
VALLEY = 0.35  # of a line's mean ink a row; glyphs have more in their middle
LEAST_UPRIGHT = 3.0  # glyph heights; an upright line parted from text at its end has three glyphs and more
OTHERS = 0.34  # parts of other text, for each large part of a line, that its box may cut, less one
TWO_HEADS, UNLIKE = 0.4, 0.2  # glyph heights between two heads side by side; by which tops and feet differ in all
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


def find_display(ink: Ink, usable: NDArray[np.bool_], walls: Mask, body: float | None) -> list[DisplayLine]:
    """Lines of display type among the usable components (n,), no component twice.

    walls: RULE where a rule is, which no line crosses, CORRIDOR on the white between columns, which only narrow gaps
    may lie in (see walk); body: mean thickness of the body's strokes in pixels, where it could be told.
    """
    free = usable.copy()
    free[0] = False  # the paper
    axes = _axes(ink, walls)
    may_start = _may_start(ink) & usable
    seeds = np.flatnonzero(may_start)
    seeds = seeds[np.argsort(-axes[Direction.HORIZONTAL].size[seeds])]
    found: list[DisplayLine] = []
    doubtful: list[DisplayLine] = []
    for seed in seeds:
        if not free[seed] or not may_start[seed]:
            continue
        line, held = _from(int(seed), axes, ink, free, body)
        if held:
            found += _of_two_sizes(line, axes[line.direction])
            free[list(line.parts)] = False
        elif line.size >= LARGE * ink.em:
            doubtful.append(line)
        else:
            may_start[list(line.parts)] = False  # glyphs of the body that touch: the others of its row lead no farther
    for line in doubtful:
        beside = any(_goes_on(line, other) for other in found) and free[list(line.parts)].all()
        if beside and _holds(line, ink, axes[line.direction], free, body, least=LIGHT):
            found.append(line)
            free[list(line.parts)] = False
    found += _beside(found, ink, free, axes[Direction.VERTICAL])
    return sorted(found, key=lambda line: (line.box.top, line.box.left))


def _from(
    seed: int, axes: dict[Direction, Axis], ink: Ink, free: NDArray[np.bool_], body: float | None
) -> tuple[DisplayLine, bool]:
    """The line that grows from a seed, and whether it is display type."""

    def held(line: DisplayLine) -> bool:
        return _holds(line, ink, axes[line.direction], free, body)

    line = _better(*(line_of(grow(seed, axis, free), way) for way, axis in axes.items()))
    if held(line):
        whole = _down_from(seed, axes[line.direction], free) if line.direction is Direction.VERTICAL else line
        return whole if whole.glyphs > line.glyphs and held(whole) else line, True
    if line.direction is Direction.VERTICAL:
        line = _clear_of_text(line, ink, axes[line.direction])
        if line.glyphs >= LEAST_UPRIGHT and held(line):
            return line, True
    if line.size >= CLEAR * ink.em:
        line = _between_edges(line, ink, axes[line.direction])
        return line, held(line)
    return line, False


def _beside(lines: list[DisplayLine], ink: Ink, free: NDArray[np.bool_], axis: Axis) -> list[DisplayLine]:
    """Upright decks and kickers in type as small as the body's, which stand by themselves beside an upright headline.

    free: components of no line yet; those that are taken are struck out. In a column of horizontal text glyphs stand
    over one another as well, but with others close to their left and right.
    """
    found: list[DisplayLine] = []
    p, side = ink.parts, np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    middle_x, middle_y = p[:, LEFT] + p[:, WIDTH] / 2, p[:, TOP] + p[:, HEIGHT] / 2
    for head in (line for line in lines if line.direction is Direction.VERTICAL):
        b, reach = head.box, NEAR_HEAD * ink.em
        near = free & (side > SMALL * ink.em) & (side < LARGE * ink.em) & (middle_y > b.top) & (middle_y < b.bottom)
        near &= (middle_x > b.left - reach) & (middle_x < b.right + reach)
        for seed in np.flatnonzero(near):
            if not free[seed]:
                continue
            line = _down_from(int(seed), axis, free)
            if line.glyphs >= LEAST_BESIDE and line.size >= SMALL * ink.em and _alone(line, ink, axis, free):
                found.append(line)
                free[list(line.parts)] = False
    return found


def _alone(line: DisplayLine, ink: Ink, axis: Axis, free: NDArray[np.bool_]) -> bool:
    """Whether hardly any other text stands close to an upright line, at its left or right, or across its edges, save
    lines that run down as it does."""
    b, p, margin = line.box.grow(round(CLEAR_SIDE * ink.em), 0), ink.parts, 0.3 * ink.em
    close = free & (p[:, LEFT] < b.right) & (p[:, LEFT] + p[:, WIDTH] > b.left)
    close &= (p[:, TOP] < b.bottom) & (p[:, TOP] + p[:, HEIGHT] > b.top)
    close &= np.maximum(p[:, WIDTH], p[:, HEIGHT]) > margin
    close[list(line.parts)] = False
    if close.any():
        close[lines_beside(_down(line), CLEAR_SIDE * ink.em, axis, free)] = False
    return int(np.count_nonzero(close)) <= 0.1 * line.glyphs


def _axes(ink: Ink, walls: Mask) -> dict[Direction, Axis]:
    p = ink.parts
    left, top, right, bottom = p[:, LEFT], p[:, TOP], p[:, LEFT] + p[:, WIDTH], p[:, TOP] + p[:, HEIGHT]
    return {
        Direction.HORIZONTAL: axis_of((left, right, top, bottom), walls, ink.em),
        Direction.VERTICAL: axis_of((top, bottom, left, right), walls.T, ink.em),
    }


def axes_of(ink: Ink, walls: Mask) -> tuple[Axis, Axis]:
    """The components of a page along lines that run down, and along those that run from left to right."""
    axes = _axes(ink, walls)
    return axes[Direction.VERTICAL], axes[Direction.HORIZONTAL]


def _may_start(ink: Ink) -> NDArray[np.bool_]:
    """Components of a large glyph's size and shape (a dash or a bracket is not)."""
    long = np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    short = np.minimum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    ok = (long >= LARGE * ink.em) & (short >= 0.4 * long) & (short >= 0.7 * ink.em)
    ok[0] = False
    return np.asarray(ok)


def _hollow(line: DisplayLine, ink: Ink, body: float | None) -> bool:
    """Whether a row in the middle of a line holds next to no ink: the white between lines of body type that touch. It
    proves nothing where the strokes are far heavier than the body's, which are `body` pixels thick."""
    b = line.box
    if body is not None and stroke(ink.mask, b) >= HEAVY * body:
        return False
    view = ink.mask[b.top : b.bottom, b.left : b.right] > 0
    profile = np.count_nonzero(view, axis=1 if line.direction is Direction.HORIZONTAL else 0).astype(float)
    rim = len(profile) // 5
    middle = np.convolve(profile[rim : len(profile) - rim], np.ones(3) / 3, mode="valid")
    return bool(middle.size) and float(middle.min()) < VALLEY * float(profile.mean())


def _of_two_sizes(line: DisplayLine, axis: Axis) -> list[DisplayLine]:
    """A line as two where a wide gap parts glyphs of two sizes: two heads side by side, for glyphs of one head are of
    one size and stand on one level."""
    parts = np.array(line.parts)
    order = parts[np.argsort(axis.low[parts], kind="stable")]
    ends = np.maximum.accumulate(axis.high[order])
    gaps = axis.low[order[1:]] - ends[:-1]
    for k in np.flatnonzero(gaps >= TWO_HEADS * line.size) + 1 if line.direction is Direction.HORIZONTAL else ():
        sides = [line_of(_grown(some, axis, line.gap), line.direction) for some in (order[:k], order[k:])]
        a, b = (_band(side, axis) for side in sides)
        off, heights = abs(a[0] - b[0]) + abs(a[1] - b[1]), (a[1] - a[0], b[1] - b[0])
        unlike = off >= UNLIKE * line.size and min(heights) <= (1 - UNLIKE / 2) * max(heights)
        if unlike and all(side.glyphs >= SHORTEST for side in sides):
            return [*_of_two_sizes(sides[0], axis), *_of_two_sizes(sides[1], axis)]
    return [line]


def _band(line: DisplayLine, axis: Axis) -> tuple[int, int]:
    """The extent of a line's large parts across its direction: a comma reaches below its glyphs."""
    large = _large(line, axis)
    return int(axis.near[large].min()), int(axis.far[large].max())


def _large(line: DisplayLine, axis: Axis) -> NDArray[np.intp]:
    """The components of a line that carry it: large as its glyphs are."""
    parts = np.array(line.parts)
    return np.asarray(parts[axis.size[parts] >= STRONG * axis.size[parts].max()], dtype=np.intp)


def _grown(parts: NDArray[np.intp], axis: Axis, gap: float) -> Grown:
    """Some components as a line."""
    low, high = int(axis.low[parts].min()), int(axis.high[parts].max())
    return Grown(low, high, int(axis.near[parts].min()), int(axis.far[parts].max()), tuple(parts.tolist()), gap)


def _clear_of_text(line: DisplayLine, ink: Ink, axis: Axis) -> DisplayLine:
    """An upright line without the small parts past its large ones: rows of horizontal text that run on over or under
    it, a line's width of which looks like one more glyph."""
    parts, large = np.array(line.parts), _large(line, axis)
    low, high = int(axis.low[large].min()), int(axis.high[large].max())
    kept = parts[(axis.low[parts] >= low) & (axis.high[parts] <= high)]
    p = ink.parts[kept]
    right, bottom = p[:, LEFT] + p[:, WIDTH], p[:, TOP] + p[:, HEIGHT]
    box = Box(int(p[:, LEFT].min()), int(p[:, TOP].min()), int(right.max()), int(bottom.max()))
    return DisplayLine(box, line.direction, float(box.width), tuple(kept.tolist()), line.gap)


def _between_edges(line: DisplayLine, ink: Ink, axis: Axis) -> DisplayLine:
    """A line of large type without what sticks out over the edges of its large parts: a stroke of the deck that stands
    close beside it looks like one of its own."""
    parts, (near, far) = np.array(line.parts), _band(line, axis)
    kept = parts[(axis.near[parts] >= near) & (axis.far[parts] <= far)]
    return line_of(replace(_grown(kept, axis, line.gap), near=near, far=far), line.direction)


def line_of(grown: Grown, direction: Direction) -> DisplayLine:
    """A line as it was grown along a direction."""
    low, high, near, far = grown.low, grown.high, grown.near, grown.far
    box = Box(low, near, high, far) if direction is Direction.HORIZONTAL else Box(near, low, far, high)
    return DisplayLine(box, direction, float(far - near), grown.parts, grown.gap)


def _down_from(seed: int, axis: Axis, free: NDArray[np.bool_]) -> DisplayLine:
    """The upright line of a seed that is perhaps but half a glyph: no wider one would lie in its band."""
    return line_of(grow(seed, axis, free, clear=0.0), Direction.VERTICAL)


def _down(line: DisplayLine) -> Grown:
    """An upright line as it is grown."""
    return Grown(line.box.top, line.box.bottom, line.box.left, line.box.right, line.parts, line.gap)


def _better(across: DisplayLine, down: DisplayLine) -> DisplayLine:
    """A seed's direction: where it finds clearly more glyphs; else where they stand closer; else left to right."""
    if across.glyphs >= CLEARLY * down.glyphs or down.glyphs < SHORTEST:
        return across
    if down.glyphs >= CLEARLY * across.glyphs:
        return down
    return down if down.gap / down.size < 0.5 * across.gap / across.size else across


def _goes_on(line: DisplayLine, other: DisplayLine) -> bool:
    """Whether a line that runs across stands in the row of another and as high: the rest of its head, past a space."""
    if Direction.VERTICAL in (line.direction, other.direction):
        return False
    a, b = line.box, other.box
    off = abs(a.top - b.top) + abs(a.bottom - b.bottom)
    return off <= UNLIKE / 2 * other.size and 0 <= -a.overlap_x(b) <= FULL_SPACE * other.size


def _holds(
    line: DisplayLine, ink: Ink, axis: Axis, free: NDArray[np.bool_], body: float | None, least: float = HEAVIEST
) -> bool:
    """Whether a line is display type: two glyphs and more, mostly large parts, no other text across its edges. least:
    the share of its ink that the large parts hold.

    Body glyphs that touch from line to line are as high as large type, but the box cuts other glyphs of their lines.
    """
    chosen = np.array(line.parts)
    sizes, areas = axis.size[chosen], ink.parts[chosen, AREA]
    strong = sizes >= STRONG * line.size
    if line.size < LARGE * ink.em or line.glyphs < SHORTEST or areas[strong].sum() < least * areas.sum():
        return False
    if TOUCHING_LINES[0] * ink.em <= line.size <= TOUCHING_LINES[1] * ink.em and _hollow(line, ink, body):
        return False
    # glyphs of horizontal text that stand over one another have their neighbours close to their sides
    upright = line.direction is Direction.VERTICAL
    b, p = line.box.grow(round(SIDE * line.size), 0) if upright else line.box, ink.parts
    cut = free & (p[:, LEFT] < b.right) & (p[:, LEFT] + p[:, WIDTH] > b.left)
    cut &= (p[:, TOP] < b.bottom) & (p[:, TOP] + p[:, HEIGHT] > b.top) & (axis.size > 0.3 * ink.em)
    cut[chosen] = False
    if upright and cut.any():
        cut[lines_beside(_down(line), SIDE * line.size, axis, free)] = False
    carriers = int(np.count_nonzero(strong))
    return carriers >= 2 and int(np.count_nonzero(cut)) <= max(0.0, OTHERS * carriers - 1)
