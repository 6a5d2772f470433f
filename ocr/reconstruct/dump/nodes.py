"""A dump's runs as what the assignment joins: heads of stories and stretches of text, in the dump's order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import Kind, Run
from ocr.reconstruct import costs
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.dump.stretches import stories
from ocr.reconstruct.dump.topics import vectors
from ocr.reconstruct.seams import End, head, tail
from ocr.reconstruct.units import Unit

FLOWING = frozenset({Kind.BODY, Kind.JUMP})
USUAL = 0.45
"""What two whole paragraphs that stand together cost (costs.joining)."""

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
    breaks = [_break(n, groups, conventions) for n in range(len(groups))]
    return stories(
        vectors(texts),
        [0 if group.is_head else len(text) for group, text in zip(groups, texts, strict=True)],
        sections,
        doubtful,
        breaks,
    )


def _break(n: int, groups: Sequence[_Group], conventions: Conventions) -> float:
    """How dear a change of story before a paragraph is, 1 for two whole paragraphs; less where the text breaks off."""
    if n == 0 or groups[n].is_head or groups[n - 1].is_head:
        return 1.0
    stop = tail(unit_of(groups[n - 1].told), conventions)
    start = head(unit_of(groups[n].told), conventions)
    fit = costs.total(costs.joining(stop, start))
    return min(1.6, max(0.2, 1 - (fit - USUAL) / 2))


def _stretches(
    groups: Sequence[_Group], strong: Sequence[bool], labels: Sequence[int], conventions: Conventions
) -> tuple[Node, ...]:
    nodes: list[Node] = []
    edges = _near_changes(labels)
    for n, (group, sure, label) in enumerate(zip(groups, strong, labels, strict=True)):
        if group.is_head:
            unit = unit_of(group.told)
            ends = (None, None) if sure else (head(unit, conventions), tail(unit, conventions))
            nodes.append(Node(len(nodes), group.told, True, sure, label, *ends))
            continue
        unit = unit_of(group.told)
        start, stop = head(unit, conventions), tail(unit, conventions)
        last = nodes[-1] if nodes else None
        if (
            last is not None
            and not last.is_head
            and last.story == label
            and n not in edges
            and _sure(last, start, group)
        ):
            told = (*last.told, *group.told)
            nodes[-1] = Node(last.place, told, False, False, label, last.start, stop)
        else:
            nodes.append(Node(len(nodes), group.told, False, False, label, start, stop))
    return tuple(nodes)


def _near_changes(labels: Sequence[int]) -> set[int]:
    """Paragraphs near a change of story, where topics alone do not tell the place: there the assignment decides."""
    changes = [n for n in range(1, len(labels)) if labels[n] != labels[n - 1]]
    return {n for change in changes for n in range(change - NEAR, change + NEAR + 1)}


def _sure(last: Node, start: End, group: _Group) -> bool:
    """Whether a paragraph goes on the stretch before it for certain: they stand together and both are whole."""
    stop = last.stop
    if stop is None or last.told[-1].item.place + 1 != group.told[0].item.place:
        return False
    if stop.jump is not None or start.jump is not None:
        return group.told[0].kind is Kind.JUMP and stop.jump is None
    return stop.probability < 0.5 and start.probability < 0.5 and not start.dated and (not stop.signed or start.signed)


def odds_of_whole(end: End | None) -> float:
    return 0.0 if end is None else -math.log(1 - end.probability)


def _full(told: Told) -> Run:
    return replace(told.item.run, text=told.item.text)
