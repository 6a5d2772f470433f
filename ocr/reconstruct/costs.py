"""What each pair of units costs, each ending and each beginning, from geometry and text; the terms are in weights.

Pages and bare text are costed alike; a unit without a box has no geometry, and its place is its number in the text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from ocr.reconstruct import weights as w
from ocr.reconstruct.conventions import open_quotes
from ocr.reconstruct.lexicon import Phrases, likeness, spanning, terms, topics
from ocr.reconstruct.seams import End
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit

UNITS = frozenset(
    "年月日天时点分秒个只名位人次元万亿千百米公里吨斤亩%％．.度岁家条座台套版期届号场本册多余倍户头匹棵株所"
)
"""What follows a figure."""
NEXT = "next in the reading order"
NEXT_BAND = "at the beginning of the next band"
Term = tuple[str, float]
"""One piece of evidence: a phrase, and what it costs (negative: speaks for the join)."""


def total(terms_: Sequence[Term]) -> float:
    return sum(cost for _, cost in terms_)


def joining(tail: End, head: End, phrases: Phrases | None = None) -> tuple[Term, ...]:
    """Do the two ends fit: both open, or both whole; then the words, numbers, quotes across the seam.

    phrases: what stands on the page, where what the seam makes is to be looked for.
    """
    p, q = tail.probability, head.probability
    fit = -math.log(p * q + (1 - p) * (1 - q))
    open_ = p * q > (1 - p) * (1 - q)
    side = f"{_say(tail.why)} / {_say(head.why)}"
    found: list[Term] = [(f"the text runs on ({side})" if open_ else f"a paragraph ends, another begins ({side})", fit)]
    found += [("a dateline", w.DATELINE)] * head.dated + [("a signature", w.SIGNED)] * tail.signed
    if open_:
        word = spanning(tail.text, head.text)
        if word and not word.isdecimal():  # figures go on with any others
            found.append((f"the word {word} runs across", -(w.LONG_WORD if len(word) > 2 else w.WORD)))
        found += _quotes(tail.text, head.text) + _numbers(tail.text, head.text)
        if phrases is not None:
            found.append(_known(phrases.across(tail.text, head.text)))
    return tuple(found)


def _say(why: Sequence[str]) -> str:
    return ", ".join(why[:2]) if why else "no sign"


def _known(length: int) -> Term:
    """What stands across the seam stands elsewhere on the page too: a name, a term."""
    return (
        ("what it makes stands elsewhere on the page", -w.KNOWN[length])
        if length
        else ("what it makes is new to the page", w.UNKNOWN)
    )


def _numbers(tail: str, head: str) -> list[Term]:
    """A number broken off wants figures or a unit after it."""
    if not tail[-1:].isdigit():
        return []
    fits = head[:1] in UNITS or head[:1].isdigit()
    return [("a number and its unit", -w.NUMBER)] if fits else [("a number without a unit", w.NO_UNIT)]


def _quotes(tail: str, head: str) -> list[Term]:
    opened, closed = open_quotes(tail)[1] > 0, open_quotes(head)[0] > 0
    if opened and closed:
        return [("a quotation opened before the seam is closed after it", -w.QUOTE)]
    return [("a quotation does not pair", w.NO_QUOTE)] if opened or closed else []


def place(one: Unit, other: Unit, ground: Ground) -> tuple[Term, ...]:
    """Where the second stands as seen from the first: next in a ground's order, further on, in the next band, or
    elsewhere."""
    parted = min(w.PARTED, ground.parted(one.id, other.id))
    between = "a rule, a frame or white between" if parted > 0.5 else "nothing between"
    found: tuple[Term, ...] = (_order(one, other, ground), (between, parted))
    wrapped = ground.wraps.get((one.id, other.id))
    if wrapped is not None and total(found) > wrapped:
        found = ((NEXT_BAND, wrapped),)
    return _streamed(one, other, ground, found) if ground.stream else found


def _streamed(one: Unit, other: Unit, ground: Ground, found: tuple[Term, ...]) -> tuple[Term, ...]:
    """Where the second stands as seen from the first on a vertical page: along the stream, if that is nearer."""
    way = ground.stream.get((one.id, other.id))
    if way is not None:
        return ((NEXT if way.next else NEXT_BAND, way.cost),) if way.cost < total(found) else found
    if total(found) <= w.PLAINLY_NEXT:
        return found
    return (*found, ("off the stream", w.OFF_STREAM))


def running_on(one: Unit, other: Unit, cost: float, ground: Ground) -> tuple[Term, ...]:
    """What takes off the rest of a pair's cost where the stream of a vertical page runs on from one to the other:
    there nothing but a head could begin another story."""
    way = ground.stream.get((one.id, other.id))
    sure = way is not None and way.sure and cost > w.RUNS_ON
    return (("nothing parts them in the stream", w.RUNS_ON - cost),) if sure else ()


def _order(one: Unit, other: Unit, ground: Ground) -> Term:
    a, b = one.place, other.place
    away = (
        "elsewhere on the page",
        w.FAR + (w.UPWARDS if b.bottom < a.top else 0.0) + (w.UPWARDS if b.right < a.left else 0.0),
    )
    near, far = sorted((ground.loose(one.id), ground.loose(other.id)))
    loose = max(0.0, far - max(w.LOOSE, near))
    for orders in ground.orders.values():
        for number, order in enumerate(orders):
            if one.id in order and other.id in order:
                step = order.index(other.id) - order.index(one.id)
                phrase = NEXT if step == 1 else "in the same ground"
                away = min(away, (phrase, _step(step) + w.SECOND * number + loose), key=lambda term: term[1])
    return away


def _step(step: int) -> float:
    if step <= 0:
        return w.BACK
    return 0.0 if step == 1 else min(w.SKIP, w.STEP + w.MORE * (step - 2))


def type_terms(one: Unit, other: Unit) -> tuple[Term, ...]:
    """Differences in type size and measure."""
    ratio = abs(math.log(max(one.em, 1e-6) / max(other.em, 1e-6)))
    found: list[Term] = []
    if ratio > 0.06:
        found.append(("another type size", min(w.TYPE, w.SIZE * ratio / 0.1)))
    a, b = one.place.width, other.place.width
    if abs(a - b) > 0.15 * max(a, b):
        found.append(("another measure", w.MEASURE))
    return tuple(found)


def under_head(head: Unit, first: Unit, end: End | None, ground: Ground) -> tuple[Term, ...]:
    """A head and the unit that may begin its text."""
    if (head.id, first.id) in ground.stream:
        begins = 0.0 if end is None else min(w.RUNS_ON, -math.log(1 - end.probability))
        return ("under its head", 0.0), ("first there", 0.0), ("begins a text", begins)
    found: list[Term] = [("under its head", ground.excess(head.id, first.id))]
    orders = ground.orders.get(head.id, ())
    rank = min((_rank(head.id, first.id, order, ground) for order in orders if first.id in order), default=None)
    skipped = w.SKIP if rank is None else min(w.SKIP, w.STEP + w.MORE * rank)
    found.append(("first there", 0.0) if rank == 0 else ("not the first there", skipped))
    if head.weak and rank != 0:
        found.append(("not right under it", w.SKIP))
    if end is not None:
        found.append(("begins a text", -math.log(1 - end.probability)))
    return tuple(found)


def _rank(head: str, first: str, order: Sequence[str], ground: Ground) -> int:
    """How many units stand before one in an order, those left out that are much further from the head."""
    limit = ground.away(head, first) + w.LOOSE
    return sum(ground.away(head, name) <= limit for name in order[: order.index(first)])


def ending(unit: Unit, end: End | None, ground: Ground, captioned: frozenset[str | None]) -> float:
    """The cost of a unit having no successor. captioned: heads that have a caption or a table, which is text enough
    where no other is plainly theirs."""
    if end is not None:
        return w.JUMPING if end.jump is not None else w.ENDING - math.log(1 - end.probability)
    if unit.head is not None and unit.head.banner:
        return w.BANNER
    if unit.id in captioned:
        return w.CAPTIONED if any(ground.orders.get(unit.id, ())) else w.BANNER
    return w.NO_TEXT if any(ground.orders.get(unit.id, ())) else w.NO_GROUND


def beginning(unit: Unit, end: End, ground: Ground, headed: frozenset[str | None]) -> float:
    """The cost of a text having no predecessor. headed: the frames (None: the open page) that have a head inside."""
    if end.jump is not None:
        return w.JUMPED
    if unit.frame is not None and unit.frame not in headed:
        base = w.BOXED
    else:
        base = w.HEADLESS if ground.owner(unit.id) is not None else w.BARE
    return base - math.log(1 - end.probability)


class Topic:
    """How well a story and a text that may go on from it speak of the same things.

    chains: unit ids of each story as it stands; texts: every unit's text; later: for each unit that can follow
    another, the units that come with it. A unit speaks for its whole story, less what comes with the other; so topics
    say which story, and nothing about the place in it. weight: 0 to 1, a factor on the cost.
    """

    def __init__(
        self,
        chains: Sequence[Sequence[str]],
        texts: Mapping[str, str],
        later: Mapping[str, Sequence[str]],
        weight: float,
    ) -> None:
        self._weight = weight
        self._chain = {name: number for number, chain in enumerate(chains) for name in chain}
        counts = {name: terms(text) for name, text in texts.items()}
        model = topics([counts[name] for name in sorted(counts)])
        whole = [model.vector(_added(counts, chain)) for chain in chains]
        self._like: dict[tuple[int, str], float] = {}
        self._best: dict[str, float] = {}
        for other, names in later.items():
            vector = model.vector(_added(counts, names))
            for number, chain in enumerate(chains):
                rest = [name for name in chain if name not in names]
                story = whole[number] if len(rest) == len(chain) else model.vector(_added(counts, rest))
                self._like[number, other] = likeness(story, vector)
            self._best[other] = max(self._like[number, other] for number in range(len(chains)))
        long = {name: len(text) for name, text in texts.items()}
        self._long = [sum(long[name] for name in chain) for chain in chains]
        self._later = {other: sum(long[name] for name in names) for other, names in later.items()}
        self._own = {
            other: (self._chain[other], sum(long[name] for name in names if name in chains[self._chain[other]]))
            for other, names in later.items()
        }

    def _trust(self, one: str, other: str) -> float:
        """How far the lengths of both texts let a likeness be believed, 0 to 1."""
        number = self._chain[one]
        home, own = self._own[other]
        before = self._long[number] - (own if number == home else 0)
        after = self._later[other]
        return min(1.0, 2 * before * after / max(1, before + after) / w.TOPIC_LENGTH)

    def term(self, one: str, other: str, *, weight: float = 1.0, best: float = w.TOPIC_BEST) -> Term:
        """The phrase, and a cost from -best (no story on the page fits better) up, times the weight."""
        most = self._best[other]
        share = self._like[self._chain[one], other] / most if most > 0 else 1.0
        phrase = "names and terms shared" if share > 0.6 else "other names and terms"
        cost = w.TOPIC * math.sqrt(max(0.0, 1 - share)) - best
        return phrase, weight * self._weight * self._trust(one, other) * cost


def _added(counts: Mapping[str, Counter[str]], names: Sequence[str]) -> Counter[str]:
    total_: Counter[str] = Counter()
    for name in names:
        total_.update(counts[name])
    return total_
