"""Which text follows which, in a dump: the pairs that may be, what each costs, and one assignment over them all.

The assignment and the costs of seams are those of pages; place in the dump and the story that a text speaks of stand
for place on the page. A pair is considered when both are near each other in one story, or when a sentence broken off
meets a text that completes it; so the pairs grow as the text does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.page import Join
from ocr.reconstruct import costs
from ocr.reconstruct import weights as w
from ocr.reconstruct.assignment import Link, assign, follow
from ocr.reconstruct.costs import Term
from ocr.reconstruct.dump.groups import odds_of_whole
from ocr.reconstruct.dump.labels import PIECE
from ocr.reconstruct.dump.nodes import Node

OTHER_STORY = 5.0
"""Going on in a text that speaks of another story's names and terms."""
SKIPPED = 3.0
"""Going on in a text of the story that is not the next one of it."""
HEAD_ELSEWHERE = 3.0
"""The same for the text under a head, added."""
OWN_STORY = 1.0
"""A single heading line taken as the head of a story."""
SAME = 4
"""Texts of one story on each side that are considered as neighbours."""
REACH = 60
"""Nodes on each side among which a sentence broken off is looked for."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Solved:
    """Chains of node numbers in the dump's order of their first nodes, and the joins with their evidence."""

    chains: tuple[tuple[int, ...], ...]
    joins: tuple[Join, ...]


def solve(nodes: Sequence[Node]) -> Solved:
    """The chains of least total cost over the whole dump."""
    follows = _in_story(nodes)
    found = {
        (i, j): terms
        for i, j in sorted(set(candidates(nodes)))
        if i != j and (terms := _terms(nodes[i], nodes[j], follows.get(i) == j)) is not None
    }
    ends, begins = [_ending(node) for node in nodes], [_beginning(node) for node in nodes]
    links = assign({pair: costs.total(terms) for pair, terms in found.items()}, ends, begins)
    chains, back = _put_back(nodes, follow(len(nodes), links))
    joins = tuple(_join(nodes, link, found[link.tail, link.head]) for link in links if link.head not in back)
    return Solved(chains, joins)


def _in_story(nodes: Sequence[Node]) -> dict[int, int]:
    """The node that follows each in its story, as far as stories and the order of their strips tell."""
    stories = _stories(nodes)
    return {one: other for story in stories.values() for one, other in pairwise(story)}


def _stories(nodes: Sequence[Node]) -> dict[int, list[int]]:
    stories: dict[int, list[int]] = {}
    for n in sorted(range(len(nodes)), key=lambda n: nodes[n].rank):
        stories.setdefault(nodes[n].story, []).append(n)
    return stories


def candidates(nodes: Sequence[Node]) -> Iterator[Pair]:
    """The pairs that are considered."""
    for story in _stories(nodes).values():
        for at, j in enumerate(story):
            yield from ((i, j) for i in story[max(0, at - SAME) : at + SAME + 1])
    broken = [n for n, node in enumerate(nodes) if node.stop is not None and node.stop.probability > 0.5]
    inside = [n for n, node in enumerate(nodes) if node.start is not None and node.start.probability > 0.5]
    for i in broken:
        near = inside[bisect_left(inside, i - REACH) : bisect_right(inside, i + REACH)]
        yield from ((i, j) for j in near if i != j and _completes(nodes[i], nodes[j]))


def _completes(one: Node, other: Node) -> bool:
    """Whether a word, a number or a quotation runs across from the one to the other."""
    if one.stop is None or other.start is None:
        return False
    return costs.total(costs.joining(one.stop, other.start)) < 0


def _terms(one: Node, other: Node, follows: bool) -> tuple[Term, ...] | None:
    """What speaks for and against a pair, topic aside; None when it cannot be."""
    if other.strong or (one.is_head and other.is_head):
        return None
    order = _order(one, other, follows)
    if other.weak:
        whole = odds_of_whole(one.stop)
        signed = w.SIGNED * bool(one.stop and one.stop.signed)
        return ("a paragraph ends before the subhead", whole), ("a subhead", w.SUBHEAD + signed), order
    if other.start is None:
        return None
    if one.weak and piece(one, other):
        return (*costs.joining(one.stop, other.start), ("a short piece", PIECE), order) if one.stop else None
    if one.is_head:
        under = ("begins a text", odds_of_whole(other.start))
        return (("under its head", 0.0), under, order)
    if one.stop is None or one.stop.jump is not None or other.start.jump is not None:
        return None
    return (*costs.joining(one.stop, other.start), order)


def piece(one: Node, other: Node | None) -> bool:
    """Whether a doubtful heading is a piece of a paragraph that goes on in the other node."""
    if not one.weak or other is None or one.stop is None or other.start is None:
        return False
    return costs.total(costs.joining(one.stop, other.start)) + PIECE < odds_of_whole(other.start)


def _order(one: Node, other: Node, follows: bool) -> Term:
    if follows:
        next_ = other.place == one.place + 1
        return ("next in the text" if next_ else "names and terms shared with its end"), 0.0
    head = HEAD_ELSEWHERE if one.is_head else 0.0
    if one.story == other.story:
        return "in the same story", SKIPPED + head
    return "other names and terms", OTHER_STORY + head


def _ending(node: Node) -> float:
    if node.is_head:
        return w.NO_TEXT
    if node.stop is not None and node.stop.jump is not None:
        return w.JUMPING
    return w.ENDING + odds_of_whole(node.stop)


def _beginning(node: Node) -> float:
    if node.is_head:
        return 0.0 if node.strong else OWN_STORY
    if node.start is not None and node.start.jump is not None:
        return w.JUMPED
    return w.HEADLESS + odds_of_whole(node.start)


def _put_back(nodes: Sequence[Node], chains: Sequence[Sequence[int]]) -> tuple[tuple[tuple[int, ...], ...], set[int]]:
    """Chains in which a line that might be broken off, but goes on nowhere, is the first of the head under it again;
    and the nodes that went back."""
    back = {chain[-1] for chain in chains if nodes[chain[-1]].told[-1].doubt and nodes[chain[-1]].single}
    out = []
    for chain in chains:
        kept = [n for n in chain if n not in back]
        if kept and kept[0] - 1 in back and nodes[kept[0]].is_head:
            kept.insert(0, kept[0] - 1)
        if kept:
            out.append(tuple(kept))
    lost = back - {n for chain in out for n in chain}
    return (*out, *((n,) for n in sorted(lost))), back


def _join(nodes: Sequence[Node], link: Link, terms: Sequence[Term]) -> Join:
    """The join with its evidence: what speaks for it first, then what it costs. Named by the runs that meet."""
    why = tuple(phrase for phrase, cost in sorted(terms, key=lambda term: term[1]) if cost < 1.0)
    against = tuple(f"although {phrase}" for phrase, cost in terms if cost >= 1.0)
    tail, head = nodes[link.tail].told[-1].item.id, nodes[link.head].told[0].item.id
    return Join(tail, head, why + against, round(link.cost, 3), round(link.confidence, 3))
