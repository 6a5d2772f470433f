"""White corridors between columns."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.segment.ink import Mask, bar

NARROWEST = 0.8  # em; a gutter is at least so wide
WIDEST = 3.5  # em; white wider than this needs no bridge
BRIDGE = 1.8  # em; two lines of type with the white between them
STRAY = 0.3  # share of ink that is too little for type
SHORTEST = 4.5  # em; and runs past three lines at least: white that chance makes inside a text is shorter


def find_gutters(text: Mask, em: float, *, width: float = NARROWEST, height: float = SHORTEST) -> Mask:
    """255 on white that holds an upright rectangle of width × height em without ink (a morphological opening).

    text: mask of the type alone. Columns are what is left between such corridors; because a corridor is white through
    and through, no cut ever goes through a glyph. Cf. the white-space covers of Breuel, Two Geometric Algorithms for
    Layout Analysis (2002).
    """
    white = cv2.bitwise_not(text)
    kernel = bar(max(3, width * em), max(3, height * em))
    padded = cv2.copyMakeBorder(white, kernel.shape[0], kernel.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=255)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel)
    return np.asarray(opened[kernel.shape[0] : -kernel.shape[0]], dtype=np.uint8)


def bridged(gutters: Mask, text: Mask, em: float) -> Mask:
    """Gutters with what is left of a fold, a scratch or a rule across them taken over: they go on above and below it.

    A bridge is no wider than a gutter and holds less ink than type does.
    """
    gap = cv2.bitwise_and(cv2.morphologyEx(gutters, cv2.MORPH_CLOSE, bar(1, BRIDGE * em)), cv2.bitwise_not(gutters))
    out = gutters.copy()
    count, labels, parts, _ = cv2.connectedComponentsWithStats(gap, connectivity=4)
    for i in range(1, count):
        x, y, w, h = (int(v) for v in parts[i, :4])
        view = (slice(y, y + h), slice(x, x + w))
        own = labels[view] == i
        if NARROWEST * em <= w <= WIDEST * em and float((text[view] > 0)[own].mean()) <= STRAY:
            out[view][own] = 255
    return out
