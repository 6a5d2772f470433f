"""Chains of a dump as articles, with notes, captions and furniture put where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import FURNITURE, Article, Furniture, Join, Kind, Paragraph, Run
from ocr.reconstruct.chains import Chain
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.groups import unit_of
from ocr.reconstruct.dump.headlines import lines_of, spaced
from ocr.reconstruct.dump.joins import piece
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.dump.nodes import Node, Nodes
from ocr.reconstruct.heads import Head
from ocr.reconstruct.paragraphs import Story, tell
from ocr.reconstruct.seams import Ends

HEAD = Head("", (), (), (), (), None)
"""Marks a unit as a heading; its lines stand in the unit."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A dump's articles by their first run, its furniture, and the text that is neither."""

    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]
    unplaced: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """An article, the place of its first run in the dump, and the places of all its nodes' runs."""

    place: int
    article: Article
    places: tuple[int, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        return (*self.article.head_runs, *(run for p in self.article.paragraphs for run in p.runs))


def compose(nodes: Nodes, chains: Sequence[Sequence[int]], joins: Sequence[Join], conventions: Conventions) -> Contents:
    """Articles, furniture and unplaced text from the chains."""
    made: list[_Made] = []
    unplaced: list[Paragraph] = []
    leaves = [each for each in nodes.leaves if each.kind not in FURNITURE]
    furniture = [_furniture(each) for each in nodes.leaves if each.kind in FURNITURE]
    told = [_with_first_line([nodes.nodes[n] for n in chain]) for chain in chains]
    noted = _under_banner(leaves)
    for units in told:
        if units[0].is_head:
            made.append(_article(units, joins, conventions))
        else:
            story = _story(units, conventions)
            unplaced += [*(Paragraph(Kind.OTHER, run.text, (run,)) for run in story.aside), *story.paragraphs]
    if noted is not None:
        made.append(noted)
        leaves = [each for each in leaves if each.item.run not in noted.runs]
    furniture += [_furniture(each) for each in leaves if each.kind is Kind.BANNER]
    made, lost = _hung(made, [each for each in leaves if each.kind is not Kind.BANNER])
    unplaced += [Paragraph(each.kind, each.item.run.text, (each.item.run,)) for each in lost]
    ordered = sorted(made, key=lambda each: each.place)
    articles = tuple(replace(each.article, id=f"a{n:02d}") for n, each in enumerate(ordered, start=1))
    return Contents(articles, tuple(furniture), tuple(unplaced))


def _with_first_line(units: Sequence[Node]) -> Sequence[Node]:
    """A chain whose first node is the doubtful first line of the head under it, that line put in the head."""
    if len(units) < 2 or not units[0].told[-1].doubt or not units[1].is_head:
        return units
    line = replace(units[0].told[-1], kind=Kind.HEADLINE, doubt=0.0)
    return (replace(units[1], told=(line, *units[1].told)), *units[2:])


def _furniture(told: Told) -> Furniture:
    kind = told.kind if told.kind in FURNITURE else Kind.OTHER
    return Furniture(kind, told.item.run.text, (told.item.run,))


def _under_banner(leaves: Sequence[Told]) -> _Made | None:
    """The banner with the editor's note: one article, a line that stands over the note its kicker.

    Without a banner that line is the title; None without either, or without a note.
    """
    banner = [each for each in leaves if each.kind is Kind.BANNER]
    over = [each for each in leaves if each.kind is Kind.KICKER]
    notes = [each for each in leaves if each.kind is Kind.NOTE]
    if not notes or not (banner or over):
        return None
    signed = [each for each in notes if each.item.text.startswith("—")]
    texts = [each for each in notes if each not in signed]
    article = Article(
        id="",
        title=spaced(banner or over),
        kicker=spaced(over) if banner else "",
        byline=spaced(signed),
        paragraphs=tuple(Paragraph(Kind.NOTE, each.item.run.text, (each.item.run,)) for each in texts),
        head_runs=_runs((*over, *banner, *signed)),
    )
    return _Made(min(each.item.place for each in (*over, *banner, *notes)), article, ())


def _article(units: Sequence[Node], joins: Sequence[Join], conventions: Conventions) -> _Made:
    lines = lines_of(units[0].told, conventions)
    story = _story(units, conventions)
    last = units[-1]
    open_ = last.stop is not None and last.stop.probability > 0.5 and not story.jump_to
    first = next((p for p in story.paragraphs if p.kind is Kind.BODY), None)
    dated = conventions.dateline(first.text) if first else None
    groups = dated.groupdict() if dated else {}
    reporter = (groups.get("byline") or groups.get("byline2") or "").strip()
    inside = {each.item.id for node in units for each in node.told}
    article = Article(
        id="",
        title=lines.title,
        kicker=lines.kicker,
        subtitle=lines.deck,
        byline=lines.byline or story.byline or reporter,
        dateline=dated.group(0).strip() if dated else "",
        paragraphs=story.paragraphs,
        truncated=open_,
        jump_to=story.jump_to,
        jump_from=story.jump_from,
        confidence=min((join.confidence for join in joins if join.tail in inside), default=1.0),
        head_runs=(*_runs(units[0].told), *story.aside),
    )
    places = tuple(each.item.place for node in units for each in node.told)
    return _Made(places[0], article, places)


def _story(units: Sequence[Node], conventions: Conventions) -> Story:
    """The text of a chain, by the code that tells pages."""
    made = []
    for node, after in zip(units, [*units[1:], None], strict=True):
        unit = unit_of(node.told, as_read=True)
        made.append(replace(unit, head=HEAD) if node.is_head and not piece(node, after) else unit)
    ends = Ends(
        {node.id: node.stop for node in units if node.stop is not None},
        {node.id: node.start for node in units if node.start is not None},
    )
    return tell(Chain(tuple(made)), ends, conventions)


def _runs(told: Sequence[Told]) -> tuple[Run, ...]:
    return tuple(each.item.run for each in told)


def _hung(made: list[_Made], leaves: Sequence[Told]) -> tuple[list[_Made], list[Told]]:
    """Captions and notes hung on the article whose run stands right before them, or right after."""
    owner = {place: n for n, each in enumerate(made) for place in each.places}
    lost = []
    for leaf in leaves:
        at = next((owner[p] for p in (leaf.item.place - 1, leaf.item.place + 1) if p in owner), None)
        if at is None:
            lost.append(leaf)
            continue
        owner[leaf.item.place] = at
        article = made[at].article
        if leaf.kind is Kind.CAPTION:
            article = replace(
                article, captions=(*article.captions, leaf.item.run.text), head_runs=(*article.head_runs, leaf.item.run)
            )
        else:
            note = Paragraph(Kind.NOTE, leaf.item.run.text, (leaf.item.run,))
            article = replace(article, paragraphs=(note, *article.paragraphs))
        made[at] = replace(made[at], article=article)
    return made, lost
