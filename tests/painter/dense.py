"""A page of the 1930s as a layout with its readings, no picture, set as close as small papers were: regions in a
stream.

Text runs through bands as on a page that is one stream (see stream). Larger stories take a rectangle out of it, several
bands high, with their head along its right side; what stands right of such a rectangle, in all its bands, is read
before it, and what stands left of it, after it. The stream goes on behind it: a story that a rectangle cuts in two
ends at its edge and runs on at the right end of the next free band, past other stories.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Layout, Line, Run, Separator
from tests.painter.news import Writer, topic_names
from tests.painter.regions import Habits, Regions
from tests.painter.stream import PAUSES, Stream
from tests.painter.traditional import old_style

EM, LEADING, GUTTER, MARGIN = 24, 31, 24, 60
FEWEST = 4
"""Columns that a story needs, its head included."""
HABITS = Habits(FEWEST, wide=14, before=6, stream=0.3, inside=0.6)
TORN = 0.15
"""Share of the columns after which a block of text ends though its text does not, as blocks that are found do."""


def dense_page(seed: int) -> Stream:
    """The page of a seed: 6 to 9 bands of 8 to 11 characters, 26 to 40 columns across."""
    return _Composer(random.Random(f"dense-{seed}")).page()


@dataclass
class _Told:
    """A story and what of its text is not yet set: paragraphs, a subhead among them is a pair with its size."""

    article: dict[str, Any]
    rest: list[tuple[str, float]]


@dataclass
class _Composer(Regions):
    habits = HABITS
    rng: random.Random
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    rules: list[Separator] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    open: list[_Told] = field(default_factory=list)

    def page(self) -> Stream:
        rng = self.rng
        self.bands, self.chars, self.columns = rng.randint(6, 9), rng.randint(8, 11), rng.randint(26, 40)
        self.high = self.chars * EM
        self.ruled, self.torn, self.indents = rng.random() < 0.75, rng.random() < 0.5, rng.random() < 0.7
        self.size = (2 * MARGIN + self.columns * LEADING, 2 * MARGIN + self.bands * (self.high + GUTTER))
        self.writer = Writer(rng, tongue=old_style)
        self.names = list(topic_names())
        rng.shuffle(self.names)
        self.region(0, self.bands, 0, self.columns)
        told = [a for a in self.articles if a["paragraphs"]]
        layout = Layout(self.size, EM, tuple(self.blocks), tuple(self.rules), direction=Direction.VERTICAL)
        return Stream(layout, tuple(self.runs), {"articles": told})

    def strip(self, band: int, right: int, left: int) -> None:
        """One band of the stream."""
        at = float(right)
        while at < left:
            if not self.open:
                if left - at < FEWEST or not self.names:
                    break
                at = self._brief(band, at, left)
            at = self._text(self.open[-1], band, 1, at, left)
            if not self.open[-1].rest:
                self.open.pop()
        self._rule(band + 1, right, left)

    def _brief(self, band: int, at: float, left: int) -> float:
        """The head of a story inside the stream; one or two lines, or one printed across over its first columns."""
        rng, size = self.rng, EM * self.rng.choice((1.6, 1.8, 2.0))
        told, title = self._story(rng.randint(50, 220), int(self.high / size))
        self.open.append(told)
        if rng.random() < 0.2 and left - at >= 7:
            return self._across(told, title, band, at)
        lines = [title] if rng.random() < 0.6 or left - at < 7 else [title, self._deck(int(self.high / EM / 1.3))]
        return self._head(lines, [size, 1.3 * EM], band, 1, at)

    def _across(self, told: _Told, title: str, band: int, at: float) -> float:
        """A head printed from right to left over the first columns of its text, which are shorter."""
        size, pitch = 1.5 * EM, 1.7 * EM
        count = -(-int(pitch * len(title)) // LEADING)
        x, top = self._x(at) - count * LEADING, self._top(band)
        box = Box(x, top, x + round(pitch * len(title)), top + round(size))
        self._block(Kind.HEADLINE, [(box, title[::-1])], size, Direction.HORIZONTAL)
        text, _ = told.rest[0]
        room, rows, top = self.chars - 2, list[tuple[Box, str]](), top + 2 * EM
        while text and len(rows) < count:
            piece, text = text[:room], text[room:]
            box = self._column(at, top, len(piece))
            rows.append((box, piece))
            at += 1
        told.article["paragraphs"].append("".join(piece for _, piece in rows))
        told.rest[:1] = [(text, 0.0)] if text else []
        self._block(Kind.BODY, rows, EM)
        return at

    def rectangle(self, band: int, high: int, right: int, left: int) -> int:
        """A story several bands high, in tall columns or one band after the other; the column left of it."""
        rng, size = self.rng, EM * self.rng.choice((2.0, 2.4, 2.8))
        tall = high * (self.high + GUTTER) - GUTTER
        if not self.names:
            return right
        told, title = self._story(0, int(tall * 0.8 / size))
        lines = [self._deck(rng.randint(5, 8)), title, self._deck(min(12, int(tall / EM / 1.4)))]
        start = self._head(lines, [1.5 * EM, size, 1.4 * EM], band, high, float(right))
        wide = left - start if left - start < 14 else float(rng.randint(6, int(left - start)))
        end = int(start + wide) if left - start - wide >= 6 else left
        columns, one = max(1, int(end - start)), rng.random() < 0.35
        each = int(tall / EM) if one else self.chars
        more = rng.randint(10, 80) if rng.random() < 0.3 and not self.open else -rng.randint(0, each)
        told.rest = self._written(told, columns * each * (1 if one else high) + more)
        if one:
            self._text(told, band, high, start, end)
        else:
            for k in range(high):
                self._text(told, band + k, 1, start, end)
                self._rule(band + k + 1, start, end)
        if told.rest and more > 0:
            self.open.append(told)
        self._rule(band + high, right, end)
        if end < left:
            self._side(band, high, end)
        return end

    def _story(self, chars: int, longest: int) -> tuple[_Told, str]:
        self.author = self.writer.author(self.names.pop())
        title = old_style(self.author.heading(upright=True).title.replace(" ", ""))[:longest]
        article: dict[str, Any] = {"title": title, "paragraphs": []}
        self.articles.append(article)
        told = _Told(article, [])
        told.rest = self._written(told, chars) if chars else []
        return told, title

    def _written(self, told: _Told, chars: int) -> list[tuple[str, float]]:
        """Paragraphs of so many characters, now and then a subhead between."""
        text = "".join(p.text for p in self.author.text(max(40, chars), dated=self.rng.random() < 0.7).paras())
        text = text.translate(PAUSES).replace("、」", "」")[: max(40, chars)]
        found: list[tuple[str, float]] = []
        while text:
            cut = text.find("、", self.rng.randint(60, 160)) + 1 or len(text)
            cut = cut if len(text) - cut > 20 else len(text)
            found.append((text[:cut], 0.0))
            text = text[cut:]
            if text and len(text) > 60 and self.rng.random() < 0.25:
                found.append((old_style(self.author.heading(upright=True).title.replace(" ", ""))[:4], 1.28 * EM))
        return found

    def _deck(self, chars: int) -> str:
        return old_style(self.author.heading(upright=True).title.replace(" ", ""))[:chars]

    def _head(self, lines: list[str], sizes: list[float], band: int, high: int, at: float) -> float:
        """Lines of a head from right to left, each a block; the column after it."""
        tall = high * (self.high + GUTTER) - GUTTER
        x = self._x(at) - 0.4 * EM
        for text, size in zip(lines, sizes, strict=False):
            pitch = min(tall / len(text), size * 1.15)
            top = self._top(band) + (tall - pitch * len(text)) * self.rng.choice((0.0, 0.3, 0.5))
            box = Box(round(x - size), round(top), round(x), round(top + pitch * len(text)))
            self._block(Kind.HEADLINE, [(box, text)], size)
            x -= 1.35 * size
        return -(-(self._x(0) - x + 0.2 * EM) // LEADING)

    def _text(self, told: _Told, band: int, high: int, at: float, left: int) -> float:
        """Columns of a story from one column to another, at most; the column after them."""
        room = high * self.chars + (high - 1 if high > 1 else 0)
        rows: list[tuple[Box, str]] = []
        while told.rest and at < left:
            text, size = told.rest[0]
            if size:
                if left - at < 3:
                    at = left
                    break
                self._block(Kind.BODY, rows, EM)
                rows = []
                at = self._head([text], [size], band, 1, at)
                told.rest.pop(0)
                told.article["paragraphs"].append(text)
                continue
            fresh = self.indents and told.article.get("set", 0) != len(told.rest)
            piece = text[: room - fresh]
            rows.append((self._column(at, self._top(band) + EM * fresh, len(piece)), piece))
            told.article["set"] = len(told.rest)
            told.article["paragraphs"].append(piece)
            told.rest[:1] = [(text[len(piece) :], 0.0)] if len(text) > len(piece) else []
            at += 1
            if self.torn and self.rng.random() < TORN:
                self._block(Kind.BODY, rows, EM)
                rows = []
        self._block(Kind.BODY, rows, EM)
        return at

    def _column(self, at: float, top: float, count: int) -> Box:
        x = self._x(at) - EM
        return Box(x, round(top), x + EM, round(top) + EM * count)

    def _block(self, kind: Kind, rows: list[tuple[Box, str]], size: float, way: Direction = Direction.VERTICAL) -> None:
        if not rows:
            return
        name = f"b{len(self.blocks) + 1:03d}"
        lines = []
        for n, (box, text) in enumerate(rows, 1):
            lines.append(Line(f"{name}-l{n:03d}", box, size, way))
            self.runs.append(Run(lines[-1].id, text, text, 1.0, (1.0,) * len(text), lines[-1]))
        around = Box.around(box for box, _ in rows)
        if kind is Kind.BODY and max(box.height for box, _ in rows) <= self.high:
            band = (around.center[1] - MARGIN) // (self.high + GUTTER)
            foot = self._top(int(band)) + self.high
            around = Box(around.left, min(around.top, foot - self.high + EM), around.right, foot)
        self.blocks.append(Block(name, kind, around, tuple(lines), way))

    def _rule(self, band: int, right: float, left: float) -> None:
        if self.ruled and band < self.bands:
            y = self._top(band) - GUTTER // 2
            box = Box(self._x(left), y, self._x(right), y + 2)
            self.rules.append(Separator(box, Direction.HORIZONTAL, 2.0))

    def _side(self, band: int, high: int, column: float) -> None:
        """The rule at the left of a rectangle, without which nobody would see that its text ends there."""
        x = self._x(column) + (LEADING - EM) // 2
        box = Box(x, self._top(band), x + 2, self._top(band + high) - GUTTER)
        self.rules.append(Separator(box, Direction.VERTICAL, 2.0))

    def _top(self, band: int) -> int:
        return MARGIN + band * (self.high + GUTTER)

    def _x(self, column: float) -> int:
        return round(self.size[0] - MARGIN - column * LEADING)
