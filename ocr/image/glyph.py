"""How large is the body type? Everything else on the page is measured in it.

Ink is split into connected components. A Chinese glyph falls into parts, and low resolution glues neighbours
together, but along one axis the parts of most glyphs still reach from edge to edge of the cell: down it in horizontal
lines, across it in vertical ones. So the sizes of components along one axis pile up at one value, and the pile that
covers most of the page is the body type.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

INK_SHARE = 0.92
"""Height of the ink of a typical full glyph as a share of its cell, over Song, Hei and Kai faces."""

_LONG_SIDE = 2200  # pages are measured at about this size
_SMALLEST, _LARGEST = 5.0, 130.0  # glyph sizes looked for, in pixels of the reduced page
_FAINTEST = 40  # grey levels below the paper: a place where nothing is darker than that is empty
_INK_SHARE_OF_DEPTH = np.rint(0.4 * np.arange(256)).astype(np.uint8)
_FEW = 50.0  # components of one size: so many count for half of what their area says, for body type is many glyphs
_BIN = 1.04  # ratio between neighbouring bins of the size histogram


def measure_em(gray: Gray) -> float:
    """Height in pixels of the body glyph's cell, from about 6 px up; 0.0 when the page shows no text.

    gray: uint8 (height, width), dark ink on lighter paper, unevenly lit or not, lines in either direction.
    """
    if min(gray.shape) < 8:
        return 0.0
    factor = max(1, round(max(gray.shape) / _LONG_SIDE))
    small = gray if factor == 1 else shrink(gray, factor)
    return float(_cell_of(ink_mask(small)) * factor)


def shrink(gray: Gray, factor: float) -> Gray:
    """The picture made smaller by a factor of at least 1, each new pixel the mean of those it covers."""
    width, height = max(1, round(gray.shape[1] / factor)), max(1, round(gray.shape[0] / factor))
    return np.asarray(cv2.resize(gray, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def ink_mask(gray: Gray, window: int = 31) -> Gray:
    """Ink as 255: what is darker than the paper around it by 0.4 of the greatest such difference nearby (after
    Bernsen).

    Both the paper and the difference are taken within `window` pixels, so neither uneven light nor pale body type
    beside a black headline misleads it.
    """
    kernel = np.ones((window, window), np.uint8)
    depth = cv2.subtract(cv2.morphologyEx(gray, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE), gray)
    nearby = np.maximum(cv2.dilate(depth, kernel), np.uint8(_FAINTEST))
    return np.asarray(cv2.compare(depth, cv2.LUT(nearby, _INK_SHARE_OF_DEPTH), cv2.CMP_GT), dtype=np.uint8)


def _cell_of(ink: Gray) -> float:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[1:, cv2.CC_STAT_WIDTH].astype(float), stats[1:, cv2.CC_STAT_HEIGHT].astype(float)
    filled = stats[1:, cv2.CC_STAT_AREA] / np.maximum(width * height, 1)
    ragged = (filled > 0.12) & (filled < 0.95) & (np.maximum(width, height) >= _SMALLEST)
    best, weight = 0.0, 0.0
    for along, across in ((height, width), (width, height)):
        glyphs = ragged & (across > 0.4 * along) & (across < 40 * along)
        size, mass = _commonest(along[glyphs], across[glyphs])
        if mass > weight:
            best, weight = size, mass
    return float(best) / INK_SHARE


def _commonest(size: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, float]:
    """The size at which most area piles up, that of few components less, and that area; (0, 0) when there is hardly
    anything."""
    bins = np.log(size / _SMALLEST) / np.log(_BIN)
    count = int(np.log(_LARGEST / _SMALLEST) / np.log(_BIN)) + 1
    inside = (bins >= 0) & (bins < count)
    if inside.sum() < 12:
        return 0.0, 0.0
    size, other, bins = size[inside], other[inside], bins[inside]
    near_by = np.array([0.5, 1.0, 1.0, 1.0, 0.5])
    pile = np.bincount(bins.astype(int), weights=size * np.minimum(other, 3 * size), minlength=count)
    many = np.convolve(np.bincount(bins.astype(int), minlength=count), near_by, mode="same")
    smooth = np.convolve(pile, near_by, mode="same") * many / (many + _FEW)
    peak = int(smooth.argmax())
    near = np.abs(bins - peak - 0.5) < 3.5
    return float(np.average(size[near], weights=(size * other)[near])), float(smooth[peak])
