"""Units put in line: the assignment, solved more than once.

The first time every unit speaks for itself. Later a unit speaks with all that was joined to it, so that the
topic of a short end is the topic of its story.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from ocr.page import Join, Kind
from ocr.reconstruct import costs
from ocr.reconstruct.assignment import Link, assign, follow
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.cells import table_rows
from ocr.reconstruct.costs import Term, Topic
from ocr.reconstruct.lexicon import Phrases
from ocr.reconstruct.minor import (
    among_their_like,
    as_subhead,
    briefs,
    flowing_up,
    heading_their_like,
    own_story,
    story_signs,
)
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit
from ocr.reconstruct.weights import (
    ALONE,
    HALF_HERE,
    HEAD_TOPIC,
    HERE,
    NEXT_TOPIC,
    OPENS,
    OWN_STYLE,
    PLAINLY_NEXT,
    SIGNED,
    SIGNED_LEAD,
    SUBHEAD_TOPIC,
)

ROUNDS = (0.25, 0.6, 1.0)
"""What a topic weighs each time the assignment is solved: little while a unit speaks for itself, all when it speaks
for what was joined to it."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Units that are one story, in order."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """Chains in order of their first unit's place, the joins between text units, and every unit's ends."""

    chains: tuple[Chain, ...]
    joins: tuple[Join, ...]
    ends: Ends
    open_tails: frozenset[str]


def solve(
    units: Sequence[Unit], sheet: Sheet, ground: Ground, ends: Ends, doubtful: Set[str] = frozenset()
) -> Solution:
    """Stories from the units that flow and the heads; leaves take no part. doubtful: units that may be captions, which
    it costs little to leave alone."""
    nodes = [unit for unit in units if unit.flows or unit.head is not None]
    brief = briefs(nodes, sheet)
    told = story_signs(nodes, sheet, ground, brief)
    headed = frozenset(unit.frame for unit in nodes if unit.head is not None)
    captioned = frozenset(ground.owner(unit.id) for unit in units if unit.kind is Kind.CAPTION or table_rows(unit.rows))
    stop = [costs.ending(unit, ends.tails.get(unit.id), ground, captioned) for unit in nodes]
    alone = {n: ALONE for n, unit in enumerate(nodes) if unit.id in doubtful}
    chains = [[n] for n in range(len(nodes))]
    links: tuple[Link, ...] = ()
    found: dict[tuple[int, int], tuple[Term, ...]] = {}
    for weight in ROUNDS:
        made = [[nodes[n] for n in chain] for chain in chains]
        against = flowing_up(made, sheet.em, brief), heading_their_like(made), among_their_like(made, sheet.em, brief)
        signs = {name: sign + sum(signs.get(name, 0.0) for signs in against) for name, sign in told.items()}
        told = signs
        start = [_beginning(unit, ends, sheet, ground, headed, signs) for unit in nodes]
        topic = _topic(nodes, chains, ground, weight)
        found = {
            (i, j): (*terms, _heard(_speaking(nodes[i], nodes[j], topic), costs.total(terms)))
            for (i, j), terms in _fixed_terms(nodes, sheet, ground, ends, signs).items()
        }
        links = assign({pair: costs.total(terms) for pair, terms in found.items()}, stop, start, alone)
        chains = follow(len(nodes), links)
    joins = tuple(_join(nodes, link, found[link.tail, link.head]) for link in links if nodes[link.tail].head is None)
    open_tails = frozenset(name for name, end in ends.tails.items() if end.probability > 0.5 and end.jump is None)
    return Solution(tuple(Chain(tuple(nodes[n] for n in chain)) for chain in chains), joins, ends, open_tails)


def _beginning(
    unit: Unit,
    ends: Ends,
    sheet: Sheet,
    ground: Ground,
    headed: frozenset[str | None],
    signs: Mapping[str, float],
) -> float:
    if unit.head is None:
        return costs.beginning(unit, ends.heads[unit.id], ground, headed)
    return own_story(unit, sheet, signs) if unit.weak else 0.0


def _fixed_terms(
    nodes: Sequence[Unit], sheet: Sheet, ground: Ground, ends: Ends, signs: Mapping[str, float]
) -> dict[tuple[int, int], tuple[Term, ...]]:
    """The terms of every pair that do not depend on what else is joined; pairs that cannot be are left out."""
    phrases = Phrases.of(unit.text for unit in nodes if unit.flows)
    return {
        (i, j): terms
        for i, one in enumerate(nodes)
        for j, other in enumerate(nodes)
        if i != j and (terms := _pair(one, other, sheet, ground, ends, signs, phrases)) is not None
    }


def _pair(
    one: Unit, other: Unit, sheet: Sheet, ground: Ground, ends: Ends, signs: Mapping[str, float], phrases: Phrases
) -> tuple[Term, ...] | None:
    if other.strong or (one.weak and other.weak):
        return None
    if one.head is not None and other.head is not None and other.head.run_in:
        return None
    if one.head is not None:
        terms = costs.under_head(one, other, ends.heads.get(other.id), ground)
        if other.flows:
            return terms
        own = max(0.0, signs[other.id])
        return (*terms, ("a subhead opens the text", OPENS), ("what stands under it begins a story", own))
    end = ends.tails[one.id]
    if other.weak:
        whole = ("a paragraph ends before the subhead", -math.log(1 - end.probability))
        lead = signs[other.id] <= -OWN_STYLE  # a row of subheads: what stands over the first may be a signed lead
        signed = ("a signature before it", (SIGNED_LEAD if lead else SIGNED) * end.signed)
        where = costs.place(one, other, ground)
        follows = where[0][0] in (costs.NEXT, costs.NEXT_BAND)
        return (*where, whole, signed, *as_subhead(one, other, sheet, signs, follows=follows))
    head = ends.heads[other.id]
    lines = [jump for jump in (end.jump, head.jump) if jump is not None]
    if not all(jump.here for jump in lines):
        return None
    joining, type_ = costs.joining(end, head, phrases), costs.type_terms(one, other)
    if len(lines) == 2:
        return (*joining, ("both jump lines name this page", HERE), *type_)
    terms = (
        *joining,
        *costs.place(one, other, ground),
        *type_,
        *[("a jump line names this page", HALF_HERE) for _ in lines],
    )
    return (*terms, *costs.running_on(one, other, costs.total(terms), ground))


def _speaking(one: Unit, other: Unit, topic: Topic) -> Term:
    """The topic's term: a head is told by its place rather, and a subhead's text shares more than one story's
    words."""
    if one.head is not None:
        return topic.term(one.id, other.id, weight=HEAD_TOPIC)
    if other.weak:
        return topic.term(one.id, other.id, weight=SUBHEAD_TOPIC, best=0.0)
    return topic.term(one.id, other.id)


def _heard(speaking: Term, rest: float) -> Term:
    """A topic's term as far as it is heard against the rest of a pair's cost: where a text is plainly cut and the next
    column plainly goes on, a story that passes to other things is no reason to look for its end elsewhere."""
    phrase, cost = speaking
    return (phrase, min(cost, NEXT_TOPIC)) if rest <= PLAINLY_NEXT else speaking


def _topic(nodes: Sequence[Unit], chains: Sequence[Sequence[int]], ground: Ground, weight: float) -> Topic:
    """Topics of the stories as they stand; a small heading that has nothing yet speaks for what is under it."""
    later: dict[str, list[str]] = {}
    for chain in chains:
        for at, n in enumerate(chain):
            rest = [nodes[m].id for m in chain[at:]]
            if nodes[n].weak and len(rest) == 1:
                rest += list(ground.orders.get(nodes[n].id, ((),))[0][:1])
            if not nodes[n].strong:
                later[nodes[n].id] = rest
    names = [[nodes[n].id for n in chain] for chain in chains]
    return Topic(names, {unit.id: unit.text for unit in nodes}, later, weight)


def _join(nodes: Sequence[Unit], link: Link, terms: Sequence[Term]) -> Join:
    """The join with its evidence: what speaks for it first, then what it costs."""
    why = tuple(phrase for phrase, cost in sorted(terms, key=lambda term: term[1]) if cost < 1.0)
    against = tuple(f"although {phrase}" for phrase, cost in terms if cost >= 1.0)
    return Join(nodes[link.tail].id, nodes[link.head].id, why + against, round(link.cost, 3), round(link.confidence, 3))
