"""What stands in the same order on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def heaviest_chain(places: Sequence[tuple[int, float]]) -> list[int]:
    """Indices of the subsequence with rising place whose weights sum to the most.

    places: (place, weight) in the order of the one side; place is where it stands on the other. The heaviest increasing
    subsequence, by a Fenwick tree of best sums over places (Fenwick 1994): n log n steps.
    """
    ranks = sorted({place for place, _ in places})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    best = (0.0, -1)
    for index, (place, weight) in enumerate(places):
        rank = bisect_left(ranks, place)
        total, last = _best_below(tree, rank)
        before.append(last)
        reached = (total + weight, index)
        best = max(best, reached, key=lambda x: x[0])
        _raise(tree, rank + 1, reached)
    return _followed(before, best[1])


def _best_below(tree: Sequence[tuple[float, int]], rank: int) -> tuple[float, int]:
    """The best sum among places of lower rank, and the index it ends at."""
    best = (0.0, -1)
    while rank > 0:
        best = max(best, tree[rank], key=lambda x: x[0])
        rank -= rank & -rank
    return best


def _raise(tree: list[tuple[float, int]], at: int, reached: tuple[float, int]) -> None:
    while at < len(tree):
        tree[at] = max(tree[at], reached, key=lambda x: x[0])
        at += at & -at


def _followed(before: Sequence[int], index: int) -> list[int]:
    chain = []
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]
