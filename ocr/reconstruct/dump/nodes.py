"""A dump's runs as what the assignment joins: heads of stories and stretches of text, in the dump's order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from ocr.page import Kind, Run
from ocr.reconstruct import costs
from ocr.reconstruct import weights as w
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions, closes
from ocr.reconstruct.dump.division import Rows
from ocr.reconstruct.dump.echoes import echoes
from ocr.reconstruct.dump.edges import start_of, stop_of, winds_up
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.dump.sense import Sense, embedder, sense_of
from ocr.reconstruct.dump.stretches import stories
from ocr.reconstruct.dump.topics import Topics
from ocr.reconstruct.lexicon import Phrases
from ocr.reconstruct.seams import End
from ocr.reconstruct.units import Unit

FLOWING = frozenset({Kind.BODY, Kind.JUMP})
HEADS = frozenset({Kind.HEADLINE, Kind.BYLINE})

CUT_OFF = 4.2
"""A story that breaks off and goes on nowhere."""
COMPLETED = 1.5
"""What a word that runs across a seam says besides its weight on a page: in a dump nothing else tells the place."""
CLOSING = 1.5
"""Going on after a paragraph that says what comes next, as the last of a report does."""
REFRAIN = 12
"""Characters from which what stands twice, word by word, is a refrain."""
NEAR = 2
"""Paragraphs on each side of a change of story that are joined by the assignment only."""


@dataclass(frozen=True, slots=True)
class Node:
    """A head (kicker, headline, deck, byline) or a stretch of text. story: which it seems to be of, rank: its place."""

    place: int
    told: tuple[Told, ...]
    is_head: bool
    strong: bool
    story: int
    rank: int
    start: End | None = None
    stop: End | None = None

    @property
    def id(self) -> str:
        return self.told[0].item.id

    @property
    def weak(self) -> bool:
        return self.is_head and not self.strong

    @property
    def single(self) -> bool:
        return len(self.told) == 1

    @property
    def text(self) -> str:
        return "".join(each.item.text for each in self.told)


@dataclass(frozen=True, slots=True)
class Nodes:
    """All nodes, and the runs that are none: banners, notes, captions, furniture. embedded: whether embeddings helped
    to tell their stories."""

    nodes: tuple[Node, ...]
    leaves: tuple[Told, ...]
    embedded: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    told: tuple[Told, ...]
    is_head: bool


@dataclass(frozen=True, slots=True)
class _Both:
    """The two ends of a paragraph."""

    start: End
    stop: End


def unit_of(told: Sequence[Told], kind: Kind = Kind.BODY, *, as_read: bool = False) -> Unit:
    """Runs as a unit without a box; as_read: with their own marks, else with full ones."""
    rows = tuple(Row(each.item.run if as_read else _full(each), None, 1.0) for each in told)
    return Unit(told[0].item.id, kind, rows, None, 1.0)


def nodes_of(told: Sequence[Told], conventions: Conventions) -> Nodes:
    """The nodes of a dump whose runs have their kinds."""
    groups = _groups(told)
    lone = [group for group in groups if all(each.kind is Kind.JUMP for each in group.told)]
    groups = [group for group in groups if group not in lone]
    leaves = tuple(each for each in told if each.kind not in FLOWING | HEADS)
    leaves += tuple(each for group in lone for each in group.told)
    strong = [_strong(n, groups, conventions) for n in range(len(groups))]
    said = said_once(groups)
    sense = sense_of(said, embedder())
    labels = _labels(groups, strong, conventions, Topics(said), sense)
    return Nodes(_stretches(groups, strong, labels, conventions), leaves, sense is not None)


def _groups(told: Sequence[Told]) -> list[_Group]:
    """Heads, each with its lines, and single paragraphs, with the jump lines that stand at them."""
    groups: list[_Group] = []
    above: Told | None = None
    for each in told:
        last = groups[-1] if groups and above is not None else None
        if each.kind in FLOWING | HEADS and _joins(last, above, each):
            groups[-1] = _Group((*groups[-1].told, each), groups[-1].is_head)
        elif each.kind in FLOWING | HEADS:
            groups.append(_Group((each,), each.kind is Kind.HEADLINE))
        above = each if each.kind in FLOWING | HEADS else None
    return groups


def _joins(last: _Group | None, above: Told | None, each: Told) -> bool:
    """Whether a run goes with the one over it: lines of one head, a jump line and its paragraph."""
    if last is None or above is None:
        return False
    if last.is_head:
        return each.kind is Kind.BYLINE or (above.kind is Kind.HEADLINE and each.kind is Kind.HEADLINE)
    ends = each.kind is Kind.JUMP and above.kind is Kind.BODY
    return ends or (above.kind is Kind.JUMP and each.kind is Kind.BODY and len(last.told) == 1)


def _strong(n: int, groups: Sequence[_Group], conventions: Conventions) -> bool:
    """Whether a head cannot be a subhead: several lines, a byline, a dateline under it, or the dump's start."""
    group = groups[n]
    if not group.is_head:
        return False
    below = groups[n + 1] if n + 1 < len(groups) else None
    dated = below is not None and not below.is_head and conventions.dateline(below.told[0].item.text) is not None
    above = groups[n - 1].told[-1] if n else None
    broken = above is not None and above.kind is Kind.BODY and (above.doubt > 0 or not closes(above.item.text))
    return n == 0 or len(group.told) > 1 or dated or broken


def _labels(
    groups: Sequence[_Group], strong: Sequence[bool], conventions: Conventions, topics: Topics, sense: Sense | None
) -> list[list[int]]:
    """The groups of each story in their order."""
    if not groups:
        return []
    texts = ["".join(each.item.text for each in group.told) for group in groups]
    sections: list[int] = []
    for n, sure in enumerate(strong):
        sections.append(sections[-1] + sure if n else 0)
    usual = _usual(groups)
    ends = [_ends(group, conventions, usual) for group in groups]
    phrases = Phrases.of(texts)

    @cache
    def fit(one: int, other: int) -> float:
        if groups[other].is_head:
            return odds_of_whole(ends[one].stop)
        if groups[one].is_head:
            return odds_of_whole(ends[other].start)
        terms = costs.joining(ends[one].stop, ends[other].start, phrases)
        spanned = any(cost == -w.WORD or cost == -w.LONG_WORD for _, cost in terms)
        return costs.total(terms) - COMPLETED * spanned + CLOSING * winds_up(texts[one])

    ending = [_cut_off(both.stop) for both in ends]
    whole = [1 - both.stop.probability for both in ends]
    return stories(Rows(topics, sections, strong, fit, ending, whole, sense))


def said_once(groups: Sequence[_Group]) -> list[str]:
    """The texts less what is said again elsewhere word by word: a refrain tells nothing about whose it is."""
    items = [each.item for group in groups for each in group.told]
    number = {item.id: n for n, item in enumerate(items)}
    gone: dict[int, set[int]] = {}
    for echo in echoes(items, REFRAIN, nearest=True):
        for span in (echo.earlier, echo.later):
            for n in range(span.first, span.last + 1):
                start = span.start if n == span.first else 0
                end = span.end if n == span.last else len(items[n].text)
                gone.setdefault(n, set()).update(range(start, end))
    texts = []
    for group in groups:
        said = ""
        for each in group.told:
            n = number[each.item.id]
            said += "".join("\n" if k in gone.get(n, ()) else c for k, c in enumerate(each.item.text)) + "\n"
        texts.append(said)
    return texts


def _cut_off(stop: End) -> float:
    """What it costs that a story ends here."""
    if stop.jump is not None:
        return w.JUMPING
    return w.ENDING + (CUT_OFF - w.ENDING) * stop.probability


def _usual(groups: Sequence[_Group]) -> float:
    """The median length of the dump's paragraphs, in characters."""
    return float(np.median([len(group.told[0].item.text) for group in groups if not group.is_head] or [0]))


def _ends(group: _Group, conventions: Conventions, usual: float) -> _Both:
    unit = unit_of(group.told)
    start, stop = start_of(unit, conventions, usual), stop_of(unit, conventions)
    doubt = group.told[-1].doubt
    return _Both(start, replace(stop, probability=doubt) if doubt else stop)


def _stretches(
    groups: Sequence[_Group], strong: Sequence[bool], told: Sequence[Sequence[int]], conventions: Conventions
) -> tuple[Node, ...]:
    nodes: list[Node] = []
    place = {n: (story, rank) for story, rows in enumerate(told) for rank, n in enumerate(rows)}
    labels = [place[n][0] for n in range(len(groups))]
    edges = _near_changes(groups, labels)
    usual = _usual(groups)
    for n, (group, sure) in enumerate(zip(groups, strong, strict=True)):
        both = None if group.is_head and sure else _ends(group, conventions, usual)
        last = nodes[-1] if nodes else None
        made = Node(len(nodes), group.told, group.is_head, sure, *place[n])
        made = replace(made, start=both.start, stop=both.stop) if both is not None else made
        if last is not None and n not in edges and _sure(last, made):
            nodes[-1] = replace(last, told=(*last.told, *made.told), stop=made.stop)
        else:
            nodes.append(made)
    return tuple(nodes)


def _near_changes(groups: Sequence[_Group], labels: Sequence[int]) -> set[int]:
    """Paragraphs near a change of story, where topics alone do not tell the place: there the assignment decides."""
    texts = [n for n in range(1, len(labels)) if not (groups[n].is_head or groups[n - 1].is_head)]
    changes = [n for n in texts if labels[n] != labels[n - 1]]
    return {n for change in changes for n in range(change - NEAR, change + NEAR + 1)}


def _sure(last: Node, made: Node) -> bool:
    """Whether a paragraph goes on the stretch before it for certain: they stand together and both are whole."""
    stop, start = last.stop, made.start
    if last.told[-1].doubt or made.told[0].doubt:
        return False
    if last.is_head or made.is_head or last.story != made.story or stop is None or start is None:
        return False
    if last.told[-1].item.place + 1 != made.told[0].item.place or stop.jump is not None or start.jump is not None:
        return False
    return stop.probability < 0.5 and start.probability < 0.5 and not start.dated and not stop.signed


def odds_of_whole(end: End | None) -> float:
    return 0.0 if end is None else -math.log(1 - end.probability)


def _full(told: Told) -> Run:
    return replace(told.item.run, text=told.item.text)
