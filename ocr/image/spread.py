"""Two pages on one scan: an opened paper, cut where it folds.

Between two pages there is white from top to bottom, the inner margins, wider than any white between columns, with
perhaps the dark line of the fold in it. Headlines, rules and running heads cross the gutters of a single page.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Transform
from ocr.image.glyph import ink_mask, measure_em, shrink
from ocr.page import Gray, PageImage, Step

WIDER = 1.15  # times as wide as high; a single page is higher than wide, and cuttings are seldom wider
MIDDLE = 0.38, 0.62  # of the width; the fold is in here
MARGINS = 3.0  # em; the two inner margins together, wider than any gutter
CLEARLY = 1.4  # times as wide as any other white that goes from top to bottom
FOLD = 0.8  # em; the line of a fold is no wider
WHITE = 0.015  # of the height of the type may be inked in a column of white: specks
SLANTS = np.arange(-1.5, 1.6, 0.25)  # degrees by which the margins may lean
HALF = 0.25  # of the ink, at least, is on either side
_CELL = 8.0  # pixels an em has on the reduced scan


def find_fold(gray: Gray) -> int | None:
    """The column of pixels at which a scan of two pages is to be cut, or None for a single page.

    gray: uint8 (height, width), as scanned.
    """
    height, width = gray.shape
    em = measure_em(gray) if width > WIDER * height else 0.0
    if em == 0:
        return None
    factor = max(1.0, em / _CELL)
    ink = ink_mask(shrink(gray, factor)) > 0
    ink = _without_edges(ink)
    best = max((_corridor(_sheared(ink, slant), em / factor) for slant in SLANTS), key=lambda found: found[1])
    at, wide, others = best
    if wide < MARGINS * em / factor or wide < CLEARLY * others:
        return None
    left = float(ink[:, :at].sum()) / max(1, int(ink.sum()))
    return round(at * factor) if HALF <= left <= 1 - HALF else None


def cut(image: PageImage, at: int) -> tuple[PageImage, PageImage]:
    """The left and the right page of a scan as loaded; coordinates still lead to the whole scan."""
    left = replace(image, gray=np.ascontiguousarray(image.gray[:, :at]), steps=(*image.steps, _step("left", at)))
    to_scan = image.to_scan.before((1.0, 0.0, float(at), 0.0, 1.0, 0.0))
    gray = np.ascontiguousarray(image.gray[:, at:])
    return left, replace(image, gray=gray, to_scan=to_scan, steps=(*image.steps, _step("right", at)))


def within(scan: PageImage, to_scan: Transform) -> Transform:
    """The way to the scan's own picture, where it is a part of what was scanned, from the way to the whole."""
    a, b, c, d, e, f = to_scan.matrix
    return replace(to_scan, matrix=(a, b, c - scan.to_scan.matrix[2], d, e, f - scan.to_scan.matrix[5]))


def _step(half: str, at: int) -> Step:
    return Step("spread", (("half", half), ("cut at", at)))


def _without_edges(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows from the first to the last that type stands in: neither the scanner's bed nor outer margins."""
    rows = ink.mean(axis=1)
    typed = np.flatnonzero((rows > 0.01) & (rows < 0.6))
    return ink[typed[0] : typed[-1] + 1] if len(typed) else ink


def _sheared(ink: NDArray[np.bool_], degrees: float) -> NDArray[np.float64]:
    """Share of inked rows of each column of pixels, columns leaning by an angle about the middle of the height."""
    height, width = ink.shape
    matrix = np.array([[1.0, np.tan(np.radians(degrees)), -np.tan(np.radians(degrees)) * height / 2], [0.0, 1.0, 0.0]])
    leaning = cv2.warpAffine(ink.astype(np.uint8), matrix, (width, height), flags=cv2.INTER_NEAREST)
    return np.asarray(leaning.mean(axis=0), dtype=np.float64)


def _corridor(shares: NDArray[np.float64], em: float) -> tuple[int, int, int]:
    """Middle and width of the widest white in the middle of a scan, the line of a fold in it counted as white, and the
    width of the widest anywhere else between the outermost type."""
    white = shares <= WHITE
    typed = np.flatnonzero(~white)
    low, high = (round(share * len(shares)) for share in MIDDLE)
    runs = _runs(_bridged(white, round(FOLD * em)), int(typed[0]), int(typed[-1])) if len(typed) else []
    inner = [run for run in runs if low <= sum(run) / 2 < high]
    first, last = max(inner, key=lambda run: run[1] - run[0], default=(0, 0))
    others = [b - a for a, b in _runs(white, int(typed[0]), int(typed[-1])) if b <= first or a >= last] if inner else []
    return (first + last) // 2, last - first, max(others, default=0)


def _bridged(white: NDArray[np.bool_], most: int) -> NDArray[np.bool_]:
    """White with narrow dark gaps in it filled, where there is white on both sides that is no narrower."""
    closed = cv2.morphologyEx(white.astype(np.uint8)[None, :], cv2.MORPH_CLOSE, np.ones((1, most | 1), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, (2 * most) | 1), np.uint8))
    return np.asarray(opened[0] > 0)


def _runs(white: NDArray[np.bool_], first: int, last: int) -> list[tuple[int, int]]:
    """Beginnings and ends of runs of white between two columns."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], white[first:last], [False]]).astype(np.int8)))
    return [(int(a) + first, int(b) + first) for a, b in edges.reshape(-1, 2)]
