"""Glyphs where their ink is: a mark fills a corner of its cell, and a line found by its ink ends there."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import numpy as np

from ocr.geometry import Box
from ocr.page import Gray
from tests.painter.page import Glyph, Painted

_CONTRAST = 60  # grey levels between ink and the ground of its cell


def by_ink(painted: Painted) -> Painted:
    """The page with the boxes of punctuation, and of 一, drawn round their ink; the picture and the layout stay."""
    return replace(painted, glyphs=tuple(_by_ink(painted.gray, glyph) for glyph in painted.glyphs))


def _by_ink(gray: Gray, glyph: Glyph) -> Glyph:
    if not unicodedata.category(glyph.char).startswith("P") and glyph.char != "一":
        return glyph
    cell = glyph.box
    pixels = gray[cell.top : cell.bottom, cell.left : cell.right].astype(np.int16)
    rows, columns = np.nonzero(np.abs(pixels - np.median(pixels)) > _CONTRAST) if pixels.size else ((), ())
    if not len(rows):
        return glyph
    left, top, right, bottom = min(columns), min(rows), max(columns) + 1, max(rows) + 1
    return replace(
        glyph, box=Box(cell.left + int(left), cell.top + int(top), cell.left + int(right), cell.top + int(bottom))
    )
