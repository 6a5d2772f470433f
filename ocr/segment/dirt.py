"""Specks of a dirty scan taken out of the ink: grain of film, dust, show-through cut to black and white.

Marks of type are as small, but stand beside a glyph, or in a row. Dirt lies where there is no type, and in crowds:
there are specks on all sides, not only in the row or the column of one, as in a dotted rule or an ellipsis. Between
glyphs it is known by its number alone: even broken type leaves no grain as thick as that of a tinted panel on film.
There the grey is smoothed before it is cut to ink and paper anew; elsewhere that would cost hairlines.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import Gray
from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink, bar, find_ink, reduce

GLYPH = 0.45  # em one way at least, and
THIN = 0.12  # em of ink across on the mean: a glyph or a large part of one; scratches and hairs are thinner
SLIGHT = 0.06  # em of ink across on the mean: a glyph of few strokes in a light face, if it is as large both ways
LARGE = 1.3  # em; no glyph of small type is larger
BESIDE = 0.35  # em; marks stand no further from their glyph
DIRT = 0.4  # em; larger dirt has other looks
SPECK = 0.2  # em; dirt that shows where a page is dirty: so small, and
LONE = 0.3, 0.5  # em; from what is so large it lies so far away, pieces of broken glyphs included
GRAIN = 0.12  # em; among dirt what is so small is dirt also beside a glyph: dots of type are larger
AROUND = 5  # em; how far around a speck others are looked for
RIM = AROUND + 1  # em that a table of the page has around it
CROWD = 3  # specks in such a square, in three of the four at a speck's corners
THICK = 2.5  # grains an em square; broken type has no more than one
SOFT = 0.05  # em; half the thickness of a stroke
FEWEST = 60  # specks on a page; one with fewer is clean
LOW = 0.3  # em; a line is higher, 一 alone excepted
EMPTY = 0.1  # share of ink in its box; a line of broken type has more
STROKE = 0.05, 0.6, 1.2  # em; 一 alone is so thick at least, so long at least and at most

Parts: TypeAlias = NDArray[np.int32]


def clean_ink(gray: Gray, em: float) -> Ink:
    """The ink of a normalised page, without grain and dirt."""
    ink = find_ink(gray, em)
    grains = _longer(ink.parts) <= GRAIN * em
    grains[0] = False
    thick = _around(ink, grains)[0] >= THICK * AROUND**2
    if thick.any():
        rows, columns = ((np.arange(length) / em).astype(np.intp) + RIM for length in gray.shape)
        there = thick[rows[:, None], columns]
        soft = cv2.GaussianBlur(gray, (0, 0), SOFT * em)
        ink = find_ink(np.where(there, np.asarray(soft, dtype=np.uint8), gray), em)
    return without_dirt(ink)


def without_dirt(ink: Ink) -> Ink:
    """The ink less its dirt; the same ink where a page is clean."""
    longer = _longer(ink.parts)
    specks = (longer <= SPECK * ink.em) & _away(ink, longer >= LONE[0] * ink.em, LONE[1])
    if np.count_nonzero(specks) < FEWEST:
        return ink
    glyphs = _glyphs(ink.parts, ink.em)
    loose = (longer <= GRAIN * ink.em) | ((longer <= DIRT * ink.em) & _away(ink, glyphs, BESIDE))
    dirt = loose & _crowds(ink, specks)
    dirt[0] = False
    return _without(ink, dirt) if dirt.any() else ink


def is_dirt(ink: Ink, box: Box) -> bool:
    """Whether a would-be line of small type is specks and scratches: nothing in it is as large as a glyph, and it is
    too low or too empty for pieces of broken ones."""
    view = ink.mask[box.top : box.bottom, box.left : box.right]
    parts = np.asarray(cv2.connectedComponentsWithStats(view, connectivity=8)[2][1:], dtype=np.int32)
    if _glyphs(parts, ink.em).any() or _slight(parts, ink.em).any():
        return False
    if box.height > LOW * ink.em:
        return bool(np.count_nonzero(view) < EMPTY * box.area)
    thick, least, most = STROKE
    wide = parts[:, WIDTH]
    lying = (wide >= least * ink.em) & (parts[:, AREA] >= thick * ink.em * wide)
    return not (lying.any() and box.width <= most * ink.em)


def _longer(parts: Parts) -> Parts:
    """The longer side of each component."""
    return np.maximum(parts[:, WIDTH], parts[:, HEIGHT])


def _glyphs(parts: Parts, em: float) -> NDArray[np.bool_]:
    """Which components may be glyphs, or large parts of one."""
    longer = _longer(parts)
    return np.asarray((longer >= GLYPH * em) & (parts[:, AREA] > THIN * em * longer))


def _slight(parts: Parts, em: float) -> NDArray[np.bool_]:
    """Which components may be a 了 or a 人 in thin strokes: as wide and as high as a glyph, though nearly empty."""
    wide, high, longer = parts[:, WIDTH], parts[:, HEIGHT], _longer(parts)
    square = (np.minimum(wide, high) >= GLYPH * em) & (longer <= LARGE * em)
    return np.asarray(square & (parts[:, AREA] > SLIGHT * em * longer))


def _away(ink: Ink, large: NDArray[np.bool_], reach: float) -> NDArray[np.bool_]:
    """Which components have their middles further than reach (em) from all of the large ones."""
    factor = max(1, round(ink.em / 14))
    side = 2 * reach * ink.em / factor
    near = cv2.dilate(reduce(ink.pixels(large), factor), bar(side, side))
    parts = ink.parts[1:]  # the paper's own row has no place where a page is all ink
    x, y = ((parts[:, at] + parts[:, size] // 2) // factor for at, size in ((LEFT, WIDTH), (TOP, HEIGHT)))
    return np.asarray(np.r_[False, near[y, x] == 0], dtype=np.bool_)


def _crowds(ink: Ink, specks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which components have specks on three of the four sides: in squares that leave out their own row and column."""
    sums, x, y = _around(ink, specks)
    away = 1 + AROUND // 2
    squares = [sums[y + down, x + right] for down in (-away, away) for right in (-away, away)]
    return np.asarray(np.sort(squares, axis=0)[1] >= CROWD)


def _around(ink: Ink, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.intp], NDArray[np.intp]]:
    """How many chosen components the square of AROUND em round each em of the page holds, and the column and the row of
    each component in that table. Past the scan's edge the page is taken to go on as before it."""
    height, width = (int(length / ink.em) + 1 for length in ink.mask.shape)
    x = np.clip(ink.parts[:, LEFT] / ink.em, 0, width - 1).astype(np.intp)
    y = np.clip(ink.parts[:, TOP] / ink.em, 0, height - 1).astype(np.intp)
    counts = np.zeros((height, width), np.float32)
    np.add.at(counts, (y[chosen], x[chosen]), 1)
    counts = np.pad(counts, RIM, mode="symmetric")
    sums = cv2.boxFilter(counts, -1, (AROUND, AROUND), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(sums, dtype=np.float32), x + RIM, y + RIM


def _without(ink: Ink, taken: NDArray[np.bool_]) -> Ink:
    numbers = np.where(taken, 0, np.cumsum(~taken) - 1).astype(np.int32)
    labels = numbers[ink.labels]
    return Ink(np.where(labels > 0, ink.mask, 0).astype(np.uint8), labels, ink.parts[~taken], ink.em)
