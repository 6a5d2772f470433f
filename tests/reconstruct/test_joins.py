"""Which tail goes to which head, on pages made by hand."""

import pytest

from ocr.geometry import Box
from ocr.page import Frame, Kind
from ocr.profile import load
from ocr.reconstruct.conventions import Conventions
from tests.reconstruct.desk import COLUMN, Desk, broken, texts
from tests.reconstruct.stories import BEES, FERRY, MORE_BEES, MORE_FERRY, TRAIN

LEFT, MIDDLE, RIGHT = 60, 60 + COLUMN + 30, 60 + 2 * (COLUMN + 30)


def test_columns_under_one_headline_are_one_story_without_a_break_at_the_seam() -> None:
    first, second = broken(FERRY, 2)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 150, 60, 50)
    desk.column(first, LEFT, 160)
    desk.column(second, MIDDLE, 160)
    assert texts(desk.read()) == [list(FERRY)]


def test_a_story_whose_paragraphs_all_end_closed_goes_on_in_the_next_column_of_its_headline() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 150, 60, 50)
    desk.column("\n".join(FERRY[:2]), LEFT, 160)
    desk.column(FERRY[2], MIDDLE, 160)
    assert texts(desk.read()) == [list(FERRY)]


def test_an_open_end_finds_its_rest_under_another_story_across_a_rule() -> None:
    first, second = broken(FERRY, 5)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 36)
    desk.column(first, LEFT, 160)
    desk.rule(330, 60, 332, 900)
    desk.lines(Kind.HEADLINE, ["槐花蜜卖到城里"], MIDDLE, 60, 36)
    desk.column("\n".join(BEES), MIDDLE, 160)
    desk.rule(MIDDLE, 620, MIDDLE + COLUMN, 622)
    desk.column(second, MIDDLE, 650)
    made = desk.read()
    assert sorted(texts(made)) == sorted([list(FERRY), list(BEES)])
    join = next(j for j in made.joins if "elsewhere on the page" in " ".join(j.why))
    assert 0.5 < join.confidence <= 1
    assert any("the text runs on" in reason for reason in join.why)


def test_topics_decide_between_two_open_ends() -> None:
    all_ferry, all_bees = FERRY + MORE_FERRY, BEES + MORE_BEES
    ferry, ferry_rest = broken(all_ferry, 8)
    bees, bees_rest = broken(all_bees, 8)
    desk = Desk()
    for left, title, text in ((LEFT, "老渡口重新开放", ferry), (MIDDLE, "槐花蜜卖到城里", bees)):
        desk.lines(Kind.HEADLINE, [title], left, 60, 36)
        desk.column(text, left, 160)
    desk.rule(LEFT, 800, RIGHT + COLUMN, 802)
    desk.column(bees_rest, LEFT, 840)
    desk.rule(330, 60, 332, 780)
    desk.column(ferry_rest, MIDDLE, 840)
    assert sorted(texts(desk.read())) == sorted([list(all_ferry), list(all_bees)])


def test_a_column_that_starts_beside_the_headline_belongs_to_it() -> None:
    first, rest = broken(FERRY, 4)
    second, third = broken((*rest.split("\n"), TRAIN[0]), 3)
    desk = Desk()
    desk.rule(LEFT, 50, RIGHT + COLUMN, 52)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT + 20, 70, 60)
    desk.column(first, LEFT, 190)
    desk.column(second, MIDDLE, 190)
    desk.column(third, RIGHT, 70)
    assert texts(desk.read()) == [[*FERRY, TRAIN[0]]]


def test_a_frame_is_a_world_of_its_own() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 150, 60, 50)
    desk.column("\n".join(FERRY), LEFT, 160)
    desk.frames.append(Frame("f0", Box(MIDDLE - 10, 140, MIDDLE + COLUMN + 10, 700)))
    desk.lines(Kind.HEADLINE, ["旧站里的图书馆"], MIDDLE, 160, 30, "f0")
    desk.column("\n".join(TRAIN), MIDDLE, 220, frame="f0")
    assert texts(desk.read()) == [list(FERRY), list(TRAIN)]


def test_what_fits_nowhere_stays_unplaced_and_the_open_end_is_reported() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 60, 36)
    desk.column(FERRY[0][:24], LEFT, 160)
    made = desk.read()
    assert made.articles[0].truncated
    assert texts(made) == [[FERRY[0][:24]]]


def test_a_column_cut_in_two_by_a_fold_is_one() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 60, 36)
    desk.column(FERRY[0][:24], LEFT, 160)
    desk.column(">" + FERRY[0][24:], LEFT, 235)
    assert texts(desk.read()) == [[FERRY[0]]]


def test_text_goes_down_past_a_picture_in_its_column() -> None:
    first, second = broken(FERRY, 2)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 60, 36)
    desk.column(first, LEFT, 160)
    desk.pictures.append(Box(LEFT, 250, LEFT + COLUMN, 450))
    desk.column(second, LEFT, 470)
    assert texts(desk.read()) == [list(FERRY)]


@pytest.mark.parametrize("line", [False, True])
def test_a_story_whose_jump_lines_name_this_page_goes_on_there_and_keeps_none_of_them(*, line: bool) -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 50)
    foot = desk.column("\n".join(FERRY) + ("" if line else "（下转本版）"), LEFT, 120).box.bottom
    if line:
        desk.lines(Kind.BODY, ["（下转本版）"], LEFT + 120, foot + 10)
    desk.lines(Kind.HEADLINE, ["青岭蜜蜂采蜜忙"], LEFT, foot + 90, 50)
    bees = desk.column("\n".join(BEES), LEFT, foot + 170).box.bottom
    desk.rule(LEFT, bees + 40, LEFT + COLUMN, bees + 42)
    desk.lines(Kind.BODY, ["（上接本版）"], LEFT, bees + 70)
    desk.column("\n".join(MORE_FERRY), LEFT, bees + 110)
    told = {article.title: article for article in desk.read().articles}
    ferry = told["老渡口重新开放"]
    assert [p.text for p in ferry.paragraphs] == [*FERRY, *MORE_FERRY]
    assert (ferry.jump_to, ferry.jump_from) == ("", "")
    assert [p.text for p in told["青岭蜜蜂采蜜忙"].paragraphs] == list(BEES)


def test_a_jump_line_to_this_page_that_finds_no_other_stays_a_field() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 50)
    desk.column("\n".join(FERRY) + "（下转本版）", LEFT, 120)
    (article,) = desk.read().articles
    assert (article.jump_to, article.truncated) == ("本版", False)


@pytest.mark.parametrize(
    ("text", "rest"), [("接本版编辑部来电，渡口的船停开。", None), ("（上接本版）渡口的船停开。", "渡口的船停开。")]
)
def test_only_a_jump_line_s_words_before_this_page_make_a_jump_line(text: str, rest: str | None) -> None:
    conventions = Conventions(load())
    jump = conventions.jump_from(text)
    assert (jump.rest if jump else None) == rest
    assert conventions.jump_to("来信请转本版") is None


@pytest.mark.parametrize("read", ["to", "from"])
def test_one_jump_line_to_this_page_is_enough_where_the_other_was_not_read(read: str) -> None:
    first, rest = broken(FERRY, 6)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 50)
    desk.column(first + ("\n>（下转本版）" if read == "to" else ""), LEFT, 120)
    desk.column(("\n>（上接本版）\n" if read == "from" else "").lstrip("\n") + rest, MIDDLE, 120)
    (article,) = desk.read().articles
    assert "".join(p.text for p in article.paragraphs) == "".join(FERRY)
    assert article.jump_to + article.jump_from == ""
