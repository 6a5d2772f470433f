"""Pages of random layout: what no rule can have been fitted to."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Kind
from tests.painter import furnish
from tests.painter.columns import BodyStyle, draw, pour
from tests.painter.copyfit import Job, fit
from tests.painter.draft import Draft, DraftBlock
from tests.painter.head import HeadStyle
from tests.painter.news import Author, Writer, person, topic, topic_names
from tests.painter.page import Painted
from tests.painter.setting import Photo, Place, Plan, finish_story, prepare, record
from tests.painter.slices import Cell, Grid, cut
from tests.painter.story import Para, Story


def random_page(seed: int, direction: str = "horizontal") -> Painted:
    """A page drawn from a seed: the same seed, the same page. ValueError for a direction that is not painted."""
    if Direction(direction) is not Direction.HORIZONTAL:
        raise ValueError(f"direction {direction} is not painted")
    return _Composer(random.Random(f"banmian-{seed}")).compose()


class _Composer:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.em = rng.choice((18, 20, 22, 24, 26, 28, 30, 32, 36, 40))
        self.leading = round(self.em * rng.uniform(1.28, 1.5))
        self.chars = rng.choice((11, 12, 13, 13, 13, 14, 15))
        self.gutter = round(self.em * rng.uniform(1.0, 2.0))
        count = rng.randint(4, 8 if self.em < 30 else 6)
        margin = round(self.em * rng.uniform(1.5, 5))
        width = self.chars * self.em
        self.grid = Grid(margin, count, width, self.gutter, self.leading)
        right = self.grid.span(0, count, 0, 1).right
        page = right + margin
        height = min(round(page * rng.uniform(1.05, 1.5)), 10000 // (count * self.chars) * self.leading)
        self.draft = Draft((page, height), self.em)
        self.box = Box(margin, round(margin * rng.uniform(0.7, 1.2)), right, height - margin)
        self.gap = round(self.em * rng.uniform(1.4, 2.4))
        self.rules = rng.choice(("all", "all", "most", "across", "some", "none"))
        self.inner_rules = rng.random() < 0.12
        self.writer = Writer(rng)
        names = list(topic_names())
        rng.shuffle(names)
        self.topics = names
        self.told = 0
        self.number = 1

    def compose(self) -> Painted:
        rng, draft = self.rng, self.draft
        paper = rng.choice(PAPERS)
        front = rng.random() < 0.2
        top = self._front(paper) if front else self._inside(paper)
        bottom = self._credits()
        if rng.random() < 0.3:
            top = self._banner(top)
        whole = Cell(0, self.grid.count, top, bottom)
        lines = rng.uniform(30, 56)
        cells = cut(rng, whole, lines, self.gap, self.leading, rng.random() < 0.35)
        self._page_rules(cells, bottom)
        self._stories(cells)
        return draft.finish()

    def _front(self, paper: str) -> int:
        rng = self.rng
        facts = (
            _date(rng),
            f"第{rng.randint(1200, 19000)}号 今日{rng.choice('四八')}版",
            f"国内统一刊号CN{rng.randint(10, 65)}—{rng.randint(1000, 9999)}",
        )
        return furnish.masthead(
            self.draft, self.box, paper, facts, rng.uniform(4.0, 5.5), rng.choice(("kai", "song-bold"))
        )

    def _inside(self, paper: str) -> int:
        rng = self.rng
        self.number = rng.randint(2, 16)
        number = rng.choice((f"{self.number}", f"第{self.number}版", f"{self.number:02d}"))
        section = topic(self.topics[0])["section"] + "新闻"
        texts = [f"{section} {_date(rng)}"] if rng.random() < 0.5 else [section, _date(rng)]
        scale, spread, weight = rng.choice((1.4, 1.8, 2.2)), rng.choice((0.0, 0.6)), rng.choice((0.06, 0.1, 0.16))
        return furnish.running_head(self.draft, self.box, paper, texts, number, scale, spread, weight)

    def _credits(self) -> int:
        """Credits stand in a strip at the foot; returns where stories must end."""
        rng, em = self.rng, self.em
        if rng.random() < 0.35:
            return self.box.bottom
        texts = [
            f"本版责编：{person(rng)}",
            f"版式设计：{person(rng)}",
            f"本版邮箱：news{rng.randint(10, 99)}@example.com",
        ][: rng.randint(1, 3)]
        top = self.box.bottom - round(em * 1.3) * len(texts)
        column = rng.choice((0, self.grid.count - 1))
        furnish.credits(self.draft, texts, self.grid.span(column, column + 1, 0, 1).left, self.box.right, top)
        return top - em

    def _banner(self, top: int) -> int:
        """A headline over the whole page; with an editor's note it is an article of its own, else furniture."""
        rng, em = self.rng, self.em
        text = rng.choice(BANNERS)
        size = min(round(em * rng.uniform(2.6, 3.8)), round(self.box.width * 0.85 / len(text)))
        face = rng.choice(("hei", "song-bold"))
        left = self.box.left + (self.box.width - size * len(text)) / 2
        made = furnish.set_text(self.draft, text, face, size, left, top, Kind.BANNER)
        y = top + round(size * 1.3)
        if rng.random() < 0.6:
            y = self._note(text, made, y)
        else:
            self.draft.furniture.append(("banner", made))
        if rng.random() < 0.7:
            self.draft.rule(Box(self.box.left, y, self.box.right, y + max(1, em // 16)))
        return y + round(em * 1.2)

    def _note(self, title: str, banner: DraftBlock, y: int) -> int:
        rng, em = self.rng, self.em
        text = rng.choice(("编者按", "编者的话")) + "：" + rng.choice(NOTES)
        style = BodyStyle(em, self.leading, face=rng.choice(("kai", "song")))
        framed = rng.random() < 0.5
        pad = em if framed else 0
        inner = Box(self.box.left + 2 * em + pad, y + pad, self.box.right - 2 * em - pad, y + 40 * self.leading)
        story = Story(title, (Para(text, Kind.NOTE),))
        poured = pour(story.flow(), [inner], style)
        rows = poured.rows[0]
        foot = rows[-1].top + em
        frame = (
            self.draft.frame(Box(inner.left - em, y, inner.right + em, foot + pad), max(1, em // 18))
            if framed
            else None
        )
        body = draw(self.draft, poured, [inner], Kind.NOTE, style, frame)
        record(self.draft, story, Place([inner], [banner]), poured, body, story.flow())
        return foot + pad + round(em * 0.6)

    def _page_rules(self, cells: Sequence[Cell], bottom: int) -> None:
        """Rules between neighbours: under a cell that is not the last, and at the right of one that is not at the edge."""
        rng = self.rng
        chance = {"all": 1.0, "most": 0.8, "across": 1.0, "some": 0.5, "none": 0.0}[self.rules]
        weight = max(1, round(self.em * rng.choice((0.04, 0.07))))
        for cell in cells:
            box = self.grid.span(cell.first, cell.last, cell.top, cell.bottom)
            if cell.bottom < bottom and rng.random() < chance:
                y = cell.bottom + self.gap // 2
                self.draft.rule(Box(box.left, y, box.right, y + weight))
            if cell.last < self.grid.count and self.rules != "across" and rng.random() < chance:
                x = box.right + self.gutter // 2
                self.draft.rule(Box(x, cell.top, x + weight, cell.bottom))

    def _stories(self, cells: Sequence[Cell]) -> None:
        stacks = [c for c in cells if c.span == 1 and c.height > 40 * self.leading and self.rng.random() < 0.3]
        for cell in stacks:
            self._briefs(cell)
        jobs = [self._job(cell, self._topic()) for cell in cells if cell not in stacks]
        if self.rng.random() < 0.5:
            self._far(jobs)
        self._endings(jobs)
        for job in jobs:
            fit(job, self.rng)
            finish_story(self.draft, job.story, job.plan, job.place, job.far)

    def _job(self, cell: Cell, name: str) -> Job:
        rng, em = self.rng, self.em
        box = self.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        frame = None
        style = BodyStyle(
            em, self.leading, subhead_size=round(em * rng.choice((1.0, 1.0, 1.15))), subhead_centred=rng.random() < 0.6,
            subhead_face=rng.choice(("hei", "hei", "song-bold")),
        )  # fmt: skip
        columns, gutter = self._columns(cell.span), self.gutter
        if box.height > 16 * self.leading and rng.random() < 0.18:
            frame = self.draft.frame(box.grow(0, 0), max(1, round(em * 0.06)), tint=rng.choice((None, None, 232)))
            box = box.grow(-round(em * rng.uniform(0.9, 1.4)))
            style = replace(
                style, face=rng.choice(("song", "kai")), leading=round(self.leading * rng.choice((1.0, 1.05)))
            )
        mode = self._mode(cell, columns, box)
        head = self._head(cell, mode)
        photos = self._photos(columns, box, mode) if rng.random() < 0.4 else ()
        plan = Plan(
            box,
            columns,
            gutter,
            style,
            head,
            mode,
            rng.randint(1, max(1, columns - 1)),
            photos,
            self.inner_rules,
            frame,
        )
        author = self.writer.author(name)
        dated = rng.random() < 0.35
        story = self._dress(author, mode, photos, dated)
        return Job(cell, author, story, plan, prepare(self.draft, story, plan), dated)

    def _topic(self) -> str:
        """The next topic in this page's order; now and then the one before once more, so that two stories are near."""
        if self.told and self.rng.random() < 0.08:
            return self.topics[(self.told - 1) % len(self.topics)]
        self.told += 1
        return self.topics[(self.told - 1) % len(self.topics)]

    def _endings(self, jobs: Sequence[Job]) -> None:
        """A few stories stop short: for want of room, or with a line that sends the reader on to another page."""
        rng = self.rng
        for job in jobs:
            roll = rng.random()
            if job.far or roll > 0.12:
                continue
            job.ending = "truncated" if roll < 0.04 else "jump"
            if job.ending == "jump":
                page = rng.choice([n for n in range(2, 10) if n != self.number])
                job.story = replace(job.story, jump_to=f"（下转第{rng.choice((str(page), NUMERALS[page]))}版）")

    def _briefs(self, cell: Cell) -> None:
        """Short pieces one under the other in one column, without rules."""
        rng, em = self.rng, self.em
        box = self.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        style = BodyStyle(em, self.leading)
        size = round(em * rng.uniform(1.15, 1.5))
        align, face = rng.choice(("centre", "left")), rng.choice(("hei", "song-bold"))
        head = HeadStyle(size, face, align, most=3)
        gap = round(em * rng.uniform(0.9, 1.8))
        while box.height > 14 * self.leading:
            author = self.writer.author(self._topic())
            story = replace(author.heading(), kicker="", deck="", byline="", captions=())
            story = replace(story, sign=author.sign() if rng.random() < 0.3 else "")
            part = Box(box.left, box.top, box.right, min(box.bottom, box.top + rng.randint(12, 20) * self.leading))
            plan = Plan(part, 1, 0, style, head)
            job = Job(cell, author, story, plan, prepare(self.draft, story, plan), rng.random() < 0.6)
            fit(job, rng)
            poured = finish_story(self.draft, job.story, plan, job.place)
            box = Box(box.left, poured.rows[0][-1].top + em + gap, box.right, box.bottom)

    def _columns(self, span: int) -> int:
        """As many columns as basic ones, or now and then fewer and wider ones."""
        if span > 1 and self.rng.random() < 0.3:
            fewer = [k for k in range(1, span) if self.chars * span / k <= 24]
            return self.rng.choice(fewer) if fewer else span
        return span

    def _mode(self, cell: Cell, columns: int, box: Box) -> str:
        rng = self.rng
        roll = rng.random()
        if cell.span >= 2 and columns >= 2 and box.height > 20 * self.leading and roll < 0.16:
            return rng.choice(("right", "right", "left"))
        if columns >= 3 and roll < 0.4:
            return "part"
        return "across"

    def _head(self, cell: Cell, mode: str) -> HeadStyle:
        rng, em = self.rng, self.em
        sizes = {1: (1.4, 1.8), 2: (1.6, 2.3), 3: (1.9, 2.8)}.get(cell.span, (2.2, 3.6))
        return HeadStyle(
            round(em * rng.uniform(*sizes)), rng.choice(("hei", "hei", "song-bold", "hei-light")), rng.choice(("centre", "centre", "left")),
            rng.choice(("plain", "plain", "dark", "tint")), round(em * rng.uniform(1.1, 1.35)), round(em * rng.uniform(1.1, 1.35)),
            em, rng.choice(("kai", "hei-light", "song")), byline_above=rng.random() < 0.65, most=3 if cell.span == 1 else 2,
        )  # fmt: skip

    def _photos(self, columns: int, box: Box, mode: str) -> tuple[Photo, ...]:
        rng = self.rng
        if box.height < 26 * self.leading:
            return ()
        first = rng.randint(0, columns - 1)
        span = float(rng.randint(1, max(1, columns - first)))
        top = rng.choice((0.0, 0.3, 0.5, 0.7, 1.0))
        if span >= 2 and span == columns:
            top = rng.choice((0.0, 1.0))
        if columns - first >= 2 and rng.random() < 0.25:
            span = rng.randint(1, columns - first - 1) + 0.4
        width = span * self.grid.width
        height = round(min(width * rng.uniform(0.5, 0.8), box.height * 0.33))
        return (Photo(first, span, top, height, rng.randint(0, 10**6)),)

    def _dress(self, author: Author, mode: str, photos: Sequence[Photo], dated: bool) -> Story:
        """Choose which of its trimmings a story wears on this page."""
        rng = self.rng
        story = author.heading(upright=mode in ("right", "left"))
        kicker = story.kicker if mode not in ("right", "left") and rng.random() < 0.35 else ""
        deck = story.deck if rng.random() < 0.35 else ""
        if mode in ("right", "left"):
            deck = deck.removeprefix("——") if not any(c.isascii() for c in deck) else ""
        place = rng.random()
        byline = story.byline if place < 0.7 else ""
        sign = author.sign() if place > 0.85 else ""
        if dated:
            byline = sign = ""
        jump_from = f"（上接第{rng.choice('一二三123')}版）" if rng.random() < 0.06 else ""
        captions = story.captions[: len(photos)]
        return replace(
            story, kicker=kicker, deck=deck, byline=byline, sign=sign, captions=captions, jump_from=jump_from
        )

    def _far(self, jobs: list[Job]) -> None:
        """Let one story run on in room left at the foot of another one's columns."""
        rng = self.rng
        sources = [
            j for j in jobs if len(j.place.slots) >= 2 and j.plan.frame is None and j.plan.columns == j.cell.span
        ]
        rng.shuffle(sources)
        for source in sources:
            hosts = [j for j in jobs if j is not source and j.plan.frame is None and not j.plan.photos and j.room >= 26]
            hosts = [j for j in hosts if j.plan.columns == j.cell.span and j.plan.mode not in ("right", "left")]
            if hosts:
                self._run_on(source, rng.choice(hosts))
                return

    def _run_on(self, source: Job, host: Job) -> None:
        rng, em = self.rng, self.em
        count = len(host.place.slots)
        first = rng.randint(0, count - 1)
        last = rng.randint(first + 1, count)
        lines = rng.randint(7, max(8, int(host.room * 0.4)))
        top = host.place.slots[0].bottom - lines * self.leading
        taken = host.place.slots[first:last]
        source.far = [Box(s.left, top, s.right, s.bottom) for s in taken]
        foot = top - round(em * rng.uniform(1.6, 2.4))
        for i in range(first, last):
            s = host.place.slots[i]
            host.place.slots[i] = Box(s.left, s.top, s.right, foot)
        if rng.random() < 0.7:
            y = (foot + top) // 2
            self.draft.rule(Box(taken[0].left, y, taken[-1].right, y + max(1, em // 20)))


PAPERS = ("禾川日报", "云渡晚报", "澄江湾日报", "柳岸时报", "望潮新报", "青禾周报")
NUMERALS = "零一二三四五六七八九"
BANNERS = (
    "走基层 看变化",
    "新春里的新气象",
    "把好事办到家门口",
    "一线见闻",
    "乡村四月闲人少",
    "我们身边的奋斗者",
    "小城新事",
    "在田野上 在车间里",
)
NOTES = (
    "春耕时节，本报记者走进乡镇、车间、学校和社区，用脚步丈量变化，用镜头记录奋斗。今天起，我们陆续刊出这组来自一线的报道，与读者一同感受这片土地上的新气象。",
    "一件件小事，连着千家万户。为了把群众的关切写进报纸，记者用一个月的时间走访了十多个乡镇。本版选取其中的几个片段，希望对各地的工作有所启发。",
    "变化往往从身边开始。翻修一条路、点亮一盏灯、开通一趟车，看起来平常，做起来不易。让我们跟随记者的脚步，去看看这些平常事背后的人。",
)


def _date(rng: random.Random) -> str:
    return f"{rng.randint(1995, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 星期{rng.choice('一二三四五六日')}"
