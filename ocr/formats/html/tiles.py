"""A picture as a pyramid of tiles: each level half as large as the one before, the last one tile.

A browser decodes only the tiles that are seen, at the level whose pixels are about as large as the screen's: so a page
of any size moves smoothly, and is as sharp as the scan when looked at closely.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

SIDE = 1024
"""Pixels a tile has on each side, less at the right and the bottom edge."""
QUALITY = 72
MOST = 60_000_000
"""Pixels of the finest level at most; a larger scan is reduced to that, a broadsheet then has 230 dpi."""


@dataclass(frozen=True, slots=True)
class Level:
    """Width and height of a level in pixels, and its tiles as JPEG by (row, column)."""

    size: tuple[int, int]
    tiles: dict[tuple[int, int], bytes]


def pyramid(picture: Image.Image) -> tuple[Level, ...]:
    """The levels of a picture in grey or RGB, the finest first."""
    if picture.width * picture.height > MOST:
        share = (MOST / (picture.width * picture.height)) ** 0.5
        size = max(1, int(picture.width * share)), max(1, int(picture.height * share))
        picture = picture.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    levels = [_level(picture)]
    while max(picture.size) > SIDE:
        picture = picture.reduce(2)
        levels.append(_level(picture))
    return tuple(levels)


def _level(picture: Image.Image) -> Level:
    columns, rows = (-(-length // SIDE) for length in picture.size)
    return Level(
        picture.size,
        {(row, column): _tile(picture, row, column) for row in range(rows) for column in range(columns)},
    )


def _tile(picture: Image.Image, row: int, column: int) -> bytes:
    left, top = column * SIDE, row * SIDE
    out = io.BytesIO()
    part = picture.crop((left, top, min(left + SIDE, picture.width), min(top + SIDE, picture.height)))
    part.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
