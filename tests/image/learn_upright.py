"""Learns the table in ocr/image/orient.py that tells an upright Chinese glyph from a turned one, and prints it.

    python -m tests.image.learn_upright

Every character of GB 2312 level one, and of Big5 level one, in five faces, is drawn, thresholded as a scan is, cut to
its ink and brought to 8 x 8. One weight a place is learnt by softmax regression over the four quarter turns of each
glyph, so that the upright one scores highest. Nothing is drawn at random: the same fonts give the same table.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.painter.fonts import font

SIDE = 8
_DRAWN, _REDUCE = 56, 4  # glyphs are drawn large and reduced, as print is by a scanner
_FACES = {"song": "gb2312", "hei": "gb2312", "hei-light": "gb2312", "kai": "gb2312", "ming": "big5"}
_ROUNDS, _DECAY = 600, 1e-3

Floats = NDArray[np.float64]


def characters(charset: str) -> list[str]:
    """The common Han characters of a national charset: level one of GB 2312 (3755) or of Big5 (5401)."""
    rows = range(0xB0, 0xD8) if charset == "gb2312" else range(0xA4, 0xC7)
    cells = range(0xA1, 0xFF) if charset == "gb2312" else [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    decoded = (bytes([row, cell]).decode(charset, "ignore") for row in rows for cell in cells)
    return [char for char in decoded if "\u4e00" <= char <= "\u9fff"]


def glyph(char: str, face: str) -> Floats | None:
    """Share of ink in 8 x 8 places over the glyph's ink; None for one that does not fill its cell (一, 卜)."""
    side = _DRAWN + 24
    picture = Image.new("L", (side, side), 0)
    ImageDraw.Draw(picture).text((12, 6), char, font=font(face, _DRAWN), fill=255)
    small = cv2.resize(np.asarray(picture), None, fx=1 / _REDUCE, fy=1 / _REDUCE, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 90)
    if len(ys) == 0 or min(np.ptp(ys), np.ptp(xs)) < 0.6 * _DRAWN / _REDUCE:
        return None
    ink = (small[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1] > 90).astype(np.uint8) * 255
    return np.asarray(cv2.resize(ink, (SIDE, SIDE), interpolation=cv2.INTER_AREA) / 255.0)


def learn(glyphs: Floats) -> Floats:
    """Weights (8, 8) by which upright glyphs (n, 8, 8) outscore their quarter turns; Adam on the softmax loss."""
    turned = np.stack([np.rot90(glyphs - glyphs.mean(), k, axes=(1, 2)) for k in range(4)], axis=1)
    turned = turned.reshape(len(glyphs), 4, -1)
    weights, first, second = np.zeros(SIDE**2), np.zeros(SIDE**2), np.zeros(SIDE**2)
    for round_ in range(1, _ROUNDS + 1):
        score = turned @ weights
        share = np.exp(score - score.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        slope = np.einsum("nk,nkf->f", share, turned) / len(glyphs) - turned[:, 0].mean(axis=0) + _DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.05 * first / (1 - 0.9**round_) / (np.sqrt(second / (1 - 0.999**round_)) + 1e-8)
    return weights.reshape(SIDE, SIDE)


def main() -> None:
    drawn = (glyph(char, face) for face, charset in _FACES.items() for char in characters(charset))
    glyphs = np.stack([cell for cell in drawn if cell is not None])
    weights = learn(glyphs)
    table = np.rint(10 * (weights - weights.mean())).astype(int)
    score = np.stack([(np.rot90(glyphs, k, axes=(1, 2)) * table).sum(axis=(1, 2)) for k in range(4)], axis=1)
    print(f"# {len(glyphs)} glyphs, {(score.argmax(axis=1) == 0).mean():.2f} of them best upright")
    for row in table:
        print(f"    ({', '.join(f'{value:3d}' for value in row)}),")


if __name__ == "__main__":
    main()
