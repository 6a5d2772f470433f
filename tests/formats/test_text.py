"""Plain text holds everything on the page, in order."""

from __future__ import annotations

from dataclasses import replace

from ocr.formats import FORMATS, text
from tests.formats.sample import ARTICLE, EMPTY, PAGE


def test_an_article_reads_from_kicker_to_caption() -> None:
    written = text.write(PAGE)
    parts = [
        "春到江州",
        "老水渠又响起来了",
        "——三个村合修一条渠",
        "本报记者 甲乙",
        "\u3000\u3000本报江州3月1日讯 渠水清清",
        "渠边的人",
        "（下转第四版）",
        "丙丁 摄",
    ]
    places = [written.index(part) for part in parts]
    assert places == sorted(places)


def test_text_of_no_article_and_furniture_stand_apart_at_the_end() -> None:
    written = text.write(PAGE)
    assert (
        written.index("短讯")
        < written.index("［未归入文章］")
        < written.index("不知谁家的话")
        < written.index("江州日报 第1版")
    )


def test_a_story_that_breaks_off_without_a_jump_line_says_so() -> None:
    broken = replace(PAGE, articles=(replace(ARTICLE, jump_to=""),))
    assert "［此处中断］" in text.write(broken)
    assert "［此处中断］" not in text.write(PAGE)


def test_a_page_without_text_is_an_empty_text() -> None:
    assert text.write(EMPTY) == ""


def test_several_pages_are_parted_by_a_form_feed() -> None:
    assert FORMATS["text"].data([PAGE, PAGE]).decode().count("\f") == 1
