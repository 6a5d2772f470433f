"""An issue as JSON: pages by number, every story once and whole, links and loose ends, in the shape of
issue.schema.json beside this file. Boxes are pixels of the page's scan.

A paragraph that runs from page to page is one, and says which of its lines stand on which page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from ocr.formats.json import Shape, rounded
from ocr.issue import Issue, Link, LooseEnd, Portion, Story
from ocr.page import Paragraph, Run

VERSION = "1.0"
"""Version of the shape, not of the program, as of a page's JSON."""


def write(issue: Issue) -> str:
    """The issue as one line of JSON with its line end."""
    return json.dumps(plain(issue), ensure_ascii=False, allow_nan=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every written issue keeps to."""
    text = files("ocr.formats").joinpath("issue.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def page_id(place: int) -> str:
    """The name of a page in the issue: p01 for the first."""
    return f"p{place + 1:02d}"


def plain(issue: Issue) -> dict[str, Any]:
    """The issue as dicts, lists, texts and numbers."""
    shapes = [Shape(sheet.page) for sheet in issue.sheets]
    taken = {(p.page, at) for story in issue.stories for p in story.portions for at in p.unplaced}
    return {
        "version": VERSION,
        "name": issue.name,
        "pages": [_page(issue, place, shapes[place], taken) for place in range(len(issue.sheets))],
        "stories": [_story(story, shapes) for story in issue.stories],
        "links": [_link(link) for link in issue.links],
        "loose": [_loose(end) for end in issue.loose],
        "notes": list(issue.notes),
    }


def _page(issue: Issue, place: int, shape: Shape, taken: set[tuple[int, int]]) -> dict[str, Any]:
    """A page without what stands in stories."""
    sheet = issue.sheets[place]
    page = sheet.page
    return {
        "id": page_id(place),
        "number": sheet.number,
        "told_by": sheet.told_by.value,
        "said": sheet.said,
        "source": page.source,
        "page": page.number,
        "size": list(page.size),
        "direction": page.direction.value,
        "furniture": [shape.piece(piece) for piece in page.furniture],
        "unplaced": [shape.piece(each) for at, each in enumerate(page.unplaced) if (place, at) not in taken],
    }


def _story(story: Story, shapes: list[Shape]) -> dict[str, Any]:
    article = story.article
    return {
        "id": story.id,
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": article.byline,
        "dateline": article.dateline,
        "paragraphs": [
            {
                "kind": paragraph.kind.value,
                "text": paragraph.text,
                "on": [
                    {"page": page_id(page), "lines": [shapes[page].line(run) for run in runs]} for page, runs in places
                ],
            }
            for paragraph, places in spread(story)
        ],
        "captions": list(article.captions),
        "truncated": article.truncated,
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "confidence": rounded(article.confidence),
        "parts": list(article.parts),
        "portions": [_portion(portion, shapes[portion.page]) for portion in story.portions],
    }


def spread(story: Story) -> Iterator[tuple[Paragraph, list[tuple[int, tuple[Run, ...]]]]]:
    """Each paragraph of a story with the pages it stands on, and its lines there."""
    places: list[list[tuple[int, tuple[Run, ...]]]] = []
    for portion, joined in zip(story.portions, (False, *story.joined), strict=True):
        mine = [[(portion.page, paragraph.runs)] for paragraph in portion.article.paragraphs]
        if joined:
            places[-1] += mine.pop(0)
        places += mine
    yield from zip(story.article.paragraphs, places, strict=True)


def _portion(portion: Portion, shape: Shape) -> dict[str, Any]:
    """What of a story stands on one page: which article of it, with the head and the jump lines it has there."""
    article = portion.article
    return {
        "page": page_id(portion.page),
        "article": article.id,
        "unplaced": list(portion.unplaced),
        "title": article.title,
        "box": shape.box(article.box),
        "jump_to": article.jump_to,
        "jump_from": article.jump_from,
        "confidence": rounded(article.confidence),
        "head_lines": [shape.line(run) for run in article.head_runs],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "tail": {"page": page_id(link.tail[0]), "article": link.tail[1]},
        "head": {"page": page_id(link.head[0]), "article": link.head[1]},
        "why": list(link.why),
        "cost": rounded(link.cost),
        "confidence": rounded(link.confidence),
    }


def _loose(end: LooseEnd) -> dict[str, Any]:
    return {
        "page": page_id(end.page),
        "article": end.article,
        "way": "to" if end.forward else "from",
        "said": end.said,
        "why": end.why,
    }
