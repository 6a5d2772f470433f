"""Pages of a few painted lines, for engines to read."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ocr.geometry import Box, Direction
from ocr.page import Gray, Line
from tests.painter.fonts import font

TEXTS = (
    "青禾村的水渠昨天通水，两千亩",
    "稻田喝上了山泉。渠长6.5公里，",
    "投资300万元，由村民投工修成。",
    "“水来了，心就定了。”老支书说。",
)


def page(
    texts: tuple[str, ...] = TEXTS, em: int = 32, face: str = "song", direction: Direction = Direction.HORIZONTAL
) -> tuple[Gray, tuple[Line, ...]]:
    """A white page with one line a text, its glyphs em pixels high, and the lines' boxes around their ink."""
    down = direction is Direction.VERTICAL
    length, pitch = em * (max(map(len, texts)) + 2), round(em * 1.5)
    size = (pitch * (len(texts) + 1), length) if down else (length, pitch * (len(texts) + 1))
    picture = Image.new("L", size, 255)
    lines = []
    for at, text in enumerate(texts):
        start = (round(pitch * (at + 0.5)), em) if down else (em, round(pitch * (at + 0.5)))
        lines.append(Line(f"l{at:03}", _set(picture, text, start, em, face, down), float(em), direction))
    return np.asarray(picture, dtype=np.uint8), tuple(lines)


def _set(picture: Image.Image, text: str, start: tuple[int, int], em: int, face: str, down: bool) -> Box:
    """Paint a line from its start and return the box around its ink."""
    draw, before = ImageDraw.Draw(picture), np.asarray(picture).copy()
    for at, glyph in enumerate(text if down else (text,)):
        draw.text((start[0], start[1] + at * em), glyph, font=font(face, em), fill=0)
    rows, columns = np.nonzero(np.asarray(picture) != before)
    return Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
