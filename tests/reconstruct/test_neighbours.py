"""What looks as if it stood on one ground: columns beside a heading, across rules, beside the picture under a head."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Line, Run
from ocr.profile import load
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.neighbours import RULE, column_rules, edges
from ocr.reconstruct.seams import ends_of
from ocr.reconstruct.units import units_of
from tests.reconstruct.desk import COLUMN, EM, Desk
from tests.reconstruct.stories import BEES, FERRY, MORE_FERRY, TRAIN

LEFT, MIDDLE, RIGHT = 60, 60 + COLUMN + 30, 60 + 2 * (COLUMN + 30)


@dataclass
class Costs:
    """What edges between the units of a desk cost; units are called by how their text begins."""

    desk: Desk

    def __post_init__(self) -> None:
        conventions = Conventions(load())
        sheet = name_kinds(canonical(self.desk.layout(), self.desk.runs), conventions)
        self.units = units_of(sheet, conventions)
        self.told = column_rules(self.units, sheet, ends_of(self.units, conventions))
        self.table = edges(self.units, sheet, RULE * (1 - self.told))

    def between(self, one: str, other: str) -> float:
        i, j = (next(n for n, u in enumerate(self.units) if u.text.startswith(text)) for text in (one, other))
        return float(self.table[i, j])


def pictured(*pictures: Box) -> Costs:
    """A narrow head in the middle of a wide page, and a column at its height on either side, far off."""
    desk = Desk(size=(1900, 1400))
    desk.lines(Kind.HEADLINE, ["渡口开了"], 820, 60, 40)
    desk.column("\n".join(FERRY), LEFT, 120)
    desk.column("\n".join(TRAIN), 1480, 120)
    desk.pictures += pictures
    return Costs(desk)


@pytest.mark.parametrize("column", [FERRY[0][:4], TRAIN[0][:4]])
def test_columns_beside_the_picture_that_stands_under_a_narrow_head_stand_beside_the_head(column: str) -> None:
    wide = Box(350, 120, 1450, 600)
    assert math.isinf(pictured().between("渡口开了", column))
    assert pictured(wide).between("渡口开了", column) < RULE
    assert math.isinf(pictured(wide.shift(0, 400)).between("渡口开了", column))


def test_a_column_that_passes_a_head_may_be_its_text_and_one_that_ends_beside_it_is_not() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["渡口开了"], MIDDLE + 30, 300, 40)
    long = desk.column("\n".join((*FERRY, *MORE_FERRY)), LEFT, 60)
    desk.column("\n".join(BEES), MIDDLE, 360)
    short = desk.column("\n".join(TRAIN), RIGHT, 100)
    assert long.box.bottom > 340 + 4 * EM > short.box.bottom > 340
    costs = Costs(desk)
    assert costs.between("渡口开了", FERRY[0][:4]) < RULE
    assert math.isinf(costs.between("渡口开了", TRAIN[0][:4]))


def over_and_under(rule_right: int) -> float:
    """The cost of a column under another with a rule between them that runs from the column's left to some place."""
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["渡口开了"], LEFT, 60, 40)
    foot = desk.column("\n".join(FERRY), LEFT, 120).box.bottom
    if rule_right > LEFT:
        desk.rule(LEFT, foot + 20, rule_right, foot + 22)
    desk.column("\n".join(BEES), LEFT, foot + 42)
    return Costs(desk).between(FERRY[0][:4], BEES[0][:4])


def test_a_rule_over_several_columns_parts_more_than_one_as_wide_as_a_column_and_that_more_than_none() -> None:
    assert over_and_under(LEFT) < over_and_under(LEFT + COLUMN) < over_and_under(RIGHT + COLUMN)


def ruled(last: str) -> Costs:
    """Three columns with rules between them; the first two end in `last`, the other two begin without an indent."""
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["渡口开了"], LEFT, 60, 40)
    for left, story in ((LEFT, FERRY), (MIDDLE, TRAIN), (RIGHT, BEES)):
        full = (">" if left > LEFT else "") + "".join(story)
        count = 6 * COLUMN // EM - (0 if left > LEFT else 2)
        desk.column(full[: count - len(last) + (left > LEFT)].replace("。", "，") + last, left, 160)
        if left > LEFT:
            desk.rule(left - 16, 150, left - 14, 350)
    return Costs(desk)


def test_rules_between_columns_do_not_part_on_a_horizontal_page_whose_text_plainly_runs_on_across_them() -> None:
    runs_on, closed = ruled("船"), ruled("。")
    assert closed.told < 0.1 < 0.6 < runs_on.told
    first, second = FERRY[0][:4], TRAIN[0][:4]
    assert runs_on.between(first, second) < closed.between(first, second) - 0.5 * RULE


@pytest.mark.parametrize("passed", [True, False])
def test_a_column_over_a_head_is_its_text_where_others_with_the_same_top_pass_the_head(passed: bool) -> None:
    desk = Desk()
    desk.column("\n".join((*FERRY, *MORE_FERRY) if passed else FERRY[:1]), LEFT, 60)
    desk.column(TRAIN[0], MIDDLE, 60)
    desk.lines(Kind.HEADLINE, ["渡口开了"], MIDDLE + 30, 180, 40)
    desk.column("\n".join(BEES), MIDDLE, 250)
    assert math.isfinite(Costs(desk).between("渡口开了", TRAIN[0][:4])) is passed


def test_a_column_to_the_left_of_a_head_that_runs_down_is_less_its_text_than_one_to_the_right() -> None:
    desk = Desk()
    desk.column("\n".join(FERRY), LEFT, 120)
    middle = LEFT + COLUMN + 40
    head = Line("b009-l000", Box(middle, 120, middle + 40, 400), 40.0, Direction.VERTICAL)
    desk.blocks.append(Block("b009", Kind.HEADLINE, head.box, (head,)))
    desk.runs.append(Run(head.id, "旧站里的图书馆", "旧站里的图书馆", line=head))
    desk.column("\n".join(TRAIN), middle + 80, 120)
    costs = Costs(desk)
    assert costs.between("旧站里的", TRAIN[0][:4]) < costs.between("旧站里的", FERRY[0][:4])


@pytest.mark.parametrize("picture", [True, False])
def test_a_column_under_a_picture_that_a_head_which_runs_down_stands_beside_stands_beside_the_head(
    *, picture: bool
) -> None:
    desk = Desk()
    title = "老渡口重新开放"
    down = Box(LEFT, 60, LEFT + 50, 60 + 50 * len(title))
    line = Line("head", down, 50.0, Direction.VERTICAL)
    desk.blocks.append(Block("head", Kind.HEADLINE, down, (line,), direction=Direction.VERTICAL))
    desk.runs.append(Run("head", title, title, line=line))
    left = LEFT + 80
    if picture:
        desk.pictures.append(Box(left, 60, left + COLUMN, 380))
    desk.column("\n".join(FERRY), left, 390)
    assert (Costs(desk).between("老渡口", "石桥村") < 1) is picture
