"""What of a page may go on, or come from, elsewhere: its articles, and text it could place in none.

A part's two ends are judged as the solver of pages judges those of a unit, by words and marks; where the lines have
boxes, also by the fill of the last line and the indent of the first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Direction
from ocr.issue import Portion
from ocr.page import Article, Block, Kind, Page, Paragraph, Run
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions, Jump
from ocr.reconstruct.dump.edges import start_of, stop_of
from ocr.reconstruct.seams import BARE, FULL, LOG_ODDS, SHORT, End
from ocr.reconstruct.subheads import INDENT
from ocr.reconstruct.units import Unit

FEWEST_LINES = 3
"""Lines of a column from which they tell its measure."""
SURE = 0.985
"""No end is surer than this, nor its contrary."""


@dataclass(frozen=True, slots=True)
class Part:
    """A portion with its ends; None where it has no text to go on from. to, whence: its jump lines, or ''."""

    portion: Portion
    tail: End | None
    head: End | None
    to: str = ""
    whence: str = ""

    @property
    def article(self) -> Article:
        return self.portion.article

    @property
    def key(self) -> tuple[int, str]:
        return self.portion.page, self.article.id

    @property
    def text(self) -> str:
        """All it says, its head included."""
        a = self.article
        return "\n".join((a.kicker, a.title, a.subtitle, *(paragraph.text for paragraph in a.paragraphs)))


def parts_of(page: Page, place: int, conventions: Conventions) -> Iterator[Part]:
    """The articles of a page, then its text that is in none. place: of the page in its issue."""
    edges = _Edges(page, conventions)
    for article in page.articles:
        yield edges.part(Portion(place, article))
    for start, stop in _groups(page):
        portion = _portion(place, range(start, stop), page, conventions)
        if portion.article.paragraphs:
            yield edges.part(portion)


def _groups(page: Page) -> Iterator[tuple[int, int]]:
    """Runs of unplaced paragraphs that stand together: text goes on the jump line over it or the text in its block."""
    start = 0
    for at in range(1, len(page.unplaced) + 1):
        if at == len(page.unplaced) or not _together(page, page.unplaced[at - 1], page.unplaced[at]):
            yield start, at
            start = at


def _together(page: Page, one: Paragraph, other: Paragraph) -> bool:
    if other.kind not in (Kind.BODY, Kind.SUBHEAD) or one.kind is Kind.SUBHEAD:
        return False
    blocks = _blocks(page)
    of = [{blocks[run.line.id].id for run in each.runs if run.line and run.line.id in blocks} for each in (one, other)]
    return bool(of[0] & of[1]) or one.kind is Kind.BYLINE


def _blocks(page: Page) -> dict[str, Block]:
    return {line.id: block for block in (page.layout.blocks if page.layout else ()) for line in block.lines}


def _portion(place: int, group: range, page: Page, conventions: Conventions) -> Portion:
    """Unplaced paragraphs as an article without head; jump lines in or over them are told apart."""
    mine = [page.unplaced[at] for at in group]
    whence = to = ""
    texts: list[Paragraph] = []
    aside: list[Run] = []
    for paragraph in mine:
        text = paragraph.text
        if not texts and (before := _from(paragraph, conventions)):
            whence, text = before.page, before.rest
        if after := conventions.jump_to(text):
            to, text = after.page, after.rest
        if text and paragraph.kind in (Kind.BODY, Kind.SUBHEAD):
            texts.append(replace(paragraph, text=text))
        else:
            aside += paragraph.runs
    name = f"u{group.start + 1:02d}"
    made = Article(name, paragraphs=tuple(texts), jump_to=to, jump_from=whence, head_runs=tuple(aside))
    return Portion(place, made, tuple(group))


def _from(paragraph: Paragraph, conventions: Conventions) -> Jump | None:
    """The jump line that a paragraph begins with; the page may have taken it out of the text, but not of its lines."""
    found = conventions.jump_from(paragraph.text)
    if found is None and paragraph.runs:
        line = conventions.jump_from(paragraph.runs[0].text)
        return Jump(line.page, paragraph.text) if line else None
    return found


class _Edges:
    """Judges the ends of the texts of one page."""

    def __init__(self, page: Page, conventions: Conventions) -> None:
        self.blocks = _blocks(page)
        self.conventions = conventions

    def part(self, portion: Portion) -> Part:
        article = portion.article
        body = [paragraph for paragraph in article.paragraphs if paragraph.kind is Kind.BODY and paragraph.text.strip()]
        if not body:
            return Part(portion, None, None, article.jump_to, article.jump_from)
        tail = self.tail(body[-1], bool(article.jump_to))
        return Part(portion, tail, self.head(body[0]), article.jump_to, article.jump_from)

    def tail(self, last: Paragraph, jumps: bool) -> End:
        end = replace(stop_of(_unit(last.text), self.conventions), signed=False)
        line = self._line(last.runs[-1:])
        if line is None or (jumps and self.conventions.jump_to(last.runs[-1].text)):
            return end
        slack = line[1]
        sign = "line full" if slack < FULL else "line short" if slack >= SHORT else ""
        return _with(end, sign)

    def head(self, first: Paragraph) -> End:
        end = replace(start_of(_unit(first.text), self.conventions), dated=False)
        line = self._line(first.runs[:1])
        if line is None or self.conventions.jump_from(first.runs[0].text):
            return end
        inset = line[0]
        return _with(end, "indented" if inset >= INDENT else "not indented" if inset < BARE else "")

    def _line(self, runs: Sequence[Run]) -> tuple[float, float] | None:
        """How far a line's beginning and end stand inside its column, in em; None where there is no column to see."""
        line = runs[0].line if runs else None
        block = self.blocks.get(line.id) if line else None
        if line is None or block is None or len(block.lines) < FEWEST_LINES or line.direction is not block.direction:
            return None
        em = max(1.0, line.em)
        if line.direction is Direction.VERTICAL:
            return (line.box.top - block.box.top) / em, (block.box.bottom - line.box.bottom) / em
        return (line.box.left - block.box.left) / em, (block.box.right - line.box.right) / em


def _unit(text: str) -> Unit:
    return Unit("", Kind.BODY, (Row(Run("", text, text), None, 1.0),), None, 1.0)


def _with(end: End, sign: str) -> End:
    """The end with one more sign weighed."""
    if not sign:
        return end
    odds = math.log(end.probability / (1 - end.probability)) + LOG_ODDS[sign]
    sure = 1 / (1 + math.exp(-odds))
    return replace(end, probability=min(SURE, max(1 - SURE, sure)), why=(sign, *end.why))
