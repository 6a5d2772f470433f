"""What surrounds the stories of a random page: running head or masthead, banner and note, credits, rules."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter import furnish
from tests.painter.columns import BodyStyle, draw, pour
from tests.painter.draft import Draft, DraftBlock
from tests.painter.news import person, stock
from tests.painter.page_shape import Shape
from tests.painter.setting import Place, record
from tests.painter.slices import Cell
from tests.painter.story import Para, Story


class Margins:
    """Draws the surroundings; number is the page's, 1 for a front page. paper, date: of one or another paper and day
    when left out."""

    def __init__(self, rng: random.Random, draft: Draft, shape: Shape, paper: str = "", date: str = "") -> None:
        self.rng, self.draft, self.shape = rng, draft, shape
        self.number = 1 if rng.random() < 0.2 else rng.randint(2, 16)
        self.paper = paper or rng.choice(stock()["papers"])
        self.date = date

    def head(self, section: str) -> int:
        """Masthead of a front page or running head of another; returns where stories may begin."""
        return self._front() if self.number == 1 else self._inside(section)

    def _front(self) -> int:
        rng = self.rng
        facts = (
            self.date or random_date(rng),
            f"第{rng.randint(1200, 19000)}号 今日{rng.choice('四八')}版",
            f"国内统一刊号CN{rng.randint(10, 65)}—{rng.randint(1000, 9999)}",
        )
        scale, face = rng.uniform(4.0, 5.5), rng.choice(("kai", "song-bold"))
        return furnish.masthead(self.draft, self.shape.box, self.paper, facts, scale, face)

    def _inside(self, section: str) -> int:
        rng = self.rng
        number = rng.choice((f"{self.number}", f"第{self.number}版", f"{self.number:02d}"))
        together = rng.random() < 0.5
        date = self.date or random_date(rng)
        texts = [f"{section} {date}"] if together else [section, date]
        scale, spread, weight = rng.choice((1.4, 1.8, 2.2)), rng.choice((0.0, 0.6)), rng.choice((0.06, 0.1, 0.16))
        return furnish.running_head(self.draft, self.shape.box, self.paper, texts, number, scale, spread, weight)

    def credits(self) -> int:
        """Credits in a strip at the foot, on most pages; returns where stories must end."""
        rng, em, box, grid = self.rng, self.shape.em, self.shape.box, self.shape.grid
        if rng.random() < 0.35:
            return box.bottom
        texts = [
            f"本版责编：{person(rng)}",
            f"版式设计：{person(rng)}",
            f"本版邮箱：news{rng.randint(10, 99)}@example.com",
        ][: rng.randint(1, 3)]
        top = box.bottom - round(em * 1.3) * len(texts)
        column = rng.choice((0, grid.count - 1))
        furnish.credits(self.draft, texts, grid.span(column, column + 1, 0, 1).left, box.right, top)
        return top - em

    def banner(self, top: int) -> int:
        """A headline over the whole page; with an editor's note it is an article of its own, else furniture."""
        rng, em, box = self.rng, self.shape.em, self.shape.box
        text = rng.choice(stock()["banners"])
        size = min(round(em * rng.uniform(2.6, 3.8)), round(box.width * 0.85 / len(text)))
        left = box.left + (box.width - size * len(text)) / 2
        made = furnish.set_text(self.draft, text, rng.choice(("hei", "song-bold")), size, left, top, Kind.BANNER)
        y = top + round(size * 1.3)
        if rng.random() < 0.6:
            y = self._note(text, made, y)
        else:
            self.draft.furniture.append(("banner", made))
        if rng.random() < 0.7:
            self.draft.rule(Box(box.left, y, box.right, y + max(1, em // 16)))
        return y + round(em * 1.2)

    def _note(self, title: str, banner: DraftBlock, y: int) -> int:
        rng, em, box, leading = self.rng, self.shape.em, self.shape.box, self.shape.leading
        text = rng.choice(("编者按", "编者的话")) + "：" + rng.choice(stock()["notes"])
        style = BodyStyle(em, leading, face=rng.choice(("kai", "song")))
        framed = rng.random() < 0.5
        pad = em if framed else 0
        inner = Box(box.left + 2 * em + pad, y + pad, box.right - 2 * em - pad, y + 40 * leading)
        story = Story(title, (Para(text, Kind.NOTE),))
        poured = pour(story.flow(), [inner], style)
        foot = poured.rows[0][-1].top + em + pad
        edge = Box(inner.left - em, y, inner.right + em, foot)
        frame = self.draft.frame(edge, max(1, em // 18)) if framed else None
        body = draw(self.draft, poured, [inner], Kind.NOTE, style, frame)
        record(self.draft, story, Place([inner], [banner]), poured, body, story.flow())
        return foot + round(em * 0.6)

    def rules(self, cells: Sequence[Cell], bottom: int) -> None:
        """Rules between neighbours: under a cell that is not the last, at the right of one that is not at the edge."""
        rng, grid, shape = self.rng, self.shape.grid, self.shape
        chance = {"all": 1.0, "most": 0.8, "across": 1.0, "some": 0.5, "none": 0.0}[shape.rules]
        weight = max(1, round(shape.em * rng.choice((0.04, 0.07))))
        for cell in cells:
            box = grid.span(cell.first, cell.last, cell.top, cell.bottom)
            if cell.bottom < bottom and rng.random() < chance:
                y = cell.bottom + shape.gap // 2
                self._rule(Box(box.left, y, box.right, y + weight))
            if cell.last < grid.count and shape.rules != "across" and rng.random() < chance:
                x = box.right + grid.gutter // 2
                self._rule(Box(x, cell.top, x + weight, cell.bottom))

    def _rule(self, box: Box) -> None:
        self.draft.rule(box)


def random_date(rng: random.Random) -> str:
    return f"{rng.randint(1995, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 星期{rng.choice('一二三四五六日')}"
