"""QR codes: three squares within squares at the corners of one; their modules are no type.

The finder pattern of ISO/IEC 18004: a dark ring seven modules wide, white, and a dark square three modules wide in its
middle. Three of them stand at the corners of the code, fourteen modules and more from middle to middle.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink

RING = (0.4, 6.0)  # em; the side of a finder pattern
SQUARE = 0.15  # of the side by which its other side may differ
RING_INK = (0.36, 0.62)  # of the ring's box; 24 modules of 49
CORE = (0.3, 0.56)  # of the ring's side; 3 modules of 7
CORE_INK = 0.75  # of the square's box
ALIKE = 0.15  # of the side by which the three rings differ
APART = (1.8, 25.0)  # sides of a ring from one to the next: 14 modules in the smallest code, 170 in the largest
MODULES = (0.35, 0.65)  # of the code's box is ink: its modules are dark and light by halves
LEVEL = 0.35  # sides of a ring by which they stand off the corners of a square


def find_codes(ink: Ink) -> tuple[Box, ...]:
    """The boxes of QR codes on a page that stands upright."""
    rings = _rings(ink.parts, ink.em)
    found: list[Box] = []
    for corner, right, below in permutations(rings, 3):
        if _at_corners(corner, right, below):
            box = Box.around((corner, right, below))
            if MODULES[0] <= float(np.mean(ink.mask[box.top : box.bottom, box.left : box.right] > 0)) <= MODULES[1]:
                found.append(box)
    return tuple(dict.fromkeys(found))


def _rings(parts: NDArray[np.int32], em: float) -> list[Box]:
    """Boxes of components that are rings of a finder pattern, with its square in the middle."""
    wide, high, area = parts[:, WIDTH], parts[:, HEIGHT], parts[:, AREA]
    side = np.maximum(wide, high)
    square = np.abs(wide - high) <= np.maximum(1, SQUARE * side)
    share = area / np.maximum(1, wide * high)
    ring = square & (side >= RING[0] * em) & (side <= RING[1] * em) & (share > RING_INK[0]) & (share < RING_INK[1])
    cores = parts[square & (share >= CORE_INK)]
    return [_box(part) for part in parts[ring] if _has_core(part, cores)]


def _has_core(ring: NDArray[np.int32], cores: NDArray[np.int32]) -> bool:
    side = float(max(ring[WIDTH], ring[HEIGHT]))
    off_x = np.abs((cores[:, LEFT] + cores[:, WIDTH] / 2) - (ring[LEFT] + ring[WIDTH] / 2))
    off_y = np.abs((cores[:, TOP] + cores[:, HEIGHT] / 2) - (ring[TOP] + ring[HEIGHT] / 2))
    fits = (cores[:, WIDTH] >= CORE[0] * side) & (cores[:, WIDTH] <= CORE[1] * side)
    return bool((fits & (np.maximum(off_x, off_y) <= 0.12 * side)).any())


def _at_corners(corner: Box, right: Box, below: Box) -> bool:
    """Whether two rings stand right of and under a third, as far from it, at right angles."""
    sides = [box.width for box in (corner, right, below)]
    if max(sides) - min(sides) > ALIKE * max(sides):
        return False
    side, slack = max(sides), LEVEL * max(sides)
    across, down = right.left - corner.left, below.top - corner.top
    level = abs(right.top - corner.top) <= slack and abs(below.left - corner.left) <= slack
    return level and APART[0] * side <= across <= APART[1] * side and abs(across - down) <= slack


def _box(part: NDArray[np.int32]) -> Box:
    left, top, wide, high = (int(part[n]) for n in (LEFT, TOP, WIDTH, HEIGHT))
    return Box(left, top, left + wide, top + high)
