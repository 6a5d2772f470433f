"""Uneven light, tinted and stained paper, and the other side showing through.

The paper's brightness is read off a reduced page by a grey closing, which wipes out strokes and keeps what is wider;
the page divided by it has paper at one level. What is far darker than the paper around it (pictures, dark panels)
says nothing about the paper and is bridged by a normalised blur.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image.rectangles import Rectangle, find_rectangles
from ocr.page import Gray

DARKEST_PAPER = 0.72
"""Stained paper keeps at least this share of the light of the paper around it; what is darker is print."""

_CLOSING = 1.6  # em: wider than any stroke but those of a masthead
_BLUR = 0.8  # em
_PICTURE_GAP = 1.5  # em between dark parts of one picture
_PICTURE_SIDE = 4.0  # em: the least width and height of a picture
_AROUND = 24.0  # em: the paper beside a picture of that height is still seen
_TONES = (0.96, 0.9)  # of the paper's light: a photograph is darker nearly everywhere, its sky perhaps only a little
_HELD = 0.15  # of a photograph that is plainly dark
_STEP_DOWN = 0.02  # of the paper's light, between the paper and the edge of a photograph
_PURE_WHITE, _PURE_SHARE = 252, 0.25  # a page with more of so white a white came from a file, or was clipped
_GRAIN = 0.1  # mean step in grey levels from pixel to pixel of blank paper; less is a flat tint
_FAINT_SCAN, _FAINT_PRINT = 0.3, 0.08  # share of the ink's depth that dirt stays below, on a scan and on a digital page
_SAMPLED_EM = 15.0  # body type smaller than this has strokes thinner than a pixel, as pale as dirt


def paper_levels(small: Gray, cell: float) -> tuple[Gray, Gray]:
    """(near, wide): the paper's brightness as it varies within an em or two, and over the page at large.

    small: a reduced page, uint8 (height, width); cell: height of a body glyph on it. near still holds pictures and
    panels at their own level; wide bridges them.
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


def picture_mask(near: Gray, wide: Gray, cell: float) -> Gray:
    """Nonzero over large dark things and what lies between their parts: pictures, whose light parts are no paper.

    A photograph with a light sky shows as a rectangle that is a little darker than the paper around it all along its
    outline; it is taken whole. near, wide: as `paper_levels` gives them. Shape (height, width) of the reduced page.
    """
    gap = _odd(_PICTURE_GAP * cell)
    dark = cv2.morphologyEx(_darker(near, wide), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    mask = np.zeros_like(near)
    contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if min(width, height) >= _PICTURE_SIDE * cell:
            cv2.drawContours(mask, [cv2.convexHull(contour)], -1, 255, cv2.FILLED)
    return mask | _photographs(near, np.asarray(dark, dtype=np.uint8), cell)


def _photographs(near: Gray, dark: Gray, cell: float) -> Gray:
    """255 over rectangles that stand out from the paper and hold something dark; shape (height, width)."""
    size = _odd(_AROUND * cell)
    kernel = np.ones((size, size), np.uint8)
    closed = cv2.morphologyEx(near, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    around = np.asarray(closed, dtype=np.uint8)
    found = np.zeros_like(near)
    for limit in _TONES:
        tone = (near < around * np.float32(limit)).astype(np.uint8)
        for shape in find_rectangles(tone, cell, _PICTURE_SIDE):
            held = dark[shape.window][shape.area > 0]
            if float((held > 0).mean()) >= _HELD and _stands_out(shape, near, around):
                found[shape.window][shape.area > 0] = 255
    return found


def _stands_out(shape: Rectangle, near: Gray, around: Gray) -> bool:
    """Whether the level steps down right at a rectangle's outline, on every side of it, as light and stains do not."""
    box, high, wide = shape.box, near.shape[0], near.shape[1]
    steps = []
    for inner, outer in (
        ((box.top + 1, box.left, box.top + 2, box.right), (box.top - 3, box.left, box.top - 1, box.right)),
        ((box.bottom - 2, box.left, box.bottom - 1, box.right), (box.bottom + 1, box.left, box.bottom + 3, box.right)),
        ((box.top, box.left + 1, box.bottom, box.left + 2), (box.top, box.left - 3, box.bottom, box.left - 1)),
        ((box.top, box.right - 2, box.bottom, box.right - 1), (box.top, box.right + 1, box.bottom, box.right + 3)),
    ):
        parts = [near[max(0, a) : min(high, c), max(0, b) : min(wide, d)] for a, b, c, d in (inner, outer)]
        if all(part.size for part in parts):
            steps.append(float(np.median(parts[1])) - float(np.median(parts[0])))
    return len(steps) >= 3 and min(steps) >= _STEP_DOWN * float(np.median(around[shape.window]))


def _darker(near: Gray, wide: Gray) -> Gray:
    """255 where it is too dark for paper."""
    return np.asarray((near < wide * np.float32(DARKEST_PAPER)) * np.uint8(255), dtype=np.uint8)


def background(near: Gray, wide: Gray, cell: float, ignore: Gray) -> Gray:
    """The level to divide a page by: near, where that can be paper, bridged elsewhere; never 0.

    ignore: nonzero where something known not to be paper stands.
    """
    paper = cv2.bitwise_not(cv2.bitwise_or(_darker(near, wide), ignore))
    known = cv2.erode(paper, np.ones((3, 3), np.uint8)).astype(np.float32) / 255
    sigma = _BLUR * cell
    level = cv2.GaussianBlur(near * known, (0, 0), sigma)
    weight = cv2.GaussianBlur(known, (0, 0), sigma)
    far, far_weight = _spread(near * known, known, 8 * sigma)
    smooth = (level + 1e-2 * far) / (weight + 1e-2 * far_weight + 1e-6)
    return np.asarray(np.where(far_weight > 1e-3, np.clip(smooth, 1, 255), np.maximum(wide, 1)), dtype=np.uint8)


def _spread(level: np.ndarray, weight: np.ndarray, sigma: float) -> tuple[np.ndarray, np.ndarray]:
    """Both blurred over a wide radius, worked out on a reduced copy."""
    height, width = level.shape
    step = max(1, int(sigma / 3))
    size = (max(1, width // step), max(1, height // step))
    small = (cv2.resize(part, size, interpolation=cv2.INTER_AREA) for part in (level, weight))
    blurred = (cv2.GaussianBlur(part, (0, 0), sigma / step, borderType=cv2.BORDER_REPLICATE) for part in small)
    first, second = (cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR) for part in blurred)
    return first, second


def divide(gray: Gray, level: Gray) -> Gray:
    """The page with the background level (a reduced map) at 255 and everything else in proportion."""
    full = cv2.resize(level, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, full, scale=255.0), dtype=np.uint8)


def is_scan(gray: Gray) -> bool:
    """Whether paper was photographed or scanned: its blank is neither clipped to pure white nor one flat tint."""
    sample = gray[:: max(1, gray.shape[0] // 300)]
    if float((sample >= _PURE_WHITE).mean()) > _PURE_SHARE:
        return False
    level = int(np.bincount(sample.ravel(), minlength=256).argmax())
    blank = cv2.erode(sample, np.ones((1, 15), np.uint8)) > 0.9 * level
    step = cv2.absdiff(sample[:, 1:], sample[:, :-1])[blank[:, 1:]]
    return bool(step.size) and float(np.minimum(step, 12).mean()) > _GRAIN


def clear_paper(flat: Gray, em: float, scanned: bool, keep: Gray) -> tuple[Gray, float]:
    """Whiten dirt and show-through of a flattened page, and set ink and paper to their ends of the scale.

    Only what has nothing as dark as ink beside it goes, so that the soft edges of thin strokes stay as they are; what
    lies under keep (nonzero, a reduced map) stays too. On a page that was not scanned only the very faintest is dirt.
    Returns the page and the grey level above which a lonely mark counted as such.
    """
    dark = flat[::4, ::4][flat[::4, ::4] < 160]
    ink = float(np.percentile(dark, 20)) if dark.size else 0.0
    share = _FAINT_SCAN if scanned and em >= _SAMPLED_EM else _FAINT_PRINT
    limit = 255 - (255 - ink) * share
    size = _odd(em / 4)
    marks = cv2.threshold(flat, limit, 255, cv2.THRESH_BINARY_INV)[1]
    marks = cv2.dilate(marks, np.ones((size, size), np.uint8))
    if keep.any():
        kept = cv2.resize(keep, (flat.shape[1], flat.shape[0]), interpolation=cv2.INTER_NEAREST)
        marks = cv2.bitwise_or(marks, kept)
    out = cv2.LUT(flat, _levels(0.5 * ink, 238.0 if scanned else 250.0))
    return np.asarray(cv2.bitwise_or(out, cv2.bitwise_not(marks)), dtype=np.uint8), limit


def _levels(black: float, white: float) -> Gray:
    grey = np.arange(256, dtype=np.float64)
    return np.asarray(np.clip((grey - black) * 255 / (white - black), 0, 255).round(), dtype=np.uint8)


def _odd(size: float) -> int:
    return max(3, 2 * int(size / 2) + 1)
