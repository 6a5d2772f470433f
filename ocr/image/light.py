"""Everything about a scan's brightness put right, on its own pixels: borders, panels, paper, dirt."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image import borders, falloff, flatten, panels
from ocr.image.glyph import shrink
from ocr.image.repaint import whiten_panels
from ocr.page import Gray, Step

_MAP_CELL = 7.0  # pixels an em has on the reduced page that the paper is measured on
_PANEL_CELL = 9.0  # and on the one where dark panels are looked for: their text must show
_TAGS = 0.3
"""Share of a tint that dark tags on it take up, at most; else it is the rim of a dark panel."""


@dataclass(frozen=True, slots=True)
class Lit:
    """A page with dark ink on white, the panels that were written over, and what was measured."""

    gray: Gray
    grounds: tuple[panels.Ground, ...]
    steps: tuple[Step, ...]


def even_light(gray: Gray, em: float) -> Lit:
    """The page with paper at 255, ink dark and grey in proportion, panels as dark text on white; gray is left alone."""
    factor = max(1, round(em / _MAP_CELL))
    small = shrink(gray, factor)
    near, wide = flatten.paper_levels(small, em / factor)
    light = falloff.measured(near)
    if light is not None:
        gray, small = falloff.put_right(gray, light), falloff.put_right(small, light)
        near, wide = flatten.paper_levels(small, em / factor)
    border = borders.find_borders(small, float(np.median(wide)), em / factor)
    if border is not None:
        gray, small = gray.copy(), small.copy()
        for page in (gray, small):
            borders.whiten(page, border, float(np.median(wide)))
        near, wide = flatten.paper_levels(small, em / factor)
    grounds = _panels(gray, em, small, near, wide)
    if grounds:
        gray = gray.copy() if border is None else gray
        whiten_panels(gray, wide, grounds)
        small = shrink(gray, factor)
        near, wide = flatten.paper_levels(small, em / factor)
    flat, step = _flat(gray, em, near, wide, em / factor)
    dark = sum(ground.inverted for ground in grounds)
    found = Step("panels", (("dark", dark), ("tinted", len(grounds) - dark)))
    edges = Step("borders", (("found", border is not None), ("falloff", light is not None)))
    return Lit(flat, grounds, (edges, found, step))


def _panels(gray: Gray, em: float, small: Gray, near: Gray, wide: Gray) -> tuple[panels.Ground, ...]:
    factor = max(1, round(em / _PANEL_CELL))
    finer = shrink(gray, factor)
    level = cv2.resize(wide, (finer.shape[1], finer.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = panels.find_dark(finer, np.asarray(level, dtype=np.uint8), em / factor, gray.shape[1] / finer.shape[1])
    scale = gray.shape[1] / small.shape[1]
    tints = panels.find_tints(small, near, wide, em / scale, scale)
    taken = [ground.scaled_box for ground in dark]
    # a tag on a tint is turned after the tint around it is made white
    return tuple(t for t in tints if sum(map(t.scaled_box.overlap, taken)) <= _TAGS * t.scaled_box.area) + dark


def _flat(gray: Gray, em: float, near: Gray, wide: Gray, cell: float) -> tuple[Gray, Step]:
    pictures = flatten.picture_mask(near, wide, cell)
    level = flatten.background(near, wide, cell, pictures)
    scanned = flatten.is_scan(gray)
    flat, limit = flatten.clear_paper(flatten.divide(gray, level), em, scanned, pictures)
    darkest, lightest = (float(part) for part in np.percentile(level[::4, ::4], (2, 98)))
    details = (("scanned", scanned), ("darkest", darkest), ("lightest", lightest), ("dirt_above", round(limit, 1)))
    return flat, Step("flatten", details)
