"""Lines cut out of the page for a network that reads rows of a fixed height: grey, narrowed, columns made rows.

Time goes with a strip's length. Measured on 27 px type: glyphs may be narrowed to 0.65 of their width without a loss,
at 0.5 errors are four times as many.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from ocr.engines.crops import FAINT, INK, LOOSE, PAPER, percentiles
from ocr.engines.network import HEIGHT
from ocr.engines.upright import Way, row
from ocr.geometry import Direction
from ocr.page import Gray, Line

LONGEST = 4000
"""Pixels a strip may be long: a line of 200 glyphs; what is longer is no line and would only cost time."""

SHORTEST = 16
"""Pixels a strip must be long for the network to answer."""

SIDE = 0.2
"""Em of paper put before and after the line: a mark at its very end is passed over more than twice as often without."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How large a line is shown: HEIGHT stands for `extent` em, and glyphs are `width` times as wide as they are."""

    extent: float
    width: float = 1.0

    @property
    def em(self) -> float:
        """Pixels that a glyph takes along the strip."""
        return HEIGHT / self.extent * self.width


def strip(gray: Gray, line: Line, sight: Sight, way: Way = Way.TURNED) -> Gray | None:
    """A line as dark text on its paper's grey, HEIGHT pixels high; None where there is no ink.

    gray: the page, shape (height, width). A line that runs down is made a row in the given way.
    """
    box = line.box.grow(round(LOOSE * line.em)).clip((int(gray.shape[1]), int(gray.shape[0])))
    piece = gray[box.top : box.bottom, box.left : box.right]
    piece = 255 - piece if line.inverted else piece
    if box.area == 0 or np.ptp(percentiles(piece, (INK, PAPER))) < FAINT:
        return None
    if line.direction is Direction.VERTICAL:
        piece = row(piece, line.em, way)
    return fitted(piece, line.em, sight)


def fitted(piece: Gray, em: float, sight: Sight) -> Gray:
    """The piece scaled to the sight, in the middle of a strip HEIGHT pixels high; one too tall is reduced to it.

    The greys stay as they are: stretched to black and white, 10 px type is misread half as often again.
    Binary lines are worse: errors on nine painted and printed pages 9 in grey, 56 by Otsu, 68 by Sauvola (window of an
    em, k 0.2); on two pages of 1939, 1501 characters, 175, 659 and 696.
    """
    height, width = piece.shape
    factor = min(HEIGHT / sight.extent / max(em, 1.0), HEIGHT / height)
    tall = min(HEIGHT, max(1, round(height * factor)))
    long = min(max(SHORTEST, round(width * factor * sight.width)), LONGEST)
    scaled = np.asarray(Image.fromarray(piece).resize((long, tall), Image.Resampling.LANCZOS), dtype=np.uint8)
    above = (HEIGHT - tall) // 2
    side = round(SIDE * em * factor * sight.width)
    (paper,) = percentiles(piece, (PAPER,))
    return np.pad(scaled, ((above, HEIGHT - tall - above), (side, side)), constant_values=paper)
