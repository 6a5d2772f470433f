"""A line that runs down made a row, for readers that know rows only: turned on its side, or its glyphs side by side.

Turned glyphs lie on their backs, which a network must have been taught; stacked ones stand upright, but have to be
cut apart first, which fails on glyphs that touch or are flattened.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray


class Way(StrEnum):
    """How a column becomes a row."""

    TURNED = "turned"
    STACKED = "stacked"


PITCH = (0.75, 1.6)
"""Em from one glyph to the next: headlines are flattened or spaced."""

CROSSED = 4.0
"""What a cut through ink across the whole column costs, beside the square of a pitch's distance from one em."""

MARK = 0.55
"""Em that the ink of a mark stays below both ways; it stands at the right of its cell's top."""

BRACKET, WIDE = (0.15, 0.5), 0.6
"""Em that a bracket's ink is high and, at least, wide in a column: there it lies over or under what it holds."""

CORNER, FILLED = 0.25, 0.8
"""Em both ways of a corner (﹁ ﹂), at least, and the share of its two arms that is ink."""

MARGIN = 0.1
"""Em from a mark's ink to the left and the foot of its cell, where a row has it."""


def row(piece: Gray, em: float, way: Way) -> Gray:
    """A column, dark on white, of shape (height, width), as a row. em: its glyphs' width in pixels, 1 or more."""
    if way is Way.TURNED:
        return np.rot90(piece)
    glyphs = [piece[top:bottom] for top, bottom in pairwise(cuts(piece, em))]
    side = max(max(glyph.shape) for glyph in glyphs)
    return np.hstack([cell(glyph, em, side) for glyph in glyphs])


def cuts(piece: Gray, em: float) -> list[int]:
    """Rows between the glyphs of a column, its first and its last edge included.

    The cheapest way down, found by dynamic programming: a cut costs the ink it crosses, and a pitch its distance from
    em. piece: dark on white, shape (height, width).
    """
    height, width = piece.shape
    ink: NDArray[np.float64] = (255.0 - piece).sum(axis=1) / (255.0 * width)
    crossed = np.append(ink, 0.0)
    crossed[0] = 0.0
    low, high = max(1, round(PITCH[0] * em)), max(2, round(PITCH[1] * em))
    cost, before = np.full(height + 1, np.inf), np.zeros(height + 1, dtype=int)
    cost[0] = 0.0
    for at in range(1, height + 1):
        first = max(0, at - high)
        starts = np.arange(first, max(first + 1, at - low + 1) if at < height else at)
        pitch = (at - starts) / em - 1.0
        ways = cost[starts] + CROSSED * crossed[at] + pitch**2
        before[at] = starts[int(ways.argmin())]
        cost[at] = ways.min()
    edges = [height]
    while edges[-1] > 0:
        edges.append(int(before[edges[-1]]))
    return edges[::-1]


def _is_bracket(piece: Gray, em: float) -> bool:
    """Whether a glyph is a bracket as it is set in a column: wide and low, or a corner."""
    rows, columns = np.nonzero(piece < 128)
    if not len(rows):
        return False
    ink = piece[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] < 128
    height, width = ink.shape[0] / em, ink.shape[1] / em
    low, high = BRACKET
    if low <= height <= high and width >= max(WIDE, 1.6 * height):
        return True
    edge = max(1, min(ink.shape) // 4)
    top, foot = (float(part.any(axis=0).mean()) for part in (ink[:edge], ink[-edge:]))
    left, right = (float(part.any(axis=1).mean()) for part in (ink[:, :edge], ink[:, -edge:]))
    arms, others = (min(top, right), max(foot, left)), (min(foot, left), max(top, right))
    corner = any(full >= FILLED and bare <= 1 - FILLED / 2 for full, bare in (arms, others))
    return corner and min(height, width) >= CORNER and max(height, width) < CORNER + MARK


def cell(piece: Gray, em: float, side: int) -> Gray:
    """One glyph in a square cell `side` pixels long; a mark goes from the right of the top to the left of the foot."""
    square = np.full((side, side), 255, np.uint8)
    if _is_bracket(piece, em):
        piece = np.rot90(piece)
    rows, columns = np.nonzero(piece < 128)
    if len(rows) and max(np.ptp(rows), np.ptp(columns)) < MARK * em and columns.mean() > 0.5 * piece.shape[1]:
        glyph = piece[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        foot, left = side - glyph.shape[0] - round(MARGIN * em), round(MARGIN * em)
        square[foot : foot + glyph.shape[0], left : left + glyph.shape[1]] = glyph
        return square
    top, left = (side - piece.shape[0]) // 2, (side - piece.shape[1]) // 2
    square[top : top + piece.shape[0], left : left + piece.shape[1]] = piece
    return square
