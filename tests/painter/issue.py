"""An issue of several painted pages: some stories jump from page to page, with jump lines at both ends, at one, or with
a page misprinted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.columns import pour
from tests.painter.copyfit import Job, fit
from tests.painter.news import Writer, stock
from tests.painter.page import Painted
from tests.painter.page_margins import Margins, random_date
from tests.painter.random_page import NUMERALS, Composer
from tests.painter.setting import Plan, finish_story, prepare
from tests.painter.slices import Cell
from tests.painter.story import Para, Story

LEAST = 60
"""Characters that go on elsewhere at least."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A story's way from page to page; pages by place, stories by their place in the page's truth. clean: both lines
    are printed and name the right pages."""

    tail: tuple[int, int]
    head: tuple[int, int]
    clean: bool


@dataclass(frozen=True, slots=True, eq=False)
class PaintedIssue:
    """pages in the order of their numbers; loose: (page, story, forward) of jump lines without a partner."""

    pages: tuple[Painted, ...]
    numbers: tuple[int, ...]
    jumps: tuple[Jump, ...]
    loose: tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    """What all pages of an issue share: name, date, and who writes, so that nothing is said on two of them."""

    name: str
    date: str
    writer: Writer


@dataclass(slots=True, eq=False)
class _Rest:
    """What is left of a story after its first page. source: page number and place in its truth; line, back: the jump
    lines at both ends; clean: both name the right pages."""

    source: tuple[int, int]
    story: Story
    paragraphs: list[Para]
    to: int
    line: str
    clean: bool
    back: str = ""


def random_issue(seed: int, pages: int = 3) -> PaintedIssue:
    """An issue drawn from a seed. Pages are numbered from 1; one of the later ones may be left out of it, so that jump
    lines to and from it have no partner."""
    rng = random.Random(f"banmian-issue-{seed}")
    numbers = list(range(1, pages + 1))
    gone = rng.choice(numbers[1:]) if pages > 2 and rng.random() < 0.25 else 0
    paper = _Paper(rng.choice(stock()["papers"]), random_date(rng), Writer(rng))
    painted: dict[int, Painted] = {}
    rests: list[_Rest] = []
    jumps: list[tuple[_Rest, tuple[int, int]]] = []
    for number in numbers:
        composer = _PageOfIssue(rng, paper, number, numbers, [rest for rest in rests if rest.to == number])
        painted[number] = composer.compose()
        rests += composer.rests
        jumps += composer.taken
    kept = [number for number in numbers if number != gone]
    arrived = [rest for rest, _ in jumps]
    loose = [(rest.source, True) for rest in rests if rest.line and (rest.to == gone or rest not in arrived)]
    loose += [(head, False) for rest, head in jumps if rest.source[0] == gone and rest.back]
    whole = [(rest, head) for rest, head in jumps if gone not in (rest.source[0], head[0])]
    place = {number: at for at, number in enumerate(kept)}

    def at(where: tuple[int, int]) -> tuple[int, int]:
        return place[where[0]], where[1]

    return PaintedIssue(
        tuple(painted[number] for number in kept),
        tuple(kept),
        tuple(Jump(at(rest.source), at(head), rest.clean) for rest, head in whole),
        tuple((*at(where), forward) for where, forward in loose if where[0] != gone),
    )


class _PageOfIssue(Composer):
    """A page that sends stories on to later ones, and prints what earlier ones have sent."""

    def __init__(
        self, rng: random.Random, paper: _Paper, number: int, numbers: Sequence[int], coming: list[_Rest]
    ) -> None:
        super().__init__(random.Random(rng.random()))
        self.margins = Margins(self.rng, self.draft, self.shape, paper.name, paper.date)
        self.margins.number = number
        self.stories.writer = paper.writer
        self.later = [other for other in numbers if other > number]
        self.coming = coming
        self.rests: list[_Rest] = []
        self.taken: list[tuple[_Rest, tuple[int, int]]] = []
        self.bound: dict[int, _Rest] = {}

    def compose(self) -> Painted:
        rng, shape = self.rng, self.shape
        top = self.margins.head("综合新闻")
        bottom = self.margins.credits()
        cells = self._cells(Cell(0, shape.grid.count, top, bottom))
        self.margins.rules(cells, bottom)
        given = self._given(cells)
        jobs = [job for cell in cells if id(cell) not in given and (job := self._fill(cell))]
        for job in jobs:
            job.story = replace(job.story, jump_from="")
        for job in self._leaving(jobs):
            fit(job, rng)
            finish_story(self.draft, job.story, job.plan, job.place)
        for cell in cells:
            if id(cell) in given:
                self._arrive(cell, given[id(cell)])
        return self.draft.finish()

    def _given(self, cells: Sequence[Cell]) -> dict[int, _Rest]:
        """The cells that what arrives is printed in: for each the one that it fills best."""
        room = {id(cell): cell.span * (cell.height // self.shape.leading) * self.shape.chars for cell in cells}
        found: dict[int, _Rest] = {}
        for rest in self.coming:
            size = sum(len(para.text) for para in rest.paragraphs)
            free = [name for name in room if name not in found]
            if len(free) > 1:
                found[min(free, key=lambda name: abs(room[name] - 1.3 * size))] = rest
        return found

    def _leaving(self, jobs: Sequence[Job]) -> list[Job]:
        """The jobs that stay whole; those that leave are printed."""
        rng = self.rng
        able = [
            job for job in jobs if not job.plan.photos and job.plan.mode in ("across", "part") and job.capacity > 150
        ]
        leaving = rng.sample(able, min(len(able), rng.choice((1, 1, 2, 2, 3)))) if self.later else []
        target = rng.choice(self.later) if self.later else 0
        gone = []
        for job in leaving:
            if rng.random() < 0.4:
                target = rng.choice(self.later)
            if self._leave(job, target):
                gone.append(job)
        return [job for job in jobs if not any(job is each for each in gone)]

    def _leave(self, job: Job, target: int) -> bool:
        """Print the beginning of a story with a jump line; keep the rest. False when there is too little to say."""
        rng = self.rng
        text = job.author.text(job.capacity + rng.randint(150, 500), job.dated)
        slots = list(job.place.slots)
        last = slots[-1]
        slots[-1] = Box(last.left, last.top, last.right, last.bottom - 2 * job.plan.style.leading)
        story = replace(job.story, paragraphs=text.paras(), jump_to="", sign="")
        flow = story.flow(job.plan.byline_in_column)
        poured = pour(flow, slots, job.plan.style)
        rows = [row for slot in poured.rows for row in slot]
        paras = list(story.paragraphs)
        at = rows[-1].para - (len(flow) - len(paras)) if rows else 0
        said = "".join(row.text for row in rows if row.para == rows[-1].para) if rows else ""
        left = sum(len(para.text) for para in paras[at:]) - len(said)
        cut_well = at >= 0 and paras[at].kind is Kind.BODY and paras[at].text.startswith(said)
        if poured.whole or not said or not cut_well or left < LEAST:
            return False
        here, there = _cut(paras, at, said, between=rng.random() < 0.25)
        line, clean = self._line(target, "下转", silent=0.07, wrong=0.07)
        job.story = replace(story, paragraphs=tuple(here), jump_to=line)
        self.rests.append(_Rest((self.margins.number, len(self.draft.articles)), job.story, there, target, line, clean))
        finish_story(self.draft, job.story, job.plan, job.place)
        return True

    def _line(self, page: int, verb: str, silent: float, wrong: float) -> tuple[str, bool]:
        """A jump line, and whether it says what it should."""
        roll = self.rng.random()
        if roll < silent:
            return "", False
        if roll < silent + wrong:
            page += self.rng.choice((1, 2, 5))
        numeral = self.rng.choice((f"{page}", NUMERALS[page] if page < 10 else f"{page}", f"{page:02d}"))
        return f"（{verb}第{numeral}版）", roll >= silent + wrong

    def _arrive(self, cell: Cell, rest: _Rest) -> None:
        """Print what an earlier page has sent: under the story's title, a short one, or none."""
        rng, shape = self.rng, self.shape
        short = rest.story.title.split(" ")[0]
        title = rng.choice((rest.story.title, short, short[:6], "", ""))
        line, right = self._line(rest.source[0], "上接", silent=0.1, wrong=0.07)
        rest.clean, rest.back = rest.clean and right, line
        box = shape.grid.span(cell.first, cell.last, cell.top, cell.bottom)
        head, style = self.stories.head_style(cell), self.stories.body_style()
        plan = Plan(box, cell.span, shape.grid.gutter, style, head, "across" if title else "bare")
        story = Story(title, tuple(rest.paragraphs), sign=rest.story.sign, jump_from=line)
        place = prepare(self.draft, story, plan)
        while not pour(story.flow(), place.slots, style).whole:
            story = story.with_paragraphs(_shorter(story.paragraphs))
        self.taken.append((rest, (self.margins.number, len(self.draft.articles))))
        finish_story(self.draft, story, plan, place)


def _cut(paras: Sequence[Para], at: int, said: str, between: bool) -> tuple[list[Para], list[Para]]:
    """The paragraphs before and after a place: `said` of paragraph `at` is the last that is said before it; between:
    move it up to the end of the paragraph before."""
    if between and at and paras[at - 1].kind is Kind.BODY:
        return list(paras[:at]), list(paras[at:])
    rest = paras[at].text[len(said) :]
    there = [Para(rest, flush=True)] if rest else []
    return [*paras[:at], replace(paras[at], text=said)], [*there, *paras[at + 1 :]]


def _shorter(paras: Sequence[Para]) -> tuple[Para, ...]:
    """The paragraphs without their last sentence; the last paragraph goes with its last one. ValueError for none."""
    *before, last = paras
    end = last.text.rstrip("。！？”").rfind("。")
    if end > 0 and last.kind is Kind.BODY:
        return (*before, replace(last, text=last.text[: end + 1]))
    if not before:
        raise ValueError("no room for a sentence that goes on")
    return tuple(before) if before[-1].kind is Kind.BODY else _shorter(before)
