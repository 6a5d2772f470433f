"""The text that is compared: stories and what stands beside them, out of a JSON file of ours, a truth file or a Page.

Truth: {"articles": [{"title", "kicker", "subtitle", "byline", "paragraphs": [text], "breaks": [[before, after]]}],
"furniture": [{"kind", "text"}], "optional": [text], "heads_in_body": bool, "fold_variants": bool}; all but articles may
be missing. Output: the same articles, their paragraphs {"kind", "text"}, and captions, unplaced and dateline besides.
Where lines have boxes, they are kept as places, so that a difference can be shown on the scan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ocr.errors import InputError
from ocr.evaluate.normalise import fold
from ocr.formats.checked import text_of
from ocr.page import Article, Page

# （下转第四版） and its like are a field of a story, not its text; the pattern is for folded text.
_JUMP = re.compile(r"\([上下][接转轉][^()]{0,6}版\)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of text stands on the scan: box is left, top, right, bottom in pixels, right and bottom outside."""

    text: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """One article's text. breaks: the characters before and after each column break, when the truth knows them.

    places: its lines on the scan, in any order, as far as they are known.
    """

    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()
    places: tuple[Place, ...] = ()

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
    captions: those that belong to no story; places: lines on the scan outside stories. articles_known, fields_known:
    whether the file says which text is which article's, and which is title, byline and the like.
    """

    stories: tuple[Story, ...] = ()
    furniture: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    heads_in_body: bool = False
    variants: bool = False
    captions: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    articles_known: bool = True
    fields_known: bool = True


def from_json(data: Any, source: str = "the JSON given") -> PageText:
    """The page in a parsed JSON file, ours or a truth; InputError when it is neither."""
    articles = data.get("articles") if isinstance(data, Mapping) else None
    if not isinstance(articles, Sequence) or not all(isinstance(a, Mapping) for a in articles):
        raise InputError(f'{source}: no page in it: a list "articles" is missing; give banmian\'s JSON or a truth file')
    try:
        return _page(data, tuple(_story(a) for a in articles))
    except (TypeError, ValueError, AttributeError, LookupError, OverflowError) as error:
        raise InputError(
            f"{source}: is no page of banmian or truth ({error}); see ocr/formats/page.schema.json"
        ) from error


def _page(data: Mapping[str, Any], stories: tuple[Story, ...]) -> PageText:
    owned = {caption for story in stories for caption in story.captions}
    furniture = _items(data.get("furniture"))
    captions = tuple(text for kind, text in furniture if kind == "caption" and text not in owned)
    return PageText(
        stories=stories,
        furniture=tuple(text for kind, text in furniture if kind != "caption"),
        unplaced=_texts(data.get("unplaced")),
        optional=_texts(data.get("optional")),
        heads_in_body=bool(data.get("heads_in_body")),
        variants=bool(data.get("fold_variants")),
        captions=captions,
        places=tuple(p for name in ("furniture", "unplaced") for item in data.get(name) or () for p in _places(item)),
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
        paragraphs = tuple(filter(None, (without_jump(one(p)) for p in s.paragraphs)))
        breaks = tuple((one(a), one(b)) for a, b in s.breaks)
        fields = (one(s.title), one(s.kicker), one(s.subtitle), one(s.byline), one(s.dateline))
        return Story(*fields, paragraphs, many(s.captions), breaks)

    return replace(
        page,
        stories=tuple(story(s) for s in page.stories),
        furniture=many(page.furniture),
        unplaced=many(page.unplaced),
        optional=many(page.optional),
        captions=many(page.captions),
    )


def without_jump(text: str) -> str:
    """A folded paragraph without the jump line in it."""
    return _JUMP.sub("", text)


def _story(article: Mapping[str, Any]) -> Story:
    return Story(
        **{name: text_of(article.get(name)) for name in ("title", "kicker", "subtitle", "byline", "dateline")},
        paragraphs=_texts(article.get("paragraphs")),
        captions=_texts(article.get("captions")),
        breaks=tuple((text_of(a), text_of(b)) for a, b in article.get("breaks") or ()),
        places=_places(article),
    )


def _texts(items: Any) -> tuple[str, ...]:
    """Texts of a list whose items are strings or {"text": string}."""
    return tuple(text for _, text in _items(items))


def _items(items: Any) -> tuple[tuple[str, str], ...]:
    """The (kind, text) of items that are strings, of no kind, or {"kind", "text"}. Raises TypeError at others."""
    if not isinstance(items or (), Sequence) or isinstance(items, str):
        raise TypeError(f"a list of texts is wanted, not {items!r:.40}")
    return tuple(
        ("", text_of(item)) if not isinstance(item, Mapping) else (text_of(item.get("kind")), text_of(item.get("text")))
        for item in items or ()
    )


def _places(item: Any) -> tuple[Place, ...]:
    """Lines with boxes that an article, paragraph or other part holds: [text, box] in a truth, objects in ours."""
    if not isinstance(item, Mapping):
        return ()
    within = tuple(p for paragraph in item.get("paragraphs") or () for p in _places(paragraph))
    lines = [*(item.get("lines") or ()), *(item.get("head_lines") or ())]
    return within + tuple(
        Place(str(text), (int(box[0]), int(box[1]), int(box[2]), int(box[3])))
        for text, box in (line if isinstance(line, list) else (line.get("text"), line.get("box")) for line in lines)
        if text and box
    )


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
