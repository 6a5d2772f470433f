"""Pages of random layout: what no rule can have been fitted to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.geometry import Box, Direction
from tests.painter import furnish
from tests.painter.copyfit import Job, fit
from tests.painter.draft import Draft
from tests.painter.news import stock, topic
from tests.painter.page import Painted
from tests.painter.page_margins import Margins
from tests.painter.page_shape import random_shape
from tests.painter.page_stories import UPRIGHT, Stories
from tests.painter.setting import finish_story
from tests.painter.slices import Cell, cut
from tests.painter.traditional import old_style
from tests.painter.vertical_page import VerticalMargins, VerticalStories, vertical_draft, vertical_shape

NUMERALS = "零一二三四五六七八九"


def random_page(seed: int, direction: str = "horizontal") -> Painted:
    """A page drawn from a seed: the same seed, the same page. direction: of its lines; ValueError for another word."""
    if Direction(direction) is Direction.VERTICAL:
        return _VerticalComposer(random.Random(f"banmian-vertical-{seed}")).compose()
    return Composer(random.Random(f"banmian-{seed}")).compose()


class Composer:
    tongue: Callable[[str], str] = str
    margins: Margins
    stories: Stories

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.shape = random_shape(rng)
        self.draft = Draft(self.shape.size, self.shape.em)
        self.margins = Margins(rng, self.draft, self.shape)
        self.stories = Stories(rng, self.draft, self.shape)

    def compose(self) -> Painted:
        rng, shape = self.rng, self.shape
        top = self.margins.head(topic(self.stories.topics[0])["section"] + "新闻")
        bottom = self.margins.credits()
        if rng.random() < 0.3:
            top = self.margins.banner(top)
        whole = Cell(0, shape.grid.count, top, bottom)
        cells = self._cells(whole)
        self.margins.rules(cells, bottom)
        jobs = [job for job in map(self._fill, cells) if job]
        self._arrange(jobs)
        for job in jobs:
            fit(job, rng)
            finish_story(self.draft, job.story, job.plan, job.place, job.far)
        return self.draft.finish()

    def _cells(self, whole: Cell) -> list[Cell]:
        rng, shape = self.rng, self.shape
        return cut(rng, whole, rng.uniform(30, 56), shape.gap, shape.leading, pinwheels=rng.random() < 0.35)

    def _fill(self, cell: Cell) -> Job | None:
        """Give a cell to a story; or to a stack of briefs or a picture with a caption, which are done at once."""
        rng, leading = self.rng, self.shape.leading
        if cell.span == 1 and cell.height > 40 * leading and rng.random() < 0.3:
            self.stories.briefs(cell)
        elif 12 * leading < cell.height < 30 * leading and 2 <= cell.span <= 3 and rng.random() < 0.07:
            self.stories.photo_news(cell)
        else:
            return self.stories.job(cell)
        return None

    def _arrange(self, jobs: list[Job]) -> None:
        """What concerns more than one story: a far continuation, a box in one's foot, ends that stop short, a
        sentence that two of them rightly share."""
        rng = self.rng
        if rng.random() < 0.5:
            self._far(jobs)
        if self.margins.number == 1 and rng.random() < 0.6:
            self._guide(jobs)
        self._endings(jobs)
        whole = [job for job in jobs if job.ending == "whole" and not job.story.sign]
        if len(whole) >= 2 and rng.random() < 0.2:
            refrain = whole[0].author.fill(rng.choice(stock()["refrains"]))
            for job in rng.sample(whole, 2):
                job.refrain = refrain

    def _endings(self, jobs: Sequence[Job]) -> None:
        """A few stories stop short: for want of room, or with a line that sends the reader on to another page."""
        rng = self.rng
        for job in jobs:
            roll = rng.random()
            if job.far or roll > 0.12:
                continue
            job.ending = "truncated" if roll < 0.04 else "jump"
            if job.ending == "jump":
                page = rng.choice([n for n in range(2, 10) if n != self.margins.number])
                line = f"（下转第{rng.choice((str(page), NUMERALS[page]))}版）"
                job.story = replace(job.story, jump_to=self.tongue(line))

    def _hosts(self, jobs: Sequence[Job], first: int | None = None) -> list[tuple[Job, int, int]]:
        """Stories that can give away the feet of the columns from one up to another, chosen at random; first: -1
        for the last column only. Their columns are basic ones of twenty lines at least."""
        hosts = []
        for job in jobs:
            slots = job.place.slots
            busy = job.plan.frame or job.plan.photos or job.plan.rules or job.far or job.given
            if busy or job.plan.mode in UPRIGHT or job.plan.columns != job.cell.span:
                continue
            start = self.rng.randrange(len(slots)) if first is None else len(slots) + first
            end = self.rng.randint(start + 1, len(slots))
            if min(slot.height for slot in slots[start:end]) >= 20 * self.shape.leading:
                hosts.append((job, start, end))
        return hosts

    def _far(self, jobs: list[Job]) -> None:
        """Let one story run on in room left at the foot of another one's columns, of another topic."""
        rng = self.rng
        sources = [job for job in jobs if len(job.place.slots) >= 2 and not job.plan.frame]
        sources = [job for job in sources if job.plan.columns == job.cell.span]
        rng.shuffle(sources)
        for source in sources:
            hosts = self._hosts([job for job in jobs if job is not source and job.author.topic != source.author.topic])
            if hosts:
                host, first, last = rng.choice(hosts)
                least = min(slot.height for slot in host.place.slots[first:last]) // self.shape.leading
                height = rng.randint(7, max(8, int(least * 0.45))) * self.shape.leading
                source.far = self._take_foot(host, first, last, height, rule=rng.random() < 0.7)
                return

    def _take_foot(self, host: Job, first: int, last: int, height: int, rule: bool) -> list[Box]:
        """Take the feet of some of a story's columns from it, with white above them and a rule if wanted."""
        em, slots = self.shape.em, host.place.slots
        host.given = True
        top = slots[0].bottom - height
        foot = top - round(em * self.rng.uniform(1.6, 2.4))
        taken = [replace(slot, top=top) for slot in slots[first:last]]
        slots[first:last] = [replace(slot, bottom=foot) for slot in slots[first:last]]
        if rule:
            y = (foot + top) // 2
            self.draft.rule(Box(taken[0].left, y, taken[-1].right, y + max(1, em // 20)))
        return taken

    def _guide(self, jobs: Sequence[Job]) -> None:
        """A framed box at a column's foot that points to other pages."""
        rng, em = self.rng, self.shape.em
        hosts = self._hosts(jobs, first=-1)
        if not hosts:
            return
        host, last, _ = rng.choice(hosts)
        names = rng.sample(self.stories.topics, rng.randint(2, 4))
        entries = []
        for name in names:
            title = self.stories.writer.author(name).heading().title.split(" ")[0]
            entries.append((title[: self.shape.chars - 6], rng.randint(2, 8)))
        height = round(em * (3.4 + 1.6 * len(entries)))
        (box,) = self._take_foot(host, last, last + 1, height, rule=False)
        furnish.guide(self.draft, box, entries)


class _VerticalComposer(Composer):
    """A page in vertical lines, traditional characters and an old paper's words; no box points to other pages."""

    tongue = staticmethod(old_style)

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.shape = vertical_shape(rng)
        self.draft = vertical_draft(rng, self.shape)
        self.margins = VerticalMargins(rng, self.draft, self.shape)
        self.adverts = VerticalStories(rng, self.draft, self.shape)
        self.stories = self.adverts

    def _cells(self, whole: Cell) -> list[Cell]:
        rng, shape = self.rng, self.shape
        wheels = rng.random() < 0.35
        return cut(rng, whole, rng.uniform(24, 44), shape.gap, shape.leading, pinwheels=wheels, shortest=14)

    def _fill(self, cell: Cell) -> Job | None:
        least = 12 * self.shape.em
        if cell.height > least and cell.span <= 3 and self.rng.random() < 0.15:
            self.adverts.advert(cell)
            return None
        return super()._fill(cell)

    def _guide(self, jobs: Sequence[Job]) -> None:
        return
