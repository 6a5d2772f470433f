"""Lines cut out of the page as a recogniser likes them: dark on white, one glyph height, an even border."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ocr.geometry import Direction
from ocr.page import Gray, Line

HEIGHT = 48
"""Height of a crop in pixels: that of the networks' input, so the recogniser does not scale once more."""

EXTENT = 1.7
"""Em that HEIGHT stands for. A taller glyph takes more time and reads no better, a smaller one loses strokes."""

LOOSE = 0.15
"""Em of the page kept around the line's box, since boxes may cut a stroke; still short of the next line's ink."""

SIDE = 0.03
"""Em of white put left and right of the crop: wider white is read as a character that is not there."""

INK, PAPER = 1, 75
"""Percentiles of grey taken as ink and as paper: strokes fill less than half of a line, bold type included."""

WHITE = 0.9
"""Part of the way from ink to paper that is white already: what is paler is the paper's grain, or shines through."""


def cut(gray: Gray, line: Line) -> Gray:
    """A line as dark text on white running left to right, HEIGHT pixels high; an empty box gives a white crop.

    gray: the page, shape (height, width). A line that runs down is stacked into a row, glyph by glyph. A line far
    taller than its em gives a crop taller than HEIGHT: nothing of it is cut off.
    """
    size = int(gray.shape[1]), int(gray.shape[0])
    box = line.box.grow(round(LOOSE * line.em)).clip(size)
    if box.area == 0:
        return np.full((HEIGHT, HEIGHT), 255, np.uint8)
    piece = contrast(gray[box.top : box.bottom, box.left : box.right], line.inverted)
    if line.direction is Direction.VERTICAL:
        piece = in_a_row(piece, line.em)
    return bordered(scaled(piece, HEIGHT / (EXTENT * max(line.em, 1.0))))


def contrast(piece: Gray, inverted: bool) -> Gray:
    """The piece with its ink black and its paper white, turned first when its text is light on dark."""
    upright = 255 - piece if inverted else piece
    ink, paper = np.percentile(upright, (INK, PAPER))
    stretched = (upright.astype(np.float32) - ink) * (255.0 / max(WHITE * (paper - ink), 1.0))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def scaled(piece: Gray, factor: float) -> Gray:
    """The piece enlarged or reduced by a factor, at least one pixel each way."""
    height, width = piece.shape
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(Image.fromarray(piece).resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


def bordered(piece: Gray) -> Gray:
    """The piece in the middle of a white crop HEIGHT pixels high, with a narrow margin at its sides."""
    short = max(0, HEIGHT - piece.shape[0])
    side = round(SIDE * HEIGHT / EXTENT)
    return np.asarray(
        np.pad(piece, ((short // 2, short - short // 2), (side, side)), constant_values=255), dtype=np.uint8
    )


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
