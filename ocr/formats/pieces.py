"""A page's text as it stands in its articles, laid over the lines of the scan: what formats with places are made of.

An article's text is not its lines put together: marks were mended, line ends closed up, repeats taken out. So the text
is aligned with the readings of its lines, and each line gets its share of it. The shares of a piece put together are
the piece's text, character by character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from ocr.formats.shares import Share, assigned, shared
from ocr.geometry import Box, Direction
from ocr.page import DOUBTFUL, Article, Furniture, Kind, Page, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line's share of a text. box is of the scan; confidences: 0 to 1, one a character of text."""

    id: str
    text: str
    box: Box | None
    direction: Direction
    confidences: tuple[float, ...]
    block: str | None = None

    @property
    def confidence(self) -> float:
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    @property
    def doubtful(self) -> tuple[int, ...]:
        """Places in text of characters that may well be wrong."""
        return tuple(at for at, value in enumerate(self.confidences) if value < DOUBTFUL)

    def part(self, start: int, end: int) -> Box | None:
        """The box of some of the characters, where it lies if they share the line's length by their widths."""
        if self.box is None:
            return None
        edges = [0.0, *accumulate(map(_ems, self.text))]
        low, high = edges[start] / edges[-1], edges[end] / edges[-1]
        box = self.box
        if self.direction is Direction.VERTICAL:
            return Box(box.left, box.top + round(low * box.height), box.right, box.top + round(high * box.height))
        return Box(box.left + round(low * box.width), box.top, box.left + round(high * box.width), box.bottom)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind that stands in one place: a headline, or what of a paragraph stands in one column.

    follows: it goes on a paragraph that the piece before it began.
    """

    id: str
    kind: Kind
    lines: tuple[Stretch, ...]
    follows: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def box(self) -> Box | None:
        boxes = [line.box for line in self.lines if line.box is not None]
        return Box.around(boxes) if boxes else None

    @property
    def direction(self) -> Direction:
        return self.lines[0].direction

    @property
    def confidence(self) -> float:
        values = [value for line in self.lines for value in line.confidences]
        return sum(values) / len(values)


@dataclass(frozen=True, slots=True)
class Story:
    """An article's pieces in reading order: head, jump line, paragraphs, jump line, captions."""

    id: str
    article: Article
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """All text of a page. Ids are made of letters and digits, begin with a letter and are unique."""

    stories: tuple[Story, ...]
    unplaced: tuple[Piece, ...]
    furniture: tuple[Piece, ...]

    def __iter__(self) -> Iterator[Piece]:
        """Every piece, as the page is read."""
        for story in self.stories:
            yield from story.pieces
        yield from self.unplaced
        yield from self.furniture


def pieces(page: Page) -> Pieces:
    """The page's text laid over its lines; a piece without lines has one stretch without a box."""
    hand = _Hand(page)
    stories = tuple(
        Story(f"a{number:02d}", article, tuple(hand.numbered(f"a{number:02d}", hand.article(article))))
        for number, article in enumerate(page.articles, 1)
    )
    unplaced = hand.numbered("u", (cut for each in page.unplaced for cut in hand.whole(each)))
    furniture = hand.numbered("f", (cut for each in page.furniture for cut in hand.whole(each)))
    return Pieces(stories, tuple(unplaced), tuple(furniture))


class _Hand:
    """Lays the texts of one page; knows the way to the scan and the block of each line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        blocks = page.layout.blocks if page.layout else ()
        self.blocks = {line.id: block.id for block in blocks for line in block.lines}

    def article(self, article: Article) -> Iterator[Piece]:
        body = "".join(_close(paragraph.text) for paragraph in article.paragraphs)
        before, after = _heads(article)
        runs = assigned([text for _, text in (*before, *after)], article.head_runs)
        for (kind, text), own in zip(before, runs, strict=False):
            yield from self._head(kind, text, own, body)
        for paragraph in article.paragraphs:
            yield from self.whole(paragraph)
        for (kind, text), own in zip(after, runs[len(before) :], strict=True):
            yield from self._head(kind, text, own, body)

    def _head(self, kind: Kind, text: str, runs: tuple[Run, ...], body: str) -> Iterator[Piece]:
        """A part of a head. A byline may be words of the text itself (the reporter of its dateline): not said again."""
        if runs or kind is not Kind.BYLINE or _close(text) not in body:
            yield from self._cut(kind, shared(text, runs))

    def whole(self, piece: Paragraph | Furniture) -> Iterator[Piece]:
        return self._cut(piece.kind, shared(piece.text, piece.runs))

    def numbered(self, prefix: str, cuts: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces with ids for themselves and their lines."""
        for number, piece in enumerate(cuts, 1):
            name = f"{prefix}p{number:03d}"
            lines = (replace(line, id=f"{name}l{k:03d}") for k, line in enumerate(piece.lines, 1))
            yield replace(piece, id=name, lines=tuple(lines))

    def _cut(self, kind: Kind, shares: Sequence[Share]) -> Iterator[Piece]:
        """One piece for each block that the lines stand in, one after the other."""
        stretches = (self._stretch(share) for share in shares)
        for number, (_, group) in enumerate(groupby(stretches, key=lambda line: line.block)):
            yield Piece("", kind, tuple(group), follows=number > 0)

    def _stretch(self, share: Share) -> Stretch:
        line = share.run.line if share.run else None
        box = self.page.to_scan.box(line.box).clip(self.page.size) if line else None
        return Stretch(
            id="",
            text=share.text,
            box=box if box and box.area else None,
            direction=line.direction if line else self.page.direction,
            confidences=share.confidences,
            block=self.blocks.get(line.id) if line else None,
        )


def _heads(article: Article) -> tuple[list[tuple[Kind, str]], list[tuple[Kind, str]]]:
    """What stands before and after the paragraphs, empty texts left out."""
    before = (
        (Kind.KICKER, article.kicker),
        (Kind.HEADLINE, article.title),
        (Kind.DECK, article.subtitle),
        (Kind.BYLINE, article.byline),
        (Kind.JUMP, article.jump_from),
    )
    after = ((Kind.JUMP, article.jump_to), *((Kind.CAPTION, caption) for caption in article.captions))
    return [each for each in before if each[1].strip()], [each for each in after if each[1].strip()]


def _close(text: str) -> str:
    return "".join(text.split())


def _ems(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
