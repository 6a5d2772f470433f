"""Heads of a vertical page that are printed across, over the first lines of their text: rows of large glyphs in bold.

The columns of text under such a head and at its sides stand as near to it as its glyphs do to one another, and at
their pitch, so that a line grown from one of its glyphs goes on into them. Grown over glyphs as large alone it ends
where the head does; that it is a head, and no row of body glyphs that touch, is seen by its strokes. A head of two rows
has the second, in smaller type as a rule, right under the first or over it.

Coordinates are those of the page as turned against the clock, on which a row across runs down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.segment.display import DisplayLine, axes_of, line_of
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask
from ocr.segment.measure import stroke
from ocr.segment.walk import Axis, grow

LARGE = 1.4  # em; the smallest glyph that such a head is looked for from
ALIKE = 0.8  # of its size; parts so large are followed: most glyphs have one as wide or as high as they are
FEWEST = 3.0  # glyphs
UPRIGHT = 0.6  # of the row's glyphs; from most of them no line of more runs down
HIGHER = 1.35  # times the seed's size that the row is
BOLD = 1.25  # times the strokes of the body
CUT = 0.34  # of the glyphs; so many others may lie across its edges
LOOSE = 0.3  # em; smaller parts may lie there anyway
SMALL, PART = 0.75, 0.5  # em; the smallest glyph of a second row, and the smallest part of one
TOUCH, UNDER, FLAT = 0.4, 0.8, 0.35  # em; a line under a head begins and ends so near it, and is so thick
COVERED = 0.6  # of the head's length, its gaps left out
REACH = 1.9  # em from the row to the far side of a second one
SIDE = 0.5  # em by which it reaches past the first


@dataclass(frozen=True, slots=True)
class _Page:
    ink: Ink
    axis: Axis
    down: Axis
    body: float
    middle: tuple[NDArray[np.float64], NDArray[np.float64]]


def find_across(ink: Ink, usable: NDArray[np.bool_], walls: Mask, body: float) -> list[DisplayLine]:
    """Rows of large bold glyphs among the usable components (n,), which they do not share.

    walls: as for display type; body: mean thickness of the body's strokes in pixels.
    """
    free, p = usable.copy(), ink.parts
    middle = p[:, LEFT] + p[:, WIDTH] / 2, p[:, TOP] + p[:, HEIGHT] / 2
    page = _Page(ink, *axes_of(ink, walls), body, middle)
    short = np.minimum(p[:, WIDTH], p[:, HEIGHT])
    seeds = np.flatnonzero(usable & (page.axis.size >= LARGE * ink.em) & (short >= 0.5 * page.axis.size))
    found: list[DisplayLine] = []
    for seed in seeds[np.argsort(-page.axis.size[seeds], kind="stable")]:
        row = _row(page, int(seed), free, ALIKE * page.axis.size[seed]) if free[seed] else None
        if row is None:
            continue
        free[list(row.parts)] = False
        rows = [row]
        second = _second(page, row, free, right=True) or _second(page, row, free, right=False)
        if second is not None:
            free[list(second.parts)] = False
            rows.append(second)
        last = max(range(len(rows)), key=lambda k: rows[k].box.right)
        rows[last] = replace(rows[last], parts=(*rows[last].parts, *_line_under(page, rows[last].box, free)))
        free[list(rows[last].parts)] = False
        found += rows
    return found


def _line_under(page: _Page, box: Box, free: NDArray[np.bool_]) -> tuple[int, ...]:
    """The pieces of a broken or dotted line that is drawn under a head, for as long as it is or nearly; they would be
    ends of the lines of text that begin there."""
    em, p = page.ink.em, page.ink.parts
    near = free & (p[:, LEFT] >= box.right - TOUCH * em) & (p[:, LEFT] + p[:, WIDTH] <= box.right + UNDER * em)
    near &= (page.middle[1] > box.top - em) & (page.middle[1] < box.bottom + em) & (p[:, WIDTH] <= FLAT * em)
    pieces = np.flatnonzero(near)
    inked = np.zeros(box.height, np.bool_)
    for top, high in p[pieces][:, (TOP, HEIGHT)]:
        inked[max(0, top - box.top) : max(0, top + high - box.top)] = True
    return tuple(int(k) for k in pieces) if inked.mean() >= COVERED else ()


def _row(page: _Page, seed: int, free: NDArray[np.bool_], least: float) -> DisplayLine | None:
    """The row through a seed over parts of at least a size, with all that lies inside it; None when it is no head."""
    large = free & (page.axis.size >= least)
    line = line_of(grow(seed, page.axis, large), Direction.VERTICAL)
    if line.glyphs < FEWEST or line.size > HIGHER * page.axis.size[seed]:
        return None
    if _runs_down(page, line, free, least):
        return None
    b, p = line.box, page.ink.parts
    left, top, right, bottom = p[:, LEFT], p[:, TOP], p[:, LEFT] + p[:, WIDTH], p[:, TOP] + p[:, HEIGHT]
    meeting = free & (left < b.right) & (right > b.left) & (top < b.bottom) & (bottom > b.top)
    inside = meeting & (left >= b.left) & (right <= b.right) & (top >= b.top) & (bottom <= b.bottom)
    cut = meeting & ~inside & (page.axis.size > LOOSE * page.ink.em)
    if np.count_nonzero(cut) > CUT * len(line.parts) or stroke(page.ink.mask, b) < BOLD * page.body:
        return None
    return replace(line, parts=tuple(int(k) for k in np.flatnonzero(inside)))


def _runs_down(page: _Page, row: DisplayLine, free: NDArray[np.bool_], least: float) -> bool:
    """Whether most glyphs of a row are rather glyphs of longer lines that run down side by side."""
    large = [part for part in row.parts if page.axis.size[part] >= least]
    down = [line_of(grow(part, page.down, free), Direction.HORIZONTAL).glyphs for part in large]
    return float(np.median(down)) > UPRIGHT * row.glyphs


def _second(page: _Page, row: DisplayLine, free: NDArray[np.bool_], *, right: bool) -> DisplayLine | None:
    """The second row of a head, under the first on the page as printed (right) or over it."""
    x, y = page.middle
    em, b = page.ink.em, row.box
    reach = (b.right, b.right + REACH * em) if right else (b.left - REACH * em, b.left)
    p = page.ink.parts
    near = free & (p[:, LEFT] >= reach[0]) & (p[:, LEFT] + p[:, WIDTH] <= reach[1]) & (page.axis.size >= PART * em)
    near &= (y > b.top - SIDE * em) & (y < b.bottom + SIDE * em)
    seeds = np.flatnonzero(near & (page.axis.size >= SMALL * em))
    if not len(seeds):
        return None
    first = int(seeds[np.argmin(np.abs(x[seeds] - (b.right if right else b.left)))])
    return _row(page, first, near, PART * em)
