"""Plain text: each story's head, then its paragraphs, one a line behind a two-em indent.

What is not the paper's own words stands in ［ ］ on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from ocr.page import Article, Kind, Page, Paragraph

RULE = "─" * 20
INDENT = "\u3000\u3000"


def write(page: Page) -> str:
    """The articles of a page, then the text that belongs to none, then the furniture; ends with a line end."""
    parts = ["\n".join(_article(article)) for article in page.articles]
    if page.unplaced:
        parts.append("\n".join(["［未归入文章］", "", *(_paragraph(paragraph) for paragraph in page.unplaced)]))
    if page.furniture:
        parts.append("\n".join(["［版面信息］", "", *(piece.text for piece in page.furniture)]))
    return f"\n\n{RULE}\n\n".join(parts) + "\n" if parts else ""


def _article(article: Article) -> Iterator[str]:
    head = [line for line in (article.kicker, article.title, article.subtitle, article.byline) if line]
    yield from head
    if head and article.paragraphs:
        yield ""
    if article.jump_from:
        yield article.jump_from
    yield from (_paragraph(paragraph) for paragraph in article.paragraphs)
    if article.jump_to:
        yield article.jump_to
    elif article.truncated:
        yield "［此处中断］"
    yield from (f"［图］{caption}" for caption in article.captions)


def _paragraph(paragraph: Paragraph) -> str:
    return f"\n{paragraph.text}\n" if paragraph.kind is Kind.SUBHEAD else INDENT + paragraph.text
