"""A head between two rules governs as much as they are long, and may stand in the middle of its text."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.ruled_heads import as_wide_as_rules
from ocr.reconstruct.units import units_of
from tests.reconstruct.desk import COLUMN, EM, Desk
from tests.reconstruct.stories import BEES, FERRY, MORE_BEES, MORE_FERRY, TRAIN

STEP = COLUMN + 30
LEFT, TOP, OVER, UNDER = 60, 60, 450, 560
PAIRS = 4
"""Columns over the head, and as many under it: it stands far from the one that runs past."""
STORY = "".join(islice(cycle((*FERRY, *BEES, *MORE_FERRY, *TRAIN, *MORE_BEES)), 100))
"""No two of its columns break at the same words."""


def page(passing: int, lower_rule: bool = True) -> tuple[Desk, str]:
    """Columns over and under a ruled head, one left of it of so many lines, and the text that they hold in order."""
    desk, at = Desk(size=(1700, 1800)), 0
    for column, (top, lines) in enumerate([(TOP, passing), *[(TOP, 12), (590, 20)] * PAIRS]):
        text = STORY[at : at + lines * COLUMN // EM]
        left = LEFT if column == 0 else LEFT + STEP * (1 + (column - 1) // 2)
        desk.column(">" + text, left, top)
        at += len(text)
    right = LEFT + PAIRS * STEP + COLUMN
    desk.rule(LEFT + STEP, OVER, right, OVER + 2)
    if lower_rule:
        desk.rule(LEFT + STEP, UNDER, right, UNDER + 2)
    desk.lines(Kind.HEADLINE, ["老渡口开放"], (LEFT + STEP + right - 5 * 44) // 2, 485, 44)
    return desk, STORY[:at]


def heads(desk: Desk) -> tuple[list[Box], int]:
    """The places of the page's heads, and how many of its rules part something."""
    conventions = Conventions(load())
    sheet = name_kinds(canonical(desk.layout(), desk.runs), conventions)
    units, sheet = as_wide_as_rules(units_of(sheet, conventions), sheet)
    return [unit.place for unit in units if unit.head is not None], len(sheet.flat)


def test_the_columns_over_and_under_a_ruled_head_that_a_column_runs_past_are_one_story_in_order() -> None:
    desk, story = page(38)
    (article,) = desk.read().articles
    assert "".join(paragraph.text for paragraph in article.paragraphs) == story


@pytest.mark.parametrize(("passing", "rules_left"), [(38, 0), (12, 1)])
def test_a_head_is_as_wide_as_the_rules_at_both_its_sides_and_the_upper_one_parts_it_from_text_that_runs_past_no_more(
    passing: int, rules_left: int
) -> None:
    ((head,), rules) = heads(page(passing)[0])
    assert (head.left, head.right) == (LEFT + STEP, LEFT + PAIRS * STEP + COLUMN)
    assert rules == rules_left


def test_a_head_with_one_rule_alone_stays_as_it_is() -> None:
    ((head,), rules) = heads(page(38, lower_rule=False)[0])
    assert head.width == 5 * 44
    assert rules == 1


def test_rules_over_and_under_two_heads_side_by_side_are_neithers() -> None:
    desk = page(12)[0]
    desk.lines(Kind.HEADLINE, ["青岭蜂农采蜜"], LEFT + STEP, 485, 44)
    places, rules = heads(desk)
    assert [head.width for head in places] == [6 * 44, 5 * 44]
    assert rules == 2


def test_the_columns_under_a_head_in_a_box_belong_to_it_and_to_no_head_beside_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口开放"], LEFT + 20, 60, 34)
    desk.column("\n".join(FERRY), LEFT, 140)
    left, right = LEFT + STEP, LEFT + 3 * STEP + COLUMN
    for y in (50, 100):
        desk.rule(left, y, right, y + 2)
    desk.lines(Kind.HEADLINE, ["一周短波"], (left + right) // 2 - 68, 60, 34)
    for column, story in enumerate((BEES, TRAIN, MORE_BEES)):
        desk.column("\n".join(story), left + column * STEP, 140)
    told = {article.title: [p.text for p in article.paragraphs] for article in desk.read().articles}
    assert told == {"老渡口开放": list(FERRY), "一周短波": [*BEES, *TRAIN, *MORE_BEES]}


def test_a_head_between_separators_with_its_text_beside_it_stays_as_it_is() -> None:
    desk = Desk()
    for y in (50, 190):
        desk.rule(LEFT, y, LEFT + COLUMN, y + 2)
    desk.lines(Kind.HEADLINE, ["老渡口开放"], LEFT + 40, 90, 34)
    desk.column("\n".join(FERRY), LEFT + STEP, 55)
    desk.lines(Kind.HEADLINE, ["蜂农采蜜忙"], LEFT + 40, 230, 34)
    desk.column("\n".join(BEES), LEFT, 290)
    places, rules = heads(desk)
    assert [place.width for place in places] == [5 * 34, 5 * 34]
    assert rules == 2
