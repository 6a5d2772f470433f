"""A dump's runs as what the assignment joins: heads of stories and stretches of text, in the dump's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import Kind
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.groups import FLOWING, HEADS, Group, ends_of, groups_of, is_strong, usual_length
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.dump.labels import labels_of, said_once
from ocr.reconstruct.dump.sense import embedder, sense_of
from ocr.reconstruct.dump.topics import Topics
from ocr.reconstruct.seams import End

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


def nodes_of(told: Sequence[Told], conventions: Conventions) -> Nodes:
    """The nodes of a dump whose runs have their kinds."""
    groups = groups_of(told)
    lone = [group for group in groups if all(each.kind is Kind.JUMP for each in group.told)]
    groups = [group for group in groups if group not in lone]
    leaves = tuple(each for each in told if each.kind not in FLOWING | HEADS)
    leaves += tuple(each for group in lone for each in group.told)
    strong = [is_strong(n, groups, conventions) for n in range(len(groups))]
    said = said_once(groups)
    sense = sense_of(said, embedder())
    labels = labels_of(groups, strong, conventions, Topics(said), sense)
    return Nodes(_stretches(groups, strong, labels, conventions), leaves, sense is not None)


def _stretches(
    groups: Sequence[Group], strong: Sequence[bool], told: Sequence[Sequence[int]], conventions: Conventions
) -> tuple[Node, ...]:
    nodes: list[Node] = []
    place = {n: (story, rank) for story, rows in enumerate(told) for rank, n in enumerate(rows)}
    labels = [place[n][0] for n in range(len(groups))]
    edges = _near_changes(groups, labels)
    usual = usual_length(groups)
    for n, (group, sure) in enumerate(zip(groups, strong, strict=True)):
        both = None if group.is_head and sure else ends_of(group, conventions, usual)
        last = nodes[-1] if nodes else None
        made = Node(len(nodes), group.told, group.is_head, sure, *place[n])
        made = replace(made, start=both.start, stop=both.stop) if both is not None else made
        if last is not None and n not in edges and _sure(last, made):
            nodes[-1] = replace(last, told=(*last.told, *made.told), stop=made.stop)
        else:
            nodes.append(made)
    return tuple(nodes)


def _near_changes(groups: Sequence[Group], labels: Sequence[int]) -> set[int]:
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
