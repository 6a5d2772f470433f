"""Which part shows which place of the whole, where several could.

The border between parts is a watershed (Meyer 1992): the parts flood the overlap from where only one of them reaches,
print first, white last and the widest white the very last. So they meet in gutters and between lines and blocks, and
a line that one of them holds whole is shown by that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.image.parts.edges import without_missing
from ocr.page import Gray

_CELL = 9.0  # pixels an em has on the reduced page that is flooded
_DARK = 70  # levels below the paper
_GLYPHS_APART = 0.25  # em; white up to so wide is inside a line, and print to the flood; lines stand farther apart
_WIDEST = 3.0  # em; white no nearer to print than this is all alike


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A part on the plane of the whole: gray and reach (255 where its scan reaches) fill `box`."""

    gray: Gray
    reach: Gray
    box: Box

    @property
    def inside(self) -> tuple[slice, slice]:
        """The box as rows and columns of a picture of the whole."""
        return slice(self.box.top, self.box.bottom), slice(self.box.left, self.box.right)


def trimmed(drawn: Sequence[Drawn], size: tuple[int, int], em: float) -> list[Drawn]:
    """The parts with their reach less what they miss at their edges. size: of the whole, width and height."""
    reaches, inks = _reduced(drawn, size, em)
    made = []
    for part, reach in zip(drawn, without_missing(reaches, inks, _cell(em)), strict=True):
        full = cv2.resize(reach, size, interpolation=cv2.INTER_NEAREST)
        made.append(replace(part, reach=np.asarray(cv2.bitwise_and(part.reach, full[part.inside]), np.uint8)))
    return made


def flooded(drawn: Sequence[Drawn], size: tuple[int, int], em: float) -> NDArray[np.int8]:
    """For each pixel of the whole, of width and height `size`, the number of the part that shows it; -1 for none."""
    reaches, inks = _reduced(drawn, size, em)
    ink = np.asarray(np.max(inks, axis=0) > 0)
    small = _flood([reach > 0 for reach in reaches], ink, _cell(em))
    full = cv2.resize(small.astype(np.float32), size, interpolation=cv2.INTER_NEAREST).astype(np.int8)
    rest = np.full(full.shape, -1, np.int8)
    for number, part in reversed(list(enumerate(drawn))):
        rest[part.inside][part.reach > 0] = number
        wrong = full == number
        wrong[part.inside] &= part.reach == 0
        full[wrong] = -1
    return np.asarray(np.where(full < 0, rest, full), dtype=np.int8)


def _cell(em: float) -> float:
    return min(em, _CELL)


def _reduced(drawn: Sequence[Drawn], size: tuple[int, int], em: float) -> tuple[list[Gray], list[Gray]]:
    """Where each part reaches on the reduced page and where it has print there, 255 and 0."""
    factor = em / _cell(em)
    small = (max(1, round(size[0] / factor)), max(1, round(size[1] / factor)))
    reaches, inks = [], []
    for part in drawn:
        there, dark = np.zeros((size[1], size[0]), np.uint8), np.zeros((size[1], size[0]), np.uint8)
        there[part.inside] = part.reach
        dark[part.inside] = np.where((part.gray < 255 - _DARK) & (part.reach > 0), 255, 0)
        reaches.append(np.asarray(cv2.resize(there, small, interpolation=cv2.INTER_NEAREST), np.uint8))
        print_ = cv2.resize(dark, small, interpolation=cv2.INTER_AREA) > 40
        inks.append(print_.astype(np.uint8) * np.uint8(255))
    return reaches, inks


def _flood(reaches: Sequence[NDArray[np.bool_]], ink: NDArray[np.bool_], cell: float) -> NDArray[np.int32]:
    """The number of the part that floods each pixel of the reduced page; -1 on the borders between and outside."""
    count = np.sum(reaches, axis=0)
    markers = np.zeros(ink.shape, np.int32)
    for number, reach in enumerate(reaches):
        markers[reach & (count == 1)] = number + 1
    if not markers.any():
        return markers - 1
    side = max(1, round(_GLYPHS_APART * cell)) | 1
    closed = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    lines = np.asarray(closed, np.uint8)
    far = cv2.distanceTransform(1 - lines, cv2.DIST_L2, 3)
    height = np.clip(far * (250 / (_WIDEST * cell)), 0, 250).astype(np.uint8)
    height[count == 0] = 255
    relief = np.ascontiguousarray(np.repeat(height[:, :, None], 3, axis=2))
    cv2.watershed(relief, markers)
    return _uncut(np.where(markers > 0, markers - 1, -1).astype(np.int32), lines, reaches)


def _uncut(flooded: NDArray[np.int32], lines: Gray, reaches: Sequence[NDArray[np.bool_]]) -> NDArray[np.int32]:
    """The same with each piece of a line that two parts flooded at once given to the one that has most of it, of those
    that show all of it."""
    count, pieces = cv2.connectedComponents(lines, connectivity=8)
    size = np.bincount(pieces.ravel(), minlength=count)
    best, most = np.full(count, -1, np.int32), np.zeros(count)
    for number, reach in enumerate(reaches):
        whole = np.bincount(pieces[reach], minlength=count) == size
        has = np.bincount(pieces[flooded == number], minlength=count) * whole
        best[has > most], most = number, np.maximum(most, has)
    best[0] = -1
    return np.where(best[pieces] >= 0, best[pieces], flooded).astype(np.int32)
