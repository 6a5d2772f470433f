"""Connected areas whose outline is nearly a rectangle, upright or tilted: what a panel looks like from afar."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import Gray

_RECTANGULAR = 0.85  # of the tightest rectangle that the outline must fill; rounded corners are fine
_NOTCH = 0.4  # of the short side: strokes that run into the edge of a panel are narrower
_LEAST_INK = 0.35  # share of its box that an area fills at least; a frame of rules does not
_LEAST_LENGTH = 2.2  # em: two glyphs


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A nearly rectangular area: its box on the reduced page, its picture (1 inside), corners, and sides in em."""

    box: Box
    area: Gray
    corners: NDArray[np.float64]
    short: float
    long: float

    @property
    def window(self) -> tuple[slice, slice]:
        return slice(self.box.top, self.box.bottom), slice(self.box.left, self.box.right)


def find_rectangles(mask: Gray, cell: float, least: float) -> list[Rectangle]:
    """Connected areas of a mask (nonzero inside) with a nearly rectangular outline, at least `least` em either way."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    solid = stats[:, cv2.CC_STAT_AREA] >= _LEAST_INK * width * height
    large = (np.minimum(width, height) >= least * cell) & (np.maximum(width, height) >= _LEAST_LENGTH * cell)
    found = []
    for label in np.flatnonzero(large & solid & (np.arange(len(stats)) > 0)):
        left, top, wide, high = (int(part) for part in stats[label, :4])
        area = (labels[top : top + high, left : left + wide] == label).astype(np.uint8)
        shape = _as_rectangle(area, Box(left, top, left + wide, top + high), cell)
        if shape is not None and shape.short >= least:
            found.append(shape)
    return found


def _as_rectangle(area: Gray, box: Box, cell: float) -> Rectangle | None:
    """The area with holes and notches filled, if its outline nearly fills an upright or tilted rectangle."""
    contours, _ = cv2.findContours(area, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(contours, key=cv2.contourArea)
    rectangle = cv2.minAreaRect(outline)
    short, long = sorted(side + 1 for side in rectangle[1])
    if cv2.contourArea(outline) + short + long - 2 < _RECTANGULAR * short * long:
        return None
    cv2.drawContours(area, [outline], -1, 1, cv2.FILLED)
    area = _notches_filled(area, 2 * max(1, round(_NOTCH * short / 2)) + 1)
    corners = np.asarray(cv2.boxPoints(rectangle), dtype=np.float64) + np.array([box.left + 0.5, box.top + 0.5])
    return Rectangle(box, area, corners, short / cell, long / cell)


def _notches_filled(area: Gray, width: int) -> Gray:
    """The area without the narrow bays that light strokes cut into it from its edge."""
    framed = cv2.copyMakeBorder(area, width, width, width, width, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((width, width), np.uint8))
    return np.asarray(closed[width:-width, width:-width], dtype=np.uint8)
