"""Small sheets of printed text, with round marks whose places are known, drawn for the tests of `ocr.image`."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ocr.geometry import Transform
from ocr.image.render import onto_page
from ocr.page import Gray, PageImage
from tests.image.learn_upright import characters
from tests.painter.fonts import font

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Sheet:
    """A page of text; marks: float64 (n, 2), the middles of its black discs, each 1.5 em across."""

    gray: Gray
    em: int
    marks: Points

    @property
    def image(self) -> PageImage:
        return PageImage(gray=self.gray, source="sheet", scan_size=(self.gray.shape[1], self.gray.shape[0]))


def sheet(
    em: int, *, vertical: bool = False, face: str = "song", columns: int = 4, lines: int = 36, seed: int = 1
) -> Sheet:
    """Columns of 13 characters (vertical: bands of lines set downwards) with a disc in each corner."""
    rng = np.random.default_rng(seed)
    common = characters("big5" if vertical else "gb2312")[:900]
    pitch, margin = round(1.5 * em), 4 * em
    block, gutter = 13 * em, 2 * em
    along, across = columns * block + (columns - 1) * gutter + 2 * margin, lines * pitch + 2 * margin
    size = (across, along) if vertical else (along, across)
    picture = Image.new("L", size, 255)
    pen = ImageDraw.Draw(picture)
    letters = font(face, em)
    for column in range(columns):
        for line in range(lines):
            start, level = margin + column * (block + gutter), margin + line * pitch
            for place in range(13):
                at = (level, start + place * em) if vertical else (start + place * em, level)
                pen.text(at, common[int(rng.integers(len(common)))], font=letters, fill=0)
    x, y = size[0] - 2 * em, size[1] - 2 * em
    marks = np.array([(2 * em, 2 * em), (x, 2 * em), (2 * em, y), (x, y)], dtype=np.float64)
    gray = np.array(picture)
    for left, top in marks:
        cv2.circle(gray, (round((left - 0.5) * 16), round((top - 0.5) * 16)), 12 * em, 0, cv2.FILLED, cv2.LINE_AA, 4)
    return Sheet(gray, em, marks)


def moved(page: Sheet, to_page: Transform, size: tuple[int, int]) -> Sheet:
    """The sheet as a scan of (width, height) from whose points to_page leads to the sheet's."""
    width, height = size
    grid = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), axis=-1).reshape(-1, 2)
    source = (to_page.points(grid) - 0.5).astype(np.float32).reshape(height, width, 2)
    gray = cv2.remap(page.gray, source[..., 0], source[..., 1], cv2.INTER_CUBIC, borderValue=255)
    return Sheet(np.asarray(gray, dtype=np.uint8), page.em, onto_page(to_page, page.marks))


def discs(gray: Gray, em: float) -> Points:
    """Middles of the discs on a page whose body type is em, from the grey of their pixels: float64 (n, 2)."""
    dark = np.asarray(255 - gray, dtype=np.float64)
    _, _, stats, _ = cv2.connectedComponentsWithStats((gray < 128).astype(np.uint8))
    found = []
    for left, top, width, height, area in stats[1:]:
        if abs(width / em - 1.5) < 0.2 and abs(height / em - 1.5) < 0.2 and area > 0.7 * width * height:
            window = dark[top - 2 : top + height + 2, left - 2 : left + width + 2]
            ys, xs = np.mgrid[top - 2 : top + height + 2, left - 2 : left + width + 2] + 0.5
            found.append((np.average(xs, weights=window), np.average(ys, weights=window)))
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def misses(found: Points, expected: Points) -> Points:
    """Distance from each expected point to the nearest found one."""
    return np.asarray(np.linalg.norm(found[None] - expected[:, None], axis=2).min(axis=1))
