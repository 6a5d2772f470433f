"""A page put together by hand for one test: columns of text, heads, rules and pictures where the test wants them."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ocr import profile
from ocr.geometry import Box
from ocr.page import Layout, PageImage
from ocr.segment import segment
from tests.painter.fonts import font

EM = 28
LEADING = 40
CHARS = (
    "春江水暖鸭先知两岸桃花照眼明夜雨敲窗人未起晓风吹柳燕初鸣"
    "山村小学新添书桌城南老街正修路灯居民夸赞环境变好记者走访多个乡镇"
)


class Desk:
    """White paper of (width, height) pixels; every method prints something and returns its box."""

    def __init__(self, width: int = 1200, height: int = 1400) -> None:
        self.picture = Image.new("L", (width, height), 255)
        self.pen = ImageDraw.Draw(self.picture)

    def text(self, at: tuple[int, int], words: str, size: int = EM, face: str = "song") -> Box:
        """A line of characters in squares of `size` pixels."""
        for place, char in enumerate(words):
            self.pen.text((at[0] + place * size, at[1]), char, font=font(face, size), fill=0)
        return Box(at[0], at[1], at[0] + len(words) * size, at[1] + size)

    def upright(self, at: tuple[int, int], words: str, size: int = EM, face: str = "hei", space: int = 0) -> Box:
        """The same from top to bottom, with so much more white between two characters."""
        for place, char in enumerate(words):
            self.pen.text((at[0], at[1] + place * (size + space)), char, font=font(face, size), fill=0)
        return Box(at[0], at[1], at[0] + size, at[1] + len(words) * (size + space) - space)

    def column(self, at: tuple[int, int], lines: int, glyphs: int = 13, indent: int = 0) -> list[Box]:
        """Lines of body type; the first one stands in by `indent` glyphs."""
        words = (CHARS * (1 + glyphs * (lines + 1) // len(CHARS) + at[0] % 7))[at[0] % 7 :]
        boxes = []
        for k in range(lines):
            inset = indent if k == 0 else 0
            part = words[k * glyphs : (k + 1) * glyphs - inset]
            boxes.append(self.text((at[0] + inset * EM, at[1] + k * LEADING), part))
        return boxes

    def rule(self, box: Box) -> Box:
        self.pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), fill=0)
        return box

    def frame(self, box: Box, weight: int = 3) -> Box:
        self.pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), outline=0, width=weight)
        return box

    def photograph(self, box: Box, seed: int = 3) -> Box:
        """Soft patches of grey with the grain of a halftone."""
        rng = np.random.default_rng(seed)
        patches = Image.fromarray(rng.integers(40, 200, (9, 12), dtype=np.uint8))
        tones = np.asarray(patches.resize((box.width, box.height), Image.Resampling.BICUBIC), dtype=np.int16)
        grain = rng.normal(0, 9, tones.shape)
        self.picture.paste(Image.fromarray(np.clip(tones + grain, 0, 235).astype(np.uint8)), (box.left, box.top))
        return box

    def image(self) -> PageImage:
        gray = np.array(self.picture)
        return PageImage(gray=gray, source="desk", em=float(EM), scan_size=(gray.shape[1], gray.shape[0]))

    def layout(self) -> Layout:
        return segment(self.image(), profile.load("generic-horizontal"))


def covered(box: Box, layout: Layout) -> float:
    """The largest share of a box that one line of the layout holds."""
    return max((line.box.overlap(box) / box.area for line in layout.lines), default=0.0)
