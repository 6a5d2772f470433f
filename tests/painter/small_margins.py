"""What stands round the text of a small paper of the 1930s: border, masthead, strip with the date, motto,
advertisements."""

from __future__ import annotations

import random
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft
from tests.painter.news import person, stock
from tests.painter.traditional import old_style
from tests.painter.typeset import Placed

MOTTOES = ("本報忠實報道新聞文字淺近趣味濃厚", "消息靈通言論公正歡迎訂閱刊登廣告最有效力", "每日出版風雨無阻")
WARES = ("香皂", "牌毛巾", "大藥房", "牌香煙", "照相館", "魚肝油")


class SmallMargins:
    """box: the text's place on the page as composed, advertisements included; sign: of the border, '' for a rule."""

    def __init__(self, rng: random.Random, draft: Draft, box: Box, sign: str) -> None:
        self.rng, self.draft, self.box, self.sign = rng, draft, box, sign
        self.paper = old_style(str(rng.choice(stock()["papers"])))
        year, month, day = rng.randint(17, 38), rng.randint(1, 12), rng.randint(1, 28)
        self.date = old_style(f"中华民国{year}年{month}月{day}日")

    def border(self) -> None:
        """Waves, dots or rules along all four sides of the text."""
        em, b = self.draft.em, self.box.grow(round(0.8 * self.draft.em))
        thick = round(0.4 * em) if self.sign else max(2, em // 8)
        sides = (
            replace(b, right=b.left + thick), replace(b, left=b.right - thick),
            replace(b, bottom=b.top + thick), replace(b, top=b.bottom - thick),
        )  # fmt: skip
        for side in sides:
            if self.sign:
                self.draft.ornament(side, self.sign)
            else:
                self.draft.rule(side)

    def strip(self, x: int) -> None:
        """The paper's name, the date and the page's number, printed across over the border."""
        em, number = self.draft.em, old_style(f"第{self.rng.randint(2, 8)}版")
        texts = [
            (self.date, 1.0),
            (self.paper, 1.5),
            (old_style(f"星期{self.rng.choice('一二三四五六日')}"), 1.0),
            (number, 1.0),
        ]
        step = self.box.height // len(texts)
        for k, (text, size) in enumerate(texts):
            self._across("header", Kind.RUNNING_HEAD, text, "hei", round(size * em), x, self.box.top + k * step, step)

    def motto(self) -> None:
        """Large characters far apart down one side of the page, outside the border."""
        em, text = self.draft.em, self.rng.choice(MOTTOES)
        y = self.box.top - round(2.6 * em) if self.rng.random() < 0.5 else self.box.bottom + round(1.4 * em)
        size = round(1.2 * em)
        pitch = min(2.4 * em, self.box.width / len(text))
        self._down("header", Kind.RUNNING_HEAD, text, "kai", size, self.box.left, y, pitch)

    def masthead(self, left: int, right: int) -> None:
        """The paper's name in the middle, facts under it, an advertisement at either side, the date under all."""
        em, b, rng = self.draft.em, self.box, self.rng
        low = right - round(2.4 * em)
        third = b.height // 3
        self._across("masthead", Kind.MASTHEAD, self.paper, "kai", 4 * em, left, b.top + third, third)
        for k in range(rng.randint(1, 3)):
            fact = old_style(f"馆址城内大街{rng.randint(2, 900)}号 电话{rng.randint(1000, 9000)}号")
            self._across(
                "masthead",
                Kind.MASTHEAD,
                fact,
                "song",
                round(0.8 * em),
                left + round((5.2 + 1.6 * k) * em),
                b.top + third,
                third,
            )
        self.advert(Box(left, b.top, low - em, b.top + third - em))
        self.advert(Box(left, b.bottom - third + em, low - em, b.bottom))
        parts = [self.date, f"星期{rng.choice('一二三四五六日')}", old_style(f"今日两大张售国币{rng.randint(2, 6)}分")]
        for k, text in enumerate(parts):
            self._across("header", Kind.RUNNING_HEAD, text, "hei-light", em, low, b.top + k * third, third)

    def adverts(self, box: Box) -> None:
        """Advertisements side by side in a box."""
        count = max(1, min(4, box.height // (11 * self.draft.em)))
        step = box.height // count
        for k in range(count):
            self.advert(
                Box(box.left, box.top + k * step, box.right, box.top + (k + 1) * step - round(0.8 * self.draft.em))
            )

    def advert(self, box: Box) -> None:
        """A frame, single or double, with a name in large type down or across, lines of praise, perhaps a picture."""
        rng, draft, em = self.rng, self.draft, self.draft.em
        draft.frame(box, max(2, round(em * rng.uniform(0.08, 0.3))))
        inner = box.grow(-round(em))
        text = old_style(person(rng)[-2:] + rng.choice(WARES))
        praise = old_style(rng.choice(stock()["adverts"])).split("，")
        face = rng.choice(("hei", "song-bold", "kai"))
        first = len(draft.furniture)
        if rng.random() < 0.5:
            size = max(em, min(4 * em, inner.width // len(text), inner.height // 3))
            self._down("advertisement", Kind.HEADLINE, text, face, size, inner.left, inner.top, inner.width / len(text))
            rest = replace(inner, top=inner.top + size + em // 2)
            size = round(1.2 * em)
            for k, line in enumerate(praise):
                y = rest.top + round(1.6 * em) * k
                if y + size <= rest.bottom and len(line) * size <= rest.width:
                    self._down("advertisement", Kind.BODY, line, "song-bold", size, rest.left, y, float(size))
            self._scene(replace(rest, top=rest.top + round(1.6 * em) * len(praise) + em // 2))
        else:
            size = max(em, min(3 * em, inner.height // len(text), inner.width // 3))
            self._across("advertisement", Kind.HEADLINE, text, face, size, inner.left, inner.top, inner.height)
            rest = replace(inner, left=inner.left + size + em // 2)
            size = round(1.2 * em)
            for k, line in enumerate(praise):
                x = rest.left + round(1.7 * em) * k
                if x + size <= rest.right and len(line) * size <= rest.height:
                    self._across("advertisement", Kind.BODY, line, "song-bold", size, x, rest.top, rest.height)
            self._scene(replace(rest, left=rest.left + round(1.7 * em) * len(praise) + em // 2))
        said = [line.text for _, block in draft.furniture[first:] for line in block.lines]
        draft.optional.append("".join(said))

    def _scene(self, box: Box) -> None:
        """A picture where an advertisement leaves room for one."""
        if min(box.width, box.height) > 5 * self.draft.em:
            self.draft.picture(box, self.rng.randint(0, 10**6))

    def _across(self, name: str, kind: Kind, text: str, face: str, size: int, x: int, y: int, wide: int) -> None:
        pitch = min(wide / len(text), size * 1.15)
        start = y + round((wide - pitch * len(text)) / 2)
        line = self.draft.set_column(text, face, min(size, int(pitch)), x, start, pitch)
        self.draft.furniture.append((name, self.draft.block(kind, line.box, [line])))

    def _down(self, name: str, kind: Kind, text: str, face: str, size: int, x: int, y: int, pitch: float) -> None:
        placed = [Placed(c, k * pitch, k * pitch + size, k * pitch, face, size) for k, c in enumerate(text)]
        line = self.draft.set_line(placed, x, y)
        self.draft.furniture.append((name, self.draft.block(kind, line.box, [line])))
