"""Lines cut out of the page as a recogniser likes them: dark on white, one glyph height, a narrow border.

Nothing here smooths. Errors of Tesseract against the known text, lines of seven pages that look scanned, old or
photographed (115 as it is) and of ten that look like microfilm (1043): the normalised page denoised by non-local means
(h 10, 7, 15) 119 and 1040, the scan before its light is evened 143 on the seven, only for the second look 116 on the
seven; on eight of the films (891) h 20 959, h 30 1038, a Gaussian of 0.7 px 949, a median of three 1082. Denoising a
page takes one to four times the time of reading eighty of its lines, and no measure of its noise told where it helped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from ocr.geometry import Direction
from ocr.page import Gray, Line

HEIGHT = 48
"""Height of a crop in pixels: that of the networks' input, so the recogniser does not scale once more."""

LONGEST = 6000
"""Pixels a crop may be long: a line of 200 glyphs; what is longer is no line and would only cost time."""

LOOSE = 0.15
"""Em of the page kept around the line's box, since boxes may cut a stroke; still short of the next line's ink."""

SIDE = 0.03
"""Em of white put before and after the line: wider white is read as a character that is not there."""

INK, PAPER = 1, 75
"""Percentiles of grey taken as ink and as paper: strokes fill less than half of a line, bold type included."""

WHITE = 0.9
"""Part of the way from ink to paper that is white already: what is paler is the paper's grain, or shines through."""

FAINT = 24.0
"""Grey levels that ink and paper must lie apart: what differs less is grain on blank paper."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is shown: HEIGHT stands for `extent` em, the line is `width` times as long as it is, and its strokes
    are `bolder` em thicker, which closes the gaps that a poor scan leaves in them.

    Time goes with the crop's length, so small glyphs are quick; large ones keep more of their strokes.
    """

    extent: float
    width: float = 1.0
    bolder: float = 0.0


@dataclass(frozen=True, slots=True)
class Looks:
    """How lines that run one way are looked at: all of them first, and once more those with a character less sure than
    `doubt` (0 to 1)."""

    first: Look
    second: Look
    doubt: float


ACROSS = Looks(Look(1.5), Look(1.75, bolder=0.075), 0.6)
"""Lines that run to the right. Measured on seven pages, mean error in percent and processor seconds: a quick look at
1.7 and a closer one at 1.45 for every doubt below 0.85 came to 1.44 and 19.9; one look at 1.6, 1.5, 1.4 to 1.48, 1.31,
1.43, at 1.5 in 18.5; with a second at 1.75 for doubts below 0.4 1.26 in 19.6; with bolder strokes in it 1.27 at 0.4 and
1.22 in 20.8 at 0.85. Bold or narrower glyphs in the first look cost many more errors."""

DOWN = Looks(Look(1.55), Look(1.55, 1.5), 0.85)
"""Lines that run down, whose glyphs headlines often flatten: the second look raises them again."""


def looks(direction: Direction) -> Looks:
    """How lines that run that way are looked at."""
    return DOWN if direction is Direction.VERTICAL else ACROSS


def cut(gray: Gray, line: Line, look: Look) -> Gray:
    """A line as dark text on white, HEIGHT pixels high; an empty box gives a white crop.

    gray: the page, shape (height, width). A line that runs down is turned a quarter to the left, its glyphs lying on
    their backs, as the models for vertical text want it. A line far taller than its em gives a crop taller than HEIGHT.
    """
    size = int(gray.shape[1]), int(gray.shape[0])
    box = line.box.grow(round(LOOSE * line.em)).clip(size)
    if box.area == 0:
        return np.full((HEIGHT, HEIGHT), 255, np.uint8)
    piece = contrast(gray[box.top : box.bottom, box.left : box.right], line.inverted)
    if line.direction is Direction.VERTICAL:
        piece = np.rot90(piece)
    piece = thickened(piece, round(look.bolder * line.em))
    em = HEIGHT / look.extent
    factor = em / max(line.em, 1.0)
    return bordered(scaled(piece, factor * look.width, factor), round(SIDE * em))


def contrast(piece: Gray, inverted: bool) -> Gray:
    """The piece with its ink black and its paper white, turned first when its text is light on dark.

    A piece without ink is white all over.
    """
    upright = 255 - piece if inverted else piece
    ink, paper = percentiles(upright, (INK, PAPER))
    if paper - ink < FAINT:
        return np.full(piece.shape, 255, np.uint8)
    stretched = (np.arange(256, dtype=np.float32) - ink) * (255.0 / (WHITE * (paper - ink)))
    return np.asarray(np.clip(stretched, 0, 255).astype(np.uint8)[upright], dtype=np.uint8)


def thickened(piece: Gray, pixels: int) -> Gray:
    """The piece with dark strokes so many pixels thicker, to the right and down."""
    for _ in range(pixels):
        wider = piece.copy()
        np.minimum(piece[:, 1:], piece[:, :-1], out=wider[:, 1:])
        piece = wider.copy()
        np.minimum(wider[1:], wider[:-1], out=piece[1:])
    return piece


def percentiles(piece: Gray, shares: tuple[float, ...]) -> tuple[int, ...]:
    """The grey levels below or at which so many hundredths of the pixels lie; counted, for sorting takes ten times as
    long."""
    below = np.bincount(piece.ravel(), minlength=256).cumsum()
    return tuple(int(np.searchsorted(below, share / 100 * piece.size)) for share in shares)


def scaled(piece: Gray, longer: float, taller: float) -> Gray:
    """The piece scaled by a factor each way, at least one pixel high and long and at most LONGEST pixels long."""
    height, width = piece.shape
    size = min(max(1, round(width * longer)), LONGEST), max(1, round(height * taller))
    return np.asarray(Image.fromarray(piece).resize(size, Image.Resampling.LANCZOS), dtype=np.uint8)


def bordered(piece: Gray, side: int) -> Gray:
    """The piece in the middle of a white crop HEIGHT pixels high, with a margin of `side` pixels before and after."""
    short = max(0, HEIGHT - piece.shape[0])
    rim = ((short // 2, short - short // 2), (side, side))
    return np.asarray(np.pad(piece, rim, constant_values=255), dtype=np.uint8)
