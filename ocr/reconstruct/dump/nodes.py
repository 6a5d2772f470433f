"""A dump's runs as what the assignment joins: heads of stories and stretches of text, in the dump's order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr.page import Kind, Run
from ocr.reconstruct import costs
from ocr.reconstruct import weights as w
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.beginnings import start_of
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.dump.stretches import Call, stories
from ocr.reconstruct.dump.topics import Topics
from ocr.reconstruct.seams import End, tail
from ocr.reconstruct.units import Unit

FLOWING = frozenset({Kind.BODY, Kind.JUMP})
USUAL = 0.45
"""What two whole paragraphs that stand together cost (costs.joining)."""

FAR = 150
"""Paragraphs on each side in which the rest of a broken text is looked for."""
NEAR = 2
"""Paragraphs on each side of a change of story that are joined by the assignment only."""


@dataclass(frozen=True, slots=True)
class Node:
    """A head (kicker, headline, deck and byline lines) or a stretch of text. story: the one it seems to be of.

    after: nothing but a heading, or nothing at all, stands between it and the node before it in the dump.
    """

    place: int
    told: tuple[Told, ...]
    is_head: bool
    strong: bool
    story: int
    section: int
    start: End | None = None
    stop: End | None = None

    @property
    def id(self) -> str:
        return self.told[0].item.id

    @property
    def weak(self) -> bool:
        return self.is_head and not self.strong

    @property
    def text(self) -> str:
        return "".join(each.item.text for each in self.told)


@dataclass(frozen=True, slots=True)
class Nodes:
    """All nodes, and the runs that are none: banners, notes, captions, furniture."""

    nodes: tuple[Node, ...]
    leaves: tuple[Told, ...]


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
    leaves = tuple(each for each in told if each.kind not in FLOWING | {Kind.HEADLINE, Kind.BYLINE})
    strong = [_strong(n, groups, conventions) for n in range(len(groups))]
    labels = _labels(groups, strong, conventions)
    return Nodes(_stretches(groups, strong, labels, conventions), leaves)


def _groups(told: Sequence[Told]) -> list[_Group]:
    """Heads, each with its lines, and single paragraphs."""
    groups: list[_Group] = []
    beside = False
    for each in told:
        last = groups[-1] if groups and beside and groups[-1].is_head else None
        beside = each.kind in FLOWING | {Kind.HEADLINE, Kind.BYLINE}
        if last is not None and (each.kind is Kind.BYLINE or (each.kind, last.told[-1].kind) == (Kind.HEADLINE,) * 2):
            groups[-1] = _Group((*last.told, each), True)
        elif beside:
            groups.append(_Group((each,), each.kind is Kind.HEADLINE))
    return groups


def _strong(n: int, groups: Sequence[_Group], conventions: Conventions) -> bool:
    """Whether a head cannot be a subhead: several lines, a byline, a dateline under it, or the dump's start."""
    group = groups[n]
    if not group.is_head:
        return False
    below = groups[n + 1] if n + 1 < len(groups) else None
    dated = below is not None and not below.is_head and conventions.dateline(below.told[0].item.text) is not None
    return n == 0 or len(group.told) > 1 or dated


def _labels(groups: Sequence[_Group], strong: Sequence[bool], conventions: Conventions) -> list[int]:
    """The story of each group, by number of the section (a head and what stands under it)."""
    section, sections = -1, []
    doubtful: list[bool] = []
    for group, sure in zip(groups, strong, strict=True):
        if group.is_head or section < 0:
            section += 1
            doubtful.append(group.is_head and not sure)
        sections.append(section)
    if not groups:
        return []
    texts = ["".join(each.item.text for each in group.told) for group in groups]
    ends = [None if group.is_head else _ends(group, conventions) for group in groups]
    lengths = [0 if group.is_head else len(text) for group, text in zip(groups, texts, strict=True)]
    breaks = [_break(ends[n - 1] if n else None, end) for n, end in enumerate(ends)]
    return stories(Topics(texts, sections), lengths, sections, doubtful, breaks, list(_calls(ends)))


def _ends(group: _Group, conventions: Conventions) -> _Both:
    unit = unit_of(group.told)
    return _Both(start_of(unit, conventions), tail(unit, conventions))


def _break(before: _Both | None, here: _Both | None) -> float:
    """How dear a change of story before a paragraph is, 1 for two whole paragraphs; less where the text breaks off."""
    if before is None or here is None:
        return 1.0
    fit = costs.total(costs.joining(before.stop, here.start))
    return min(1.6, max(0.2, 1 - (fit - USUAL) / 2))


def _calls(ends: Sequence[_Both | None]) -> Iterator[Call]:
    """Where a text that breaks off, and does not go on right behind, may go on instead."""
    for n, both in enumerate(ends):
        if both is None or both.stop.probability < 0.5 or both.stop.jump is not None:
            continue
        ending = w.ENDING + odds_of_whole(both.stop)
        behind = ends[n + 1] if n + 1 < len(ends) else None
        best = costs.total(costs.joining(both.stop, behind.start)) if behind else ending
        for m in range(max(0, n - FAR), min(len(ends), n + FAR + 1)):
            other = ends[m]
            if other is None or m in (n, n + 1) or other.start.jump is not None:
                continue
            gain = min(best + 1.0, ending) - costs.total(costs.joining(both.stop, other.start))
            if gain > 0:
                yield Call(n, m, gain)


def _stretches(
    groups: Sequence[_Group], strong: Sequence[bool], labels: Sequence[int], conventions: Conventions
) -> tuple[Node, ...]:
    nodes: list[Node] = []
    edges = _near_changes(groups, labels)
    section = 0
    for n, (group, sure, label) in enumerate(zip(groups, strong, labels, strict=True)):
        both = None if group.is_head and sure else _ends(group, conventions)
        section += group.is_head
        last = nodes[-1] if nodes else None
        made = Node(len(nodes), group.told, group.is_head, sure, label, section)
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
    if last.is_head or made.is_head or last.story != made.story or stop is None or start is None:
        return False
    if last.told[-1].item.place + 1 != made.told[0].item.place or stop.jump is not None or start.jump is not None:
        return False
    return stop.probability < 0.5 and start.probability < 0.5 and not start.dated and not stop.signed


def odds_of_whole(end: End | None) -> float:
    return 0.0 if end is None else -math.log(1 - end.probability)


def _full(told: Told) -> Run:
    return replace(told.item.run, text=told.item.text)
