"""A page while it is being drawn: ink, blocks, rules, frames and pictures, turned into a Painted at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, Run, Separator
from tests.painter.fonts import font
from tests.painter.page import Glyph, Painted
from tests.painter.typeset import Placed

BASELINE = 0.88
"""Share of the em square above the baseline."""
BORROWED = frozenset("，。、：；！？")
"""Marks that the kai and ming faces set in the middle of the square, as in Taiwan; papers take them from the Song
face."""
UPRIGHT = {
    "“": "﹃",
    "”": "﹄",
    "（": "︵",
    "）": "︶",
    "《": "︽",
    "》": "︾",
    "，": "︐",
    "、": "︑",
    "：": "︓",
    "！": "︕",
    "？": "︖",
    "—": "︱",
}
"""Forms that marks take in a line set from top to bottom."""


@lru_cache(maxsize=32768)
def glyph_mask(face: str, size: int, char: str) -> tuple[Image.Image, int, int]:
    """A character's coverage and where it stands from the left end of its baseline."""
    face = "song" if char in BORROWED and face in ("kai", "ming") else face
    left, top, right, bottom = (round(v) for v in font(face, size).getbbox(char, anchor="ls"))
    mask = Image.new("L", (max(1, right - left + 2), max(1, bottom - top + 2)), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), char, font=font(face, size), fill=255, anchor="ls")
    return mask, left - 1, top - 1


@dataclass(slots=True)
class DraftLine:
    """A set line: its characters with their cells, and the height of its type."""

    glyphs: list[tuple[str, Box]]
    size: int
    direction: Direction
    inverted: bool = False
    id: str = ""

    @property
    def text(self) -> str:
        return "".join(char for char, _ in self.glyphs)

    @property
    def box(self) -> Box:
        return Box.around(box for _, box in self.glyphs)


@dataclass(slots=True)
class DraftBlock:
    """A block of lines; box is the whole measure."""

    kind: Kind
    box: Box
    lines: list[DraftLine]
    direction: Direction = Direction.HORIZONTAL
    frame: str | None = None
    id: str = ""


@dataclass(slots=True)
class Draft:
    """The page under the painter's hand. size: (width, height) in pixels; em: height of a body glyph in pixels."""

    size: tuple[int, int]
    em: int
    direction: Direction = Direction.HORIZONTAL
    blocks: list[DraftBlock] = field(default_factory=list)
    separators: list[Separator] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    furniture: list[tuple[str, DraftBlock]] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("L", self.size, 255)

    def fill(self, box: Box, ink: int) -> None:
        self.image.paste(ink, (box.left, box.top, box.right, box.bottom))

    def rule(self, box: Box, ink: int = 0) -> None:
        """A printed rule; it runs along the box's longer side."""
        self.fill(box, ink)
        across = box.width >= box.height
        self.separators.append(
            Separator(
                box, Direction.HORIZONTAL if across else Direction.VERTICAL, float(box.height if across else box.width)
            )
        )

    def frame(self, box: Box, weight: int, tint: int | None = None, rounded: bool = False) -> str:
        """A closed box of rules, filled with a tint when one is given; returns its id."""
        draw = ImageDraw.Draw(self.image)
        corners = (box.left, box.top, box.right - 1, box.bottom - 1)
        fill = None if tint is None else tint
        outline = 0 if weight else None
        if rounded:
            draw.rounded_rectangle(corners, radius=max(2, self.em // 2), fill=fill, outline=outline, width=weight)
        else:
            draw.rectangle(corners, fill=fill, outline=outline, width=weight)
        self.frames.append(Frame(f"f{len(self.frames):02d}", box, tinted=tint is not None))
        return self.frames[-1].id

    def picture(self, box: Box, pixels: Image.Image) -> None:
        self.image.paste(pixels, (box.left, box.top))
        self.pictures.append(box)

    def set_line(self, placed: Sequence[Placed], left: float, top: int, ink: int = 0) -> DraftLine:
        """Draw a line from left to right; top is the top of its em square."""
        glyphs = []
        size = max(p.size for p in placed)
        for p in placed:
            self._ink(p.char, p.face, p.size, left + p.origin, top + size * BASELINE, ink)
            start = round(left + p.start)
            glyphs.append((p.char, Box(start, top, max(start + 1, round(left + p.end)), top + size)))
        return DraftLine(glyphs, size, Direction.HORIZONTAL, inverted=ink > 127)

    def set_column(self, text: str, face: str, size: int, left: int, top: int, pitch: float, ink: int = 0) -> DraftLine:
        """Draw a line from top to bottom; pitch is the pixels from one character to the next."""
        glyphs = []
        y = float(top)
        for char in text:
            if char != " ":
                self._ink(UPRIGHT.get(char, char), face, size, left, y + size * BASELINE, ink)
            step = pitch * 0.5 if char == " " else pitch
            glyphs.append((char, Box(left, round(y), left + size, round(y + min(step, size)))))
            y += step
        return DraftLine(glyphs, size, Direction.VERTICAL, inverted=ink > 127)

    def _ink(self, char: str, face: str, size: int, x: float, baseline: float, ink: int) -> None:
        if char == " ":
            return
        mask, dx, dy = glyph_mask(face, size, char)
        self.image.paste(ink, (round(x) + dx, round(baseline) + dy), mask)

    def block(self, kind: Kind, box: Box, lines: Iterable[DraftLine], frame: str | None = None) -> DraftBlock:
        made = list(lines)
        self.blocks.append(DraftBlock(kind, box, made, made[0].direction, frame))
        return self.blocks[-1]

    def finish(self) -> Painted:
        """Number blocks and lines by place (top, then left), so that no id tells which story a line belongs to."""
        self.blocks.sort(key=lambda b: (b.box.top, b.box.left, b.box.bottom))
        runs: list[Run] = []
        glyphs: list[Glyph] = []
        blocks: list[Block] = []
        number = 0
        for count, draft in enumerate(self.blocks):
            draft.id = f"b{count:03d}"
            lines = []
            for set_ in draft.lines:
                set_.id = f"{draft.id}-l{number:04d}"
                number += 1
                line = Line(set_.id, set_.box, float(set_.size), set_.direction, set_.inverted)
                lines.append(line)
                runs.append(Run(set_.id, set_.text, set_.text, 1.0, (1.0,) * len(set_.text), line))
                glyphs.extend(Glyph(char, box, set_.id) for char, box in set_.glyphs)
            blocks.append(Block(draft.id, draft.kind, draft.box, tuple(lines), draft.direction, draft.frame))
        layout = Layout(
            self.size,
            float(self.em),
            tuple(blocks),
            tuple(self.separators),
            tuple(self.frames),
            tuple(self.pictures),
            self.direction,
        )
        return Painted(np.asarray(self.image, dtype=np.uint8).copy(), layout, tuple(runs), self._truth(), tuple(glyphs))

    def _truth(self) -> dict[str, Any]:
        articles = [
            {key: [b.id for b in value] if key in ("blocks", "heads") else value for key, value in article.items()}
            for article in self.articles
        ]
        furniture = [
            {"kind": kind, "text": "".join(line.text for line in block.lines)} for kind, block in self.furniture
        ]
        truth: dict[str, Any] = {
            "width": self.size[0],
            "height": self.size[1],
            "articles": articles,
            "furniture": furniture,
        }
        if self.optional:
            truth["optional"] = list(self.optional)
        return truth
