"""A head set in the midst of its text cuts its columns; a head under another story's columns does not."""

from __future__ import annotations

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.past_heads import with_columns_past_heads
from tests.reconstruct.desk import COLUMN, EM, LEADING, Desk
from tests.reconstruct.stories import BEES, FERRY, MORE_BEES, MORE_FERRY, TRAIN

LEFTS = (60, 60 + COLUMN + 30, 60 + 2 * (COLUMN + 30))
TOP, HEAD, ROWS = 120, 170, 4
STORY = (*FERRY, *MORE_FERRY, *TRAIN)


def rows(story: tuple[str, ...]) -> list[tuple[int, str]]:
    """A story's lines: how many em each is set in, and its text."""
    wide = COLUMN // EM
    made = []
    for paragraph in story:
        made.append((2, paragraph[: wide - 2]))
        made += [(0, paragraph[at : at + wide]) for at in range(wide - 2, len(paragraph), wide)]
    return made


def column(desk: Desk, lines: list[tuple[int, str]], left: int, top: int) -> int:
    """Lines set in a column, those that are not full but at a paragraph's end; returns where it ends."""
    text = "\n".join(part if inset else ">" + part for inset, part in lines)
    block = desk.column(text, left, top)
    return block.box.top + LEADING * len(lines)


@pytest.mark.parametrize("over", [False, True])
def test_text_goes_on_past_a_head_in_its_midst_down_each_column_and_is_none_of_the_story_s_over_it(
    *, over: bool
) -> None:
    desk, top = Desk(size=(1400, 2400)), TOP
    if over:
        desk.lines(Kind.HEADLINE, ["青岭蜜蜂采蜜忙"], LEFTS[0] + 60, 20, 60)
        parts = rows(BEES)
        feet = [column(desk, part, left, 110) for part, left in zip((parts[:5], parts[5:]), LEFTS, strict=False)]
        top = max(feet) + 40
    lines = rows(STORY)
    each = -(-len(lines) // 3)
    foot = top + LEADING * ROWS
    for number, left in enumerate(LEFTS):
        part = lines[number * each : (number + 1) * each]
        if number < 2:
            column(desk, part[:ROWS], left, top)
            column(desk, part[ROWS:], left, foot + HEAD)
        else:
            column(desk, part, left, top)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFTS[0] + 60, foot + 20, 60)
    desk.lines(Kind.BODY, ["本报记者 何小舟"], LEFTS[0] + 180, foot + 100)
    told = {article.title: article for article in desk.read().articles}
    assert [p.text for p in told["老渡口重新开放"].paragraphs] == list(STORY)
    assert told["老渡口重新开放"].byline == "本报记者 何小舟"
    assert not over or [p.text for p in told["青岭蜜蜂采蜜忙"].paragraphs] == list(BEES)


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("columns", [2, 3])
def test_two_stories_one_over_the_other_in_columns_of_one_measure_stay_two(columns: int, *, signed: bool) -> None:
    desk = Desk(size=(1400, 2400))
    stories = {"老渡口重新开放": (*FERRY, *MORE_FERRY), "青岭蜜蜂采蜜忙": (*BEES, *MORE_BEES)}
    top = 40
    for title, story in stories.items():
        desk.lines(Kind.HEADLINE, [title], LEFTS[0] + 60, top, 60)
        lines = rows(story)
        each = -(-len(lines) // columns)
        if signed:  # over the first column alone
            desk.lines(Kind.BODY, ["■本报记者 何小舟 通讯员", "陶冶"], LEFTS[0], top + 90)
        feet = [
            column(
                desk, lines[number * each : (number + 1) * each], left, top + 90 + (70 if signed and not number else 0)
            )
            for number, left in enumerate(LEFTS[:columns])
        ]
        top = max(feet) + 20
    told = {article.title: tuple(p.text for p in article.paragraphs) for article in desk.read().articles}
    assert told == stories


def test_later_columns_that_seem_to_run_past_a_head_do_not_where_the_first_under_it_begins_a_story() -> None:
    desk = Desk(size=(1400, 2400))
    upper, lower = rows((*FERRY, *MORE_FERRY)), rows(BEES)
    feet = [column(desk, upper[6 * n : 6 * n + 6], left, TOP) for n, left in enumerate(LEFTS)]
    top = max(feet) + HEAD
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFTS[0] + 60, TOP - 80, 60)
    desk.lines(Kind.HEADLINE, ["青岭的蜜蜂采蜜正忙"], LEFTS[0] + 60, max(feet) + 20, 60)
    desk.pictures.append(Box(LEFTS[0], max(feet) + 95, LEFTS[0] + COLUMN, max(feet) + 160))
    column(desk, lower[:4], LEFTS[0], top)
    column(desk, lower[4:], LEFTS[1], top)
    column(desk, rows(MORE_BEES), LEFTS[2], top)
    told = {article.title: tuple(p.text for p in article.paragraphs) for article in desk.read().articles}
    assert told == {"老渡口重新开放": (*FERRY, *MORE_FERRY), "青岭的蜜蜂采蜜正忙": (*BEES, *MORE_BEES)}


@pytest.mark.parametrize("beside", [True, False])
def test_one_column_runs_past_a_head_where_those_beside_it_do(*, beside: bool) -> None:
    desk = Desk(size=(1400, 2400))
    first, second, third = rows(FERRY), rows((*MORE_FERRY, *TRAIN)), rows(MORE_BEES)
    column(desk, first + third if beside else first[:6], LEFTS[0], TOP)
    foot = column(desk, second[:5], LEFTS[1], TOP)
    desk.lines(Kind.HEADLINE, ["老渡口开放"], LEFTS[1] + 5, foot + 20, 50)
    column(desk, second[5:], LEFTS[1], foot + 120)
    conventions = Conventions(load())
    sheet = with_columns_past_heads(name_kinds(canonical(desk.layout(), desk.runs), conventions), conventions)
    assert ("".join((*MORE_FERRY, *TRAIN)) in [piece.text for piece in sheet.pieces]) is beside


def test_a_column_cut_by_two_heads_one_under_another_loses_none_of_its_lines() -> None:
    desk = Desk(size=(1400, 2400))
    lines = rows((*FERRY, *MORE_FERRY, *TRAIN))
    for number, left in enumerate(LEFTS[:2]):
        part = lines[number * 13 : number * 13 + 13]
        first = column(desk, part[:4], left, TOP)
        second = column(desk, part[4:8], left, first + HEAD)
        column(desk, part[8:], left, second + HEAD)
    for top in (TOP + 4 * LEADING, TOP + 8 * LEADING + HEAD):
        desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFTS[0] + 60, top + 30, 60)
    conventions = Conventions(load())
    sheet = name_kinds(canonical(desk.layout(), desk.runs), conventions)
    whole = with_columns_past_heads(sheet, conventions)
    assert len(whole.pieces) < len(sheet.pieces)
    assert sum(len(piece.rows) for piece in whole.pieces) == sum(len(piece.rows) for piece in sheet.pieces)
