"""Small pages of an issue, painted to order: each story in two columns of its own, with the jump lines it is given."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box, Transform
from ocr.page import Page
from ocr.profile import load
from ocr.reconstruct import reconstruct
from tests.painter import furnish
from tests.painter.columns import BodyStyle, pour
from tests.painter.draft import Draft
from tests.painter.head import HeadStyle
from tests.painter.news import Writer
from tests.painter.page import Painted
from tests.painter.setting import Plan, column_boxes, finish_story, prepare
from tests.painter.story import Para, Story

EM, LEADING, CHARS = 20, 28, 13
GUTTER = 30
WIDE = 2 * CHARS * EM + GUTTER
PAPER, DATE = "澄江湾日报", "2021年3月5日 星期五"


def story(topic: str, chars: int = 420) -> Story:
    """A story of some length on a topic of the stock, the same for the same words."""
    author = Writer(random.Random(f"small-{topic}-{chars}"), city="澄江市").author(topic)
    text = author.text(chars, dated=False)
    return Story(author.heading(upright=True).title.replace(" ", ""), text.paras())


def broken(whole: Story, to: str, whence: str, title: str = "") -> tuple[Story, Story]:
    """A story in two, cut inside a sentence near its middle: with a jump line to the page `to`, and one from the page
    `whence` under a short title. Lines that are '' are not printed."""
    paras = list(whole.paragraphs)
    at = len(paras) // 2
    text = paras[at].text
    cut = next(k for k in range(len(text) // 3, len(text)) if text[k - 1].isalpha() and text[k].isalpha())
    first, second = text[:cut], text[cut:]
    here = (*paras[:at], Para(first))
    there = (Para(second, flush=True), *paras[at + 1 :])
    one = replace(whole, paragraphs=here, jump_to=f"（下转第{to}版）" if to else "")
    return one, Story(title, there, jump_from=f"（上接第{whence}版）" if whence else "")


def paint(number: str, stories: Sequence[Story]) -> Painted:
    """A page with a running head and these stories side by side. number: as printed, or '' for none."""
    margin = 2 * EM
    width = 2 * margin + len(stories) * WIDE + (len(stories) - 1) * 3 * EM
    draft = Draft((width, 1500), EM)
    box = Box(margin, margin, width - margin, 1500 - margin)
    top = furnish.running_head(draft, box, PAPER, [DATE], number) if number else margin
    for place, each in enumerate(stories):
        left = margin + place * (WIDE + 3 * EM)
        if place:
            draft.rule(Box(left - 3 * EM // 2, top, left - 3 * EM // 2 + 2, box.bottom))
        _set(draft, each, Box(left, top, left + WIDE, box.bottom))
    return draft.finish()


def _set(draft: Draft, told: Story, box: Box) -> None:
    """A story in its box, its columns as short as they can be so that both are filled."""
    style, head = BodyStyle(EM, LEADING), HeadStyle(2 * EM)
    plan = Plan(box, 2, GUTTER, style, head, "across" if told.title else "bare")
    place = prepare(draft, told, plan)
    top = place.slots[0].top
    rows = 2
    while True:
        place.slots = [replace(c, top=top, bottom=top + rows * LEADING) for c in column_boxes(box, 2, GUTTER)]
        if pour(told.flow(), place.slots, style).whole:
            break
        rows += 1
    finish_story(draft, told, plan, place)


def read(painted: Painted, source: str) -> Page:
    """The page as it is read from its true lines."""
    made = reconstruct(painted.layout, painted.runs, load())
    found = made.articles, made.furniture, made.unplaced, made.joins, made.removals, made.steps
    layout = painted.layout
    return Page(source, 1, layout.size, None, layout.direction, Transform(), *found, layout)
