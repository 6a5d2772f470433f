"""Which way up does the page lie? Asked of the glyphs, not of the lines: vertical columns are no sign of a turned page.

A Chinese glyph is not the same upside down or on its side: roofs and dots stand on top, legs spread at the foot,
strokes across outnumber strokes down. One glyph tells little; a few hundred of them tell it beyond doubt. `UPRIGHT`
holds, for each place of an 8 x 8 grid over a glyph's ink, how much ink there speaks for its being upright. It was
learnt by softmax regression over 20,000 drawn glyphs, simplified and traditional, and their quarter turns
(tests/image/learn_upright.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.page import Gray

UPRIGHT = (
    (-16, 6, -1, -1, 5, 9, 2, -8),
    (0, 3, 3, 0, 2, 5, 2, -5),
    (6, 0, 3, 0, 1, 2, 0, -2),
    (0, 5, -2, 0, 0, 2, 1, 1),
    (0, 3, -1, 1, 0, 3, -1, -4),
    (2, 4, -5, -2, -1, 0, -3, -5),
    (-6, -3, -3, -6, -4, -7, -1, 3),
    (5, -5, -10, -1, 0, 1, 5, 19),
)

_SIDE = len(UPRIGHT)
_SMALLEST, _LARGEST = 0.72, 1.12  # ink of a whole glyph, in em, both ways
_THINNEST, _FULLEST = 0.15, 0.75  # its share of its box
_MOST = 500  # glyphs looked at
_SURE = 6.0  # standard errors that the best way up must lead every other by


@dataclass(frozen=True, slots=True)
class Turn:
    """Quarter turns counterclockwise that set the page upright (0 to 3), and the lead in standard errors over no turn.

    glyphs: how many were asked. quarters is 0 unless the answer is beyond doubt.
    """

    quarters: int
    lead: float
    glyphs: int


def measure_turn(ink: Gray, cell: float) -> Turn:
    """How the page must be turned. ink: uint8 (height, width), nonzero where inked; cell: em on it, 10 px or more."""
    glyphs = _glyphs(ink, cell)
    if len(glyphs) < 30:
        return Turn(0, 0.0, len(glyphs))
    table = np.array(UPRIGHT, dtype=np.float64)
    weights = np.stack([np.rot90(table, -quarters).ravel() for quarters in range(4)])
    scores = glyphs @ weights.T
    best = int(scores.mean(axis=0).argmax())
    ahead = scores[:, [best]] - scores[:, [k for k in range(4) if k != best]]
    leads = ahead.mean(axis=0) / (ahead.std(axis=0) / np.sqrt(len(glyphs)) + 1e-9)
    lead = float(leads.min())
    return Turn(best if lead >= _SURE else 0, lead, len(glyphs))


def _glyphs(ink: Gray, cell: float) -> np.ndarray:
    """Whole glyphs of about body size, spread over the page, as shares of ink: float64 (count, 64)."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    filled = stats[:, cv2.CC_STAT_AREA] / np.maximum(width * height, 1)
    whole = (np.minimum(width, height) > _SMALLEST * cell) & (np.maximum(width, height) < _LARGEST * cell)
    chosen = stats[whole & (filled > _THINNEST) & (filled < _FULLEST)]
    chosen = chosen[:: -(-len(chosen) // _MOST) or 1]
    cells = [
        cv2.resize(ink[top : top + high, left : left + wide], (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
        for left, top, wide, high, _ in chosen
    ]
    return np.array(cells, dtype=np.float64).reshape(-1, _SIDE**2) / 255
