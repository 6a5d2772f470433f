"""A line grows from one glyph, of which the seed may be a part."""

from __future__ import annotations

import numpy as np

from ocr.geometry import Box
from ocr.segment.walk import axis_of, grow

EM = 30.0


def grown(seed: Box, *others: Box) -> tuple[int, int]:
    """How far down a line reaches that grows from the first of some components."""
    table = np.array([b.as_list() for b in (seed, *others)], dtype=np.int32)
    down = axis_of((table[:, 1], table[:, 3], table[:, 0], table[:, 2]), np.zeros((500, 500), np.uint8), EM)
    line = grow(0, down, np.ones(len(table), dtype=bool))
    return line.low, line.high


def test_a_line_that_runs_down_goes_on_from_half_a_glyph_whose_other_half_is_all_small_strokes() -> None:
    half, strokes = Box(100, 200, 126, 265), (Box(127, 201, 162, 220), Box(130, 223, 142, 253), Box(125, 223, 164, 263))
    glyphs = [Box(102, top, 164, top + 62) for top in (134, 268, 334)]
    assert grown(half, *strokes, *glyphs) == (134, 396)


def test_what_stands_beside_half_a_glyph_and_is_none_of_its_level_is_no_other_half() -> None:
    half, text = Box(100, 200, 126, 265), [Box(130, top, 158, top + 28) for top in (150, 190, 230, 270)]
    assert grown(half, *text, Box(102, 268, 126, 330)) == (200, 330)
