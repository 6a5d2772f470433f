"""Folds and scratches: dark lines over the page that no printer drew.

A printed rule keeps inside the type area. A fold runs on into the margin, over much of the page, and straight through
whatever text it meets, where it ties the columns on both sides of a gutter together.

A line that reaches out of the type area is followed over the whole page along the darkest course, found by dynamic
programming (as in Amini, Weymouth and Jain, Using dynamic programming for solving variational problems in vision,
1990). Through text and gutters alike a fold is dark nearly everywhere; where a printed rule ends, there is nothing but
strokes to follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask

OUT = 1.2  # em; a line that reaches so far out of the type area is a fold
LONG = 0.2  # of the type area; a fold runs over so much of it, a rule beside a masthead does not
DARK = 0.72  # of its course on which a fold is ink; the strokes of a line of type give half
STRAY = 0.02  # em a pixel; how fast a course may leave the straight line through a fold's pieces
BAND = 1.2  # em; and how far
AWAY = 0.3  # of full darkness that an em away from that line must be made up for by
THIN = 0.3  # em; a thicker run of ink on its course is text
FEW = 5  # glyphs that begin within one em; fewer are stray marks outside the type area
STEP = 8  # pixels along a fold that are looked at together
EDGES = 3  # dark lines that one crease shows at most


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold's course: its row at each of some columns, from left to right; for an upright one the axes are exchanged.

    xs, ys: float64 (n,), in pixels of the page, straight in between.
    """

    direction: Direction
    xs: NDArray[np.float64]
    ys: NDArray[np.float64]


def find_folds(rules: tuple[Separator, ...], ink: Ink) -> tuple[Fold, ...]:
    """The folds among the lines found on a page."""
    area = _type_area(ink)
    if area is None:
        return ()
    folds: list[Fold] = []
    for direction in Direction:
        flat = direction is Direction.HORIZONTAL
        boxes = [(s.box if flat else _turned(s.box), s.direction is direction) for s in rules]
        out = [b for b, along in boxes if along and _reaches_out(b, area if flat else _turned(area), boxes, ink.em)]
        mask = ink.mask if flat else np.ascontiguousarray(ink.mask.T)
        for course in _courses(out, ink.em):
            folds += [Fold(direction, *found) for found in [_followed(mask, course, area, flat, ink.em)] if found]
    return tuple(folds)


def _followed(
    mask: Mask, course: tuple[Box, ...], area: Box, flat: bool, em: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The course of a line that reaches out of the type area, over the whole page or, where it ends on the way, from
    its first piece to its last; None when it is no fold."""
    xs, ys, dark = _darkest(mask, course, em)
    if float(dark.mean()) >= DARK:
        return xs, ys
    inside = (xs >= course[0].left - STEP) & (xs <= course[-1].right + STEP)
    long = course[-1].right - course[0].left >= LONG * (area.width if flat else area.height)
    return (xs[inside], ys[inside]) if long and inside.sum() > 1 and float(dark[inside].mean()) >= DARK else None


def _darkest(
    mask: Mask, course: tuple[Box, ...], em: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Columns, the rows of the darkest course through a fold's pieces, and how dark it is there, 0 to 1; each (n,)."""
    xs = np.arange(STEP / 2, mask.shape[1] - STEP / 2 + 1, STEP)
    straight = _straight(course, xs)
    reach = max(3, round(BAND * em))
    offsets = np.arange(-reach, reach + 1)
    rows = np.clip(np.rint(straight)[:, None].astype(int) + offsets, 0, mask.shape[0] - 1)
    dark = _darkness(mask, xs, rows)
    path = _best_path(dark - AWAY / em * np.abs(offsets), max(1, round(STRAY * em * STEP)))
    at = np.arange(len(xs))
    return xs, rows[at, path].astype(np.float64), dark[at, path]


def _straight(course: tuple[Box, ...], xs: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows of the straight line through a fold's pieces; one piece alone is taken to be level."""
    ends = np.array([x for b in course for x in (b.left, b.right)], dtype=float)
    levels = np.array([b.center[1] for b in course for _ in range(2)])
    if len(course) < 2:
        return np.full(len(xs), float(levels[0]))
    slope, start = np.polyfit(ends, levels, 1)
    return np.asarray(slope * xs + start, dtype=np.float64)


def _darkness(mask: Mask, xs: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each column and row (n, band) the share of ink over STEP pixels, a row above and below counting as well."""
    width = len(xs) * STEP
    ink = (mask[:, :width] > 0).reshape(mask.shape[0], len(xs), STEP)
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    share = near.mean(axis=2)
    return np.asarray(share[rows, np.arange(len(xs))[:, None]], dtype=np.float64)


def _best_path(dark: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """The path (n,) of greatest total darkness through an array (n, band) that moves by at most `most` rows a step."""
    total = dark.copy()
    came = np.zeros(dark.shape, dtype=np.int64)
    moves = range(-most, most + 1)
    for n in range(1, len(dark)):
        padded = np.pad(total[n - 1], most, constant_values=-np.inf)
        options = np.stack([padded[most + m : most + m + dark.shape[1]] - 1e-3 * abs(m) for m in moves])
        best = options.argmax(axis=0)
        came[n] = best - most
        total[n] += options.max(axis=0)
    path = np.zeros(len(dark), dtype=np.int64)
    path[-1] = int(total[-1].argmax())
    for n in range(len(dark) - 1, 0, -1):
        path[n - 1] = path[n] + came[n, path[n]]
    return path


def _type_area(ink: Ink) -> Box | None:
    """The extent of glyph-sized ink, or None where there is hardly any; a few stray marks outside do not count."""
    size = np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    glyphs = ink.parts[(size > 0.5 * ink.em) & (size < 1.5 * ink.em)].astype(np.int64)
    if len(glyphs) < 10 * FEW:
        return None
    left, top = (_outermost(glyphs[:, k], ink.em) for k in (LEFT, TOP))
    right, bottom = (-_outermost(-glyphs[:, k] - glyphs[:, n], ink.em) for k, n in ((LEFT, WIDTH), (TOP, HEIGHT)))
    return Box(left, top, right, bottom)


def _outermost(edges: NDArray[np.int64], em: float) -> int:
    """The lowest of some coordinates that has FEW others within an em after it."""
    ordered = np.sort(edges)
    close = np.flatnonzero(ordered[FEW - 1 :] - ordered[: 1 - FEW] <= em)
    return int(ordered[close[0]] if len(close) else ordered[0])


def _reaches_out(rule: Box, area: Box, boxes: list[tuple[Box, bool]], em: float) -> bool:
    """Whether a line ends outside the type area and outside all other rules: a frame's sides end where others do."""
    apart = [box for box, _ in boxes if abs(box.center[1] - rule.center[1]) > 2 * em]
    left, right = min([area.left, *(box.left for box in apart)]), max([area.right, *(box.right for box in apart)])
    inside = area.top < rule.center[1] < area.bottom
    return inside and (rule.left < left - OUT * em or rule.right > right + OUT * em)


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def _courses(pieces: list[Box], em: float) -> list[tuple[Box, ...]]:
    """Pieces of one fold together, from left to right."""
    courses: list[list[Box]] = []
    for piece in sorted(pieces):
        home = next((c for c in courses if _in_line(c[-1], piece, em)), None)
        if home is None:
            courses.append([piece])
        else:
            home.append(piece)
    return [tuple(course) for course in courses]


def _in_line(a: Box, b: Box, em: float) -> bool:
    return abs(a.center[1] - b.center[1]) <= em + 0.015 * (b.left - a.right)


def without_folds(mask: Mask, folds: tuple[Fold, ...], em: float) -> Mask:
    """The ink with each fold taken out along its whole course, text that it crosses left standing."""
    out = mask.copy()
    for fold in folds:
        view = out if fold.direction is Direction.HORIZONTAL else out.T
        for _ in range(EDGES):
            _erase(view, fold, em)
    return out


def _erase(mask: Mask, fold: Fold, em: float) -> None:
    """Take the thin run of ink nearest to a fold's course out of each column, in place."""
    columns = np.arange(int(fold.xs[0] - STEP / 2), int(fold.xs[-1] + STEP / 2))
    course = np.interp(columns, fold.xs, fold.ys)
    reach = max(2, round(THIN * em))
    low = int(max(0, course.min() - 3 * reach))
    view = mask[low : int(course.max() + 3 * reach) + 1, columns[0] : columns[-1] + 1]
    dark = view > 0
    rows = np.arange(len(view))[:, None]
    away = np.where(dark, np.abs(rows + low - course), np.inf)
    at, along = away.argmin(axis=0), np.arange(view.shape[1])
    above = np.maximum.accumulate(np.where(dark, -1, rows), axis=0)[at, along]
    below = np.minimum.accumulate(np.where(dark, len(view), rows)[::-1], axis=0)[::-1][at, along]
    thin = (away.min(axis=0) <= reach) & (below - above - 1 <= reach)
    view[(rows > above) & (rows < below) & thin] = 0
