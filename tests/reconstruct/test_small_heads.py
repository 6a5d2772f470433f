"""Lines of a vertical page's heads in type no larger than the text's: told by white, by place, by glyphs set wide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import Sheet, canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.minor import story_signs
from ocr.reconstruct.seams import ends_of
from ocr.reconstruct.territory import survey
from ocr.reconstruct.units import units_of
from ocr.reconstruct.weights import PARTED_BY_RULE
from tests.reconstruct.desk import COLUMN, EM, LEADING, Desk
from tests.reconstruct.stories import BEES, FERRY, MORE_FERRY
from tests.reconstruct.test_bands import read_turned
from tests.reconstruct.test_canonical import upright

LEFT, TOP = 60, 120


def sheet_of(desk: Desk) -> Sheet:
    return name_kinds(canonical(*upright(desk.layout(), desk.runs)), Conventions(load()))


def sign_of(heading: str, desk: Desk) -> float:
    """What speaks for a small heading as the head of a story."""
    sheet, conventions = sheet_of(desk), Conventions(load())
    units = units_of(sheet, conventions)
    signs = story_signs(units, sheet, survey(units, sheet, ends_of(units, conventions)), frozenset())
    return next(signs[unit.id] for unit in units if unit.text == heading)


def wide(desk: Desk, text: str, left: int, top: int, pitch: float) -> None:
    """A line of body type with its glyphs set so many em apart."""
    block = desk.lines(Kind.BODY, [text], left, top)
    line = block.lines[0]
    box = replace(line.box, right=left + round(EM * (pitch * (len(text) - 1) + 1)))
    made = replace(line, box=box)
    desk.blocks[-1] = replace(block, box=box, lines=(made,))
    desk.runs[-1] = replace(desk.runs[-1], line=made)


def test_a_kicker_and_a_deck_in_body_type_right_beside_a_headline_are_of_its_head() -> None:
    desk = Desk()
    desk.lines(Kind.BODY, ["何家村昨起"], LEFT, 60)
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 88, 36)
    desk.lines(Kind.BODY, ["两岸村民等了七年"], LEFT + 80, 132)
    desk.column("\n".join(FERRY), LEFT, 190)
    (article,) = read_turned(desk).articles
    assert (article.kicker, article.title, article.subtitle) == ("何家村昨起", "老渡口重新", "两岸村民等了七年")
    assert [p.text for p in article.paragraphs] == list(FERRY)


def test_short_lines_of_text_beside_a_head_that_reach_to_the_next_ones_are_no_deck() -> None:
    desk = Desk()
    top = desk.column("\n".join(BEES), LEFT, 60).box.bottom
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, top + 60, 36)
    for left in (LEFT, LEFT + 8 * EM + 10):
        desk.lines(Kind.BODY, ["渡口昨天开了船提", "岸边的人排成一列"], left, top + 104)
    desk.rule(LEFT, top + 170, LEFT + 2 * COLUMN, top + 172)
    desk.column("\n".join(FERRY), LEFT, top + 190, COLUMN + 100)
    kinds = {piece.kind for piece in sheet_of(desk).pieces if "岸边的人" in piece.text}
    assert kinds == {Kind.BODY}


@pytest.mark.parametrize(("pitch", "head"), [(1.5, True), (1.0, False)])
def test_a_line_set_wide_in_white_of_its_own_begins_a_story_and_a_short_line_set_as_text_does_not(
    pitch: float, head: bool
) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 60, 36)
    bottom = desk.column("\n".join(FERRY), LEFT, 120).box.bottom
    wide(desk, "槐花蜜丰收", LEFT + 40, bottom + 24, pitch)
    desk.column("\n".join(BEES), LEFT, bottom + 24 + EM + 24)
    titles = [article.title for article in read_turned(desk).articles]
    assert titles == (["老渡口重新", "槐花蜜丰收"] if head else ["老渡口重新"])


def test_a_line_set_wide_well_in_from_both_ends_is_a_head_though_no_white_is_left_about_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 60, 36)
    bottom = desk.column("\n".join(FERRY), LEFT, 120).box.bottom
    gap = LEADING - EM
    wide(desk, "槐花蜜丰收", LEFT + 50, bottom + gap, 1.5)
    desk.column("\n".join(BEES), LEFT, bottom + LEADING + gap)
    pieces = [piece for piece in sheet_of(desk).pieces if piece.text == "槐花蜜丰收"]
    assert [piece.kind for piece in pieces] == [Kind.HEADLINE]


def test_lines_of_a_head_that_step_down_with_paper_under_the_one_and_over_the_other_are_one_head() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["何家村"], LEFT, 60, 28)
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 100, 96, 44)
    desk.column("\n".join(FERRY), LEFT, 160)
    (article,) = read_turned(desk).articles
    assert (article.kicker, article.title) == ("何家村", "老渡口重新")


def test_on_a_horizontal_page_nothing_is_told_by_this() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 60, 36)
    bottom = desk.column("\n".join(FERRY), LEFT, 120).box.bottom
    wide(desk, "槐花蜜丰收", LEFT + 50, bottom + 10, 1.5)
    desk.column("\n".join(BEES), LEFT, bottom + 40)
    sheet = name_kinds(canonical(desk.layout(), desk.runs), Conventions(load()))
    assert [p.kind for p in sheet.pieces if "槐花蜜丰收" in p.text] == [Kind.BODY]


@pytest.mark.parametrize("before", [0, COLUMN + 20])
def test_a_full_rule_before_a_small_heading_speaks_for_a_story_where_it_begins_in_the_heading_s_own_band(
    before: int,
) -> None:
    left = LEFT + COLUMN + 20
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 60, 48)
    bottom = desk.column("\n".join(FERRY), left, 130).box.bottom
    desk.rule(left - before, bottom + 20, left + COLUMN, bottom + 22)
    desk.lines(Kind.HEADLINE, ["渡口添灯"], left + 60, bottom + 44, 26)
    desk.column("\n".join(MORE_FERRY), left, bottom + 90)
    assert (sign_of("渡口添灯", desk) >= PARTED_BY_RULE) is (before == 0)


def test_a_heading_of_two_lines_is_no_subhead_of_a_column() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新"], LEFT + 10, 60, 48)
    bottom = desk.column("\n".join(FERRY), LEFT, 130).box.bottom
    desk.lines(Kind.HEADLINE, ["渡口添了", "新的航灯"], LEFT + 60, bottom + 30, 26)
    desk.column("\n".join(MORE_FERRY), LEFT, bottom + 120)
    titles = [article.title.replace(" ", "") for article in read_turned(desk).articles]
    assert titles == ["老渡口重新", "渡口添了新的航灯"]


@pytest.mark.parametrize("stories", [0, 3])
def test_small_heads_of_several_stories_speak_for_another_one_s_being_a_story_s(stories: int) -> None:
    desk = Desk()
    bottom = desk.column("\n".join(FERRY), LEFT, 130).box.bottom
    for at in range(stories):
        left = LEFT + (at + 1) * (COLUMN + 40)
        desk.lines(Kind.HEADLINE, ["渡口添了", "新的航灯"], left, 60, 26 + 3 * at)
        desk.column("\n".join(BEES), left, 160)
    desk.lines(Kind.HEADLINE, ["石阶铺平"], LEFT + 60, bottom + 30, 23)
    desk.column("\n".join(MORE_FERRY), LEFT, bottom + 80)
    assert (sign_of("石阶铺平", desk) > 0) is (stories > 0)
