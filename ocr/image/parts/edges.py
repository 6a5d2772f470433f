"""The edges of scans, where one part is white and another has print.

Near its edge a scan may show no page: the lid beside paper that lay crooked, a shadow that was taken for a border, a
corner turned over. Its white says nothing there, and its halves of glyphs less.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

BAND = 3.0
"""em from the edge of a scan in which it is not believed against another: paper 1.5° askew, over two columns."""
_TOLERANCE = 0.25  # em; how far off print may be and still be the same
_LEAST = 0.15  # em; thinner print may be broken on one scan
_AROUND = 1.0  # em taken away around what is missing: all of the glyph


def inner(where: Gray, cell: float, band: float = BAND) -> Gray:
    """where (255 where a scan reaches), without a band of some em along its edge. cell: em in its pixels."""
    width = max(1, round(band * cell))
    return np.asarray(cv2.erode(where, _disk(width), borderType=cv2.BORDER_CONSTANT, borderValue=0), np.uint8)


def without_missing(reaches: Sequence[Gray], inks: Sequence[Gray], cell: float) -> tuple[Gray, ...]:
    """Where parts reach, less what they miss near their edges of the print that other parts have there.

    reaches, inks: of all parts on one plane, uint8 (height, width), 255 and 0; inks: print within the reach.
    """
    made = []
    for number, reach in enumerate(reaches):
        others = np.zeros_like(reach)
        for other, ink in enumerate(inks):
            if other != number:
                others = np.maximum(others, ink)
        near = cv2.dilate(inks[number], _disk(round(_TOLERANCE * cell)))
        edge = cv2.subtract(reach, inner(reach, cell))
        missing = cv2.bitwise_and(cv2.subtract(others, near), edge)
        missing = cv2.morphologyEx(missing, cv2.MORPH_OPEN, _disk(round(_LEAST * cell / 2)))
        made.append(np.asarray(cv2.subtract(reach, cv2.dilate(missing, _disk(round(_AROUND * cell)))), np.uint8))
    return tuple(made)


def _disk(radius: int) -> NDArray[np.uint8]:
    side = 2 * max(0, radius) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
