"""On a vertical page a story goes on where the next band begins, and what stands outside its rules is no story."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Kind, Line, Run
from ocr.profile import load
from ocr.reconstruct import Reconstruction, reconstruct
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.minor import own_story
from ocr.reconstruct.units import units_of
from ocr.reconstruct.weights import OWN_STORY
from tests.reconstruct.desk import COLUMN, EM, Desk, broken, texts
from tests.reconstruct.stories import BEES, FERRY, TRAIN
from tests.reconstruct.test_canonical import upright

FIRST, SECOND = 60, 60 + COLUMN + 30
"""Where the first and the second band begin on the page as it is made up, which is turned afterwards."""


def read_turned(desk: Desk) -> Reconstruction:
    return reconstruct(*upright(desk.layout(), desk.runs), load())


def test_text_goes_on_in_the_next_band_though_the_head_of_another_story_reaches_into_it() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放啦"], 100, 40, 60)
    desk.column("\n".join(FERRY), FIRST, 140)
    desk.rule(FIRST, 520, FIRST + COLUMN, 522)
    desk.lines(Kind.HEADLINE, ["槐花蜜进城"], 90, 550, 34)
    first, second = broken(BEES, 4)
    desk.column(first, FIRST, 620)
    desk.column(second, SECOND, 140)
    made = read_turned(desk)
    assert [article.title for article in made.articles] == ["老渡口重新开放啦", "槐花蜜进城"]
    assert texts(made) == [list(FERRY), list(BEES)]


def test_a_small_heading_at_the_beginning_of_a_later_band_stands_inside_the_story() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 34)
    desk.column("\n".join(FERRY), FIRST, 120)
    desk.column("\n".join(BEES), SECOND, 60)
    desk.lines(Kind.SUBHEAD, ["夜里的航灯"], SECOND + COLUMN + 90, 60, 23)
    desk.column("\n".join(TRAIN), SECOND + COLUMN + 30, 110)
    desk.rule(30, 30, 1300, 32)
    (article,) = read_turned(desk).articles
    assert (article.title, [p.text for p in article.paragraphs if p.kind is Kind.SUBHEAD]) == (
        "老渡口重新开放",
        ["夜里的航灯"],
    )


def test_a_line_that_leans_and_was_put_in_a_block_of_its_own_is_a_line_of_its_column() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 34)
    desk.column("\n".join(FERRY), FIRST, 120)
    whole = texts(read_turned(desk))
    block = desk.blocks.pop()
    for name, lines in (("c0", block.lines[:3]), ("c1", block.lines[3:4]), ("c2", block.lines[4:])):
        around = Box.around(line.box for line in lines)
        desk.blocks.append(
            type(block)(name, Kind.BODY, Box(block.box.left, around.top, around.right, around.bottom), lines)
        )
    assert texts(read_turned(desk)) == whole == [list(FERRY)]


def test_a_motto_outside_the_rules_round_a_page_is_furniture() -> None:
    desk = Desk(size=(1400, 1200))
    desk.lines(Kind.HEADLINE, ["本报消息灵通文字浅近"], 100, 20, 30)
    desk.rule(FIRST, 70, 1300, 74)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 100, 34)
    desk.column("\n".join(FERRY), FIRST, 180)
    desk.column("\n".join(BEES), FIRST + 900, 180)
    made = read_turned(desk)
    assert "本报消息灵通文字浅近" in [f.text for f in made.furniture]
    assert "本报消息灵通文字浅近" not in [article.title for article in made.articles]


def test_date_and_section_printed_across_the_top_of_the_bands_are_a_running_head() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80 + 100, 40, 34)
    desk.column("\n".join(FERRY), FIRST + 100, 120)
    layout, runs = upright(desk.layout(), desk.runs)
    across = []
    for n, text in enumerate(("三期星", "聞新康健")):
        line = Line(
            f"x{n}", Box(300 + 500 * n, 20, 300 + 500 * n + EM * len(text), 20 + EM), float(EM), Direction.HORIZONTAL
        )
        across.append(type(layout.blocks[0])(f"x{n}", Kind.OTHER, line.box, (line,), Direction.HORIZONTAL))
        runs.append(Run(line.id, text, text, line=line))
    made = reconstruct(
        type(layout)(layout.size, layout.em, (*layout.blocks, *across), direction=Direction.VERTICAL), runs, load()
    )
    assert len(made.furniture) == 2
    assert [article.title for article in made.articles] == ["老渡口重新开放"]


def test_dirt_and_ornaments_make_no_head_on_a_vertical_page() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 34)
    desk.column("\n".join(FERRY), FIRST, 120)
    desk.lines(Kind.HEADLINE, ["V1"], 900, 900, 34)
    assert [article.title for article in read_turned(desk).articles] == ["老渡口重新开放"]


def test_a_caption_ends_where_the_text_of_its_band_begins() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 34)
    desk.pictures.append(Box(FIRST, 120, FIRST + COLUMN, 300))
    desk.column(">图为老渡口的早晨船工正在准备开\n" + "\n".join(FERRY), FIRST, 310)
    caption = desk.blocks.pop()
    desk.blocks.append(replace(caption, kind=Kind.CAPTION))
    (article,) = read_turned(desk).articles
    assert article.captions == ("图为老渡口的早晨船工正在准备开",)
    assert [p.text for p in article.paragraphs] == list(FERRY)


def test_the_rule_under_a_strip_of_dates_may_be_broken() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 180, 40, 34)
    desk.column("\n".join(FERRY), 160, 120)
    desk.column("\n".join(BEES), 160, 900)
    desk.rule(130, 20, 132, 700)
    desk.rule(131, 760, 133, 1500)
    layout, runs = upright(desk.layout(), desk.runs)
    words = "日五廿月四年八十二國民華中"
    box = Box(300, 40, 300 + EM * len(words), 40 + EM)
    line = Line("x0", box, float(EM), Direction.HORIZONTAL)
    date = type(layout.blocks[0])("x0", Kind.OTHER, box, (line,), Direction.HORIZONTAL)
    made = reconstruct(
        replace(layout, blocks=(*layout.blocks, date)), [*runs, Run("x0", words, words, line=line)], load()
    )
    assert [f.text for f in made.furniture] == [words[::-1]]


def go_on_under_a_ruled_heading(desk: Desk) -> None:
    """A large heading between two rules of its own under what stands on the desk, and a text under it."""
    low = desk.blocks[-1].box.bottom
    desk.rule(FIRST, low + 12, FIRST + 200, low + 14)
    desk.lines(Kind.HEADLINE, ["夜里的航灯"], FIRST, low + 20, 42)
    desk.rule(FIRST, low + 68, FIRST + 200, low + 70)
    desk.column("\n".join(TRAIN), FIRST, low + 84)


def test_a_heading_between_two_rules_of_its_own_stands_inside_the_story_however_large() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放啦"], FIRST, 40, 60)
    desk.column("\n".join(FERRY), FIRST, 130)
    go_on_under_a_ruled_heading(desk)
    (article,) = read_turned(desk).articles
    assert [p.text for p in article.paragraphs if p.kind is Kind.SUBHEAD] == ["夜里的航灯"]


def test_a_head_with_text_under_it_is_no_banner_of_the_bands_beside_it() -> None:
    desk = Desk(size=(1400, 1800))
    bands = [FIRST + k * (COLUMN + 30) for k in range(3)]
    heads, stories = ("槐花蜜进城啦", "老渡口重新开", "夜车开进山里"), (BEES, FERRY, TRAIN)
    for left, title, story, top in zip(bands, heads, stories, (110, 40, 110), strict=True):
        desk.lines(Kind.HEADLINE, [title], left, top, 42)
        desk.column("\n".join(story), left, top + 54)
    made = read_turned(desk)
    assert {article.title: [p.text for p in article.paragraphs] for article in made.articles} == {
        title: list(story) for title, story in zip(heads, stories, strict=True)
    }


def test_the_size_of_a_heading_between_two_rules_of_its_own_does_not_speak_for_a_story() -> None:
    desk = Desk()
    desk.column("\n".join(FERRY), FIRST, 130)
    go_on_under_a_ruled_heading(desk)
    conventions = Conventions(load())
    sheet = name_kinds(canonical(*upright(desk.layout(), desk.runs)), conventions)
    (heading,) = (unit for unit in units_of(sheet, conventions) if unit.weak)
    assert own_story(heading, sheet, {heading.id: 0.0}) == OWN_STORY[1]


def test_a_name_in_the_line_of_a_headline_is_its_byline() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口开放"], FIRST, 40, 48)
    desk.lines(Kind.HEADLINE, ["何小舟"], FIRST + 280, 52, 28)
    desk.column("\n".join(FERRY), FIRST, 130, width=2 * COLUMN)
    (article,) = read_turned(desk).articles
    assert (article.title, article.byline) == ("老渡口开放", "何小舟")


def test_a_border_of_ornaments_is_no_text() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 34)
    desk.column("\n".join(FERRY), FIRST, 120)
    desk.lines(Kind.BODY, ["十十+十十++"], SECOND + 20, 140)
    assert texts(read_turned(desk)) == [list(FERRY)]
