"""Cutting a story's text to the length of its place."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

from ocr.geometry import Box
from tests.painter.columns import Poured, ends_open, pour
from tests.painter.news import Author, Text
from tests.painter.setting import Place, Plan
from tests.painter.slices import Cell
from tests.painter.story import Para, Story


@dataclass(slots=True)
class Job:
    """A story with its place, waiting for its text. far: slots elsewhere on the page; ending: 'whole', 'truncated'
    (stops where the room ends) or 'jump' (with a line that sends the reader to another page)."""

    cell: Cell
    author: Author
    story: Story
    plan: Plan
    place: Place
    dated: bool
    far: list[Box] = field(default_factory=list)
    ending: str = "whole"
    refrain: str = ""  # a last sentence that another story of the page ends with too
    given: bool = False  # its columns' feet were given to another text

    @property
    def capacity(self) -> int:
        """Characters that the slots hold when every line is full."""
        style = self.plan.style
        return sum((s.width // style.size) * (s.height // style.leading) for s in (*self.place.slots, *self.far))


def fit(job: Job, rng: random.Random) -> None:
    """Write the story's text so that it fills its slots and fits them; one that runs on far away breaks in mid-
    sentence, or gives up its far slots when it has not enough to say."""
    wanted = round(job.capacity * (rng.uniform(0.75, 1.0) if not job.far else 1.0))
    text = job.author.text(wanted, job.dated)
    if job.refrain:
        text.paragraphs[-1].append(job.refrain)
    if wanted > 450:
        job.author.add_subheads(text, rng.choice((0, 0, 1, 2, 3)))
    if job.ending != "whole":
        _break_off(job, text)
        return
    while True:
        job.story = job.story.with_paragraphs(text.paras())
        poured = _pour(job)
        if poured.whole and (not job.far or _runs_on(job, poured)):
            return
        if poured.whole and not _stir(job, poured, text, rng):
            job.far = []
        elif not poured.whole and not text.drop_last():
            raise ValueError(f"no room for a story of one sentence at {job.plan.box}")


def _pour(job: Job) -> Poured:
    return pour(job.story.flow(job.plan.byline_in_column), [*job.place.slots, *job.far], job.plan.style)


def _runs_on(job: Job, poured: Poured) -> bool:
    own = len(job.place.slots)
    return ends_open(poured, job.story.flow(job.plan.byline_in_column), own - 1) and len(poured.rows[own]) > 2


def _stir(job: Job, poured: Poured, text: Text, rng: random.Random) -> bool:
    """Move the break by taking out a sentence before it; False when there is nothing beyond the story's own slots."""
    if len(poured.rows[len(job.place.slots)]) <= 2:
        return False
    at = rng.randrange(max(1, len(text.paragraphs) // 2))
    return (
        text.drop(at, rng.randrange(1 if at == 0 else 0, len(text.paragraphs[at])))
        if len(text.paragraphs[at]) > 1
        else text.drop_last()
    )


def _break_off(job: Job, text: Text) -> None:
    """Stop the text where the room ends, inside a sentence; a jump line keeps the last line for itself."""
    paras = list(text.paras())
    slots = list(job.place.slots)
    if job.ending == "jump":
        last = slots[-1]
        slots[-1] = Box(last.left, last.top, last.right, last.bottom - job.plan.style.leading)
    story = replace(job.story, paragraphs=tuple(paras), jump_to="", sign="")
    flow = story.flow(job.plan.byline_in_column)
    poured = pour(flow, slots, job.plan.style)
    if poured.whole:
        paras = _without_end(paras)
    else:
        rows = [row for slot in poured.rows for row in slot]
        at = rows[-1].para - (len(flow) - len(paras))
        said = "".join(row.text for row in rows if row.para == rows[-1].para)
        paras = [*paras[:at], replace(paras[at], text=said)]
    job.story = replace(story, paragraphs=tuple(paras), truncated=job.ending == "truncated", jump_to=job.story.jump_to)


def _without_end(paras: list[Para]) -> list[Para]:
    cut = max(12, len(paras[-1].text) // 2)
    return [*paras[:-1], replace(paras[-1], text=paras[-1].text[:cut].rstrip("。！？”，、：；“（"))]
