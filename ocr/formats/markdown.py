"""CommonMark: a heading for each story, with whatever would be markup in the text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr.page import Article, Kind, Page, Paragraph

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|#$])")
_LINE_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")


def escape(text: str) -> str:
    """The text on one line, so that a CommonMark reader shows it as it is."""
    line = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(lambda start: f"{start[0]}\\" if start[0].isdigit() else f"\\{start[0]}", line)


def write(page: Page) -> str:
    """The articles of a page, then the text that belongs to none, then the furniture; ends with a line end."""
    blocks = [block for each in page.articles for block in article(each)]
    if page.unplaced:
        blocks += ["## 未归入文章", *map(paragraph, page.unplaced)]
    if page.furniture:
        blocks += ["## 版面信息", *(f"- {escape(piece.text)}" for piece in page.furniture)]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def article(article: Article) -> Iterator[str]:
    """The blocks of one story, its heading first."""
    yield f"## {escape(article.title) or '（无题）'}"
    yield from (f"*{escape(line)}*" for line in (article.kicker, article.subtitle) if line.strip())
    yield from (escape(line) for line in (article.byline, article.jump_from) if line.strip())
    yield from map(paragraph, article.paragraphs)
    if article.jump_to:
        yield escape(article.jump_to)
    elif article.truncated:
        yield "*［此处中断］*"
    yield from (f"> ［图］{escape(caption)}" for caption in article.captions)


def paragraph(paragraph: Paragraph) -> str:
    """The block of one paragraph."""
    before = {Kind.SUBHEAD: "### ", Kind.NOTE: "> "}.get(paragraph.kind, "")
    return before + escape(paragraph.text)
