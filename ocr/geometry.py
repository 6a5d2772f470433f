"""Boxes on the page, and the way from the normalised page back to the scan.

Coordinates are pixels, origin top left, x to the right, y down. A box leaves out its right and bottom edge, so two
boxes that touch share no pixel and a box's width is right - left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Direction(StrEnum):
    """The way a line of text runs: left to right, or top to bottom with lines from right to left."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of whole pixels; right and bottom are outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return max(0, self.width) * max(0, self.height)

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlap_x(self, other: Box) -> int:
        """Shared width in pixels; negative is the gap between the two."""
        return min(self.right, other.right) - max(self.left, other.left)

    def overlap_y(self, other: Box) -> int:
        """Shared height in pixels; negative is the gap between the two."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)

    def overlap(self, other: Box) -> int:
        """Shared area in pixels."""
        return max(0, self.overlap_x(other)) * max(0, self.overlap_y(other))

    def contains(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def grow(self, dx: int, dy: int | None = None) -> Box:
        """The box with dx added left and right and dy (dx when None) added above and below."""
        dy = dx if dy is None else dy
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def clip(self, size: tuple[int, int]) -> Box:
        """The part of the box inside a picture of (width, height)."""
        w, h = size
        return Box(
            min(max(self.left, 0), w), min(max(self.top, 0), h), min(max(self.right, 0), w), min(max(self.bottom, 0), h)
        )

    def shift(self, dx: int, dy: int) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def as_list(self) -> list[int]:
        return [self.left, self.top, self.right, self.bottom]

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all the given ones; at least one is needed (ValueError)."""
        all_ = list(boxes)
        if not all_:
            raise ValueError("no boxes to put a box around")
        return Box(
            min(b.left for b in all_), min(b.top for b in all_), max(b.right for b in all_), max(b.bottom for b in all_)
        )


@dataclass(frozen=True, slots=True)
class Warp:
    """A displacement field, given on a coarse grid over the normalised page and linear in between.

    dx, dy: float32 arrays of shape (rows, columns), pixels to add to a point of the page; step: pixels between
    grid nodes. Node (r, c) stands at x = c * step, y = r * step; points outside take the nearest edge's value.
    """

    dx: NDArray[np.float32]
    dy: NDArray[np.float32]
    step: float

    def at(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (n, 2) with the field added, bilinear between nodes."""
        rows, cols = self.dx.shape
        gx = np.clip(points[:, 0] / self.step, 0, cols - 1)
        gy = np.clip(points[:, 1] / self.step, 0, rows - 1)
        x0 = np.minimum(gx.astype(int), max(cols - 2, 0))
        y0 = np.minimum(gy.astype(int), max(rows - 2, 0))
        x1, y1 = np.minimum(x0 + 1, cols - 1), np.minimum(y0 + 1, rows - 1)
        fx, fy = gx - x0, gy - y0

        def sample(field: NDArray[np.float32]) -> NDArray[np.float64]:
            top = field[y0, x0] * (1 - fx) + field[y0, x1] * fx
            low = field[y1, x0] * (1 - fx) + field[y1, x1] * fx
            return np.asarray(top * (1 - fy) + low * fy, dtype=np.float64)

        return points + np.stack([sample(self.dx), sample(self.dy)], axis=1)


@dataclass(frozen=True, slots=True)
class Transform:
    """The way from a point of the normalised page to the scan: first the warp, if any, then an affine matrix.

    matrix is (a, b, c, d, e, f): x' = a x + b y + c, y' = d x + e y + f.
    """

    matrix: tuple[float, float, float, float, float, float] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
    warp: Warp | None = None

    def before(self, matrix: tuple[float, float, float, float, float, float]) -> Transform:
        """The transform for a page made from this by an affine step; matrix takes the new page's points to this one's.

        Raises ValueError when a warp is already in place: the warp is always the last step of normalisation.
        """
        if self.warp is not None:
            raise ValueError("an affine step cannot follow the warp")
        a, b, c, d, e, f = self.matrix
        p, q, r, s, t, u = matrix
        return replace(
            self,
            matrix=(a * p + b * s, a * q + b * t, a * r + b * u + c, d * p + e * s, d * q + e * t, d * r + e * u + f),
        )

    def points(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points (n, 2) of the normalised page as points of the scan."""
        moved = self.warp.at(points) if self.warp is not None else points
        a, b, c, d, e, f = self.matrix
        return np.stack([a * moved[:, 0] + b * moved[:, 1] + c, d * moved[:, 0] + e * moved[:, 1] + f], axis=1)

    def box(self, box: Box) -> Box:
        """The upright box on the scan around the four corners and the middles of the four sides of a box."""
        xs = (box.left, (box.left + box.right) / 2, box.right)
        ys = (box.top, (box.top + box.bottom) / 2, box.bottom)
        grid = np.array([(x, y) for x in xs for y in ys], dtype=np.float64)
        out = self.points(grid)
        low, high = np.floor(out.min(axis=0) + 1e-6), np.ceil(out.max(axis=0) - 1e-6)
        return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
