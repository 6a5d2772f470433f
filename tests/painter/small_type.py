"""Setting for a small paper of the 1930s: columns of text, heads of several lines, heads printed across, subheads at
the top of their columns.

Everything is placed on the page as composed (see draft): x runs along a printed column, y from one column to the next.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft, DraftBlock, DraftLine
from tests.painter.typeset import Placed


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of a story. sub: the subhead over it, if any; mode: where that stands: 'column' by itself, 'single'
    at the top of the paragraph's first column, 'double' in two halves side by side at the top of its first two."""

    text: str
    sub: str = ""
    mode: str = ""


@dataclass
class Told:
    """A story's truth, and what of its text is not yet set; fresh: its next column begins a paragraph."""

    article: dict[str, Any]
    rest: list[Para] = field(default_factory=list)
    fresh: bool = True


@dataclass
class Type:
    """The type case: a draft, its sizes in pixels, the faces of body and heads. chars: squares of a column."""

    rng: random.Random
    draft: Draft
    leading: int
    chars: int
    body: str
    heavy: str
    indents: bool

    @property
    def em(self) -> int:
        return self.draft.em

    def line(self, text: str, face: str, size: int, x: float, y: int, pitch: float = 0.0) -> DraftLine:
        """A line that is printed down the page; pitch: pixels from one character to the next, an em when left out."""
        pitch = pitch or float(size)
        return self.draft.set_line(
            [Placed(c, k * pitch, k * pitch + min(size, pitch), k * pitch, face, size) for k, c in enumerate(text)],
            x,
            y,
        )

    def column(self, told: Told, x: int, y: int, room: int) -> int:
        """The next column of a story, room squares long at most; the columns used up, none when the story is told."""
        para = told.rest[0]
        if para.mode == "double" and para.sub:
            return self._double(told, x, y, room)
        start = 1.0 if told.fresh and self.indents else 0.0
        self._run(told, x, y, start, room, lead=para.sub if para.mode == "single" else "")
        return 1

    def _run(self, told: Told, x: int, y: int, start: float, room: int, lead: str = "") -> None:
        """One column's characters, from start on (em). lead: a subhead in bold at its top, in the same line."""
        said, glyphs = told.article["paragraphs"], []
        if lead:
            glyphs = self.line(lead, self.heavy, self.em, x, y).glyphs
            said.append(lead)
            start = len(lead) + self.rng.choice((1.0, 1.5))
        text = told.rest[0].text
        piece, left = text[: int(room - start)], text[int(room - start) :]
        set_ = self.line(piece, self.body, self.em, x + start * self.em, y)
        set_.glyphs[:0] = glyphs
        told.article["body"].append(set_)
        if told.fresh:
            said.append(piece)
        else:
            said[-1] += piece
        told.fresh = not left
        told.rest[:1] = [Para(left)] if left else []

    def _double(self, told: Told, x: int, y: int, room: int) -> int:
        """A subhead in two halves at the top of two columns, under both of which its text goes on."""
        self.close(told)
        para, half = told.rest[0], -(-len(told.rest[0].sub) // 2)
        gap, set_in = self.rng.choice((0.6, 1.0, 1.8)), self.rng.choice((0.0, 1.0))
        at = x + round(set_in * self.em)
        halves = [para.sub[:half], para.sub[half:]]
        made = [self.line(part, self.heavy, self.em, at, y + k * self.leading) for k, part in enumerate(halves)]
        self._told(told, Kind.SUBHEAD, made)
        told.article["paragraphs"].append(para.sub)
        told.rest[0], told.fresh = Para(para.text), True
        for k in range(2):
            if gap > 1.2:
                self._jewel(at + round((half + 0.45) * self.em), y + k * self.leading + self.em // 2)
            if told.rest and (k == 0 or not told.fresh):
                self._run(told, x, y + k * self.leading, set_in + half + gap, room)
        self.close(told)
        return 2

    def _jewel(self, x: int, y: int) -> None:
        """A small ornament in the middle between two columns: no character of any text."""
        arm, thick = round(0.3 * self.em), max(2, self.em // 10)
        self.draft.fill(Box(x, y - thick // 2, x + 2 * arm, y - thick // 2 + thick), 0)
        self.draft.fill(Box(x + arm - thick // 2, y - arm, x + arm - thick // 2 + thick, y + arm), 0)

    def upright(self, told: Told, parts: Sequence[tuple[Kind, str, float, str]], x: int, y: int, deep: int) -> int:
        """A head's lines from right to left: kind, text, size in em, face; deep: the room along them. The pixels
        that it takes from one side to the other."""
        top = y
        for kind, text, scale, face in parts:
            size = min(round(scale * self.em), int(deep / len(text)))
            pitch = min(deep / len(text), size * self.rng.uniform(1.02, 1.15))
            spare = deep - pitch * len(text)
            share = {Kind.KICKER: 0.0, Kind.HEADLINE: 0.3, Kind.DECK: 0.6}.get(kind, 0.0)
            self._told(told, kind, [self.line(text, face, size, x + spare * share, y, pitch)])
            y += round(size * 1.12) + round(0.25 * self.em)
        return y - top

    def across(self, told: Told, rows: Sequence[tuple[Kind, str, float, str]], x: int, y: int, wide: int) -> int:
        """A head printed from right to left, row under row, in a width; the pixels it is high, on the page as
        composed: along x."""
        left = x
        for kind, text, scale, face in rows:
            size = min(round(scale * self.em), int(wide / len(text)))
            pitch = min(wide / len(text), size * self.rng.uniform(1.05, 1.5))
            start = y + round((wide - pitch * len(text)) / 2)
            self._told(told, kind, [self.draft.set_column(text, face, size, left, start, pitch)])
            left += round(size * 1.12)
        return left - x

    def _told(self, told: Told, kind: Kind, lines: list[DraftLine]) -> DraftBlock:
        block = self.draft.block(kind, Box.around(line.box for line in lines), lines)
        told.article["heads"].append(block)
        return block

    def close(self, told: Told) -> None:
        """The columns set last as a block of text."""
        lines = told.article["body"]
        if lines:
            told.article["blocks"].append(self.draft.block(Kind.BODY, Box.around(x.box for x in lines), list(lines)))
        told.article["body"] = []
