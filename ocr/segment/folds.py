"""Folds and scratches: dark lines over the page that no printer drew.

A printed rule keeps inside the type area. A fold runs on into the margin, and straight through whatever text it meets,
where it ties the columns on both sides of a gutter together.
"""

from __future__ import annotations

import numpy as np

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask

OUT = 1.2  # em; a line that reaches so far out of the type area is a fold
DRIFT = 0.35  # em; how far a fold may stray from its straight course between two columns of pixels far apart
THIN = 0.22  # em; a thicker run of ink on its course is text


def find_folds(rules: tuple[Separator, ...], ink: Ink) -> tuple[Separator, ...]:
    """Those of the lines found that are folds."""
    area = _type_area(ink)
    if area is None:
        return ()
    return tuple(rule for rule in rules if _reaches_out(rule, area, rules, ink.em))


def _type_area(ink: Ink) -> Box | None:
    """The extent of glyph-sized ink; a few stray marks outside do not count."""
    size = np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT])
    glyphs = ink.parts[(size > 0.5 * ink.em) & (size < 1.5 * ink.em)]
    if len(glyphs) < 50:
        return None
    left, top = np.percentile(glyphs[:, LEFT], 0.5), np.percentile(glyphs[:, TOP], 0.2)
    right = np.percentile(glyphs[:, LEFT] + glyphs[:, WIDTH], 99.5)
    bottom = np.percentile(glyphs[:, TOP] + glyphs[:, HEIGHT], 99.8)
    return Box(int(left), int(top), int(right), int(bottom))


def _reaches_out(rule: Separator, area: Box, rules: tuple[Separator, ...], em: float) -> bool:
    """Whether a line ends outside the type area and outside all other rules: a frame's sides end where others do."""
    flat = rule.direction is Direction.HORIZONTAL
    b, area = (rule.box, area) if flat else (_turned(rule.box), _turned(area))
    boxes = [other.box if flat else _turned(other.box) for other in rules if other is not rule]
    apart = [box for box in boxes if abs(box.center[1] - b.center[1]) > 2 * em]
    left, right = min([area.left, *(box.left for box in apart)]), max([area.right, *(box.right for box in apart)])
    inside = area.top < b.center[1] < area.bottom
    return inside and (b.left < left - OUT * em or b.right > right + OUT * em)


def _turned(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)


def without_folds(mask: Mask, folds: tuple[Separator, ...], em: float) -> Mask:
    """The ink with each fold taken out along its whole course, text that it crosses left standing."""
    out = mask.copy()
    for direction in Direction:
        pieces = [f.box for f in folds if f.direction is direction]
        view = out if direction is Direction.HORIZONTAL else out.T
        if direction is Direction.VERTICAL:
            pieces = [_turned(b) for b in pieces]
        for course in _courses(pieces, em):
            _erase(view, course, em)
    return out


def _courses(pieces: list[Box], em: float) -> list[list[Box]]:
    """Pieces of one fold together, from left to right."""
    courses: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda b: b.left):
        home = next((c for c in courses if _in_line(c[-1], piece, em)), None)
        if home is None:
            courses.append([piece])
        else:
            home.append(piece)
    return courses


def _in_line(a: Box, b: Box, em: float) -> bool:
    return abs(a.center[1] - b.center[1]) <= em + 0.015 * (b.left - a.right)


def _erase(mask: Mask, course: list[Box], em: float) -> None:
    """Follow a fold over the whole width, in place: from its surest piece to both sides, thin runs of ink only."""
    start = max(course, key=lambda b: b.width)
    xs = np.array([x for b in course for x in (b.left, b.right)], dtype=float)
    ys = np.array([b.center[1] for b in course for _ in range(2)])
    slope = float(np.polyfit(xs, ys, 1)[0]) if len(course) > 1 else 0.0
    for step in (1, -1):
        y, last = start.center[1], int(start.center[0])
        for x in range(last, mask.shape[1] if step > 0 else -1, step):
            found = _run(mask[:, x], y, em)
            if found is None:
                y += slope * step
                continue
            mask[found[0] : found[1], x] = 0
            y += slope * step + 0.2 * ((found[0] + found[1] - 1) / 2 - y)


def _run(column: Mask, y: float, em: float) -> tuple[int, int] | None:
    """The thin run of ink nearest to y in one column of pixels, or None."""
    low, high = max(0, int(y - DRIFT * em)), min(len(column), int(y + DRIFT * em) + 1)
    dark = np.flatnonzero(column[low:high])
    if not len(dark):
        return None
    at = low + int(dark[np.argmin(np.abs(dark + low - y))])
    top, bottom = at, at + 1
    while top > 0 and column[top - 1] and bottom - top <= THIN * em:
        top -= 1
    while bottom < len(column) and column[bottom] and bottom - top <= THIN * em:
        bottom += 1
    return (top, bottom) if bottom - top <= THIN * em else None
