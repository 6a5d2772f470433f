"""A CommonMark reader shows exactly the text that was on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ocr.formats import markdown
from ocr.page import Article, Furniture, Kind, Paragraph
from tests.formats.sample import EMPTY, PAGE

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TRICKY = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|~&;=:/\"'^$0123 \t\n字“”（）—a"), min_size=1, max_size=30)


def shown(source: str) -> list[str]:
    """The text of each block as a reader shows it."""
    found = []
    for token in READER.parse(source):
        if token.type == "inline":
            assert all(child.type in ("text", "text_special", "em_open", "em_close") for child in token.children or ())
            found.append("".join(child.content for child in token.children or ()))
    return found


@given(TRICKY)
def test_a_paragraph_shows_what_was_printed(text: str) -> None:
    expected = " ".join(text.split())
    assert shown(markdown.escape(text)) == ([expected] if expected else [])


@given(TRICKY.filter(str.strip), TRICKY.filter(str.strip))
def test_headings_quotes_and_lists_show_what_was_printed(title: str, body: str) -> None:
    article = Article("a01", title=title, kicker=body, byline=body, paragraphs=tuple(Paragraph(k, body) for k in KINDS))
    page = replace(PAGE, articles=(article,), furniture=(Furniture(Kind.CREDIT, body),), unplaced=())
    seen = shown(markdown.write(page))
    flat = " ".join(body.split())
    assert seen == [" ".join(title.split()), *[flat] * (2 + len(KINDS)), "版面信息", flat]


KINDS = (Kind.BODY, Kind.SUBHEAD, Kind.NOTE, Kind.LEAD)


@pytest.mark.parametrize(
    "text", ["1. 第一", "- 其二", "# 其三", "<b>其四</b>", "&amp;", "***", "===", "| 表 |", "2025) 年"]
)
def test_what_would_be_markup_stays_text(text: str) -> None:
    assert shown(markdown.escape(text)) == [text]


def test_a_story_is_a_section_with_its_subheads_inside() -> None:
    written = markdown.write(PAGE)
    parts = [
        "## 老水渠又响起来了",
        "*春到江州*",
        "### 渠边的人",
        "> 编者按：旧渠有新事。",
        "（下转第四版）",
        "## 短讯",
        "## 未归入文章",
    ]
    assert [written.index(part) for part in parts] == sorted(written.index(part) for part in parts)


def test_a_page_without_text_is_an_empty_text() -> None:
    assert markdown.write(EMPTY) == ""
