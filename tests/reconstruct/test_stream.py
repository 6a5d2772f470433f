"""Text of a vertical page is read as a stream: what stands over a head that spans several bands comes before it, and
what a head cuts off goes on where the next band begins."""

from __future__ import annotations

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import Sheet, canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.seams import Ends, ends_of
from ocr.reconstruct.stream import stream
from ocr.reconstruct.units import Unit, units_of
from ocr.reconstruct.ways import going_on
from tests.reconstruct.desk import COLUMN, EM, Desk, broken
from tests.reconstruct.stories import BEES, FERRY, MORE_FERRY
from tests.reconstruct.test_bands import FIRST, SECOND, read_turned
from tests.reconstruct.test_canonical import upright


def surveyed(desk: Desk) -> tuple[tuple[Unit, ...], Sheet, Ends]:
    conventions = Conventions(load())
    sheet = name_kinds(canonical(*upright(desk.layout(), desk.runs)), conventions)
    units = units_of(sheet, conventions)
    return units, sheet, ends_of(units, conventions)


def brick() -> Desk:
    """A story in the first band that goes on at the top of the second, over the head of one that spans both."""
    desk = Desk()
    first, second = broken(FERRY, 5)
    desk.lines(Kind.HEADLINE, ["老渡口重新"], FIRST + 30, 40, 40)
    desk.column(first, FIRST, 120)
    desk.column(second, SECOND, 60)
    desk.lines(Kind.HEADLINE, ["槐花蜜进城卖了好价钱"], FIRST + 40, 620, 50)
    third, fourth = broken(BEES, 4)
    desk.column(third, FIRST, 720)
    desk.column(fourth, SECOND, 720)
    return desk


def test_what_stands_over_a_head_of_several_bands_is_read_before_it() -> None:
    units, sheet, ends = surveyed(brick())
    said = [step.unit.text[:2] for step in stream(units, sheet, ends)]
    upper = [n for n, step in enumerate(stream(units, sheet, ends)) if step.unit.place.bottom < 620]
    assert said[0] == "老渡"
    assert upper == [0, 1, 2]
    assert said[3] == "槐花"


def test_columns_under_one_head_follow_each_other_and_what_is_cut_off_is_taken_up() -> None:
    units, sheet, ends = surveyed(brick())
    steps = stream(units, sheet, ends)
    assert [step.joined for step in steps] == [False, True, False, False, True, True]
    ways = going_on(steps, ends)
    assert ways[steps[1].unit.id, steps[2].unit.id].cost > 0
    assert ways[steps[4].unit.id, steps[5].unit.id].cost == 0


def test_a_horizontal_page_has_no_stream() -> None:
    desk = brick()
    conventions = Conventions(load())
    sheet = name_kinds(canonical(desk.layout(), desk.runs), conventions)
    units = units_of(sheet, conventions)
    assert stream(units, sheet, ends_of(units, conventions)) == ()


def test_a_story_that_a_head_of_several_bands_cuts_off_goes_on_in_the_next_band() -> None:
    made = read_turned(brick())
    assert [[p.text for p in article.paragraphs] for article in made.articles] == [list(FERRY), list(BEES)]


def test_where_rules_part_stories_one_goes_on_between_the_rules_of_the_next_band_though_these_step_aside() -> None:
    desk = Desk()
    first, second = broken((*FERRY, *MORE_FERRY), 6)
    third, fourth = broken(BEES, 4)
    desk.lines(Kind.HEADLINE, ["老渡口重新"], FIRST + 30, 40, 40)
    ferry = desk.column(first, FIRST, 100).box.bottom
    desk.rule(FIRST, ferry + 20, FIRST + COLUMN, ferry + 22)
    desk.lines(Kind.HEADLINE, ["槐花蜜进城"], FIRST + 30, ferry + 44, 40)
    desk.column(third, FIRST, ferry + 104)
    ended = desk.column(second, SECOND, 40).box.bottom
    desk.rule(SECOND, ended + 20, SECOND + COLUMN, ended + 22)
    assert ended - ferry > 2 * EM
    desk.column(fourth, SECOND, ended + 44)
    ways = going_on(stream(*surveyed(desk)), surveyed(desk)[2])
    units = {unit.text[:3]: unit.id for unit in surveyed(desk)[0]}
    assert ways[units[first[:3]], units[second.lstrip(">")[:3]]].cost == 0
    made = read_turned(desk)
    assert [[p.text for p in article.paragraphs] for article in made.articles] == [[*FERRY, *MORE_FERRY], list(BEES)]
