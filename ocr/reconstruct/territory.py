"""What each head governs: the ground under it and beside it, up to rules, frames and other heads.

Units are nodes of a graph; an edge says that two of them look as if they stood on one ground (a column under a
heading, a column that goes on below a picture, the next column with the same top), and costs the more the less it
looks so. The distance of a unit from a head is the cheapest way; the head with the least distance owns it. Rules,
frames and white are costs, not walls: a rule that was not seen, or seen where there is none, shifts the distance and
does not break the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, dijkstra

from ocr.reconstruct.bands import wraps
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.neighbours import NOWHERE, RULE, column_rules, edges
from ocr.reconstruct.reading import sequences
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.stream import stream
from ocr.reconstruct.units import Unit
from ocr.reconstruct.ways import Pairs, going_on

NEARLY = 0.6
"""What is nearer to another head by no more than this may belong to either."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Distances of units from heads, and each ground's reading orders.

    distance: array (heads, units), NOWHERE at most; heads, units: indices into it by id; orders: for each head, one
    or two plausible reading orders of what it owns, the likelier first, and those of texts without a head; strong:
    heads that are no mere subheads; wraps: the cost of going on at the top of the next band, by pair of units (see
    bands); stream: that of going on along the stream of a vertical page (see ways).
    """

    distance: NDArray[np.float64]
    heads: dict[str, int]
    units: dict[str, int]
    orders: dict[str, tuple[tuple[str, ...], ...]]
    strong: frozenset[str]
    wraps: Mapping[tuple[str, str], float] = field(default_factory=dict)
    stream: Pairs = field(default_factory=dict)

    def away(self, head: str, unit: str) -> float:
        """The distance of a unit from a head."""
        return float(self.distance[self.heads[head], self.units[unit]])

    def excess(self, head: str, unit: str) -> float:
        """How much further a unit is from this head than from its nearest other than itself."""
        column = self.distance[:, self.units[unit]]
        return float(column[self.heads[head]] - min(column[row] for name, row in self.heads.items() if name != unit))

    def owner(self, unit: str, among: Sequence[str] | None = None) -> str | None:
        """The nearest head, of those given or of all, None when none is in reach."""
        names = list(self.heads) if among is None else list(among)
        reach = [(float(self.distance[self.heads[name], self.units[unit]]), name) for name in names]
        best = min(reach, default=(NOWHERE, ""))
        return best[1] if best[0] < NOWHERE else None

    def loose(self, unit: str) -> float:
        """How far a unit is from the head it is nearest to: ground that hardly is one."""
        return float(self.distance[:, self.units[unit]].min()) if self.heads else NOWHERE

    def parted(self, one: str, other: str) -> float:
        """How far two units are from standing on one ground: the least excess over the heads, of both together.

        Small headings count where there are no others: text under one stands on the ground of its story all the same.
        """
        rows = [self.heads[name] for name in sorted(self.strong or self.heads.keys() - {one, other})]
        if not rows:
            return 0.0
        a, b = self.distance[rows, self.units[one]], self.distance[rows, self.units[other]]
        return float(((a - a.min()) + (b - b.min())).min())


def survey(units: Sequence[Unit], sheet: Sheet, ends: Ends) -> Ground:
    """The grounds of all heads of a page."""
    index = {unit.id: n for n, unit in enumerate(units)}
    heads = [unit for unit in units if unit.head is not None]
    cost = edges(units, sheet, RULE * (1 - column_rules(units, sheet, ends)))
    reach = np.zeros((0, len(units)))
    if heads:
        reach = np.vstack([_reach(cost, index, head, units) for head in heads])
        reach = np.minimum(reach, NOWHERE)
    strong = frozenset(head.id for head in heads if head.strong)
    ground = Ground(
        reach,
        {head.id: n for n, head in enumerate(heads)},
        index,
        {},
        strong,
        wraps(units, sheet, ends),
        going_on(stream(units, sheet, ends), ends),
    )
    return replace(ground, orders=_orders(ground, units, sheet) | _headless(ground, cost, units, sheet))


def _reach(cost: NDArray[np.float64], index: dict[str, int], head: Unit, units: Sequence[Unit]) -> NDArray[np.float64]:
    """Distances of all units from one head. A small heading in a column reaches down that column and nowhere else."""
    if not head.weak:
        return np.asarray(dijkstra(cost, directed=True, indices=index[head.id]), dtype=np.float64)
    inside = np.array([unit.place.overlap_x(head.place) >= 0.5 * head.place.width for unit in units])
    column = np.where(inside[:, None] & inside[None, :], cost, np.inf)
    return np.asarray(dijkstra(column, directed=True, indices=index[head.id]), dtype=np.float64)


def _orders(ground: Ground, units: Sequence[Unit], sheet: Sheet) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Reading orders of every head's ground; a possible subhead also stands in the order of the head that owns it.

    The last order takes in what is hardly nearer to another head.
    """
    by_id = {unit.id: unit for unit in units}
    orders = {}
    for name in ground.heads:
        found: list[tuple[str, ...]] = []
        for slack in (0.0, NEARLY):
            members = [(unit.id, unit.place) for unit in units if _belongs(unit, name, ground, by_id, slack)]
            found += [order for order in sequences(members, sheet) if order not in found]
        orders[name] = tuple(found)
    return orders


def _headless(
    ground: Ground, cost: NDArray[np.float64], units: Sequence[Unit], sheet: Sheet
) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Reading orders of texts that no head is near to, those together that look as if they stood on one ground; the
    head was not read, or there is none."""
    bare = np.array([unit.flows and ground.loose(unit.id) >= NOWHERE for unit in units], dtype=np.bool_)
    count, group = connected_components(np.where(bare[:, None] & bare[None, :] & (cost < NOWHERE), 1, 0))
    texts = [
        [(u.id, u.place) for u, g, b in zip(units, group, bare, strict=True) if b and g == k] for k in range(count)
    ]
    return {f"no head over {text[0][0]}": tuple(sequences(text, sheet)) for text in texts if len(text) > 1}


def _belongs(unit: Unit, head: str, ground: Ground, by_id: Mapping[str, Unit], slack: float) -> bool:
    """Whether a unit stands in a head's order: no head is nearer, or, for a head that is no subhead, no such head."""
    if not (unit.flows or unit.weak) or unit.id == head:
        return False
    rivals = [name for name in ground.heads if name != unit.id and (unit.flows or by_id[name].strong)]
    mine = ground.distance[ground.heads[head], ground.units[unit.id]]
    if mine >= NOWHERE or head not in rivals:
        return False
    if by_id[head].strong:
        rivals = [name for name in rivals if by_id[name].strong]
    return bool(mine <= min(ground.distance[ground.heads[name], ground.units[unit.id]] for name in rivals) + slack)
