"""The heaviest subsequence in order."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from ocr.evaluate.chain import heaviest_chain

places = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 9)), max_size=9)


@given(places)
def test_it_rises_and_no_rising_subsequence_is_heavier(given_places: list[tuple[int, float]]) -> None:
    chain = heaviest_chain(given_places)
    assert _rises([given_places[k][0] for k in chain])
    assert chain == sorted(chain)
    best = max(
        sum(weight for _, weight in chosen)
        for size in range(len(given_places) + 1)
        for chosen in combinations(given_places, size)
        if _rises([place for place, _ in chosen])
    )
    assert sum(given_places[k][1] for k in chain) == best


def _rises(values: list[int]) -> bool:
    return all(a < b for a, b in pairwise(values))


def test_nothing_has_an_empty_chain() -> None:
    assert heaviest_chain([]) == []
