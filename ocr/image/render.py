"""Draw a page anew through an affine way back to its old pixels and, after it, a warp: each pixel is sampled once.

Pixel (0, 0) covers the square from (0, 0) to (1, 1), as boxes do, so its middle is at (0.5, 0.5). OpenCV counts from
the middles; the half pixel is added and taken away here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Transform, Warp
from ocr.page import Gray

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Affine:
    """Size (width, height) of the page to draw, and the matrix that takes its points to the old page's."""

    size: tuple[int, int]
    matrix: Matrix

    @staticmethod
    def turned(size: tuple[int, int], degrees: float, scale: float) -> Affine:
        """The way back from a page enlarged by scale and turned so that text running down by degrees lies level.

        The new page is just large enough to hold all of the old one.
        """
        width, height = size
        c, s = cos(radians(degrees)), sin(radians(degrees))
        new_width = ceil(scale * (width * abs(c) + height * abs(s)) - 1e-6)
        new_height = ceil(scale * (width * abs(s) + height * abs(c)) - 1e-6)
        a, b, d, e = c / scale, -s / scale, s / scale, c / scale
        x = width / 2 - a * new_width / 2 - b * new_height / 2
        y = height / 2 - d * new_width / 2 - e * new_height / 2
        return Affine((new_width, new_height), (a, b, x, d, e, y))


def quarter_turn(size: tuple[int, int], quarters: int) -> Matrix:
    """The matrix from a page turned by quarters counterclockwise (as np.rot90 does) back to one of (width, height)."""
    width, height = size
    return (
        (1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
        (0.0, -1.0, float(width), 1.0, 0.0, 0.0),
        (-1.0, 0.0, float(width), 0.0, -1.0, float(height)),
        (0.0, 1.0, 0.0, -1.0, 0.0, float(height)),
    )[quarters % 4]


def matrix_of(old: tuple[int, int], new: tuple[int, int]) -> Matrix:
    """The matrix from a page resized to (width, height) new back to the old size."""
    return (old[0] / new[0], 0.0, 0.0, 0.0, old[1] / new[1], 0.0)


def draw(gray: Gray, way: Affine, warp: Warp | None = None) -> Gray:
    """The page of way.size, cubic between pixels, white where the old page does not reach.

    warp: moves the new page's points before the matrix does.
    """
    if warp is not None:
        return _draw_warped(gray, way, warp)
    return np.asarray(
        cv2.warpAffine(
            gray,
            _between_middles(way.matrix),
            way.size,
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        ),
        dtype=np.uint8,
    )


def onto_page(to_scan: Transform, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (n, 2) of the scan as points of the page: the way back of `to_scan`, to a small part of a pixel."""
    a, b, c, d, e, f = to_scan.matrix
    straight = np.linalg.solve(np.array([[a, b], [d, e]]), (points - (c, f)).T).T
    found = straight
    for _ in range(8 if to_scan.warp is not None else 0):
        found = straight - (to_scan.warp.at(found) - found)  # type: ignore[union-attr]
    return np.asarray(found)


def _between_middles(matrix: Matrix) -> np.ndarray:
    a, b, c, d, e, f = matrix
    return np.array([[a, b, c + (a + b - 1) / 2], [d, e, f + (d + e - 1) / 2]], dtype=np.float64)


_BAND = 64  # rows drawn at a time: their map stays in the cache


def _draw_warped(gray: Gray, way: Affine, warp: Warp) -> Gray:
    width, height = way.size
    across, down = _sources(way, warp, width)
    out = np.empty((height, width), np.uint8)
    for top in range(0, height, _BAND):
        rows = np.arange(top, min(top + _BAND, height), dtype=np.float32) + 0.5
        cv2.remap(
            gray,
            _between_rows(across, rows / warp.step),
            _between_rows(down, rows / warp.step),
            cv2.INTER_CUBIC,
            dst=out[top : top + len(rows)],
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        )
    return out


def _sources(way: Affine, warp: Warp, width: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where on the old page (x, y, between middles) each pixel column lies at each row of nodes: (node rows, width)."""
    rows, columns = warp.dx.shape
    a, b, c, d, e, f = way.matrix
    places, nodes = np.arange(width) + 0.5, np.arange(columns) * warp.step
    x = np.stack([np.interp(places, nodes, line) for line in warp.dx]) + places
    y = np.stack([np.interp(places, nodes, line) for line in warp.dy]) + (np.arange(rows) * warp.step)[:, None]
    return (a * x + b * y + c - 0.5).astype(np.float32), (d * x + e * y + f - 0.5).astype(np.float32)


def _between_rows(table: NDArray[np.float32], places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of a table at fractional places, linear in between."""
    low = np.clip(places.astype(int), 0, max(len(table) - 2, 0))
    part = (places - low)[:, None].astype(np.float32)
    high = np.minimum(low + 1, len(table) - 1)
    return np.asarray(table[low] + part * (table[high] - table[low]), dtype=np.float32)
