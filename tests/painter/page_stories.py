"""How a random page sets one story: its columns, headline, pictures, frame and trimmings."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.geometry import Box
from tests.painter.columns import BodyStyle
from tests.painter.copyfit import Job, fit
from tests.painter.draft import Draft
from tests.painter.head import HeadStyle
from tests.painter.news import Author, Writer, topic_names
from tests.painter.page_shape import Shape
from tests.painter.setting import Photo, Plan, finish_story, lone_photo, prepare
from tests.painter.slices import Cell
from tests.painter.story import Story

UPRIGHT = ("right", "left")


class Stories:
    """Sets stories on the draft, each on a topic that the page has not had yet while there are any."""

    def __init__(self, rng: random.Random, draft: Draft, shape: Shape, tongue: Callable[[str], str] = str) -> None:
        self.rng, self.draft, self.shape = rng, draft, shape
        self.writer = Writer(rng, tongue=tongue)
        self.topics = list(topic_names())
        rng.shuffle(self.topics)
        self.told = 0

    def topic(self) -> str:
        """The next topic in this page's order; now and then the one before once more, so that two stories are near."""
        if not self.told or self.rng.random() >= 0.08:
            self.told += 1
        return self.topics[(self.told - 1) % len(self.topics)]

    def job(self, cell: Cell) -> Job:
        """Draw a story's frame, head and pictures in its cell; the text is to follow."""
        rng, shape = self.rng, self.shape
        box = shape.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        style, frame = self.body_style(), None
        if box.height > 16 * shape.leading and rng.random() < 0.18:
            frame = self.draft.frame(box, max(1, round(shape.em * 0.06)), tint=rng.choice((None, None, 232)))
            box = box.grow(-round(shape.em * rng.uniform(0.9, 1.4)))
            style = replace(
                style, face=rng.choice((shape.face, "kai")), leading=round(shape.leading * rng.uniform(1, 1.05))
            )
        columns = self._columns(cell.span)
        mode = self._mode(cell, columns, box)
        over = rng.randint(1, max(1, columns - 1))
        photos = self._photos(columns, box, over if mode == "part" else 0) if rng.random() < 0.4 else ()
        gutter, rules = shape.grid.gutter, shape.inner_rules
        plan = Plan(box, columns, gutter, style, self.head_style(cell), mode, over, photos, rules, frame)
        author = self.writer.author(self.topic())
        dated = rng.random() < 0.35
        story = self._dress(author, mode, photos, dated, box)
        return Job(cell, author, story, plan, prepare(self.draft, story, plan), dated)

    def body_style(self) -> BodyStyle:
        rng, em = self.rng, self.shape.em
        return BodyStyle(
            em,
            self.shape.leading,
            self.shape.face,
            subhead_face=rng.choice(("hei", "hei", "song-bold")),
            subhead_size=round(em * rng.choice((1.0, 1.0, 1.15))),
            subhead_centred=rng.random() < 0.6,
        )

    def _columns(self, span: int) -> int:
        """As many columns as basic ones, or now and then fewer and wider ones."""
        if span > 1 and self.rng.random() < 0.3:
            fewer = [k for k in range(1, span) if self.shape.chars * span / k <= 24]
            return self.rng.choice(fewer) if fewer else span
        return span

    def _mode(self, cell: Cell, columns: int, box: Box) -> str:
        rng = self.rng
        roll = rng.random()
        if cell.span >= 2 and columns >= 2 and box.height > 20 * self.shape.leading and roll < 0.16:
            return rng.choice(("right", "right", "left"))
        return "part" if columns >= 3 and roll < 0.4 else "across"

    def head_style(self, cell: Cell) -> HeadStyle:
        rng, em = self.rng, self.shape.em
        sizes = {1: (1.4, 1.8), 2: (1.6, 2.3), 3: (1.9, 2.8)}.get(cell.span, (2.2, 3.6))
        return HeadStyle(
            size=round(em * rng.uniform(*sizes)),
            face=rng.choice(("hei", "hei", "song-bold", "hei-light")),
            align=rng.choice(("centre", "centre", "left")),
            kicker=rng.choice(("plain", "plain", "dark", "tint")),
            kicker_size=round(em * rng.uniform(1.1, 1.35)),
            deck_size=round(em * rng.uniform(1.1, 1.35)),
            byline_size=em,
            byline_face=rng.choice(("kai", "hei-light", "song")),
            byline_above=rng.random() < 0.65,
            most=3 if cell.span == 1 else 2,
        )

    def _photos(self, columns: int, box: Box, over: int) -> tuple[Photo, ...]:
        """A picture at the top, the foot or inside the columns, a part of a column wide so that text runs round
        it, or beside a headline that stands over the first `over` columns. One over all columns is never amid
        their text, where nobody could tell whether to read across it or down past it."""
        rng = self.rng
        if box.height < 26 * self.shape.leading:
            return ()
        first = rng.randint(0, columns - 1)
        span = float(rng.randint(1, max(1, columns - first)))
        top = rng.choice((0.0, 0.3, 0.5, 0.7, 1.0))
        if span >= 2 and span == columns:
            top = rng.choice((0.0, 1.0))
        if over and rng.random() < 0.5:
            first, span, top = over, float(columns - over), 0.0
        elif columns - first >= 2 and rng.random() < 0.25:
            span = rng.randint(1, columns - first - 1) + 0.4
        height = round(min(span * self.shape.grid.width * rng.uniform(0.5, 0.8), box.height * 0.33))
        return (Photo(first, span, top, height, rng.randint(0, 10**6)),)

    def _dress(self, author: Author, mode: str, photos: Sequence[Photo], dated: bool, box: Box) -> Story:
        """Choose which of its trimmings a story wears on this page."""
        rng = self.rng
        story = author.heading(upright=mode in UPRIGHT)
        kicker = story.kicker if mode not in UPRIGHT and rng.random() < 0.35 else ""
        deck = story.deck if rng.random() < 0.35 else ""
        if mode in UPRIGHT:
            deck = deck.removeprefix("——") if not any(c.isascii() for c in deck) else ""
        place = rng.random()
        byline = story.byline if place < 0.7 and not dated else ""
        sign = author.sign() if place > 0.85 and not dated else ""
        jump_from = f"（上接第{rng.choice('一二三123')}版）" if rng.random() < 0.06 else ""
        captions = story.captions[: len(photos)]
        return replace(
            story, kicker=kicker, deck=deck, byline=byline, sign=sign, captions=captions, jump_from=jump_from
        )

    def briefs(self, cell: Cell) -> None:
        """Short pieces one under the other in one column, without rules."""
        rng, em, leading = self.rng, self.shape.em, self.shape.leading
        box = self.shape.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        face, align = rng.choice(("hei", "song-bold")), rng.choice(("centre", "left"))
        head = HeadStyle(round(em * rng.uniform(1.15, 1.5)), face, align, most=3)
        gap = round(em * rng.uniform(0.9, 1.8))
        while box.height > 14 * leading:
            author = self.writer.author(self.topic())
            sign = author.sign() if rng.random() < 0.3 else ""
            story = replace(author.heading(), kicker="", deck="", byline="", captions=(), sign=sign)
            part = replace(box, bottom=min(box.bottom, box.top + rng.randint(12, 20) * leading))
            plan = Plan(part, 1, 0, BodyStyle(em, leading, self.shape.face), head)
            job = Job(cell, author, story, plan, prepare(self.draft, story, plan), rng.random() < 0.6)
            fit(job, rng)
            poured = finish_story(self.draft, job.story, plan, job.place)
            box = replace(box, top=poured.rows[0][-1].top + em + gap)

    def photo_news(self, cell: Cell) -> None:
        """A picture with a long caption and no story."""
        box = self.shape.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        author = self.writer.author(self.topic())
        caption = author.heading().captions[0]
        said = author.text(40, dated=False).paragraphs[0][0]
        lone_photo(self.draft, box, f"{said}{caption}", self.rng.randint(0, 10**6))
