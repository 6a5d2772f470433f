"""Lines cut out of the page as a recogniser likes them: dark on white, one glyph height, an even border."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ocr.geometry import Direction
from ocr.page import Gray, Line

GLYPH = 36
"""Glyph height of a crop in pixels: large headlines do not read at their own size, small type reads better enlarged."""

LOOSE = 0.1
"""Em of the page kept around the line's box, since boxes may cut a stroke."""

BORDER = 0.2
"""Em of white put around the crop."""

INK, PAPER = 1, 70
"""Percentiles of grey taken as full ink and as paper: strokes fill less than a third of a line of type."""


def cut(gray: Gray, line: Line) -> Gray:
    """A line as dark text on white running left to right, glyphs GLYPH pixels high; an empty box gives a white crop.

    gray: the page, shape (height, width). A line that runs down is stacked into a row, glyph by glyph.
    """
    size = int(gray.shape[1]), int(gray.shape[0])
    box = line.box.grow(round(LOOSE * line.em)).clip(size)
    if box.area == 0:
        return np.full((GLYPH, GLYPH), 255, np.uint8)
    piece = contrast(gray[box.top : box.bottom, box.left : box.right], line.inverted)
    if line.direction is Direction.VERTICAL:
        piece = in_a_row(piece, line.em)
    return bordered(scaled(piece, GLYPH / max(line.em, 1.0)), round(BORDER * GLYPH))


def contrast(piece: Gray, inverted: bool) -> Gray:
    """The piece with its ink black and its paper white, turned first when its text is light on dark."""
    upright = 255 - piece if inverted else piece
    ink, paper = np.percentile(upright, (INK, PAPER))
    stretched = (upright.astype(np.float32) - ink) * (255.0 / max(paper - ink, 1.0))
    return np.clip(stretched, 0, 255).astype(np.uint8)


def scaled(piece: Gray, factor: float) -> Gray:
    """The piece enlarged or reduced by a factor, at least one pixel each way."""
    height, width = piece.shape
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(Image.fromarray(piece).resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


def bordered(piece: Gray, border: int) -> Gray:
    """The piece with that many white pixels on every side."""
    return np.asarray(np.pad(piece, border, constant_values=255), dtype=np.uint8)


def in_a_row(piece: Gray, em: float) -> Gray:
    """A line that runs down as one that runs to the right: its glyphs cut apart and set side by side.

    piece: dark on white, shape (length, about em). Cuts lie in the whitest row within a third of an em of each em.
    """
    cells = [piece[a:b] for a, b in glyph_cells(piece, em)]
    tallest = max(cell.shape[0] for cell in cells)
    padded = [np.pad(cell, ((0, tallest - cell.shape[0]), (0, 0)), constant_values=255) for cell in cells]
    return np.hstack(padded)


def glyph_cells(piece: Gray, em: float) -> list[tuple[int, int]]:
    """First and last row (excluded) of each glyph of a line that runs down, in order."""
    ink = (255 - piece.astype(np.int64)).sum(axis=1)
    length = len(ink)
    slack = max(1, round(em / 3))
    cuts = [0]
    while length - cuts[-1] > 1.5 * em:
        middle = cuts[-1] + round(em)
        low, high = middle - slack, min(middle + slack + 1, length)
        cuts.append(low + int(np.argmin(ink[low:high])))
    return list(zip(cuts, [*cuts[1:], length], strict=True))


