"""Chains as articles: head, text, and the leaves that hang on them; what belongs to no story stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.geometry import Box
from ocr.page import FURNITURE, Article, Furniture, Join, Kind, Paragraph, Run
from ocr.reconstruct.banners import name_parts
from ocr.reconstruct.canonical import Row, Sheet
from ocr.reconstruct.cells import row_text, table_rows
from ocr.reconstruct.chains import Chain, Solution
from ocr.reconstruct.conventions import Conventions, unmarked
from ocr.reconstruct.heads import Head, title_text
from ocr.reconstruct.page_order import extent
from ocr.reconstruct.paragraphs import Story, tell, text_of
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit

ALONE, OPEN = 120, 240
"""Characters from which text with no head is an article of its own when it stands in a frame or comes from another
page; on the open page, where it begins as a text does: its head was not read, or it has none."""

BEGINS = 0.1
"""The odds that its first line runs on, at most, of a text that plainly begins."""


@dataclass(frozen=True, slots=True)
class Told:
    """A chain with its text, before leaves are hung on it."""

    chain: Chain
    head: Head | None
    story: Story


@dataclass(frozen=True, slots=True)
class Contents:
    """A page's articles in reading order, its furniture, and the text that is neither."""

    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]
    unplaced: tuple[Paragraph, ...]


def compose(
    units: Sequence[Unit], solution: Solution, sheet: Sheet, ground: Ground, conventions: Conventions
) -> Contents:
    """Articles, furniture and unplaced text from the solved chains and the leaves of a page."""
    told = [Told(chain, chain.units[0].head, tell(chain, solution.ends, conventions)) for chain in solution.chains]
    leaves, lost = _hang(units, told, ground)
    furniture = [Furniture(p.kind, _lines(p.rows), p.runs) for p in sheet.pieces if p.kind in FURNITURE]
    articles: list[tuple[Box | None, Article, Head | None]] = []
    unplaced = [paragraph for unit in lost for paragraph in _plain(unit)]
    for each in told:
        mine = leaves.get(each.chain.units[0].id, [])
        if not _stands(each, mine, solution.ends):
            unplaced += _leftover(each)
        else:
            article = _article(each, mine, solution, conventions)
            articles.append((_place(each, sheet.em), article, each.head))
    return Contents(name_parts(articles, sheet), tuple(furniture), tuple(unplaced))


def _hang(units: Sequence[Unit], told: Sequence[Told], ground: Ground) -> tuple[dict[str, list[Unit]], list[Unit]]:
    """Leaves by the first unit of the chain they hang on, and those that hang on none."""
    chain_of = {unit.id: each.chain.units[0].id for each in told for unit in each.chain.units}
    bare = {each.chain.units[0].id for each in told if each.head is not None and not each.story.paragraphs}
    hung: dict[str, list[Unit]] = {}
    lost = []
    for unit in units:
        if unit.flows or unit.head is not None:
            continue
        owner = ground.owner(unit.id)
        tabled = owner is not None and chain_of[owner] in bare and bool(table_rows(unit.rows))
        if owner is None or (unit.kind is Kind.OTHER and not tabled):
            lost.append(unit)
        else:
            hung.setdefault(chain_of[owner], []).append(unit)
    return hung, lost


def _stands(each: Told, leaves: Sequence[Unit], ends: Ends) -> bool:
    """Whether a chain is an article: it has a head, or is text enough by itself."""
    if each.head is not None:
        return each.head.may_be_subhead is False or bool(each.story.paragraphs) or bool(leaves)
    length = sum(len(paragraph.text) for paragraph in each.story.paragraphs)
    first = each.chain.units[0]
    own = first.frame is not None or bool(each.story.jump_from)
    return length >= (ALONE if own else OPEN) and (own or ends.heads[first.id].probability <= BEGINS)


def _leftover(each: Told) -> list[Paragraph]:
    """All that a chain holds which is no article: heading, bylines and text, each a paragraph."""
    first = each.chain.units[0]
    head = [Paragraph(Kind.SUBHEAD, _lines(first.rows), _runs(first.rows))] if each.head else []
    aside = [Paragraph(Kind.BYLINE, run.text, (run,)) for run in each.story.aside]
    return head + aside + list(each.story.paragraphs)


def _article(each: Told, leaves: Sequence[Unit], solution: Solution, conventions: Conventions) -> Article:
    head, story = each.head, each.story
    notes = [Paragraph(Kind.NOTE, text_of(unit.rows), _runs(unit.rows)) for unit in leaves if unit.kind is Kind.NOTE]
    captions = [unit for unit in leaves if unit.kind is Kind.CAPTION]
    paragraphs = (*notes, *story.paragraphs)
    if not paragraphs and head is not None:  # a picture's words, or a table's rows, are all that it has
        alone = (*captions, *(unit for unit in leaves if unit.kind is Kind.OTHER))
        paragraphs = tuple(paragraph for unit in alone for paragraph in _plain(unit, gaps=True))
        captions = []
    dateline, reporter = _dateline(paragraphs, conventions)
    lines = [row.text for piece in (head.bylines if head else ()) for row in piece.rows]
    lines += [row.text for unit in leaves if unit.kind is Kind.BYLINE for row in unit.rows]
    byline = " ".join(dict.fromkeys(map(unmarked, lines))) or story.byline or reporter
    last = next((unit for unit in reversed(each.chain.units) if unit.flows), None)
    aside = [run for unit in (*captions, *(u for u in leaves if u.kind is Kind.BYLINE)) for run in _runs(unit.rows)]
    runs = (*(head.runs if head else ()), *story.aside, *aside)
    return Article(
        id="",
        title=title_text([row for piece in head.titles for row in piece.rows]) if head else "",
        kicker=" ".join(title_text(piece.rows) for piece in head.kickers) if head else "",
        subtitle=" ".join(title_text(piece.rows) for piece in head.decks) if head else "",
        byline=byline,
        dateline=dateline,
        paragraphs=paragraphs,
        captions=tuple(text_of(unit.rows, gaps=True) for unit in captions),
        box=_around((*runs, *(run for paragraph in paragraphs for run in paragraph.runs))),
        truncated=last is not None and last.id in solution.open_tails and not story.jump_to,
        jump_to=story.jump_to,
        jump_from=story.jump_from,
        confidence=_confidence(each.chain, solution.joins),
        head_runs=runs,
    )


def _plain(unit: Unit, gaps: bool = False) -> list[Paragraph]:
    """A unit's text as one paragraph, a table's as one a row."""
    rows = [Paragraph(Kind.BODY, row_text(row), _runs(row)) for row in table_rows(unit.rows)]
    return rows or [Paragraph(Kind.BODY, text_of(unit.rows, gaps), _runs(unit.rows))]


def _dateline(paragraphs: Sequence[Paragraph], conventions: Conventions) -> tuple[str, str]:
    """The dateline of the first paragraph of text, and the reporter named in it."""
    first = next((paragraph for paragraph in paragraphs if paragraph.kind is Kind.BODY), None)
    found = conventions.dateline(first.text) if first else None
    if found is None:
        return "", ""
    groups = found.groupdict()
    return found.group(0).strip(), (groups.get("byline") or groups.get("byline2") or "").strip()


def _confidence(chain: Chain, joins: Sequence[Join]) -> float:
    """Mean confidence of the readings, times the least of the chain's joins."""
    inside = {unit.id for unit in chain.units}
    weakest = min((join.confidence for join in joins if join.tail in inside), default=1.0)
    runs = [row.run.confidence for unit in chain.units for row in unit.rows]
    return round(weakest * sum(runs) / max(1, len(runs)), 4)


def _place(each: Told, em: float) -> Box | None:
    """Where a story stands: its head and its columns, without its far continuation."""
    units = [unit for unit in each.chain.units if unit.box is not None]
    return extent([unit.head.box if unit.head else unit.place for unit in units], em)


def _around(runs: Sequence[Run]) -> Box | None:
    boxes = [run.line.box for run in runs if run.line is not None]
    return Box.around(boxes) if boxes else None


def _runs(rows: Sequence[Row]) -> tuple[Run, ...]:
    return tuple(row.run for row in rows)


def _lines(rows: Sequence[Row]) -> str:
    return " ".join(row.text for row in rows)
