"""Lines that run down close beside one another: kicker, headline and deck of an upright head, or its two lines.

Glyphs of horizontal text that stand over one another look like an upright line, but have others close at their sides.
So have the lines of an upright head, which are set as close beside one another as down. What tells these is that what
stands there runs down itself, in smaller type or with more white between the two than between its own glyphs, and has
nothing close at its outer side.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.segment.walk import Axis, Grown, grow

FEWEST = 4.0  # glyph heights; a line beside an upright one has four glyphs and more
LEAST = 0.75  # em; its glyphs are no smaller
SMALLER = 0.8  # of the size of the line it stands beside, at most, where no white tells the two
CLEAR_SIDE = 0.45  # em of white at the outer side of the outermost: glyphs of one line of text stand closer
PART = 0.3  # em; smaller components prove nothing
FEW = 0.1  # for each glyph; so many others may stand there
DEEP = 2  # lines at one side


def lines_beside(line: Grown, margin: float, axis: Axis, free: NDArray[np.bool_]) -> list[int]:
    """The free components of the lines that run down within a margin (pixels) beside an upright line."""
    text = free & (axis.size > PART * axis.em)
    return [*_at_side(line, margin, axis, text, True, DEEP), *_at_side(line, margin, axis, text, False, DEEP)]


def _at_side(line: Grown, margin: float, axis: Axis, text: NDArray[np.bool_], right: bool, deep: int) -> list[int]:
    """The same at one side, with the lines beyond."""
    left = text.copy()
    left[list(line.parts)] = False
    near = np.flatnonzero(_close(line, margin, axis, left, right)) if deep else np.zeros(0, np.intp)
    found: list[int] = []
    for seed in near[np.argsort(-axis.size[near], kind="stable")]:
        if not left[seed]:
            continue
        other = grow(int(seed), axis, left, clear=0.0)
        left[list(other.parts)] = False
        if not _goes_with(other, line, axis.em):
            continue
        beyond = _at_side(other, CLEAR_SIDE * axis.em, axis, left, right, deep - 1)
        rest = _close(other, CLEAR_SIDE * axis.em, axis, text, right)
        rest[[*line.parts, *other.parts, *beyond]] = False
        if np.count_nonzero(rest) <= FEW * _glyphs(other):
            found += [*other.parts, *beyond]
    return found


def _close(line: Grown, margin: float, axis: Axis, text: NDArray[np.bool_], right: bool) -> NDArray[np.bool_]:
    """Which components of a text reach within a margin at one side of a line, or over its edge there."""
    level = text & (axis.low < line.high) & (axis.high > line.low)
    if right:
        return np.asarray(level & (axis.far > line.far) & (axis.near < line.far + margin))
    return np.asarray(level & (axis.near < line.near) & (axis.far > line.near - margin))


def _goes_with(other: Grown, line: Grown, em: float) -> bool:
    """Whether a line found beside an upright one may be another of its head."""
    size, own = other.far - other.near, line.far - line.near
    if size < LEAST * em or _glyphs(other) < FEWEST:
        return False
    white = max(other.near - line.far, line.near - other.far)
    return size <= SMALLER * own or (own >= SMALLER * size and white > max(line.gap, other.gap))


def _glyphs(line: Grown) -> float:
    return (line.high - line.low) / max(1, line.far - line.near)
