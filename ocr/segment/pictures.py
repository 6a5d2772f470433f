"""Photographs and drawings: what is inked but is not type."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import Gray
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, bar

SMALLEST = 3.5  # em; both sides of a component that may be a picture
CERTAIN = 9.0  # em; both sides of one that no glyph of a news page reaches
TONES = 0.35  # share of mid greys among dark pixels from which ink is a halftone and not a stroke
TONED = 240  # grey; paper is lighter
TONE_CELL = 0.5  # em; no text is without a white pixel over a square so large, but in the strokes of large heads
BARE, MOSTLY = 0.1, 0.85  # share of tone below which an upright strip is bare; share of strips that are not, at least
SHADED = 0.42  # share of pixels darker than paper: a column of type has a quarter, soft edges included
ALL_SHADED = 0.85  # the same in a box that holds no type at all: what bold type covers stays below two thirds
BAR = 0.3  # em; a rule at least so thick is printed black
BLACK = 110  # grey; ink is darker
STROKES = 110  # grey levels between the darkest and the lightest tenth of a blurred line of type, at least
INKED = 20  # of a hundred pixels of ink so many are no lighter than print, whatever pictures and soft edges hold
GREY, PALE = 30, 215  # grey levels over those of ink, and where paper begins: neither ink nor paper
GREY_BLOT = 0.3  # em; grey so wide is no soft edge of a stroke
BLACK_BLOT = 0.5  # em; black so wide is no stroke of a headline
BLOTS_APART = 2.0  # em; the blots of one picture stand no farther apart
BLOT_SHARE, GREY_SHARE = 0.12, 0.03  # of their box that is blots, and grey ones
TONES_APART = 40  # grey levels between the darkest and lightest twentieth of them
DENSE = 0.55  # share of ink over a square of 3 em: type stays below one half


def find_pictures(gray: Gray, ink: Ink, rules: Mask) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Boxes of pictures: those that are certain, and those that could also be a heavy headline's glyphs.

    A box may hold white parts of its picture; boxes that overlap much are one picture.
    """
    toned = _toned(gray, ink.em)
    seeds = _large_parts(gray, ink, rules) + _dense_parts(ink.mask & ~rules, ink.em) + _toned_parts(toned, ink.em)
    seeds += _blotted_parts(gray, ink)
    merged = sorted(
        b
        for b in _merge(seeds, toned, (gray < TONED)[:: _cell(ink.em), :: _cell(ink.em)], ink.em)
        if max(b.width, b.height) >= SMALLEST * ink.em
    )
    large = [
        b for b in merged if min(b.width, b.height) >= SMALLEST * ink.em or max(b.width, b.height) >= CERTAIN * ink.em
    ]
    certain = tuple(b for b in large if min(b.width, b.height) >= 0.7 * CERTAIN * ink.em)
    return certain, tuple(b for b in large if b not in certain)


def _large_parts(gray: Gray, ink: Ink, rules: Mask) -> list[Box]:
    """Components too large for glyphs, or as large as headline glyphs but not made of strokes."""
    found = []
    wide, high = ink.parts[:, WIDTH], ink.parts[:, HEIGHT]
    for i in np.flatnonzero(np.minimum(wide, high) >= SMALLEST * ink.em):
        x, y, w, h = (int(v) for v in ink.parts[i, :4])
        view = (slice(y, y + h), slice(x, x + w))
        own = (ink.labels[view] == i) & (rules[view] == 0)
        if i == 0 or _hollow(own):
            continue
        if min(w, h) >= CERTAIN * ink.em or _halftone(gray[view], own, ink.em) or _solid(own, ink.em):
            found += [b.shift(x, y) for b in _steps(own, ink.em)]
    return found


def _steps(own: NDArray[np.bool_], em: float) -> list[Box]:
    """A picture cut into boxes from top to bottom, so that text in a corner it leaves free stays outside.

    own: (height, width) mask of one component. Rows whose closed ink has the same left and right end (to 1.5 em) make
    one box; boxes filled to less than a third are the arms of a frame and dropped.
    """
    factor = max(1, round(em / 6))
    small = cv2.resize(own.astype(np.uint8), None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    side = 2 * int(max(1, em / factor)) + 1
    padded = cv2.copyMakeBorder(small, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, bar(side, side))[side:-side, side:-side]
    slack = 1.5 * em / factor
    boxes: list[Box] = []
    for y in np.flatnonzero(closed.any(axis=1)):
        ends = np.flatnonzero(closed[y])
        left, right = int(ends[0]), int(ends[-1]) + 1
        last = boxes[-1] if boxes else None
        if last and last.bottom == y and abs(last.left - left) <= slack and abs(last.right - right) <= slack:
            boxes[-1] = Box(min(left, last.left), last.top, max(right, last.right), int(y) + 1)
        else:
            boxes.append(Box(left, int(y), right, int(y) + 1))
    full = [b for b in boxes if closed[b.top : b.bottom, b.left : b.right].mean() > 1 / 3]
    return [Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor) for b in full]


def _hollow(own: NDArray[np.bool_]) -> bool:
    """A frame: nothing but its edges, which are rules."""
    return bool(np.count_nonzero(own) < 0.02 * own.size)


def _halftone(gray: Gray, own: NDArray[np.bool_], em: float) -> bool:
    """Whether the component's dark pixels are largely mid greys, away from stroke edges."""
    soft = 2 * round(0.08 * em) + 1
    inner = cv2.erode(own.astype(np.uint8), np.ones((soft, soft), np.uint8)) > 0
    values = gray[inner]
    mid = int(np.count_nonzero((values > 70) & (values < 190)))
    return len(values) > 0.02 * own.size and mid > TONES * len(values)


def _solid(own: NDArray[np.bool_], em: float) -> bool:
    """Whether the component has a body thicker than a headline's stroke: a third of its size."""
    depth = cv2.distanceTransform(np.pad(own, 1).astype(np.uint8), cv2.DIST_L2, 3)
    thickness = 2 * float(depth.max())
    return thickness > 0.35 * min(own.shape) and thickness > 1.2 * em


def _dense_parts(mask: Mask, em: float) -> list[Box]:
    """Areas inked more densely than type over several em: codes, screens, dark photographs in pieces."""
    factor = max(1, round(em / 6))
    small = cv2.resize(mask, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    side = max(3, round(3 * em / factor))
    dense = (cv2.boxFilter(small, cv2.CV_32F, (side, side)) > DENSE * 255).astype(np.uint8)
    count, labels, parts, _ = cv2.connectedComponentsWithStats(dense, connectivity=8)
    boxes: list[Box] = []
    for i in range(1, count):
        x, y, w, h = (int(v) for v in parts[i, :4])
        found = _steps(labels[y : y + h, x : x + w] == i, em / factor)
        boxes += [b.shift(x, y) for b in found]
    full = [Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor) for b in boxes]
    return [b for b in full if min(b.width, b.height) >= em]


def _toned(gray: Gray, em: float) -> Mask:
    """1 where no white is near, at a size reduced by _cell(em): between strokes of type there is paper."""
    cell = 2 * round(TONE_CELL * em / 2) + 1
    light = cv2.dilate(gray, np.ones((cell, cell), np.uint8))[:: _cell(em), :: _cell(em)]
    return (light < TONED).astype(np.uint8)


def _blotted_parts(gray: Gray, ink: Ink) -> list[Box]:
    """Areas strewn with blots, some of them grey: pictures whose light parts are paper."""
    if not ink.mask.any():
        return []
    factor, dark = _cell(ink.em), float(np.percentile(gray[ink.mask > 0], INKED))
    grey = ((gray > dark + GREY) & (gray < PALE)).astype(np.uint8)
    grey = np.asarray(cv2.erode(grey, bar(GREY_BLOT * ink.em, GREY_BLOT * ink.em)), dtype=np.uint8)[::factor, ::factor]
    black = cv2.erode(ink.mask, bar(BLACK_BLOT * ink.em, BLACK_BLOT * ink.em))[::factor, ::factor]
    blots = grey | (black > 0)
    strewn = cv2.morphologyEx(blots, cv2.MORPH_CLOSE, bar(*(2 * [BLOTS_APART * ink.em / factor])))
    _, labels, parts, _ = cv2.connectedComponentsWithStats(strewn, connectivity=8)
    boxes: list[Box] = []
    for i, (x, y, w, h, _) in enumerate(parts[1:].tolist(), 1):
        if min(w, h) >= SMALLEST * ink.em / factor:
            boxes += [b.shift(x, y) for b in _steps(labels[y : y + h, x : x + w] == i, ink.em / factor)]
    tones = gray[::factor, ::factor]
    return [
        Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor)
        for b in boxes
        if min(b.width, b.height) >= SMALLEST * ink.em / factor and _blotted(b, blots, grey, tones)
    ]


def _blotted(box: Box, blots: Mask, grey: Mask, tones: Gray) -> bool:
    """Whether enough of a box is blots, and grey ones of different tones: those of a coloured headline are of one."""
    view = (slice(box.top, box.bottom), slice(box.left, box.right))
    if blots[view].mean() < BLOT_SHARE or grey[view].mean() < GREY_SHARE:
        return False
    low, high = np.percentile(tones[view][grey[view] > 0], (5, 95))
    return bool(high - low >= TONES_APART)


def _cell(em: float) -> int:
    return max(1, round(em / 6))


def _toned_parts(toned: Mask, em: float) -> list[Box]:
    """Areas without white: skies, screens and other light parts of pictures."""
    factor = _cell(em)
    count, labels, parts, _ = cv2.connectedComponentsWithStats(toned, connectivity=8)
    boxes: list[Box] = []
    for i in range(1, count):
        x, y, w, h = (int(v) for v in parts[i, :4])
        if min(w, h) >= em / factor and max(w, h) >= SMALLEST * em / factor:
            boxes += [b.shift(x, y) for b in _steps(labels[y : y + h, x : x + w] == i, em / factor)]
    return [Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor) for b in boxes]


def _merge(boxes: list[Box], toned: Mask, shaded: NDArray[np.bool_], em: float) -> list[Box]:
    """Boxes that lie on or nearly on one another become one, unless that would cover much that is no picture.

    Two photographs that overlap at a corner stay two: the box around both would swallow the text in the other corners.
    """
    todo, changed = sorted(boxes, key=lambda b: (-b.area, b)), True
    while changed:
        changed = False
        for i, a in enumerate(todo):
            near = (b for b in todo[i + 1 :] if a.overlap_x(b) > -0.7 * em and a.overlap_y(b) > -0.7 * em)
            other = next((b for b in near if _worth(a, b, toned, shaded, em)), None)
            if other is not None:
                todo = [c for c in todo if c is not a and c is not other] + [Box.around([a, other])]
                todo.sort(key=lambda c: (-c.area, c))
                changed = True
                break
    return todo


def _worth(a: Box, b: Box, toned: Mask, shaded: NDArray[np.bool_], em: float) -> bool:
    """Whether the box around two holds little else than the two, or what it holds besides is picture as well.

    That is: toned through, or, where the two stand side by side on one level, darker than type is.
    """
    both, cell = Box.around([a, b]), _cell(em)
    ratio = both.area / (a.area + b.area - a.overlap(b))
    if ratio <= 1.12 or ratio > 2.0:
        return ratio <= 1.12
    outside = np.zeros(toned.shape, dtype=bool)
    outside[both.top // cell : both.bottom // cell, both.left // cell : both.right // cell] = True
    for box in (a, b):
        outside[box.top // cell : box.bottom // cell, box.left // cell : box.right // cell] = False
    if not outside.any():
        return True
    level = min(abs(a.top - b.top), abs(a.bottom - b.bottom)) <= 0.5 * em and abs(a.left - b.left) > em
    dense = level and float(shaded[outside].mean()) > SHADED and _throughout(shaded, outside, SHADED)
    return dense or (float(toned[outside].mean()) > 0.5 and _throughout(toned > 0, outside, BARE))


def _throughout(tone: NDArray[np.bool_], outside: NDArray[np.bool_], least: float) -> bool:
    """Whether there is so much tone nearly all along some cells, from left to right: where there is less stands
    text."""
    some = outside.any(axis=0)
    share = (tone & outside).sum(axis=0)[some] / outside.sum(axis=0)[some]
    return float((share >= least).mean()) >= MOSTLY


def is_tone(gray: Gray, box: Box) -> bool:
    """Whether a box holds tone and no type: hardly any of it is white. A picture's light edge looks like a line."""
    view = gray[box.top : box.bottom, box.left : box.right]
    if not view.size or float((view < TONED).mean()) <= ALL_SHADED:
        return False
    dark, light = np.percentile(view, (10, 90))
    return bool(light - dark < STROKES)


def is_grey_bar(gray: Gray, box: Box, em: float) -> bool:
    """Whether what looks like a thick rule is grey all through, the edge of a picture: thick rules are black, and a
    double one is black and white."""
    thick = min(box.width, box.height)
    inset = max(1, thick // 4)
    core = gray[box.top + inset : box.bottom - inset, box.left + inset : box.right - inset]
    return thick >= BAR * em and bool(core.size) and float(((core > BLACK) & (core < TONED)).mean()) > 0.5


def inside_any(parts: NDArray[np.int32], boxes: tuple[Box, ...]) -> NDArray[np.bool_]:
    """For each component (n, 5) whether its centre lies in one of the boxes."""
    x, y = parts[:, LEFT] + parts[:, WIDTH] / 2, parts[:, TOP] + parts[:, HEIGHT] / 2
    hit = np.zeros(len(parts), dtype=bool)
    for b in boxes:
        hit |= (x >= b.left) & (x < b.right) & (y >= b.top) & (y < b.bottom)
    return hit
