"""Boxes of text on a ground that is not paper: light on dark, or dark on a tint. They become dark on white.

Both kinds stand out as one connected area with a nearly rectangular outline and a ground of a single level, with glyphs
on it. Glyphs of a heavy headline (日, 国, 目) are such areas too, but hold few marks, and their white is as wide as
their black, where a panel's ground is wider than the strokes on it. Pictures lack the single level.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.image.rectangles import Rectangle, find_rectangles
from ocr.page import Gray

_DARK = 0.6  # of the paper's light: a ground darker than that carries light text
_TINT = 0.965  # of the paper's light: a ground lighter than that is paper
_TAG_TINT = 0.9  # the same for a tag of a line or two: a row of heavy type is itself as dark as a light tint
_CONTRAST = 0.33  # of full scale, between light text and its ground
_RULE = 0.3  # em: what is thinner does not belong to the ground: a rule that a panel stands on
_LEAST_SIDE = 0.9  # em
_STRIP_SHAPE, _STRIP_MARKS = 1.8, 3  # ratio of sides from which a panel is a strip, and marks it must hold
_STRIP_RUN = 0.3  # of its length that its text takes up at least
_BLOCK_SIDE, _BLOCK_MARKS = 6.0, 8  # em, and marks, of a panel that is no strip
_PLAIN = 0.8  # of its box: what fills more is a plain rectangle
_TINT_SPREAD, _TINT_PLAIN = 0.06, 0.82  # of a tint, its text taken out, so much lies so close to one level
_TINT_SIDE = 1.5  # em
_PICTURE_SIDE, _PICTURE_SHARE = 3.5, 0.5  # em, both ways, of a picture that stands on a tint; of the tint, at most
_PICTURED_MARKS = 40  # of the text beside such a picture, or all of it is one picture
_TAG_SIDE = 7.0  # em: higher than a one-line tag
_TEXT_SHARE = (0.07, 0.6)  # of a dark panel that its text covers
_WIDER_GROUND = 1.2  # thickness of the ground of a block against that of the strokes on it, at least
_ONE_LINE = 2.5  # em: a strip lower than that shows hardly more ground than the edges of its text
_ONE_LEVEL = 0.08  # spread (median deviation) of the ground as a share of the step to its text
_EVEN = 0.12  # difference between parts of the ground as a share of the same
_CRISP = 0.6  # share of the step between tint and paper that is done within half an em of the outline


@dataclass(frozen=True, slots=True)
class Ground:
    """A panel as found on a reduced page, factor times smaller than the scan.

    box: where its picture `area` (1 inside of the outline) stands on the reduced page; corners: float64 (4, 2) on the
    scan; level: brightness of the ground; light: that of the text on a dark ground, or of the paper round a tint.
    """

    box: Box
    area: Gray
    corners: NDArray[np.float64]
    factor: float
    level: float
    light: float
    inverted: bool

    @property
    def scaled_box(self) -> Box:
        """The box on the scan."""
        edges = (self.box.left, self.box.top, self.box.right, self.box.bottom)
        left, top, right, bottom = (round(edge * self.factor) for edge in edges)
        return Box(left, top, right, bottom)


def find_dark(small: Gray, wide: Gray, cell: float, factor: float) -> tuple[Ground, ...]:
    """Panels of light text. small: a reduced page with body glyphs of some 10 px (cell); wide: the paper's level."""
    dark = (small < wide * np.float32(_DARK)).astype(np.uint8)
    side = max(2, round(_RULE * cell))
    free = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)), dtype=np.uint8)
    found: list[Ground] = []
    for shape in (*find_rectangles(dark, cell, _LEAST_SIDE), *find_rectangles(free, cell, _LEAST_SIDE)):
        if not any(shape.box.overlap(ground.box) for ground in found):
            ground = _dark_panel(shape, small, cell, factor)
            found += [ground] if ground is not None else []
    return tuple(found)


def find_tints(small: Gray, near: Gray, wide: Gray, cell: float, factor: float) -> tuple[Ground, ...]:
    """Panels of dark text on a tint; near and wide are the paper's levels as `flatten.paper_levels` gives them."""
    found: list[Ground] = []
    for paper in (_around(near, cell), wide):
        tinted = (near < paper * np.float32(_TINT)).astype(np.uint8)
        inner = np.asarray(cv2.erode(tinted, np.ones((3, 3), np.uint8)), dtype=np.uint8)
        for shape in find_rectangles(inner, cell, _TINT_SIDE):
            ground = _tinted_panel(shape, small, near, paper, cell, factor)
            if ground is not None and not any(shape.box.overlap(other.box) for other in found):
                found.append(ground)
    return tuple(found)


def _around(near: Gray, cell: float) -> Gray:
    """The paper's level with whatever is lower than a tag's height taken out; follows the light closer than `wide`."""
    size = max(3, 2 * round(_TAG_SIDE * cell / 8) + 1)
    reduced = cv2.resize(near, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(
        reduced, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8), borderType=cv2.BORDER_REPLICATE
    )
    enlarged = cv2.resize(closed, (near.shape[1], near.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.max(enlarged, near), dtype=np.uint8)


def _dark_panel(shape: Rectangle, small: Gray, cell: float, factor: float) -> Ground | None:
    values, inside = small[shape.window], shape.area > 0
    level, light = (float(part) for part in np.percentile(values[inside], (25, 98)))
    step = light - level
    strip = shape.long >= _STRIP_SHAPE * shape.short
    if step < _CONTRAST * 255 or not (strip or shape.short >= _BLOCK_SIDE):
        return None
    within = cv2.erode(shape.area, np.ones((3, 3), np.uint8), borderValue=0) > 0
    text = (within & (values > level + 0.35 * step)).astype(np.uint8)
    ground = within & (text == 0)
    if not _TEXT_SHARE[0] < text.sum() / inside.sum() < _TEXT_SHARE[1] or not _is_lettered(text, shape, strip, cell):
        return None
    if not strip and _thickness(ground.astype(np.uint8)) < _WIDER_GROUND * _thickness(text):
        return None
    if not _one_level(values, ground, step, cell):
        return None
    if shape.short >= _ONE_LINE and not _even(values, ground, step, cell):
        return None
    return Ground(shape.box, shape.area, shape.corners * factor, factor, level, light, inverted=True)


def _is_lettered(text: Gray, shape: Rectangle, strip: bool, cell: float) -> bool:
    """Whether the marks on a panel can be glyphs: enough of them, and none that sprawls over the whole panel.

    In a strip they must also run along a good part of it; those that touch count as many as they are long.
    """
    long, short = _marks(text, cell)
    if strip:
        return bool(np.maximum(1, np.rint(long)).sum() >= _STRIP_MARKS and long.sum() >= _STRIP_RUN * shape.long)
    return len(long) >= _BLOCK_MARKS and not ((long > 0.5 * shape.long) & (short > 0.5 * shape.short)).any()


def _one_level(values: Gray, ground: NDArray[np.bool_], step: float, cell: float) -> bool:
    """Whether a ground scatters little."""
    whole = values[_deep(ground, cell)]
    return float(np.median(np.abs(whole - np.median(whole)))) <= max(3.0, _ONE_LEVEL * step)


def _even(values: Gray, ground: NDArray[np.bool_], step: float, cell: float) -> bool:
    """Whether the parts of a ground (ninths) hardly differ."""
    sure = _deep(ground, cell)
    ninths = ((rows, columns) for rows in _thirds(values.shape[0]) for columns in _thirds(values.shape[1]))
    parts = [float(np.median(values[ninth][sure[ninth]])) for ninth in ninths if sure[ninth].sum() > cell]
    low, high = np.percentile(parts, (10, 90)) if parts else (0.0, 0.0)
    return float(high - low) <= max(8.0, _EVEN * step)


def _deep(ground: NDArray[np.bool_], cell: float) -> NDArray[np.bool_]:
    """The ground less the blurred edges of the text on it, where that leaves enough."""
    deep = cv2.erode(ground.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.asarray(deep if deep.sum() > 4 * cell else ground, dtype=np.bool_)


def _thirds(length: int) -> tuple[slice, slice, slice]:
    return slice(0, length // 3), slice(length // 3, 2 * length // 3), slice(2 * length // 3, length)


def _tinted_panel(shape: Rectangle, small: Gray, near: Gray, wide: Gray, cell: float, factor: float) -> Ground | None:
    inside = shape.area > 0
    values = near[shape.window]
    level, paper = float(np.median(values[inside])), float(np.median(wide[shape.window][inside]))
    text = (inside & (small[shape.window] < 0.7 * level)).astype(np.uint8)
    strip = shape.long >= _STRIP_SHAPE * shape.short
    if level >= paper * (_TAG_TINT if shape.short < _TAG_SIDE / 2 else _TINT):
        return None
    if not 0.01 < text.sum() / inside.sum() < 0.8 or not _is_lettered(text, shape, strip, cell):
        return None
    level_there = np.abs(values.astype(np.float32) - level) <= _TINT_SPREAD * paper
    bare = inside & ~_pictured(inside & ~level_there, cell)
    if bare.sum() < inside.sum():
        beside, least = text * bare, (1 - _PICTURE_SHARE) * inside.sum()
        if bare.sum() < least or len(_marks(beside, cell)[0]) < _PICTURED_MARKS:
            return None
        if not _is_lettered(beside, shape, strip, cell):
            return None
    if float(level_there[bare].mean()) < _TINT_PLAIN or not _crisp(shape, near, paper - level, cell):
        return None
    return Ground(shape.box, shape.area, shape.corners * factor, factor, level, paper, inverted=False)


def _pictured(other: NDArray[np.bool_], cell: float) -> NDArray[np.bool_]:
    """The boxes of what is so large and full, and not of a tint's level, that it must be a picture on it."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(other.astype(np.uint8), connectivity=8)
    found = np.zeros_like(other)
    for x, y, w, h, area in stats[1:]:
        if min(w, h) >= _PICTURE_SIDE * cell and area > w * h / 2:
            found[y : y + h, x : x + w] = True
    return found


def _thickness(mask: Gray) -> float:
    """Radius in pixels of the largest disc that fits; what lies outside of the picture does not count as mask."""
    framed = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return float(cv2.distanceTransform(framed, cv2.DIST_L2, 5).max())


def _marks(text: Gray, cell: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Longer and shorter sides, in em, of marks that can be glyphs: large enough, no hairlines, no plain rectangles.

    The white inside of 目 and 国 is plain rectangles.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(text, connectivity=8)
    sides = np.sort(stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].astype(np.float64), axis=1) / cell
    filled = stats[1:, cv2.CC_STAT_AREA] / cell**2 / np.maximum(sides.prod(axis=1), 1e-9)
    sides = sides[(sides[:, 1] >= 0.4) & (sides[:, 0] >= 0.2) & (filled <= _PLAIN)]
    return sides[:, 1], sides[:, 0]


def _crisp(shape: Rectangle, near: Gray, step: float, cell: float) -> bool:
    """Whether the level changes at the outline, as print does, and not by and by, as light and stains do."""
    reach = max(2, round(cell / 4))
    around = shape.box.grow(2 * reach).clip((near.shape[1], near.shape[0]))
    area = np.zeros((around.height, around.width), np.uint8)
    top, left = shape.box.top - around.top, shape.box.left - around.left
    area[top : top + shape.box.height, left : left + shape.box.width] = shape.area
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    outer = (cv2.dilate(area, kernel) > 0) & (cv2.dilate(area, np.ones((3, 3), np.uint8)) == 0)
    inner = (area > 0) & (cv2.erode(area, kernel, borderValue=0) == 0)
    values = near[around.top : around.bottom, around.left : around.right]
    if not outer.any() or not inner.any():
        return False
    return float(np.median(values[outer]) - np.median(values[inner])) >= _CRISP * step
