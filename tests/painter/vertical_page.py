"""What is different about a page set in vertical lines: its measures, its margins, its advertisements.

It is composed as a horizontal page is (see draft): a band of the printed page is a column here, a head beside its text
stands above it here, one above its text, printed from right to left, stands upright at its left here.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Kind
from tests.painter import furnish
from tests.painter.draft import Draft, DraftBlock
from tests.painter.head import HeadStyle
from tests.painter.news import Author, person, stock
from tests.painter.page_margins import Margins
from tests.painter.page_shape import MOST, Shape
from tests.painter.page_stories import Stories
from tests.painter.setting import Photo
from tests.painter.slices import Cell, Grid
from tests.painter.story import Story
from tests.painter.traditional import old_style
from tests.painter.typeset import justify, units

STRIP = 3.4
"""Em of the running head printed across the top of a page, its rule included."""


def vertical_shape(rng: random.Random) -> Shape:
    """A page of 5 to 10 bands of 9 to 13 characters, 18 to 36 pixels wide, as it is composed: bands are columns."""
    em = rng.choice((18, 20, 22, 24, 26, 28, 32, 36))
    leading = round(em * rng.uniform(1.28, 1.6))
    chars = rng.choice((9, 10, 11, 11, 12, 13))
    gutter = round(em * rng.uniform(1.0, 1.8))
    count = rng.randint(5, 10 if em < 24 else 8)
    margin = round(em * rng.uniform(1.5, 4))
    strip = round(em * STRIP) if rng.random() < 0.6 else 0
    grid = Grid(margin + strip, count, chars * em, gutter, leading)
    right = grid.span(0, count, 0, 1).right
    height = min(round((right + margin) * rng.uniform(0.75, 1.1)), MOST // (count * chars) * leading)
    return Shape(
        em,
        leading,
        chars,
        grid,
        (right + margin, height),
        Box(grid.left, margin, right, height - margin),
        gap=round(em * rng.uniform(1.4, 2.2)),
        rules=rng.choice(("all", "all", "most", "across", "some", "none")),
        inner_rules=rng.random() < 0.4,
        face=rng.choice(("song",) * 6 + ("ming", "ming", "kai")),
        strip=strip,
    )


def vertical_draft(rng: random.Random, shape: Shape) -> Draft:
    """An empty page of that shape, its marks in the corner of their squares or in the middle."""
    return Draft(shape.size, shape.em, Direction.VERTICAL, traditional=True, centred=rng.random() < 0.4)


class VerticalMargins(Margins):
    """The surroundings of a vertical page: a masthead or running head at its right side, or one across its top."""

    def __init__(self, rng: random.Random, draft: Draft, shape: Shape) -> None:
        super().__init__(rng, draft, shape)
        self.paper = old_style(self.paper)

    def head(self, section: str) -> int:
        rng, box, section = self.rng, self.shape.box, old_style(section)
        day = old_style(f"中华民国{rng.randint(10, 38)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日")
        week = f"星期{rng.choice('一二三四五六日')}"
        if self.shape.strip:
            self._strip(rng.sample([day, week, self.paper, section, old_style(f"第{self.number}版")], 5))
            return box.top
        if self.number == 1:
            facts = (f"{day} {week}", old_style(f"第{rng.randint(200, 9000)}号 今日{rng.choice('一两')}大张"))
            return furnish.masthead(self.draft, box, self.paper, facts, rng.uniform(4.0, 5.5), "kai")
        number = old_style(f"第{self.number}版")
        return furnish.running_head(self.draft, box, self.paper, [section, day], number, 1.4, 0.0, 0.1)

    def _strip(self, texts: list[str]) -> None:
        """Texts spread over a strip that is printed across the top of the page, a rule under them."""
        em, box, left = self.draft.em, self.shape.box, self.shape.box.left - self.shape.strip
        pitch = em * self.rng.uniform(1.0, 1.4)
        room = box.height - pitch * sum(map(len, texts))
        y = float(box.top)
        for text in texts:
            size = round(em * 1.3) if text == self.paper else em
            if y + pitch * len(text) > box.bottom:
                break
            line = self.draft.set_column(text, "hei-light", size, left, round(y), max(pitch, size))
            made = self.draft.block(Kind.RUNNING_HEAD, line.box, [line])
            self.draft.furniture.append(("header", made))
            y = made.box.bottom + max(2.0 * em, room / len(texts))
        x = box.left - round(em * 1.2)
        self.draft.rule(Box(x, box.top, x + max(2, round(em * 0.1)), box.bottom))

    def credits(self) -> int:
        return self.shape.box.bottom

    def banner(self, top: int) -> int:
        return top

    def _rule(self, box: Box) -> None:
        """A plain rule, or a wave or row of dots in its place."""
        sign = self.rng.choice(("", "", "wave", "dots"))
        if not sign:
            return super()._rule(box)
        high = round(self.shape.em * 0.4)
        flat = box.width >= box.height
        x, y = (box.left, box.top - high // 2) if flat else (box.left - high // 2, box.top)
        self.draft.ornament(Box(x, y, box.right if flat else x + high, y + high if flat else box.bottom), sign)


class VerticalStories(Stories):
    """Stories in an old paper's words; heads may step down from line to line."""

    def __init__(self, rng: random.Random, draft: Draft, shape: Shape) -> None:
        super().__init__(rng, draft, shape, old_style)

    def _mode(self, cell: Cell, columns: int, box: Box) -> str:
        mode = super()._mode(cell, columns, box)
        return "left" if mode == "right" else mode

    def head_style(self, cell: Cell) -> HeadStyle:
        return replace(super().head_style(cell), align=self.rng.choice(("centre", "left", "stairs", "stairs")))

    def _dress(self, author: Author, mode: str, photos: Sequence[Photo], dated: bool, box: Box) -> Story:
        """Little room leaves none for trimmings."""
        story = super()._dress(author, mode, photos, dated, box)
        plain = box.height < 20 * self.shape.leading and box.width < 30 * self.shape.em
        return replace(story, kicker="", deck="", byline="", sign="", jump_from="") if plain else story

    def advert(self, cell: Cell) -> None:
        """A framed advertisement: a picture, a name in large type, a few lines that praise it. It is no story."""
        rng, draft, em = self.rng, self.draft, self.shape.em
        box = self.shape.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        frame = draft.frame(box, max(2, round(em * rng.uniform(0.08, 0.25))))
        inner = box.grow(-round(1.2 * em))
        name = person(rng)[-2:] + rng.choice(("香皂", "牌毛巾", "大藥房", "牌香煙", "照相館", "魚肝油"))
        size = min(round(em * rng.uniform(2.4, 4.0)), inner.height // (len(name) + 1), inner.width // 6)
        column = draft.set_column(old_style(name), "hei", size, inner.left, inner.top, size * 1.1)
        lines = [draft.block(Kind.HEADLINE, column.box, [column], frame)]
        rest = replace(inner, left=inner.left + size + em)
        lines += self._praise(old_style(rng.choice(stock()["adverts"])).split("，"), rest, frame)
        low = max(block.box.bottom for block in lines[1:]) + em
        if inner.bottom - low > 5 * em and rest.width > 5 * em:
            draft.picture(Box(rest.left, low, rest.right, inner.bottom), rng.randint(0, 10**6))
        for block in lines:
            draft.furniture.append(("advertisement", block))
        draft.optional.append("".join(line.text for block in lines for line in block.lines))

    def _praise(self, texts: list[str], box: Box, frame: str) -> list[DraftBlock]:
        """Lines beside an advertisement's name, one a text, as large as they may be."""
        made, y = [], box.top
        for text in texts:
            size = min(round(self.shape.em * self.rng.uniform(1.1, 1.7)), box.width // len(text))
            if y + size > box.bottom:
                break
            line = self.draft.set_line(justify(units(text, "song-bold", size), box.width, full=False), box.left, y)
            made.append(self.draft.block(Kind.BODY, line.box, [line], frame))
            y += round(size * 1.5)
        return made
