"""How large and how heavy the type of a line is."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from ocr.geometry import Box
from ocr.segment.ink import Mask

INK_OF_CELL = 0.94  # measured on Song and Hei faces: the part of a cell's height that most glyphs fill
WAVER = 6.0  # em; a line is measured in pieces so long


def stroke(mask: Mask, box: Box) -> float:
    """Mean thickness of the strokes in a box, in pixels."""
    return thickness(mask[box.top : box.bottom, box.left : box.right])


def thickness(view: Mask) -> float:
    """Mean thickness of strokes in pixels: twice their area over the length of their outline, the view's edge
    counted."""
    outline = np.count_nonzero(view) - np.count_nonzero(cv2.erode(view, np.ones((3, 3), np.uint8), borderValue=0))
    return 2.0 * int(np.count_nonzero(view)) / max(1, int(outline))


def glyph_height(box: Box, mask: Mask, em: float) -> float:
    """The cell height of a line's glyphs: the median over its pieces, since a line may slant or waver as a whole."""
    count = max(1, round(box.width / (WAVER * em)))
    edges = np.linspace(box.left, box.right, count + 1).round().astype(int)
    heights = [_reach(mask[box.top : box.bottom, a:b]) for a, b in pairwise(edges)]
    return float(np.median([h for h in heights if h] or [0.0])) / INK_OF_CELL


def _reach(view: Mask) -> float:
    """The rows that most glyphs of a piece of a line reach. Brackets reach past them, digits fall short."""
    profile = cv2.reduce(view, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() if view.size else np.zeros(1)
    if not profile.any():
        return 0.0
    rows = np.flatnonzero(profile >= 0.1 * np.sort(profile)[round(0.9 * (len(profile) - 1))])
    return float(rows[-1] - rows[0] + 1)
