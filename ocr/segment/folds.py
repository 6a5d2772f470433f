"""Folds and scratches: dark lines over the page that no printer drew.

A printed rule keeps inside the type area. A fold runs on into the margin, over much of the page, and straight through
whatever text it meets, where it ties the columns on both sides of a gutter together.
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
DRIFT = 0.35  # em; how far a fold may stray from its straight course between two columns of pixels far apart
THIN = 0.3  # em; a thicker run of ink on its course is text
FEW = 5  # glyphs that begin within one em; fewer are stray marks outside the type area
PULL = 0.3  # of the way to where ink is found a course gives way; in text that may be a stroke beside the fold
STEP = 8  # pixels along a fold that are followed at a time; it strays by far less than its thickness over them


@dataclass(frozen=True, slots=True)
class Fold:
    """Pieces of one fold, from left to right; for an upright one the axes are exchanged."""

    direction: Direction
    pieces: tuple[Box, ...]


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
        length = LONG * (area.width if flat else area.height)
        folds += [Fold(direction, c) for c in _courses(out, ink.em) if c[-1].right - c[0].left >= length]
    return tuple(folds)


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
        _erase(out if fold.direction is Direction.HORIZONTAL else out.T, fold.pieces, em)
    return out


def _erase(mask: Mask, course: tuple[Box, ...], em: float) -> None:
    """Follow a fold over the whole width, in place: from its surest piece to both sides, thin runs of ink only."""
    start = max(course, key=lambda b: b.width)
    xs = np.array([x for b in course for x in (b.left, b.right)], dtype=float)
    ys = np.array([b.center[1] for b in course for _ in range(2)])
    slope = float(np.polyfit(xs, ys, 1)[0]) if len(course) > 1 else 0.0
    middle = int(start.center[0])
    for step, end in ((STEP, mask.shape[1]), (-STEP, -STEP)):
        y = start.center[1]
        for x in range(middle, end, step):
            found = _erase_runs(mask[:, max(0, x) : x + STEP], y, em)
            if found is not None:
                other = _erase_runs(mask[:, max(0, x) : x + STEP], found, em)  # a crease has two dark edges
                y += PULL * ((found if other is None else (found + other) / 2) - y)
            y += slope * step


def _erase_runs(strip: Mask, y: float, em: float) -> float | None:
    """Take the thin run of ink nearest to y out of each column of a narrow strip; their middle, or None without any."""
    low, high = max(0, int(y - (DRIFT + THIN) * em) - 2), int(y + (DRIFT + THIN) * em) + 3
    view = strip[low:high]
    dark = view > 0
    if not dark.any():
        return None
    rows = np.arange(len(view))[:, None]
    away = np.where(dark, np.abs(rows + low - y), np.inf)
    at = away.argmin(axis=0)
    above = np.maximum.accumulate(np.where(dark, -1, rows), axis=0)[at, np.arange(view.shape[1])]
    below = np.minimum.accumulate(np.where(dark, len(view), rows)[::-1], axis=0)[::-1][at, np.arange(view.shape[1])]
    thin = (away.min(axis=0) <= DRIFT * em) & (below - above - 1 <= THIN * em)
    view[(rows > above) & (rows < below) & thin] = 0
    return float(low + (above + below)[thin].mean() / 2) if thin.any() else None
