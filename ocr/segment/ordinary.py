"""Lines of the body that were taken for display type, put back among the lines they stand between.

Where ink has spread a line's glyphs grow together with one another and with dirt beside them, and where the page bends
its box is higher than its glyphs are: it looks larger than the body. Measured as its neighbours are it is as large, its
strokes are no thicker, and it keeps their measure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ocr.geometry import Box, Direction
from ocr.segment.blocks import Found

SHORTEST = 4.0  # glyph heights; shorter lines are subheads rather than text
LEADING = 0.7  # em; lines of one text stand no farther apart
INTO = 0.4  # em; so far their boxes overlap where they lean
LEVEL = 0.6  # of their height that the pieces of one line share
EDGE = 0.8  # em; a line reaches no farther past its neighbour's ends
SAME_SIZE = 1.15  # times the neighbours' size
SAME_STROKE = 1.2  # times their strokes' thickness


def among_text(lines: Sequence[Found], sized: Callable[[Box], float], stroke: Callable[[Box], float]) -> list[Found]:
    """The lines, display type that is no other than the text right over and under it made body type.

    sized, stroke: glyph height of the line in a box, and mean thickness of its strokes, in pixels.
    """
    body = [line for line in lines if not line.display]
    back = [_put_back(line, body, sized, stroke) if _row(line) else line for line in lines]
    fresh = [line for line, was in zip(back, lines, strict=True) if line is not was]
    rest = [line for line, was in zip(back, lines, strict=True) if line is was]
    for line in fresh:
        pieces = [other for other in rest if not other.display and _goes_on(line.box, other.box, line.em)]
        rest = [other for other in rest if other not in pieces]
        rest.append(replace(line, box=Box.around([line.box, *(piece.box for piece in pieces)])))
    return rest


def _goes_on(line: Box, piece: Box, em: float) -> bool:
    """Whether a piece of body type is what was left over of a line where display type ended."""
    low = min(line.height, piece.height)
    return line.overlap_y(piece) >= LEVEL * low and -line.overlap_x(piece) <= LEADING * em


def _row(line: Found) -> bool:
    """Whether a line is display type that runs as the body does, and long enough to be text."""
    return line.display and line.direction is Direction.HORIZONTAL and line.box.width >= SHORTEST * line.em


def _put_back(
    line: Found, body: Sequence[Found], sized: Callable[[Box], float], stroke: Callable[[Box], float]
) -> Found:
    size = sized(line.box)
    beside = [other for other in body if _next_to(line.box, other.box, size)]
    if not beside or size > SAME_SIZE * float(np.mean([other.em for other in beside])):
        return line
    thick = float(np.mean([stroke(other.box) for other in beside]))
    return replace(line, em=size, display=False) if stroke(line.box) <= SAME_STROKE * thick else line


def _next_to(box: Box, other: Box, em: float) -> bool:
    """Whether a line of text stands right over or under a line, which keeps its measure."""
    gap = max(box.top - other.bottom, other.top - box.bottom)
    within = other.left - EDGE * em <= box.left and box.right <= other.right + EDGE * em
    return within and -INTO * em <= gap <= LEADING * em
