"""Strips of lines that stand twice go; what is rightly said twice stays."""

from __future__ import annotations

from ocr.page import Kind
from tests.reconstruct.desk import COLUMN, EM, Desk, texts
from tests.reconstruct.stories import FERRY, TRAIN

LEFT = 60
MIDDLE = LEFT + COLUMN + 2 * EM
RIGHT = MIDDLE + COLUMN + 2 * EM
NOTICE = "读者如有线索请拨打本报热线，值班编辑全天守在电话旁边等候来电。"


def two_stories(desk: Desk, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 30)
    desk.column("\n".join(first), LEFT, 120)
    desk.rule(MIDDLE - EM, 60, MIDDLE - EM + 2, 900)
    desk.lines(Kind.HEADLINE, ["旧站里的图书馆"], MIDDLE, 60, 30)
    desk.column("\n".join(second), MIDDLE, 120)


def lines_of(desk: Desk, block: int, first: int, count: int) -> list[str]:
    names = [line.id for line in desk.blocks[block].lines[first : first + count]]
    by_name = {run.id: run.text for run in desk.runs}
    return [by_name[name] for name in names]


def test_a_strip_pasted_in_elsewhere_is_removed_and_reported() -> None:
    desk = Desk()
    two_stories(desk, FERRY, TRAIN)
    strip = lines_of(desk, 1, 1, 4)
    desk.lines(Kind.BODY, strip, RIGHT, 600)
    made = desk.read()
    assert texts(made) == [list(FERRY), list(TRAIN)]
    assert made.unplaced == ()
    (removal,) = made.removals
    assert removal.text == "".join(strip)
    assert removal.repeats == tuple(line.id for line in desk.blocks[1].lines[1:5])


def test_a_strip_with_misread_characters_is_the_same_strip() -> None:
    desk = Desk()
    two_stories(desk, FERRY, TRAIN)
    strip = lines_of(desk, 1, 1, 4)
    desk.lines(Kind.BODY, [line[:3] + "口" + line[4:] for line in strip], RIGHT, 600)
    made = desk.read()
    assert texts(made) == [list(FERRY), list(TRAIN)]
    assert len(made.removals) == 1


def test_a_notice_under_two_stories_stays_under_both() -> None:
    desk = Desk()
    two_stories(desk, (*FERRY, NOTICE), (*TRAIN, NOTICE))
    made = desk.read()
    assert texts(made) == [[*FERRY, NOTICE], [*TRAIN, NOTICE]]
    assert made.removals == ()


def test_two_lines_alike_are_no_strip() -> None:
    desk = Desk()
    two_stories(desk, FERRY, TRAIN)
    desk.lines(Kind.BODY, lines_of(desk, 1, 1, 2), RIGHT, 600)
    assert desk.read().removals == ()
