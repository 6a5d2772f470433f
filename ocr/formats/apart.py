"""Boxes of a page cut so that none covers much of another.

The upright box around a line that is tilted, or bent, takes in the corners of its neighbours: half a degree over a
column of old vertical text is a quarter of its width. Whoever reads a page by its boxes alone, as hOCR's readers do,
would find the same ink in two lines. So the strip that two boxes share is halved between them, and only where it is
so large that readers object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box

MOST = 0.2
"""Part of the larger of two boxes that they may share; what `hocr-check` of hocr-tools lets pass."""


def apart(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes in their order, cut where two share more than MOST of the larger one; none is cut to nothing.

    Each cut is through the middle of the strip that two boxes share, across its shorter way: two columns of text side
    by side are parted from top to bottom. The worst pair is parted first, since its cut may cure others.
    """
    found = list(boxes)
    while crowded := sorted(_crowded(found), reverse=True):
        before = list(found)
        for _, one, other in crowded:
            if _share(found[one], found[other]) > MOST:
                found[one], found[other] = _parted(found[one], found[other])
        if found == before:  # a pixel on a pixel
            break
    return tuple(found)


def _crowded(boxes: Sequence[Box]) -> Iterator[tuple[float, int, int]]:
    """Pairs of boxes that share too much: how much, and their places in the list."""
    if not boxes:
        return
    edges: NDArray[np.int64] = np.array([box.as_list() for box in boxes], dtype=np.int64)
    areas = np.array([box.area for box in boxes], dtype=np.int64)
    for one, (left, top, right, bottom) in enumerate(edges[:-1]):
        rest = edges[one + 1 :]
        wide = np.minimum(rest[:, 2], right) - np.maximum(rest[:, 0], left)
        high = np.minimum(rest[:, 3], bottom) - np.maximum(rest[:, 1], top)
        larger = np.maximum(areas[one + 1 :], areas[one])
        common = np.clip(wide, 0, None) * np.clip(high, 0, None)
        for at in np.flatnonzero(common > MOST * larger):
            yield float(common[at] / larger[at]), one, one + 1 + int(at)


def _share(one: Box, other: Box) -> float:
    return one.overlap(other) / max(one.area, other.area)


def _parted(one: Box, other: Box) -> tuple[Box, Box]:
    """Two boxes that overlap, each without its half of what they share; as they are where nothing can be halved."""
    beside, below = _beside(one, other), _below(one, other)
    first, second = (beside, below) if one.overlap_x(other) <= one.overlap_y(other) else (below, beside)
    return next((pair for pair in (first, second) if all(box.area for box in pair)), (one, other))


def _beside(one: Box, other: Box) -> tuple[Box, Box]:
    """Cut from top to bottom; the box further left keeps what is left of the cut."""
    cut = (max(one.left, other.left) + min(one.right, other.right)) // 2
    if one.center[0] <= other.center[0]:
        return Box(one.left, one.top, cut, one.bottom), Box(cut, other.top, other.right, other.bottom)
    return Box(cut, one.top, one.right, one.bottom), Box(other.left, other.top, cut, other.bottom)


def _below(one: Box, other: Box) -> tuple[Box, Box]:
    """Cut from left to right; the upper box keeps what is above the cut."""
    cut = (max(one.top, other.top) + min(one.bottom, other.bottom)) // 2
    if one.center[1] <= other.center[1]:
        return Box(one.left, one.top, one.right, cut), Box(other.left, cut, other.right, other.bottom)
    return Box(one.left, cut, one.right, one.bottom), Box(other.left, other.top, other.right, cut)
