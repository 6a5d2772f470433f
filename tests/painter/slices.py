"""Cutting a page's grid into places for stories: side by side, one above the other, and as pinwheels."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ocr.geometry import Box


@dataclass(frozen=True, slots=True)
class Grid:
    """Basic columns of a page: left edge, width and gutter in pixels, how many, and the leading of its lines."""

    left: int
    count: int
    width: int
    gutter: int
    leading: int

    def span(self, first: int, last: int, top: int, bottom: int) -> Box:
        """The box over columns first up to, not with, last."""
        left = self.left + first * (self.width + self.gutter)
        return Box(left, top, self.left + last * (self.width + self.gutter) - self.gutter, bottom)


@dataclass(frozen=True, slots=True)
class Cell:
    """A story's place: columns first..last (last excluded), rows of pixels top..bottom."""

    first: int
    last: int
    top: int
    bottom: int

    @property
    def span(self) -> int:
        return self.last - self.first

    @property
    def height(self) -> int:
        return self.bottom - self.top


def cut(
    rng: random.Random, cell: Cell, lines: float, gap: int, leading: int, pinwheels: bool, shortest: int = 15
) -> list[Cell]:
    """Cells that fill a cell, `gap` pixels between those above one another; lines: wanted column lines (columns
    times lines) of one story; shortest: lines that a cell is high at least."""
    size = cell.span * cell.height / leading
    least = shortest * leading
    if pinwheels and cell.span >= 3 and cell.height > 3 * least + 2 * gap and size > 3 * lines:
        return _pinwheel(rng, cell, least, gap)
    if size < lines * rng.uniform(1.1, 1.8) or (cell.span == 1 and cell.height < 2 * least + gap):
        return [cell]
    tall = cell.height / leading / (cell.span * 14)
    if cell.span >= 2 and (cell.height < 2 * least + gap or rng.random() > tall / (0.9 + tall)):
        at = cell.first + rng.randint(1, cell.span - 1)
        parts = [Cell(cell.first, at, cell.top, cell.bottom), Cell(at, cell.last, cell.top, cell.bottom)]
    elif cell.height >= 2 * least + gap:
        at = rng.randint(cell.top + least, cell.bottom - least - gap)
        parts = [Cell(cell.first, cell.last, cell.top, at), Cell(cell.first, cell.last, at + gap, cell.bottom)]
    else:
        return [cell]
    return [leaf for part in parts for leaf in cut(rng, part, lines, gap, leading, pinwheels=False, shortest=shortest)]


def _pinwheel(rng: random.Random, cell: Cell, least: int, gap: int) -> list[Cell]:
    """Five stories round a centre, or four when there is no room inside, none of whose edges runs through; either
    hand."""
    low = rng.randint(1, cell.span - 2)
    high = rng.randint(low + 1, cell.span - 1)
    upper = rng.randint(cell.top + least, cell.bottom - 2 * least - 2 * gap)
    lower = rng.randint(upper + gap + least, cell.bottom - least - gap)
    a, b, end = cell.first + low, cell.first + high, cell.last
    if rng.random() < 0.5:
        return [
            Cell(cell.first, b, cell.top, upper),
            Cell(b, end, cell.top, lower),
            Cell(a, end, lower + gap, cell.bottom),
            Cell(cell.first, a, upper + gap, cell.bottom),
            Cell(a, b, upper + gap, lower),
        ]
    return [
        Cell(a, end, cell.top, upper),
        Cell(cell.first, a, cell.top, lower),
        Cell(cell.first, b, lower + gap, cell.bottom),
        Cell(b, end, upper + gap, cell.bottom),
        Cell(a, b, upper + gap, lower),
    ]
