"""A page as the small papers of the 1930s set it: bands of a few characters, stories in a stream through them.

Text runs through a band from right to left and on in the next one; larger stories take a rectangle of several bands
out of the stream, with their head along its right side. Heads have up to four lines, or are printed from right to left
over the first columns of their text, in a box or over a line; subheads stand in a column of their own, at the top of
one, or in two halves side by side. The pause is the only mark. Advertisements fill the foot, a masthead the top of a
front page; a motto stands outside the page's border.
"""

from __future__ import annotations

import random
from typing import Any

from ocr.geometry import Box, Direction
from ocr.page import Kind
from tests.painter.draft import Draft
from tests.painter.news import Writer, topic_names
from tests.painter.page import Painted
from tests.painter.regions import Habits, Regions
from tests.painter.small_margins import SmallMargins
from tests.painter.small_type import Para, Told, Type
from tests.painter.traditional import old_style

PAUSES = str.maketrans("。，；！？：", "、、、、、、")
FEWEST = 5
"""Columns that a story needs, its head included."""
HABITS = Habits(FEWEST, wide=15, before=7, stream=0.35, inside=0.5)


def small_paper(seed: int) -> Painted:
    """The page of a seed: 5 to 9 bands of 8 to 11 characters, 24 to 40 columns across, 18 to 28 pixels an em."""
    return _Composer(random.Random(f"small-paper-{seed}")).page()


class _Composer(Regions):
    habits = HABITS

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        em, self.chars = rng.choice((18, 20, 22, 24, 24, 26, 28)), rng.randint(8, 11)
        self.leading, self.gutter = round(em * rng.uniform(1.25, 1.4)), round(em * rng.uniform(0.85, 1.3))
        self.bands, self.rows = rng.randint(5, 9), rng.randint(24, 40)
        self.high = self.chars * em
        self.front = rng.random() < 0.35
        self.head = round(em * (15 if self.front else 4))
        self.margin = 4 * em
        foot = rng.choice((0, 1, 2)) if self.bands > 5 else 0
        self.left = self.margin + self.head
        wide = self.left + self.bands * (self.high + self.gutter) + self.margin
        self.draft = Draft((wide, 2 * self.margin + self.rows * self.leading), em, Direction.VERTICAL, True)
        heavy = rng.choice(("hei", "hei", "song-bold"))
        self.type = Type(rng, self.draft, self.leading, self.chars, "song", heavy, rng.random() < 0.6)
        self.ruled, self.waves = rng.random() < 0.8, rng.choice(("wave", "wave", "dots", ""))
        self.floor = self.bands - foot
        self.writer = Writer(rng, tongue=old_style)
        self.names = [name for _ in range(2) for name in rng.sample(topic_names(), len(topic_names()))]
        self.open: list[Told] = []
        self.told: list[Told] = []

    def page(self) -> Painted:
        box = Box(self.left, self.margin, self._x(self.floor) - self.gutter, self.margin + self.rows * self.leading)
        around = Box(box.left, box.top, self._x(self.bands) - self.gutter, box.bottom)
        margins = SmallMargins(self.rng, self.draft, around, self.waves)
        margins.border()
        if self.front:
            margins.masthead(self.margin, self.left - self.gutter)
        else:
            margins.strip(self.left - round(2.6 * self.draft.em))
        margins.motto()
        if self.floor < self.bands:
            margins.adverts(Box(self._x(self.floor), box.top, around.right, box.bottom))
            self._rule(self.floor, 0, self.rows)
        self.region(0, self.floor, 0, self.rows)
        for told in self.told:
            self._finish(told)
        return self.draft.finish()

    def _finish(self, told: Told) -> None:
        article = told.article
        del article["body"]
        if article["paragraphs"]:
            blocks = [*article["heads"], *article["blocks"]]
            article["segments"] = [block.box.as_list() for block in article["blocks"]]
            article["lines"] = [[line.text, line.box.as_list()] for b in article["blocks"] for line in b.lines]
            article["bbox"] = Box.around(block.box for block in blocks).as_list()
            self.draft.articles.append(article)

    def strip(self, band: int, top: int, bottom: int) -> None:
        """One band of the stream."""
        at = top
        while at < bottom:
            if not self.open:
                if bottom - at < FEWEST + 2 or not self.names:
                    break
                at = self._brief(band, at, bottom)
            at = self._text(self.open[-1], self._x(band), self.chars, at, bottom)
            if not self.open[-1].rest:
                self.open.pop()
        self._rule(band + 1, top, bottom)

    def _brief(self, band: int, at: int, bottom: int) -> int:
        """A story that begins inside the stream, up to the first column after its head."""
        rng = self.rng
        told, across = self._story(), rng.random() < 0.3 and bottom - at >= 8
        size = rng.choice((1.5, 1.8, 2.2))
        told.rest = self._written(rng.randint(50, 240), subs=not across and size > 1.5)
        self.open.append(told)
        if across:
            return self._headed_across(told, band, at, bottom)
        if rng.random() < 0.3 and at:
            self._wave(self._x(band), self._y(at) + round(0.3 * self.draft.em))
            at += 1
        return self._head(told, self._x(band), self.high, at, rng.choice((1, 1, 2)), size)

    def _headed_across(self, told: Told, band: int, at: int, bottom: int) -> int:
        """A head printed across over the first columns of its text, which are shorter: over a line or in a box, its
        second row smaller."""
        rng, em, x = self.rng, self.draft.em, self._x(band)
        columns = min(rng.randint(4, 7), bottom - at - 2)
        wide = columns * self.leading
        rows = [(Kind.HEADLINE, self._words(rng.randint(4, 5)), rng.choice((1.3, 1.5, 1.8)), self.type.heavy)]
        if rng.random() < 0.5:
            rows.append((Kind.DECK, self._words(rng.randint(4, 6)), rng.choice((1.05, 1.2)), "hei"))
        told.article["title"] = rows[0][1]
        told.article["subtitle"] = rows[1][1] if len(rows) > 1 else ""
        pad = round(0.35 * em) if rng.random() < 0.4 else 0
        deep = self.type.across(told, rows, x + pad, self._y(at) + pad, wide - 2 * pad)
        if pad:
            self.draft.frame(Box(x, self._y(at), x + deep + 2 * pad, self._y(at) + wide - em // 4), max(1, em // 12))
        elif rng.random() < 0.7:
            self._line(Box(x + deep + em // 4, self._y(at), x + deep + em // 4 + 2, self._y(at) + wide - em // 4))
        low = -(-(deep + 2 * pad + em // 2) // em) + 0
        return self._text(told, x + low * em, self.chars - low, at, at + columns)

    def rectangle(self, band: int, high: int, top: int, bottom: int) -> int:
        """A story several bands high, in columns as tall or one band after the other; the column after it."""
        rng, x = self.rng, self._x(band)
        tall = high * (self.high + self.gutter) - self.gutter
        told = self._story()
        wide = bottom - top if bottom - top < 15 else rng.randint(13, bottom - top)
        end = top + wide if bottom - top - wide >= 7 else bottom
        last = end - 1 if end < bottom else end  # a column left white for the rule beside it
        if rng.random() < 0.2 and last - top >= 12:
            self._pictured(told, band, high, top, last)
        else:
            start = self._head(told, x, tall, top, rng.choice((2, 3, 3, 4)), rng.choice((2.2, 2.6, 3.2)))
            one, columns = rng.random() < 0.3, max(1, last - start)
            told.rest = self._written(int(columns * (tall / self.draft.em if one else self.chars * high) * 0.9))
            for k in range(1 if one else high):
                self._text(told, self._x(band + k), tall // self.draft.em if one else self.chars, start, last)
                if not one and k + 1 < high:
                    self._rule(band + k + 1, start, last)
        self._over(told, whole=end < bottom)
        self._rule(band + high, top, end)
        if end < bottom:
            self._wave(x, self._y(end) - self.leading // 2, tall)
        return end

    def _over(self, told: Told, *, whole: bool) -> None:
        """What of a rectangle's story has no room in it goes on in the stream beneath, or is not told; whole: more of
        the page stands at its left."""
        if told.rest and not whole and not self.open:
            self.open.append(told)
        told.rest = told.rest if told in self.open else []

    def _pictured(self, told: Told, band: int, high: int, top: int, last: int) -> None:
        """A map with its head across over it in small type, text beneath it and in tall columns at its left."""
        em, x, tall = self.draft.em, self._x(band), high * (self.high + self.gutter) - self.gutter
        split = top + round((last - top) * self.rng.uniform(0.55, 0.75))
        wide = (split - top) * self.leading - em // 2
        title = self._words(5) + "………" + self._words(6)
        told.article["title"] = title
        deep = self.type.across(told, [(Kind.HEADLINE, title, 1.05, "hei")], x, self._y(top), wide)
        foot = self._x(band + high - 1)
        self.draft.picture(
            Box(x + deep + em // 2, self._y(top), foot - self.gutter, self._y(top) + wide), self.rng.randint(0, 10**6)
        )
        told.rest = self._written(int(0.85 * ((split - top) * self.chars + (last - split) * (tall // em))), subs=False)
        self._text(told, foot, self.chars, top, split)
        self._text(told, x, tall // em, split, last)

    def _story(self) -> Told:
        name = self.names.pop()
        self.author = self.writer.author(name)
        article: dict[str, Any] = {"title": "", "kicker": "", "subtitle": "", "byline": "", "paragraphs": []}
        article |= {"breaks": [], "heads": [], "blocks": [], "body": []}
        self.told.append(Told(article))
        return self.told[-1]

    def _head(self, told: Told, x: int, deep: int, at: int, count: int, size: float) -> int:
        """A head of one to four upright lines; the column after it."""
        title = self._words(max(3, int(deep * 0.95 / (size * self.draft.em))), least=4)
        face = self.rng.choice((self.type.heavy, self.type.heavy, "kai" if size < 2 else "hei"))
        parts = [(Kind.HEADLINE, title, size, face)]
        small = min(1.6, size - 0.2)
        room = int(deep / self.draft.em / 1.5)
        if count in (3, 4):
            parts.insert(0, (Kind.KICKER, self._words(min(7, room)), small, "hei"))
        if count > 1:
            parts.append((Kind.DECK, self._words(min(10, room)), max(1.2, small - 0.15), "hei-light"))
        if count == 4:
            parts.append((Kind.DECK, self._words(min(10, room)), max(1.2, small - 0.15), "hei-light"))
        told.article["title"] = title
        told.article["kicker"] = parts[0][1] if parts[0][0] is Kind.KICKER else ""
        told.article["subtitle"] = " ".join(text for kind, text, _, _ in parts if kind is Kind.DECK)
        y, em = self._y(at) + round(0.2 * self.draft.em), self.draft.em
        crown = round(2.2 * em) if count > 1 and self.rng.random() < 0.2 else 0
        taken = self.type.upright(told, parts, x + crown, y, deep - crown)
        if crown:
            wide = taken - round(0.3 * em)
            self.type.across(told, [(Kind.KICKER, self._words(min(5, wide // em)), 1.4, "hei")], x, y, wide)
        return at + -(-(taken + round(0.3 * self.draft.em)) // self.leading)

    def _words(self, most: int, least: int = 3) -> str:
        """A heading of no more characters than that; no topic has many that are short."""
        text = old_style(self.author.heading(upright=True).title.replace(" ", "")).translate(
            {ord(c): None for c in "，、"}
        )
        return text[: max(least, most)]

    def _written(self, chars: int, *, subs: bool = True) -> list[Para]:
        """Paragraphs of about so many characters, now and then with a subhead if the head is large enough for any."""
        rng = self.rng
        text = "".join(p.text for p in self.author.text(max(40, chars), dated=rng.random() < 0.7).paras())
        text = text.translate(PAUSES).replace("、」", "」")[: max(40, chars)]
        text = text[: text.rfind("、") + 1] or text
        found: list[Para] = []
        mode = rng.choice(("column", "column", "single", "double", "double"))
        while text:
            cut = text.find("、", rng.randint(40, 140)) + 1 or len(text)
            cut = cut if len(text) - cut > 20 else len(text)
            sub = self._words(3 if mode == "single" else 4) if subs and found and rng.random() < 0.4 else ""
            found.append(Para(text[:cut], sub, mode if sub else ""))
            text = text[cut:]
        return found

    def _text(self, told: Told, x: int, room: int, at: int, end: int) -> int:
        """Columns of a story from one up to another; the column after them."""
        while told.rest and at < end:
            para = told.rest[0]
            if para.sub and para.mode == "column":
                if end - at < 3:
                    at = end
                    break
                at = self._subhead(told, para, x, room * self.draft.em, at)
                continue
            if para.sub and para.mode == "double" and end - at < 2:
                told.rest[0] = Para(para.text)
            at += self.type.column(told, x, self._y(at), room)
        self.type.close(told)
        return at

    def _subhead(self, told: Told, para: Para, x: int, deep: int, at: int) -> int:
        """A subhead in a column of its own, larger than the text, perhaps between two hairlines."""
        self.type.close(told)
        em = self.draft.em
        y = self._y(at) + round(0.25 * em)
        taken = self.type.upright(told, [(Kind.SUBHEAD, para.sub, 1.35, self.type.heavy)], x + em, y, deep - 2 * em)
        told.article["paragraphs"].append(para.sub)
        told.rest[0], told.fresh = Para(para.text), True
        return at + -(-(taken + round(0.25 * em)) // self.leading)

    def _rule(self, band: int, top: int, bottom: int) -> None:
        """The rule between two bands."""
        if self.ruled and band < self.bands:
            x = self._x(band) - self.gutter // 2
            self.draft.rule(Box(x, self._y(top), x + max(2, self.draft.em // 12), self._y(bottom) - self.leading // 4))

    def _line(self, box: Box) -> None:
        self.draft.rule(box)

    def _wave(self, x: int, y: int, deep: int = 0) -> None:
        """A rule down the page, at the side of a rectangle or of a head: a wave, dots, or plain."""
        box = Box(x, y - round(0.2 * self.draft.em), x + (deep or self.high), y + round(0.2 * self.draft.em))
        if self.waves:
            self.draft.ornament(box, self.waves)
        else:
            self._line(Box(box.left, y, box.right, y + 2))

    def _x(self, band: int) -> int:
        return self.left + band * (self.high + self.gutter)

    def _y(self, column: int) -> int:
        return self.margin + column * self.leading
