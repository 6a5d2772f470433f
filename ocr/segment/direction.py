"""Which way do the lines of a page run? Asked of the white between them.

In a patch of text a few glyphs wide and high, white runs through from side to side between two lines; along the lines
glyphs stand closer, and those of one line fill the gaps of the next. So in a profile of ink over the rows the emptiest
rows of a horizontal text are white, and in one over the columns hardly any column is; for vertical text it is the
other way round. Each patch with text in it has a vote.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Direction
from ocr.segment.ink import HEIGHT, WIDTH, Ink

CELL = 12.0  # pixels an em has on the reduced page that is looked at
PATCH = 6.0  # em; a patch is so wide and so high: no wider than a narrow column
EMPTIEST = 0.2  # of the rows of a patch are between its lines
FILLED = (0.08, 0.6)  # of a patch; with less there is no text in it, with more it is a picture
LARGEST, SMALLEST = 1.6, 0.15  # em; ink of body type is no larger, and no smaller than that one way at least
LEAD = 0.1  # mean share of ink by which the emptiest rows and columns must differ for a vote


@dataclass(frozen=True, slots=True)
class Votes:
    """Patches that hold text in horizontal lines, and in vertical ones."""

    horizontal: int
    vertical: int

    @property
    def direction(self) -> Direction:
        return Direction.VERTICAL if self.vertical > self.horizontal else Direction.HORIZONTAL


def count_votes(ink: Ink) -> Votes:
    """How many patches of a page's body type speak for each direction."""
    text = _text(ink)
    side = round(PATCH * CELL)
    if min(text.shape) < side:
        return Votes(0, 0)
    leads = np.array([_lead(patch) for patch in _patches(text, side)])
    return Votes(int(np.count_nonzero(leads > LEAD)), int(np.count_nonzero(leads < -LEAD)))


def _text(ink: Ink) -> NDArray[np.float32]:
    """Shares of ink of body type at CELL pixels an em."""
    wide, high = ink.parts[:, WIDTH], ink.parts[:, HEIGHT]
    body = (np.maximum(wide, high) <= LARGEST * ink.em) & (np.maximum(wide, high) >= SMALLEST * ink.em)
    factor = min(1.0, CELL / ink.em)
    mask = ink.pixels(body)
    small = cv2.resize(mask, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def _patches(text: NDArray[np.float32], side: int) -> list[NDArray[np.float32]]:
    """Squares with text in them, half overlapping."""
    step = side // 2
    height, width = text.shape
    squares = [
        text[y : y + side, x : x + side]
        for y in range(0, height - side + 1, step)
        for x in range(0, width - side + 1, step)
    ]
    return [square for square in squares if FILLED[0] < square.mean() < FILLED[1]]


def _lead(patch: NDArray[np.float32]) -> float:
    """How much emptier the emptiest rows are than the emptiest columns, as a share of the mean."""
    rows, columns = (np.sort(patch.mean(axis=axis)) for axis in (1, 0))
    few = round(EMPTIEST * len(rows))
    return float(columns[:few].mean() - rows[:few].mean()) / float(patch.mean())
