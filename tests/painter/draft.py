"""A page while it is being drawn: ink, blocks, rules, frames and pictures, turned into a Painted at the end.

A vertical page is composed as if it were horizontal, lines from top to bottom and columns from left to right, and set
down a quarter turn with the clock: lines run down and follow from right to left, columns are bands. Only here, where
ink meets paper, are the two ways of setting different: every box that a caller gives or gets is of the page as
composed, every box of the finished page of the page as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, Run, Separator
from tests.painter.fonts import font
from tests.painter.page import Glyph, Painted
from tests.painter.picture import scene
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
    "。": "︒",
    "；": "︔",
    "…": "︙",
    "「": "﹁",
    "」": "﹂",
    "『": "﹃",
    "』": "﹄",
}
"""Forms that marks take in a line set from top to bottom."""
CENTRED = frozenset("，。、：；")
"""Marks that papers in Hong Kong and Taiwan set in the middle of the square, in either direction."""
MIRRORED = str.maketrans("「」『』（）《》“”", "」「』『）（》《”“")
"""Forms that marks take in a line that runs from right to left."""


@lru_cache(maxsize=32768)
def glyph_mask(char: str, face: str, size: int) -> tuple[Image.Image, int, int]:
    """A character's coverage and where it stands from the left end of its baseline."""
    left, top, right, bottom = (round(v) for v in font(face, size).getbbox(char, anchor="ls"))
    mask = Image.new("L", (max(1, right - left + 2), max(1, bottom - top + 2)), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), char, font=font(face, size), fill=255, anchor="ls")
    return mask, left - 1, top - 1


@dataclass(slots=True)
class DraftLine:
    """A set line: its characters with their cells, and the height of its type; direction as composed."""

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
    """The page under the painter's hand. size: (width, height) in pixels, as composed; em: height of a body glyph in
    pixels; direction: of its lines as printed; traditional: faces with the glyph forms of Taiwan; centred: marks in
    the middle of their squares."""

    size: tuple[int, int]
    em: int
    direction: Direction = Direction.HORIZONTAL
    traditional: bool = False
    centred: bool = False
    blocks: list[DraftBlock] = field(default_factory=list)
    separators: list[Separator] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    furniture: list[tuple[str, DraftBlock]] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("L", self.printed_size, 255)

    @property
    def turned(self) -> bool:
        return self.direction is Direction.VERTICAL

    @property
    def printed_size(self) -> tuple[int, int]:
        return (self.size[1], self.size[0]) if self.turned else self.size

    def printed(self, box: Box) -> Box:
        """Where a box of the page as composed stands on the page as printed."""
        height = self.size[1]
        return Box(height - box.bottom, box.left, height - box.top, box.right) if self.turned else box

    def fill(self, box: Box, ink: int) -> None:
        b = self.printed(box)
        self.image.paste(ink, (b.left, b.top, b.right, b.bottom))

    def rule(self, box: Box, ink: int = 0) -> None:
        """A printed rule; it runs along the box's longer side."""
        self.fill(box, ink)
        across = box.width >= box.height
        self.separators.append(
            Separator(
                box, Direction.HORIZONTAL if across else Direction.VERTICAL, float(box.height if across else box.width)
            )
        )

    def ornament(self, box: Box, sign: str) -> None:
        """A rule of repeated signs, 'wave' or 'dots', along the longer side of a box and as high as its shorter one."""
        flat = box.width >= box.height
        length, high = (box.width, box.height) if flat else (box.height, box.width)
        ink = Image.new("L", (length, high), 0)
        draw = ImageDraw.Draw(ink)
        if sign == "wave":
            xs = np.arange(0, length, 1)
            ys = (high - 1) / 2 * (1 + 0.75 * np.sin(2 * np.pi * xs / (1.6 * high)))
            draw.line([(int(x), float(y)) for x, y in zip(xs, ys, strict=True)], fill=255, width=max(2, high // 4))
        else:
            for x in range(high // 2, length - high // 2, 2 * high):
                draw.ellipse((x - high * 0.3, high * 0.2, x + high * 0.3, high * 0.8), fill=255)
        shown = ink if flat is not self.turned else ink.rotate(90, expand=True)
        b = self.printed(box)
        self.image.paste(0, (b.left, b.top), shown)
        way = Direction.HORIZONTAL if flat else Direction.VERTICAL
        self.separators.append(Separator(box, way, float(high)))

    def frame(self, box: Box, weight: int, tint: int | None = None, rounded: bool = False) -> str:
        """A closed box of rules, filled with a tint when one is given; returns its id."""
        draw = ImageDraw.Draw(self.image)
        b = self.printed(box)
        corners = (b.left, b.top, b.right - 1, b.bottom - 1)
        fill = None if tint is None else tint
        outline = 0 if weight else None
        if rounded:
            draw.rounded_rectangle(corners, radius=max(2, self.em // 2), fill=fill, outline=outline, width=weight)
        else:
            draw.rectangle(corners, fill=fill, outline=outline, width=weight)
        self.frames.append(Frame(f"f{len(self.frames):02d}", box, tinted=tint is not None))
        return self.frames[-1].id

    def picture(self, box: Box, seed: int) -> None:
        """An invented scene that fills a box."""
        b = self.printed(box)
        self.image.paste(scene(b.width, b.height, seed), (b.left, b.top))
        self.pictures.append(box)

    def set_line(self, placed: Sequence[Placed], left: float, top: int, ink: int = 0) -> DraftLine:
        """Draw a line from left to right; top is the top of its em square."""
        glyphs = []
        size = max(p.size for p in placed)
        for p in placed:
            self._ink(p.char, p.face, p.size, left + p.origin, top, ink, down=self.turned)
            start = round(left + p.start)
            glyphs.append((p.char, Box(start, top, max(start + 1, round(left + p.end)), top + size)))
        return DraftLine(glyphs, size, Direction.HORIZONTAL, inverted=ink > 127)

    def set_column(self, text: str, face: str, size: int, left: int, top: int, pitch: float, ink: int = 0) -> DraftLine:
        """Draw a line from top to bottom; pitch is the pixels from one character to the next. On a vertical page it
        is printed across, from right to left."""
        glyphs = []
        y = float(top)
        for char in text.translate(MIRRORED) if self.turned else text:
            if char != " ":
                self._ink(char, face, size, left, y, ink, down=not self.turned)
            step = pitch * 0.5 if char == " " else pitch
            glyphs.append((char, Box(left, round(y), left + size, round(y + min(step, size)))))
            y += step
        return DraftLine(glyphs, size, Direction.VERTICAL, inverted=ink > 127)

    def _ink(self, char: str, face: str, size: int, x: float, y: float, ink: int, *, down: bool) -> None:
        """Draw a character into the em square with its left top corner at x, y; down: in a line that is printed so."""
        if char == " ":
            return
        if self.turned:
            x, y = self.size[1] - (y + size), x
        mask, dx, dy = glyph_mask(*self._form(char, face, down), size)
        self.image.paste(ink, (round(x) + dx, round(y + size * BASELINE) + dy), mask)

    def _form(self, char: str, face: str, down: bool) -> tuple[str, str]:
        """The character's form in a line that runs down (or across), and the face it is taken from."""
        if self.centred and char in CENTRED:
            return (char if char in "，。、" else UPRIGHT[char] if down else char), "song-tc"
        if face in ("kai", "ming") and char in BORROWED:
            face = "song"
        form = UPRIGHT.get(char, char) if down else char
        return form, f"{face}-tc" if self.traditional and char not in BORROWED else face

    def block(self, kind: Kind, box: Box, lines: Iterable[DraftLine], frame: str | None = None) -> DraftBlock:
        made = list(lines)
        self.blocks.append(DraftBlock(kind, box, made, made[0].direction, frame))
        return self.blocks[-1]

    def finish(self) -> Painted:
        """Number blocks and lines by place (top, then left), so that no id tells which story a line belongs to."""
        places = {id(b): self.printed(b.box) for b in self.blocks}
        self.blocks.sort(key=lambda b: (places[id(b)].top, places[id(b)].left, places[id(b)].bottom))
        runs: list[Run] = []
        glyphs: list[Glyph] = []
        blocks: list[Block] = []
        for count, draft in enumerate(self.blocks):
            draft.id = f"b{count:03d}"
            lines = []
            for set_ in draft.lines:
                set_.id = f"{draft.id}-l{len(runs):04d}"
                line, said = self._printed_line(set_)
                text = "".join(glyph.char for glyph in said)
                lines.append(line)
                runs.append(Run(line.id, text, text, 1.0, (1.0,) * len(text), line))
                glyphs += said
            way = lines[0].direction
            blocks.append(Block(draft.id, draft.kind, places[id(draft)], tuple(lines), way, draft.frame))
        layout = Layout(
            self.printed_size,
            float(self.em),
            tuple(blocks),
            tuple(replace(s, box=self.printed(s.box), direction=self._way(s.direction)) for s in self.separators),
            tuple(replace(f, box=self.printed(f.box)) for f in self.frames),
            tuple(self.printed(p) for p in self.pictures),
            self.direction,
        )
        return Painted(np.asarray(self.image, dtype=np.uint8).copy(), layout, tuple(runs), self._truth(), tuple(glyphs))

    def _printed_line(self, line: DraftLine) -> tuple[Line, list[Glyph]]:
        """A line as printed, its glyphs in the order in which a recogniser meets them: one that is printed from right
        to left is read from its end."""
        glyphs = [Glyph(char, self.printed(box), line.id) for char, box in line.glyphs]
        if self.turned and line.direction is Direction.VERTICAL:
            glyphs.reverse()
        way = self._way(line.direction)
        return Line(line.id, self.printed(line.box), float(line.size), way, line.inverted), glyphs

    def _way(self, composed: Direction) -> Direction:
        """The direction as printed of what was composed in one."""
        if not self.turned:
            return composed
        return Direction.VERTICAL if composed is Direction.HORIZONTAL else Direction.HORIZONTAL

    def _truth(self) -> dict[str, Any]:
        furniture = [
            {"kind": kind, "text": "".join(line.text for line in block.lines)} for kind, block in self.furniture
        ]
        truth: dict[str, Any] = {
            "width": self.printed_size[0],
            "height": self.printed_size[1],
            "articles": [self._told(article) for article in self.articles],
            "furniture": furniture,
        }
        if self.optional:
            truth["optional"] = list(self.optional)
        return truth

    def _told(self, article: dict[str, Any]) -> dict[str, Any]:
        """An article's truth with ids for blocks, and boxes as printed."""
        out = article | {key: [b.id for b in article[key]] for key in ("blocks", "heads")}
        out["segments"] = [self.printed(Box(*b)).as_list() for b in article["segments"]]
        out["lines"] = [[text, self.printed(Box(*b)).as_list()] for text, b in article["lines"]]
        out["bbox"] = self.printed(Box(*article["bbox"])).as_list()
        return out
