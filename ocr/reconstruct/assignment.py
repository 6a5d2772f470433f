"""Which tail takes which head: one assignment over the page.

Every unit has at most one successor and at most one predecessor. With C[i, j] the cost of j following i, E[i] that of
i being an end and B[j] that of j being a beginning, the least total is a linear assignment on the square matrix

    [ C        diag(E) ]
    [ diag(B)  0       ]

(the usual way to let rows and columns stay single). A pair dearer than ending and beginning is never taken, so pairs
that are left fall into small independent groups, which are solved one by one; a result that runs in a circle has its
dearest link forbidden and is solved again. The matrix is sparse: the 0 of i and j stands only where a pair of them
does, for without a pair it is never wanted.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

UNIT = 1e-4
"""Costs are rounded to so much. The solver (LAPJVsp: Jonker, Volgenant 1987) bids columns down by the difference of
two choices; where that is no more than a rounding error of fractions, it goes on bidding for ever."""
MANY = 120
"""Tails from which a link's next best choice is looked for in a part of its group."""
NEAR = 60
"""Tails around a link among which its next best choice is looked for."""

Pairs = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Link:
    """One pair taken: units by index, its cost, and the margin by which the next best choice for either is dearer."""

    tail: int
    head: int
    cost: float
    margin: float

    @property
    def confidence(self) -> float:
        """1 / (1 + exp(-margin)): costs are minus log odds, so a margin is one too."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.margin))))


def assign(
    pairs: Pairs, ends: Sequence[float], begins: Sequence[float], alone: Mapping[int, float] | None = None
) -> tuple[Link, ...]:
    """The links of least total cost, ordered by tail; no unit follows itself, directly or in a circle.

    alone: what it costs some units to stand by themselves, where that is less than an end and a beginning: in the
    matrix they follow themselves.
    """
    useful = {(i, j): c for (i, j), c in pairs.items() if i != j and c < ends[i] + begins[j]}
    useful |= {(i, i): c for i, c in (alone or {}).items() if c < ends[i] + begins[i]}
    groups = [{key: useful[key] for key in keys} for keys in _groups(useful, len(ends))]
    taken = [_least(group, ends, begins) for group in groups]
    while circle := _circle([link for links in taken for link in links if link[0] != link[1]]):
        dearest = max(circle, key=lambda key: (useful[key], key))
        where = next(n for n, group in enumerate(groups) if dearest in group)
        del groups[where][dearest]
        taken[where] = _least(groups[where], ends, begins)
    return tuple(
        _link(pair, part, inside, ends, begins)
        for group, links in zip(groups, taken, strict=True)
        for pair, part, inside in _around(group, sorted(links))
        if pair[0] != pair[1]
    )


def _groups(pairs: Pairs, count: int) -> list[list[tuple[int, int]]]:
    """Pairs in groups that share neither tail nor head."""
    if not pairs:
        return []
    keys = sorted(pairs)
    tails, heads = [i for i, _ in keys], [j + count for _, j in keys]
    graph = coo_matrix((np.ones(len(keys)), (tails, heads)), shape=(2 * count, 2 * count))
    _, label = connected_components(graph, directed=False)
    groups: dict[int, list[tuple[int, int]]] = {}
    for key in keys:
        groups.setdefault(int(label[key[0]]), []).append(key)
    return list(groups.values())


def _least(pairs: Pairs, ends: Sequence[float], begins: Sequence[float]) -> list[tuple[int, int]]:
    if not pairs:
        return []
    tails, heads = sorted({i for i, _ in pairs}), sorted({j for _, j in pairs})
    rows, columns = {i: n for n, i in enumerate(tails)}, {j: n for n, j in enumerate(heads)}
    entries = [(rows[i], columns[j], cost) for (i, j), cost in pairs.items()]
    entries += [(n, len(heads) + n, ends[i]) for i, n in rows.items()]
    entries += [(len(tails) + n, n, begins[j]) for j, n in columns.items()]
    entries += [(len(tails) + columns[j], len(heads) + rows[i], 0.0) for i, j in pairs]
    row, column, cost = np.array(entries).T
    size = len(tails) + len(heads)
    # every matching takes as many entries, so a constant moves no choice; a stored 0 would be read as no entry
    whole = np.rint(cost / UNIT)
    matrix = csr_matrix((whole - whole.min() + 1.0, (row.astype(int), column.astype(int))), shape=(size, size))
    chosen = zip(*min_weight_full_bipartite_matching(matrix), strict=True)
    return sorted((tails[r], heads[c]) for r, c in chosen if r < len(tails) and c < len(heads))


def _circle(taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The links of one circle among those taken, or none."""
    follows = dict(taken)
    for start in follows:
        path: list[tuple[int, int]] = []
        at = start
        while at in follows and len(path) <= len(follows):
            path.append((at, follows[at]))
            at = follows[at]
            if at == start:
                return path
    return []


def _link(
    pair: tuple[int, int],
    group: Pairs,
    taken: Sequence[tuple[int, int]],
    ends: Sequence[float],
    begins: Sequence[float],
) -> Link:
    """The pair with its margin: how much dearer its group is solved without it."""
    rest = {key: cost for key, cost in group.items() if key != pair}
    other = _least(rest, ends, begins)
    margin = _total(other, group, ends, begins) - _total(taken, group, ends, begins)
    return Link(*pair, group[pair], max(0.0, margin))


def _around(
    group: Pairs, taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Pairs, Sequence[tuple[int, int]]]]:
    """Each pair taken with its group and all that is taken there; of a large group the part around it, all other links
    held as they are."""
    heads: dict[int, list[int]] = {}
    for i, j in sorted(group):
        heads.setdefault(i, []).append(j)
    if len(heads) <= MANY:
        yield from ((pair, group, taken) for pair in taken)
        return
    tails, follows, led = list(heads), dict(taken), {j: i for i, j in taken}
    for pair in taken:
        at = bisect_left(tails, pair[0])
        near = set(tails[max(0, at - NEAR // 2) : at + NEAR // 2])
        part = {(i, j): group[i, j] for i in near for j in heads[i] if led.get(j, i) in near}
        yield pair, part, [(i, follows[i]) for i in near if i in follows]


def _total(taken: Sequence[tuple[int, int]], pairs: Pairs, ends: Sequence[float], begins: Sequence[float]) -> float:
    """The cost of a group's pairs taken, less what ending and beginning at all of them would have cost."""
    return sum(pairs[i, j] - ends[i] - begins[j] for i, j in taken)


def follow(count: int, links: Sequence[Link]) -> list[list[int]]:
    """Chains from links, each from its first unit on, in order of first units."""
    follows = {link.tail: link.head for link in links}
    led = set(follows.values())
    chains = []
    for start in (n for n in range(count) if n not in led):
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        chains.append(chain)
    return chains
