"""A painted page scanned in several parts: each a little turned, resized, darker or lighter than the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.geometry import Box, Transform
from ocr.page import Gray, PageImage
from tests.painter.degrade import degrade

ARRANGEMENTS = ("beside", "above", "three", "four")


@dataclass(frozen=True, slots=True, eq=False)
class Scanned:
    """A part as scanned. box: what it shows of the painted page; to_page: the way from the scan to the painted page."""

    gray: Gray
    box: Box
    to_page: Transform

    def image(self, name: str) -> PageImage:
        return PageImage(self.gray, name, scan_size=(self.gray.shape[1], self.gray.shape[0]))


def boxes(size: tuple[int, int], arrangement: str, overlap: float, rng: np.random.Generator) -> tuple[Box, ...]:
    """What the parts show: two beside or above each other, three above one another, four in a square.

    overlap: in pixels; edges wander by a fifth of it.
    """
    across, down = {"beside": (2, 1), "above": (1, 2), "three": (1, 3), "four": (2, 2)}[arrangement]
    found = []
    for row in range(down):
        for column in range(across):
            left, right = _edges(size[0], across, column, overlap, rng)
            top, bottom = _edges(size[1], down, row, overlap, rng)
            found.append(Box(left, top, right, bottom))
    return tuple(found)


def _edges(length: int, count: int, number: int, overlap: float, rng: np.random.Generator) -> tuple[int, int]:
    wander = rng.uniform(0.4, 0.6, 2) * overlap
    first = 0 if number == 0 else round(length * number / count - wander[0])
    last = length if number == count - 1 else round(length * (number + 1) / count + wander[1])
    return first, last


def scanned(gray: Gray, shown: Sequence[Box], seed: int, style: str = "scan") -> tuple[Scanned, ...]:
    """Each part in a scan of its own: a style of degrade (turned up to 1°), 4 % larger or smaller, uneven light."""
    return tuple(_scan(gray, box, seed * 31 + number, style) for number, box in enumerate(shown))


def _scan(gray: Gray, box: Box, seed: int, style: str) -> Scanned:
    rng = np.random.default_rng(seed)
    cut = np.ascontiguousarray(gray[box.top : box.bottom, box.left : box.right])
    factor = rng.uniform(0.96, 1.04)
    size = (round(box.width * factor), round(box.height * factor))
    sized = np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    worn, back = degrade(sized, style, seed)
    to_cut = (box.width / size[0], 0.0, float(box.left), 0.0, box.height / size[1], float(box.top))
    return Scanned(_lit(worn, rng), box, _then(back, to_cut))


def _then(back: Transform, matrix: tuple[float, float, float, float, float, float]) -> Transform:
    """An affine way after another; a warp stays in front."""
    whole = Transform(matrix).before(back.matrix)
    return Transform(whole.matrix, back.warp)


def _lit(gray: Gray, rng: np.random.Generator) -> Gray:
    """The scan with light that falls off to one side by up to a sixth."""
    height, width = gray.shape
    slope = rng.uniform(-1, 1) * np.linspace(-0.5, 0.5, width)[None, :]
    slope = slope + rng.uniform(-1, 1) * np.linspace(-0.5, 0.5, height)[:, None]
    return np.clip(np.rint(gray * (0.93 + 0.08 * slope)), 0, 255).astype(np.uint8)
