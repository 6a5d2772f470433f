"""A picture of what was found: the scan, pale, with rules, frames, pictures, lines, segments and seams drawn on it.

Everything is drawn in scan coordinates. One colour an article; the number beside a segment is its place in reading.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.geometry import Box, Direction
from ocr.page import Block, Gray, Layout, Line, Page, Run

Colour = tuple[int, int, int]
Point = tuple[float, float]

ARTICLES: tuple[Colour, ...] = (
    (214, 39, 40), (31, 119, 180), (44, 160, 44), (148, 103, 189), (255, 127, 14), (23, 160, 175), (200, 60, 150),
    (120, 90, 40), (95, 140, 20), (60, 60, 200), (170, 20, 80), (0, 120, 100), (190, 140, 0), (110, 40, 130),
)  # fmt: skip
NONE: Colour = (110, 110, 110)
RULE: Colour = (0, 170, 220)
FRAME: Colour = (0, 90, 200)
PICTURE: Colour = (235, 190, 0)
SEAM: Colour = (20, 20, 20)
DOUBT: Colour = (255, 0, 255)
PALE = 0.55  # share of the scan's ink that stays
LONG_SIDE = 4000  # pixels; larger scans are drawn reduced

LEGEND = (
    ("segment of an article: one colour an article, number = place in reading", ARTICLES[0]),
    ("text of no article", NONE),
    ("rule", RULE),
    ("frame", FRAME),
    ("picture", PICTURE),
    ("seam: the text runs on along the arrow", SEAM),
    ("doubtful: a character that may well be wrong, a line that could not be read", DOUBT),
)


def draw(page: Page, gray: Gray) -> bytes:
    """PNG bytes of the scan (uint8, height x width) with what `page` holds drawn on it. page.layout must be there."""
    if page.layout is None:
        raise ValueError("a page without a layout cannot be drawn")
    canvas = _Canvas(page, page.layout, gray)
    canvas.furnishings()
    canvas.segments()
    canvas.doubts()
    canvas.seams()
    out = io.BytesIO()
    canvas.with_legend().save(out, format="PNG", compress_level=3)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Owner:
    """Which article a block's text went to (index, or None) and its place in reading, from 1 (0: none)."""

    article: int | None
    place: int


def owners(page: Page, layout: Layout) -> dict[str, Owner]:
    """For each block id, where its text went: the article of most of its runs, numbered as articles read."""
    block_of = {line.id: block.id for block in layout.blocks for line in block.lines}
    found: dict[str, Owner] = {}
    for index, runs in _readings(page):
        for run in runs:
            block = block_of.get(run.line.id) if run.line else None
            if block is not None and block not in found:
                found[block] = Owner(index, len(found) + 1)
    return found if found else {block.id: Owner(None, place) for place, block in enumerate(layout.blocks, 1)}


def _readings(page: Page) -> Iterator[tuple[int | None, tuple[Run, ...]]]:
    for index, article in enumerate(page.articles):
        yield index, article.head_runs
        for paragraph in article.paragraphs:
            yield index, paragraph.runs


def _runs(page: Page) -> Iterator[Run]:
    """Every reading that the page holds, articles first."""
    for _, runs in _readings(page):
        yield from runs
    for furniture in page.furniture:
        yield from furniture.runs
    for paragraph in page.unplaced:
        yield from paragraph.runs


def spans(run: Run) -> list[tuple[float, float]]:
    """The doubtful parts of a line as shares of its length; all of it when it could not be read.

    Full-width characters are one em, others half of one.
    """
    if not run.text:
        return [(0.0, 1.0)] if run.confidence == 0 else []
    widths = [1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in run.text]
    edges = [0.0, *accumulate(widths)]
    return [(edges[at] / edges[-1], edges[at + 1] / edges[-1]) for at in run.doubtful]


def _part(line: Line, start: float, end: float) -> Box:
    box = line.box
    if line.direction is Direction.VERTICAL:
        return Box(box.left, box.top + round(start * box.height), box.right, box.top + round(end * box.height))
    return Box(box.left + round(start * box.width), box.top, box.left + round(end * box.width), box.bottom)


class _Canvas:
    def __init__(self, page: Page, layout: Layout, gray: Gray) -> None:
        self.page, self.layout = page, layout
        self.scale = min(1.0, LONG_SIDE / max(gray.shape))
        pale = (255 - (255 - gray.astype(np.float32)) * PALE).astype(np.uint8)
        picture = Image.fromarray(pale)
        size = (round(picture.width * self.scale), round(picture.height * self.scale))
        self.picture = (picture.resize(size, Image.Resampling.BOX) if self.scale < 1 else picture).convert("RGB")
        self.pen = ImageDraw.Draw(self.picture, "RGBA")
        self.em = max(8.0, self._scan_em() * self.scale)
        self.stroke = max(1, round(self.em / 10))
        self.font = ImageFont.load_default(size=max(11, self.em * 0.7))
        self.owners = owners(page, layout)
        self.furniture = {run.line.id: piece.kind for piece in page.furniture for run in piece.runs if run.line}

    def furnishings(self) -> None:
        """Pictures, rules and frames."""
        for picture in self.layout.pictures:
            self._outline(picture, PICTURE, fill=70, stroke=self.stroke * 2)
        for rule in self.layout.separators:
            self._outline(rule.box, RULE, fill=150, stroke=self.stroke)
        for frame in self.layout.frames:
            self._outline(frame.box, FRAME, fill=0, stroke=self.stroke * 3)

    def segments(self) -> None:
        """Blocks in their article's colour, their lines inside them, their number at the corner."""
        for block in self.layout.blocks:
            owner = self.owners.get(block.id)
            colour = NONE if owner is None or owner.article is None else ARTICLES[owner.article % len(ARTICLES)]
            for line in block.lines:
                self._outline(line.box, colour, fill=40, stroke=1)
            self._outline(block.box, colour, fill=0, stroke=self.stroke)
            self._tag(block, colour, str(owner.place) if owner else self._kind(block))

    def _kind(self, block: Block) -> str:
        """What reading made of a block that is in no article; its layout's guess where reading says nothing."""
        told = (self.furniture[line.id] for line in block.lines if line.id in self.furniture)
        return next(told, block.kind).value

    def doubts(self) -> None:
        """A patch on each doubtful character, where it lies if the line's characters share its length evenly, and on
        each line that could not be read."""
        for run in _runs(self.page):
            if run.line is not None:
                for start, end in spans(run):
                    self._outline(_part(run.line, start, end), DOUBT, fill=90, stroke=1)

    def seams(self) -> None:
        """An arrow from the end of each tail to the beginning of each head."""
        blocks = {block.id: block for block in self.layout.blocks}
        for join in self.page.joins:
            if join.tail in blocks and join.head in blocks:
                self._arrow(self._end(blocks[join.tail]), self._start(blocks[join.head]))

    def with_legend(self) -> Image.Image:
        """The picture with the explanation of the colours under it."""
        size = max(14, self.picture.width // 90)
        font = ImageFont.load_default(size=size)
        row = round(size * 1.8)
        whole = Image.new("RGB", (self.picture.width, self.picture.height + row * (len(LEGEND) + 1)), "white")
        whole.paste(self.picture, (0, 0))
        pen = ImageDraw.Draw(whole)
        for index, (text, colour) in enumerate(LEGEND):
            top = self.picture.height + row // 2 + index * row
            pen.rectangle((size, top, size * 3, top + size), fill=colour)
            pen.text((size * 4, top - size // 8), text, fill="black", font=font)
        return whole

    def _scan_em(self) -> float:
        em = max(1, round(self.layout.em))
        box = self.page.to_scan.box(Box(0, 0, em, em))
        return (box.width + box.height) / 2

    def _place(self, points: Sequence[Point]) -> list[Point]:
        """Points of the normalised page as points of the drawing."""
        moved = self.page.to_scan.points(np.array(points, dtype=np.float64)) * self.scale
        return [(float(x), float(y)) for x, y in moved]

    def _corners(self, box: Box) -> list[Point]:
        """The box's corners, clockwise from the top left: on a page that was straightened they make a tilted box."""
        right, bottom = box.right - 1, box.bottom - 1
        return self._place([(box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom)])

    def _outline(self, box: Box, colour: Colour, fill: int, stroke: int) -> None:
        corners = self._corners(box)
        if fill:
            self.pen.polygon(corners, fill=(*colour, fill))
        self.pen.line([*corners, corners[0]], fill=colour, width=stroke)

    def _tag(self, block: Block, colour: Colour, text: str) -> None:
        (left, top), (right, _), *_ = self._corners(block.box)
        x0, y0, x1, y1 = self.pen.textbbox((0, 0), text, font=self.font)
        width, height = x1 - x0 + 4, y1 - y0 + 4
        x = (
            right if block.direction is Direction.VERTICAL else left - width
        )  # in the gutter, so that no glyph is hidden
        x = min(max(x, 0), self.picture.width - width)
        self.pen.rectangle((x, top, x + width, top + height), fill=(*colour, 225))
        self.pen.text((x + 2 - x0, top + 2 - y0), text, fill="white", font=self.font)

    def _end(self, block: Block) -> Point:
        box = block.lines[-1].box if block.lines else block.box
        vertical = block.direction is Direction.VERTICAL
        return self._place([(box.center[0], box.bottom) if vertical else (box.right, box.center[1])])[0]

    def _start(self, block: Block) -> Point:
        box = block.lines[0].box if block.lines else block.box
        vertical = block.direction is Direction.VERTICAL
        return self._place([(box.center[0], box.top) if vertical else (box.left, box.center[1])])[0]

    def _arrow(self, tail: Point, head: Point) -> None:
        width, length = self.stroke * 2, self.em * 0.9
        angle = math.atan2(head[1] - tail[1], head[0] - tail[0])
        wings = [
            (head[0] - length * math.cos(angle + turn), head[1] - length * math.sin(angle + turn))
            for turn in (0.45, -0.45)
        ]
        self.pen.line((tail, head), fill=(*SEAM, 210), width=width)
        self.pen.polygon([head, *wings], fill=(*SEAM, 230))
