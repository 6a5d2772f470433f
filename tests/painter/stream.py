"""A page of the 1930s as a layout with its readings, no picture: one stream of stories through bands of short columns.

Text runs through a band from right to left and on at the right end of the next band; a head of one or two lines stands
inside the stream, and what follows up to the next head is its story. The pause is the only mark, a paragraph begins
with an indent of one em at most. Stories begin wherever the one before has ended.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Layout, Line, Run, Separator
from tests.painter.news import Writer, topic_names
from tests.painter.traditional import old_style

EM = 24
LEADING = 33
GUTTER = 26
MARGIN = 60
PAUSES = str.maketrans("。，；！？", "、、、、、")


@dataclass(frozen=True, slots=True)
class Stream:
    """A page: its layout, the readings of its lines, and its stories as evaluation reads a truth."""

    layout: Layout
    runs: tuple[Run, ...]
    truth: dict[str, Any]


def stream_page(seed: int) -> Stream:
    """The page of a seed: 24 to 36 columns across, 5 to 7 bands of 9 to 12 characters, stories until it is full."""
    return _Setter(random.Random(f"stream-{seed}")).page()


@dataclass
class _Setter:
    rng: random.Random
    band: int = 0
    column: float = 0.0
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)

    def page(self) -> Stream:
        rng = self.rng
        self.bands, self.chars, self.columns = rng.randint(5, 7), rng.randint(9, 12), rng.randint(24, 36)
        self.high = self.chars * EM
        self.size = (2 * MARGIN + self.columns * LEADING, 2 * MARGIN + self.bands * (self.high + GUTTER))
        writer = Writer(rng, tongue=old_style)
        names = list(topic_names())
        rng.shuffle(names)
        while names and self._story(writer, names.pop()):
            pass
        layout = Layout(self.size, EM, tuple(self.blocks), self._rules(), direction=Direction.VERTICAL)
        return Stream(layout, tuple(self.runs), {"articles": self.articles})

    def _rules(self) -> tuple[Separator, ...]:
        """Rules between all bands, or none."""
        if self.rng.random() < 0.3:
            return ()
        tops = [self._top(band) - GUTTER // 2 for band in range(1, self.bands)]
        return tuple(Separator(Box(MARGIN, y, self.size[0] - MARGIN, y + 2), Direction.HORIZONTAL, 2.0) for y in tops)

    def _story(self, writer: Writer, name: str) -> bool:
        """Set a story at the end of the stream; False when there is no room for it any more."""
        rng, author = self.rng, writer.author(name)
        brief = rng.random() < 0.3
        size = EM * (1.4 if brief else rng.choice((1.8, 2.0, 2.4)))
        title = old_style(author.heading(upright=True).title.replace(" ", ""))[: int(self.high / size)]
        wanted = rng.randint(40, 80) if brief else rng.randint(100, 320)
        text = "".join(p.text for p in author.text(wanted, dated=rng.random() < 0.5).paras())
        text = text.translate(PAUSES).replace("、」", "」")
        wide = (size + EM) / LEADING
        if self.columns - self.column < wide + 3:
            self.band, self.column = self.band + 1, 0.0
        lines = -(-(len(text) + 1) // self.chars)
        left = (self.bands - self.band) * self.columns - self.column - wide
        if self.band >= self.bands or left < lines + 3:
            return False
        self._head(title, size)
        self._text(text)
        self.articles.append({"title": title, "paragraphs": [text]})
        return True

    def _head(self, title: str, size: float) -> None:
        self.column += (EM * 0.5) / LEADING
        x = self._right() - round(size)
        pitch = min(self.high / len(title), size * 1.2)
        box = Box(x, self._top(self.band), x + round(size), self._top(self.band) + round(pitch * len(title)))
        self._block(Kind.HEADLINE, [(box, title)], size)
        self.column += (size + 0.5 * EM) / LEADING

    def _text(self, text: str) -> None:
        """Columns of a text, a block for each band; the first line is set in by one em."""
        at, first, rows = 0, True, list[tuple[Box, str]]()
        while at < len(text):
            if self.columns - self.column < 1:
                self._block(Kind.BODY, rows, EM)
                rows, self.band, self.column = [], self.band + 1, 0.0
            room = self.chars - first
            piece = text[at : at + room]
            top = self._top(self.band) + EM * first
            x = self._right() - EM
            rows.append((Box(x, top, x + EM, top + EM * len(piece)), piece))
            at, first, self.column = at + room, False, self.column + 1
        self._block(Kind.BODY, rows, EM)

    def _block(self, kind: Kind, rows: list[tuple[Box, str]], size: float) -> None:
        if not rows:
            return
        name = f"b{len(self.blocks) + 1:03d}"
        lines = []
        for n, (box, text) in enumerate(rows, 1):
            lines.append(Line(f"{name}-l{n:03d}", box, size, Direction.VERTICAL))
            self.runs.append(Run(lines[-1].id, text, text, 1.0, (1.0,) * len(text), lines[-1]))
        around = Box.around(box for box, _ in rows)
        if kind is Kind.BODY:
            around = Box(around.left, self._top(self.band), around.right, self._top(self.band) + self.high)
        self.blocks.append(Block(name, kind, around, tuple(lines), Direction.VERTICAL))

    def _top(self, band: int) -> int:
        return MARGIN + band * (self.high + GUTTER)

    def _right(self) -> int:
        return round(self.size[0] - MARGIN - self.column * LEADING)
