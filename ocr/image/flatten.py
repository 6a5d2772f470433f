"""Uneven light, tinted and stained paper, and the other side showing through.

The paper's brightness is read off a reduced page by a grey closing, which wipes out strokes and keeps what is wider; the
page divided by it has paper at one level. What is far darker than the paper around it (pictures, dark panels) says nothing
about the paper and is bridged by a normalised blur.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.page import Gray

DARKEST_PAPER = 0.72
"""Stained paper keeps at least this share of the light of the paper around it; what is darker is print."""

_CLOSING = 1.6  # em: wider than any stroke but those of a masthead
_BLUR = 0.8  # em
_INK_RANGE = 0.3  # share of the ink's depth that show-through and dirt stay below
_SHARPEST_DIRT = 1.2  # noise of paper in grey levels, under which a page is no scan and all its grey is meant


def paper_levels(small: Gray, cell: float) -> tuple[Gray, Gray]:
    """(near, wide): the paper's brightness as it varies within an em or two, and over the page at large.

    small: a reduced page, uint8 (height, width); cell: height of a body glyph on it. near still holds pictures and panels
    at their own level; wide bridges them.
    """
    size = _odd(_CLOSING * cell)
    near = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8), borderType=cv2.BORDER_REPLICATE)
    near = cv2.blur(near, (3, 3), borderType=cv2.BORDER_REPLICATE)
    factor = max(1.0, max(small.shape) / 64)
    tiny_size = (max(1, round(small.shape[1] / factor)), max(1, round(small.shape[0] / factor)))
    tiny = cv2.resize(near, tiny_size, interpolation=cv2.INTER_AREA)
    tiny = cv2.dilate(tiny, np.ones((9, 9), np.uint8))
    tiny = cv2.GaussianBlur(tiny, (0, 0), 3, borderType=cv2.BORDER_REPLICATE)
    wide = cv2.resize(tiny, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(near, dtype=np.uint8), np.asarray(wide, dtype=np.uint8)


def background(near: Gray, wide: Gray, cell: float, ignore: Gray | None = None) -> Gray:
    """The level to divide a page by: near, where that can be paper, bridged elsewhere; never 0.

    ignore: nonzero where something known not to be paper stands.
    """
    paper = cv2.compare(near, cv2.multiply(wide, DARKEST_PAPER), cv2.CMP_GT)
    if ignore is not None:
        paper = cv2.bitwise_and(paper, cv2.bitwise_not(ignore))
    known = cv2.erode(paper, np.ones((3, 3), np.uint8)).astype(np.float32) / 255
    weight = known + 1e-4
    sigma = _BLUR * cell
    level = cv2.multiply(np.where(known > 0, near, wide).astype(np.float32), weight)
    smooth = cv2.GaussianBlur(level, (0, 0), sigma) / cv2.GaussianBlur(weight, (0, 0), sigma)
    return np.asarray(np.clip(smooth, 1, 255), dtype=np.uint8)


def divide(gray: Gray, level: Gray) -> Gray:
    """The page with the background level (a reduced map) at 255 and everything else in proportion."""
    full = cv2.resize(level, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, full, scale=255.0), dtype=np.uint8)


def paper_noise(gray: Gray) -> float:
    """Spread of the paper's grain in grey levels (a robust sigma), over the brighter half of the page."""
    sample = gray[:: max(1, gray.shape[0] // 400)]
    step = cv2.absdiff(sample[:, 1:], sample[:, :-1])
    bright = sample[:, 1:] > 200
    return float(np.mean(np.minimum(step[bright], 12))) if bright.any() else 0.0


def clear_paper(flat: Gray, em: float) -> tuple[Gray, float]:
    """Whiten dirt and show-through of a flattened page, and set ink and paper to their ends of the scale.

    Only what has nothing as dark as ink beside it goes, so that the soft edges of thin strokes stay as they are. Returns the
    page and the grey level above which a lonely mark counted as dirt.
    """
    ink = float(np.percentile(flat[::4, ::4][flat[::4, ::4] < 160], 20)) if (flat[::4, ::4] < 160).any() else 0.0
    scanned = paper_noise(flat) > _SHARPEST_DIRT
    limit = 255 - (255 - ink) * (_INK_RANGE if scanned else 0.1)
    near_ink = cv2.dilate(cv2.compare(flat, limit, cv2.CMP_LT), np.ones((_odd(em / 4), _odd(em / 4)), np.uint8))
    out = cv2.LUT(flat, _levels(0.5 * ink, 238.0 if scanned else 250.0))
    return np.asarray(cv2.bitwise_or(out, cv2.bitwise_not(near_ink)), dtype=np.uint8), limit


def _levels(black: float, white: float) -> Gray:
    grey = np.arange(256, dtype=np.float64)
    return np.asarray(np.clip((grey - black) * 255 / (white - black), 0, 255).round(), dtype=np.uint8)


def _odd(size: float) -> int:
    return max(3, 2 * int(size / 2) + 1)
