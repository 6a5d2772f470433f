"""Stories as pieces of a dump: what a paragraph, a part of one or a line of a head is, and where it belongs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ocr.page import Kind
from tests.painter.news import Writer, topic_names
from tests.painter.story import Para, Story


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a dump. story and order: where it belongs, order counting the pieces of a story's text from 0;
    story -1: nowhere. kind BODY flows, HEADLINE is any line of a head."""

    text: str
    kind: Kind
    story: int = -1
    order: float = -1.0


@dataclass(frozen=True, slots=True)
class Told:
    """A story and its pieces in order."""

    story: Story
    pieces: tuple[Piece, ...]
    breaks: tuple[tuple[str, str], ...] = ()

    @property
    def head(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is Kind.HEADLINE)

    @property
    def text(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is not Kind.HEADLINE)


def write(rng: random.Random, count: int, *, near: bool) -> list[Told]:
    """So many stories of a page; near: two of them on one topic."""
    writer = Writer(rng)
    names = list(topic_names())
    rng.shuffle(names)
    topics = names[:count]
    if near:
        topics[-1] = topics[0]
    return [_told(rng, writer, number, name) for number, name in enumerate(topics)]


LEAST = 250
"""Characters of text of the shortest story that is drawn from a folder."""


def drawn(rng: random.Random, pool: Sequence[Story], count: int) -> list[Told]:
    """So many stories of a pool, none twice."""
    return [_pieces_of(story, number) for number, story in enumerate(rng.sample(list(pool), min(count, len(pool))))]


def stories_of(truth: dict[str, Any]) -> list[Story]:
    """The stories of a truth file that are long enough to be broken."""
    found = []
    for article in truth["articles"]:
        texts = [each if isinstance(each, str) else each["text"] for each in article["paragraphs"]]
        names = {key: article.get(key) or "" for key in ("title", "kicker", "subtitle", "byline")}
        if sum(map(len, texts)) >= LEAST and names["title"]:
            paragraphs = tuple(Para(text) for text in texts)
            found.append(Story(names["title"], paragraphs, names["kicker"], names["subtitle"], names["byline"]))
    return found


def _told(rng: random.Random, writer: Writer, number: int, name: str) -> Told:
    author = writer.author(name)
    dated = rng.random() < 0.4
    text = author.text(rng.randint(300, 1000), dated)
    author.add_subheads(text, rng.choice((0, 0, 1)))
    place = rng.random()
    heading = author.heading()
    story = replace(
        heading,
        paragraphs=text.paras(),
        kicker=heading.kicker if rng.random() < 0.3 else "",
        deck=heading.deck if rng.random() < 0.25 else "",
        byline=heading.byline if not dated or place < 0.3 else "",
    )
    return _pieces_of(story, number)


def _pieces_of(story: Story, number: int) -> Told:
    lines = [line for line in (story.kicker, story.title, story.deck, story.byline) if line]
    head = [Piece(line, Kind.HEADLINE, number) for line in lines]
    body = [Piece(para.text, Kind.BODY, number, order) for order, para in enumerate(story.paragraphs)]
    return Told(story, (*head, *body))


def cut(told: Told, index: int, at: int) -> Told:
    """The story with one of its paragraphs cut in two after so many characters."""
    text = told.text[index]
    after = told.text[index + 1].order if index + 1 < len(told.text) else text.order + 1
    first = replace(text, text=text.text[:at])
    rest = replace(text, text=text.text[at:], order=(text.order + after) / 2)
    pieces = [each for piece in told.pieces for each in ((first, rest) if piece is text else (piece,))]
    return replace(told, pieces=tuple(pieces), breaks=(*told.breaks, (first.text[-8:], rest.text[:8])))


def truth_of(stories: Sequence[Told], furniture: Sequence[str]) -> dict[str, Any]:
    """The truth in the shape of the truth files."""
    articles = [
        {
            "title": told.story.title,
            "kicker": told.story.kicker,
            "subtitle": told.story.deck,
            "byline": told.story.byline,
            "paragraphs": [para.text for para in told.story.paragraphs],
            "breaks": [list(pair) for pair in told.breaks],
        }
        for told in stories
    ]
    return {"articles": articles, "furniture": [{"kind": "other", "text": text} for text in furniture]}


def wrapped(pieces: Sequence[Piece], rng: random.Random) -> str:
    """Text in lines of one column width, paragraphs indented or apart, no blank lines between them."""
    measure = rng.randint(16, 26)
    lines: list[str] = []
    for piece in pieces:
        whole = piece.kind is Kind.BODY and piece.order == int(piece.order)
        rest = ("\u3000\u3000" if whole else "") + piece.text
        while rest and piece.kind is Kind.BODY:
            end = measure + (rest[measure : measure + 1] in tuple("，。；：？！”、）"))
            lines.append(rest[:end])
            rest = rest[end:]
        if piece.kind is not Kind.BODY:
            lines.append(piece.text)
    return "\n".join(lines)
