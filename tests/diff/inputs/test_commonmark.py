"""Markdown as banmian writes it, and as anyone else does."""

from __future__ import annotations

import pytest

from ocr.diff.inputs.commonmark import pages
from ocr.diff.inputs.heads import heads
from ocr.formats import FORMATS, markdown
from tests.formats import sample


def test_our_own_markdown_gives_its_articles_back() -> None:
    [page] = pages(markdown.write(sample.PAGE))
    first, second = page.stories
    assert (first.kicker, first.title, first.subtitle, first.byline) == (
        "春到江州",
        "老水渠又响起来了",
        "——三个村合修一条渠",
        "本报记者 甲乙",
    )
    assert first.paragraphs[:2] == ("本报江州3月1日讯 渠水清清，流过三个村。", "渠边的人")
    assert first.captions == ("修好的水渠。丙丁 摄",)
    assert second.title == "短讯"
    assert (page.furniture, page.unplaced) == (("江州日报 第1版",), ("不知谁家的话",))


def test_several_pages_are_parted_where_our_writer_parts_them() -> None:
    assert len(pages(FORMATS["markdown"].data([sample.PAGE, sample.PAGE]).decode())) == 2


def test_a_title_over_all_is_no_article_and_a_deeper_heading_is_a_subhead() -> None:
    [page] = pages("# 江州日报\n\n## 甲\n\n话。\n\n### 小标题\n\n更多。\n\n## 乙\n\n别的话。\n")
    assert [s.title for s in page.stories] == ["甲", "乙"]
    assert [s.paragraphs for s in page.stories] == [("话。", "小标题", "更多。"), ("别的话。",)]
    assert page.furniture == ("江州日报",)


def test_without_a_heading_it_is_one_text_and_markup_like_html_stays_text() -> None:
    [page] = pages("<script>alert(1)</script>\n\n一段*重*话。\n")
    assert page.stories[0].paragraphs == ("<script>alert(1)</script>", "一段重话。")
    assert not page.articles_known
    assert pages("")[0].stories == ()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["题"], {"title": "题"}),
        (["引题", "题"], {"kicker": "引题", "title": "题", "subtitle": ""}),
        (["题", "——副题"], {"title": "题", "subtitle": "——副题"}),
        (["题", "本报记者 甲乙"], {"title": "题", "byline": "本报记者 甲乙"}),
        (["引", "题", "——副", "通讯员 丙"], {"kicker": "引", "title": "题", "subtitle": "——副", "byline": "通讯员 丙"}),
        ([], {}),
    ],
)
def test_head_lines_are_told_apart_by_convention(lines: list[str], found: dict[str, str]) -> None:
    assert heads(lines) == found
