"""What stands at a page's edges and is no story: running heads in a row, the masthead, lists of contents."""

from __future__ import annotations

import pytest

from ocr.geometry import Box
from ocr.page import Frame, Kind
from ocr.profile import load
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from tests.reconstruct.desk import COLUMN, EM, Desk, texts
from tests.reconstruct.stories import BEES, FERRY

LEFT, RIGHT = 60, 60 + 3 * COLUMN


def kinds(desk: Desk) -> dict[str, Kind]:
    pieces = name_kinds(canonical(desk.layout(), desk.runs), Conventions(load())).pieces
    return {piece.text: piece.kind for piece in pieces}


def page(head: int, *, framed: bool) -> Desk:
    """A page whose first row has a section's name in type of that size, the date, and the paper's name."""
    desk = Desk()
    if framed:
        desk.frames.append(Frame("f1", Box(LEFT - 20, 20, RIGHT + COLUMN + 20, 40 + head)))
    desk.lines(Kind.HEADLINE, ["田野"], LEFT, 30, head, frame="f1" if framed else None)
    desk.lines(Kind.BODY, ["2021年9月24日 星期六"], LEFT + 400, 30 + head // 2 - EM // 2)
    desk.lines(Kind.BODY, ["石桥学报 第5版"], RIGHT + 60, 30 + head // 2 - EM // 2)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 160, 40)
    desk.column("\n".join(FERRY), LEFT, 230)
    return desk


@pytest.mark.parametrize(
    ("head", "framed", "kind"),
    [(30, False, Kind.RUNNING_HEAD), (50, True, Kind.RUNNING_HEAD), (50, False, Kind.HEADLINE)],
)
def test_a_row_across_the_page_s_top_that_has_the_date_in_it_is_a_running_head_in_type_of_no_headline_or_in_a_frame(
    head: int, *, framed: bool, kind: Kind
) -> None:
    found = kinds(page(head, framed=framed))
    assert found["田野"] is kind
    assert found["老渡口重新开放"] is Kind.HEADLINE


def test_a_row_with_the_date_has_no_name_in_it_where_text_stands_over_it() -> None:
    desk = page(30, framed=False)
    desk.column(BEES[0], LEFT, 0)
    assert kinds(desk)["田野"] is Kind.HEADLINE


def test_a_row_across_the_foot_that_has_the_page_s_number_in_it_is_furniture_and_goes_on_from_no_column() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 40)
    foot = desk.column("\n".join(FERRY), LEFT, 130).box.bottom + 40
    desk.lines(Kind.BODY, ["石桥晚报2021年9月24日 星期六"], LEFT, foot)
    desk.lines(Kind.BODY, ["视觉"], LEFT + 500, foot)
    desk.lines(Kind.BODY, ["第5版"], RIGHT + 120, foot)
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert {piece.text for piece in made.furniture} == {"石桥晚报2021年9月24日 星期六", "视觉", "第5版"}


def test_the_halves_of_a_credit_in_a_row_of_credits_are_furniture_and_sign_no_story() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 40)
    foot = desk.column("\n".join(FERRY), LEFT, 130).box.bottom + 30
    for left, text in (
        (LEFT, "本版责编：何舟"),
        (LEFT + 380, "版式设计"),
        (LEFT + 480, "田野"),
        (RIGHT + 100, "校对：陶冶"),
    ):
        desk.lines(Kind.BODY, [text], left, foot)
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert (made.articles[0].byline, len(made.furniture)) == ("", 4)


@pytest.mark.parametrize(("date", "kind"), [(True, Kind.MASTHEAD), (False, Kind.HEADLINE)])
def test_the_paper_s_name_over_the_date_is_a_masthead_though_a_story_stands_beside_it(
    *, date: bool, kind: Kind
) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["石桥日报"], LEFT, 30, 90)
    told = "2021年9月24日 星期六 国内统一连续出版物号 CN99-0012 第123期 今日4版" if date else "水清路长"
    desk.lines(Kind.BODY, [told], LEFT, 135)
    desk.column("\n".join(BEES), RIGHT, 30)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 360, 40)
    desk.column("\n".join(FERRY), LEFT, 430)
    assert kinds(desk)["石桥日报"] is kind


@pytest.mark.parametrize("lines", [2, 3])
def test_titles_with_page_numbers_one_under_another_are_a_list_of_contents_and_end_no_story(lines: int) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 40)
    top = desk.column("\n".join(FERRY), LEFT, 130).box.bottom + 60
    listed = ["果园里来了蜂 2版", "旧车站里读书去7版", "青岭的槐花 A06版"][:lines]
    for number, line in enumerate(listed):
        desk.lines(Kind.BODY, ["●"], LEFT - 30, top + 40 * number)
        desk.lines(Kind.BODY, [line], LEFT, top + 40 * number)
    made = desk.read()
    assert {piece.kind for piece in made.furniture} <= {Kind.OTHER}  # no page of this number
    told = "".join(paragraph.text for article in made.articles for paragraph in article.paragraphs)
    assert ("旧车站里读书去" in told) is (lines == 2)
    assert [piece.text for piece in made.furniture] == [
        "● 果园里来了蜂2版 ● 旧车站里读书去7版 ● 青岭的槐花A06版"
    ] or lines == 2
