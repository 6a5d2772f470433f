"""The text that is compared: stories and what stands beside them, out of a JSON file of ours, a truth file or a Page.

Truth: {"articles": [{"title", "kicker", "subtitle", "byline", "paragraphs": [text], "breaks": [[before, after]]}],
"furniture": [{"kind", "text"}], "optional": [text], "heads_in_body": bool, "fold_variants": bool}; all but articles may
be missing. Output: the same articles, their paragraphs {"kind", "text"}, and captions, unplaced and dateline besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ocr.errors import InputError
from ocr.evaluate.normalise import fold
from ocr.page import Article, Page

# （下转第四版） and its like are a field of a story, not its text; the pattern is for folded text.
_JUMP = re.compile(r"\([上下][接转轉][^()]{0,6}版\)")


@dataclass(frozen=True, slots=True)
class Story:
    """One article's text. breaks: the characters before and after each column break, when the truth knows them."""

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """Kicker, title, subtitle and byline as they stand above the text, empty ones left out."""
        return tuple(filter(None, (self.kicker, self.title, self.subtitle, self.byline)))

    @property
    def body(self) -> str:
        return "".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text. optional: text that may be left out or printed at no cost (advertisements).

    heads_in_body: the truth holds headlines as the first paragraphs; variants: old and new forms are one character.
    """

    stories: tuple[Story, ...] = ()
    furniture: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    heads_in_body: bool = False
    variants: bool = False


def from_json(data: Any, source: str = "the JSON given") -> PageText:
    """The page in a parsed JSON file, ours or a truth; InputError when it is neither."""
    articles = data.get("articles") if isinstance(data, Mapping) else None
    if not isinstance(articles, Sequence) or not all(isinstance(a, Mapping) for a in articles):
        raise InputError(f'{source}: no page in it: a list "articles" is missing; give banmian\'s JSON or a truth file')
    return PageText(
        stories=tuple(_story(a) for a in articles),
        furniture=_texts(data.get("furniture")),
        unplaced=_texts(data.get("unplaced")),
        optional=_texts(data.get("optional")),
        heads_in_body=bool(data.get("heads_in_body")),
        variants=bool(data.get("fold_variants")),
    )


def from_page(page: Page) -> PageText:
    """The text of a page as the pipeline gives it."""
    return PageText(
        stories=tuple(_from_article(a) for a in page.articles),
        furniture=tuple(f.text for f in page.furniture),
        unplaced=tuple(p.text for p in page.unplaced),
    )


def folded(page: PageText, *, variants: bool) -> PageText:
    """The page with every text folded for comparison, jump lines taken out of the bodies, empty paragraphs dropped."""

    def one(text: str) -> str:
        return fold(text, variants=variants)

    def many(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(filter(None, map(one, texts)))

    def story(s: Story) -> Story:
        paragraphs = tuple(filter(None, (_JUMP.sub("", one(p)) for p in s.paragraphs)))
        breaks = tuple((one(a), one(b)) for a, b in s.breaks)
        fields = (one(s.title), one(s.kicker), one(s.subtitle), one(s.byline), one(s.dateline))
        return Story(*fields, paragraphs, many(s.captions), breaks)

    return replace(
        page,
        stories=tuple(story(s) for s in page.stories),
        furniture=many(page.furniture),
        unplaced=many(page.unplaced),
        optional=many(page.optional),
    )


def _story(article: Mapping[str, Any]) -> Story:
    breaks = tuple((str(a), str(b)) for a, b in article.get("breaks") or ())
    return Story(
        title=str(article.get("title") or ""),
        kicker=str(article.get("kicker") or ""),
        subtitle=str(article.get("subtitle") or ""),
        byline=str(article.get("byline") or ""),
        dateline=str(article.get("dateline") or ""),
        paragraphs=_texts(article.get("paragraphs")),
        captions=_texts(article.get("captions")),
        breaks=breaks,
    )


def _texts(items: Any) -> tuple[str, ...]:
    """Texts of a list whose items are strings or {"text": string}."""
    return tuple(item if isinstance(item, str) else str(item.get("text") or "") for item in items or ())


def _from_article(article: Article) -> Story:
    return Story(
        title=article.title,
        kicker=article.kicker,
        subtitle=article.subtitle,
        byline=article.byline,
        dateline=article.dateline,
        paragraphs=tuple(p.text for p in article.paragraphs),
        captions=article.captions,
    )
