"""Rules too faint to be ink: seen by their length alone."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

CELL = 0.2  # em; greys are averaged over so much of a line, which leaves a hairline and evens the paper's grain
RUN = 15  # cells without a gap: strokes of glyphs that stand over one another have white between them
GAP = 13  # cells that print may have lost between two runs
SHORTEST = 25  # cells; as long as a rule must be
NEAR, FAR = 0.12, 0.4  # em; a hairline is narrower than the first, and between it and the second there is nothing
DIP = 7.0  # grey levels by which a hairline is darker than the paper on both sides
CORE = 0.6  # of a line's darkest grey: what is lighter is its blurred edge


def find_hairlines(gray: Gray, em: float, paper: int) -> NDArray[np.uint8]:
    """255 on straight upright and level lines that are darker than the paper beside them, however little.

    gray: a normalised page, shape (height, width); paper: the least grey that is bare paper; the result has its shape.
    A rule one pixel wide that lies askew between two pixel columns, or that hardly took ink, comes out in pieces at any
    level that keeps the grain of the paper out; averaged along its length it stands out. A line filter like that of
    Steger, An unbiased detector of curvilinear structures (1998), for the two directions that rules have.
    """
    step = max(2, round(CELL * em))
    height, width = (side // step * step for side in gray.shape)
    out = np.zeros_like(gray)
    if height:
        cells = cv2.resize(gray[:height], (gray.shape[1], height // step), interpolation=cv2.INTER_AREA)
        out[:height] = np.repeat(_upright(np.asarray(cells, dtype=np.uint8), em, paper), step, axis=0)
    if width:
        cells = cv2.resize(gray[:, :width], (width // step, gray.shape[0]), interpolation=cv2.INTER_AREA)
        level = _upright(np.ascontiguousarray(cells.T, dtype=np.uint8), em, paper).T
        out[:, :width] |= np.repeat(level, step, axis=1)
    dark = cv2.compare(gray, round(255 - DIP / 2), cv2.CMP_LT)  # type: ignore[call-overload]
    return np.asarray(cv2.bitwise_and(out, dark), dtype=np.uint8)


def _upright(cells: NDArray[np.uint8], em: float, paper: int) -> NDArray[np.uint8]:
    """255 on the cells of upright lines. cells: shape (cells, pixels across)."""
    hits = _dips(cells, em, paper)
    near = cv2.dilate(hits, np.ones((1, 3), np.uint8))  # a line that leans passes from one pixel column to the next
    runs = cv2.bitwise_and(cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((RUN, 1), np.uint8)), near)
    if not runs.any():
        return np.zeros_like(cells)
    long = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((GAP, 1), np.uint8))
    count, labels, parts, _ = cv2.connectedComponentsWithStats(long, connectivity=8)
    kept = np.zeros(count, np.uint8)
    kept[1:] = np.where((parts[1:, cv2.CC_STAT_HEIGHT] >= SHORTEST) & (parts[1:, cv2.CC_STAT_WIDTH] <= em), 255, 0)
    found = cv2.erode(cv2.bitwise_and(kept[labels], long), np.ones((1, 3), np.uint8))
    return np.asarray(found, dtype=np.uint8)


def _dips(cells: NDArray[np.uint8], em: float, paper: int) -> NDArray[np.uint8]:
    """255 where a cell is darker than what lies close by on its left and on its right, and that is bare paper."""
    near, far = max(2, round(NEAR * em)), max(4, round(FAR * em))
    reach = far - near + 1
    beside = np.ones((1, reach), np.uint8)
    darkest = cv2.erode(cells, beside, anchor=(0, 0), borderValue=255)
    flanks = np.zeros_like(cells)
    if cells.shape[1] <= 2 * far:
        return flanks
    flanks[:, far:-far] = np.minimum(darkest[:, : -2 * far], darkest[:, far + near : cells.shape[1] - far + near])
    dip = np.where(flanks >= paper, flanks.astype(np.float32) - cells, 0).astype(np.float32)
    core = cv2.dilate(dip, np.ones((1, 2 * near + 1), np.uint8)) * CORE
    return np.where((dip >= DIP) & (dip >= core), 255, 0).astype(np.uint8)
