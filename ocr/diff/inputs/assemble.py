"""Parts of a page, as XML formats name them, put together as stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.diff.inputs.heads import story
from ocr.evaluate.reading import PageText, Place, Story

FIELDS: Mapping[str, str] = {
    "kicker": "kicker",
    "headline": "title",
    "heading": "title",
    "title": "title",
    "banner": "title",
    "deck": "subtitle",
    "subtitle": "subtitle",
    "byline": "byline",
    "author": "byline",
    "caption": "caption",
    "running_head": "furniture",
    "page_number": "furniture",
    "masthead": "furniture",
    "credit": "furniture",
    "header": "furniture",
    "footer": "furniture",
    "jump": "jump",
}
"""What a kind of region is to a story; every other kind is a paragraph."""


@dataclass(frozen=True, slots=True)
class Part:
    """A region of text in reading order. article: which story it says it is of, empty for none.

    continued: it goes on the paragraph that the region before it began.
    """

    kind: str
    text: str
    article: str = ""
    places: tuple[Place, ...] = ()
    continued: bool = False

    @property
    def field(self) -> str:
        return FIELDS.get(self.kind.lower().replace("-", "_"), "paragraph")


def page(parts: Iterable[Part]) -> PageText:
    """The page of these parts; when none names an article, all that is no furniture is one story."""
    parts = tuple(_whole(parts))
    known = any(part.article for part in parts)
    stories: dict[str, list[Part]] = {}
    outside: list[Part] = []
    for part in parts:
        if part.field == "furniture" or (known and not part.article):
            outside.append(part)
        else:
            stories.setdefault(part.article, []).append(part)
    return PageText(
        stories=tuple(_story(each) for each in stories.values()),
        furniture=tuple(part.text for part in outside if part.field == "furniture"),
        captions=tuple(part.text for part in outside if part.field == "caption"),
        unplaced=tuple(part.text for part in outside if part.field not in ("furniture", "caption")),
        places=tuple(place for part in outside for place in part.places),
        articles_known=known,
        fields_known=any(part.field in ("title", "byline") for part in parts),
    )


def _whole(parts: Iterable[Part]) -> Iterator[Part]:
    """Each paragraph in one part, also when it runs over several columns."""
    last: Part | None = None
    for part in parts:
        if last is not None and part.continued and (part.article, part.field) == (last.article, last.field):
            last = replace(last, text=last.text + part.text, places=last.places + part.places)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _story(parts: Sequence[Part]) -> Story:
    """A second headline or byline of a story is a paragraph of it, where it stands."""
    heads: dict[str, str] = {}
    paragraphs: list[str] = []
    for part in parts:
        if part.field in ("kicker", "title", "subtitle", "byline") and part.field not in heads:
            heads[part.field] = part.text
        elif part.field not in ("caption", "jump"):
            paragraphs.append(part.text)
    captions = (part.text for part in parts if part.field == "caption")
    return story(heads, paragraphs, captions, (place for part in parts for place in part.places))
