"""Which text follows which, in a dump: the pairs that may be, what each costs, and one assignment over them all.

The assignment, the costs of seams and the formula of the topic are those of pages; place in the dump stands for place
on the page. A pair is considered when the two stand next to each other, are of one story as far as can be told, or when
the story is among the likest; so the pairs grow as the text does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ocr.page import Join
from ocr.reconstruct import costs
from ocr.reconstruct import weights as w
from ocr.reconstruct.assignment import Link, assign
from ocr.reconstruct.costs import Term
from ocr.reconstruct.dump.nodes import Node, odds_of_whole
from ocr.reconstruct.dump.topics import Topics

ELSEWHERE = 2.5
"""Going on at another place of the dump; UPWARDS as well where that is before."""
RESUMED = 1.0
"""Going on further down with no heading between: text of another story stands in the way."""
HEAD_ELSEWHERE = 5.0
"""The same for the text under a head."""
OWN_STORY = 1.0
"""A single heading line taken as the head of a story."""
PIECE = 1.5
"""The same taken as a piece of a paragraph."""
HEAD_TOPIC = 0.5
"""Share of the topic's weight between a head and the text under it."""
MOST = 6.0
"""The most that speaking of other things costs."""
LIKEST = 4
"""Stories considered for a text besides the one it stands in."""
SAME = 8
"""Nodes of one story on each side that are considered as neighbours."""
REACH = 30
"""Nodes before it under the same head that a node is considered to go on from."""
ROUNDS = 3

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Solved:
    """Chains of node numbers in the dump's order of their first nodes, and the joins with their evidence."""

    chains: tuple[tuple[int, ...], ...]
    joins: tuple[Join, ...]


def solve(nodes: Sequence[Node]) -> Solved:
    """The chains of least total cost over the whole dump."""
    topics = Topics([node.text for node in nodes])
    chains = _by_story(nodes)
    ends = [_ending(node) for node in nodes]
    begins = [_beginning(node) for node in nodes]
    fixed: dict[Pair, tuple[Term, ...]] = {}
    links: tuple[Link, ...] = ()
    found: dict[Pair, tuple[Term, ...]] = {}
    for _ in range(ROUNDS):
        topic = Topic(topics, nodes, chains)
        for pair in candidates(nodes, topic):
            if pair not in fixed and (terms := _terms(nodes[pair[0]], nodes[pair[1]])) is not None:
                fixed[pair] = terms
        found = {
            (i, j): (*terms, topic.term(i, j, HEAD_TOPIC if nodes[i].strong else 1.0))
            for (i, j), terms in fixed.items()
        }
        links = assign({pair: costs.total(terms) for pair, terms in found.items()}, ends, begins)
        made = _follow(len(nodes), links)
        if made == chains:
            break
        chains = made
    joins = tuple(_join(nodes, link, found[link.tail, link.head]) for link in links)
    return Solved(tuple(map(tuple, chains)), joins)


class Topic:
    """Whether a text that may go on from a story speaks of the same things as it does.

    A node speaks with all that follows it in its chain, a story for all of its chain but that.
    """

    def __init__(self, topics: Topics, nodes: Sequence[Node], chains: Sequence[Sequence[int]]) -> None:
        count = len(nodes)
        self.chain = {n: number for number, chain in enumerate(chains) for n in chain}
        labels = [self.chain[n] for n in range(count)]
        later = _later(topics.counts, nodes, chains)
        whole = topics.summed(labels, len(chains))
        self._scores = topics.scores(later, whole)
        rest = whole[labels] - later
        for j in range(count):
            self._scores[j, labels[j]] = topics.scores(later[j], rest[j])[0, 0] if nodes[j].strong is False else 0.0
        self._best = self._scores.max(axis=1) if count else self._scores

    def likest(self, j: int) -> list[int]:
        """The chains that a node is most like, the likest first."""
        order = np.argsort(-self._scores[j], kind="stable")[:LIKEST]
        return [int(c) for c in order]

    def term(self, i: int, j: int, share_of_weight: float) -> Term:
        behind = float(self._best[j]) - float(self._scores[j, self.chain[i]])
        phrase = "names and terms shared" if behind < 1.0 else "other names and terms"
        return phrase, share_of_weight * min(MOST, behind)


def _later(counts: csr_matrix, nodes: Sequence[Node], chains: Sequence[Sequence[int]]) -> csr_matrix:
    """For each node the terms of all that comes with it when it is moved: itself and what follows it in its chain."""
    rows, columns = [], []
    for chain in chains:
        for at, n in enumerate(chain):
            for m in chain[at:] if not nodes[n].strong else [n]:
                rows.append(n)
                columns.append(m)
    shape = (len(nodes), len(nodes))
    return (csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape) @ counts).tocsr()


def candidates(nodes: Sequence[Node], topic: Topic) -> Iterator[Pair]:
    """The pairs that are considered."""
    members: dict[int, list[int]] = {}
    for n in range(len(nodes)):
        members.setdefault(topic.chain[n], []).append(n)
    within: dict[int, list[int]] = {}
    for j, node in enumerate(nodes):
        if node.strong:
            continue
        before = within.setdefault(node.section, [])
        yield from ((i, j) for i in before[-REACH:])
        before.append(j)
        yield from ((i, j) for i in range(max(0, j - 3), j))
        for c in topic.likest(j):
            near = sorted(members[c], key=lambda i: abs(i - j))[:SAME]
            yield from ((i, j) for i in near if i != j)


def _terms(one: Node, other: Node) -> tuple[Term, ...] | None:
    """What speaks for and against a pair, topic aside; None when it cannot be."""
    if other.strong or (one.is_head and other.is_head):
        return None
    order = _order(one, other)
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


def _order(one: Node, other: Node) -> Term:
    step = other.place - one.place
    if step == 1:
        return "next in the text", 0.0
    if step > 1 and one.section == other.section and not one.is_head:
        return "after what stands between", RESUMED
    away = (HEAD_ELSEWHERE if one.is_head else ELSEWHERE) + (w.UPWARDS if step < 0 else 0.0)
    return "elsewhere in the text", away


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


def _by_story(nodes: Sequence[Node]) -> list[list[int]]:
    """Nodes of one story, as far as their labels tell."""
    groups: dict[int, list[int]] = {}
    for n, node in enumerate(nodes):
        groups.setdefault(node.story, []).append(n)
    return [groups[story] for story in sorted(groups)]


def _follow(count: int, links: Sequence[Link]) -> list[list[int]]:
    """Chains from links, each from its first node on, in order of first nodes."""
    follows = {link.tail: link.head for link in links}
    led = set(follows.values())
    chains = []
    for start in (n for n in range(count) if n not in led):
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        chains.append(chain)
    return chains


def _join(nodes: Sequence[Node], link: Link, terms: Sequence[Term]) -> Join:
    """The join with its evidence: what speaks for it first, then what it costs. Named by the runs that meet."""
    why = tuple(phrase for phrase, cost in sorted(terms, key=lambda term: term[1]) if cost < 1.0)
    against = tuple(f"although {phrase}" for phrase, cost in terms if cost >= 1.0)
    tail, head = nodes[link.tail].told[-1].item.id, nodes[link.head].told[0].item.id
    return Join(tail, head, why + against, round(link.cost, 3), round(link.confidence, 3))
