"""Plain text as banmian writes it, and as anyone else does."""

from __future__ import annotations

from ocr.diff.inputs.plain import pages
from ocr.formats import text
from tests.formats import sample


def test_our_own_text_gives_its_articles_back() -> None:
    [page] = pages(text.write(sample.PAGE))
    first, second = page.stories
    assert (first.kicker, first.title, first.subtitle, first.byline) == (
        "春到江州",
        "老水渠又响起来了",
        "——三个村合修一条渠",
        "本报记者 甲乙",
    )
    assert first.paragraphs == (
        "本报江州3月1日讯 渠水清清，流过三个村。",
        "渠边的人",
        "编者按：旧渠有新事。",
        "一条渠，一段路。\n（下转第四版）",
    )
    assert first.captions == ("修好的水渠。丙丁 摄",)
    assert "短讯" in (second.title, *second.paragraphs)
    assert (page.furniture, page.unplaced) == (("江州日报 第1版",), ("不知谁家的话",))
    assert page.articles_known


def test_a_text_without_a_rule_is_one_article_that_claims_nothing() -> None:
    [page] = pages("头一段。\n第二段。\n")
    assert [s.paragraphs for s in page.stories] == [("头一段。", "第二段。")]
    assert not page.articles_known
    assert not page.fields_known


def test_lines_wrapped_at_one_width_are_a_paragraph_again() -> None:
    wrapped = "渠水清清流过三个村庄和\n两座石桥，岸边的人家都\n说今年的水比往年来得早\n一些。\n\n另一段很短。\n"
    [page] = pages(wrapped)
    assert [p.replace("\n", "") for p in page.stories[0].paragraphs] == [
        "渠水清清流过三个村庄和两座石桥，岸边的人家都说今年的水比往年来得早一些。",
        "另一段很短。",
    ]


def test_form_feeds_part_pages_and_an_empty_text_is_an_empty_page() -> None:
    assert [p.stories[0].paragraphs for p in pages("一\f\n二\n\f")] == [("一",), ("二",)]
    assert [p.stories for p in pages(" \n\f\n")] == [()]


def test_windows_line_ends_are_line_ends() -> None:
    assert pages("一段。\r\n二段。\r\n")[0].stories[0].paragraphs == ("一段。", "二段。")
