"""The least cost over a page."""

import itertools
import multiprocessing
import random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.reconstruct import assignment
from ocr.reconstruct.assignment import Pairs, assign

COST = st.floats(min_value=-3, max_value=9, allow_nan=False).map(lambda value: round(value, 2))
Problem: TypeAlias = tuple[dict[tuple[int, int], float], list[float], list[float]]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    size = draw(st.integers(2, 4))
    pairs = {(i, j): draw(COST) for i in range(size) for j in range(size) if i != j and draw(st.booleans())}
    ends = [abs(draw(COST)) for _ in range(size)]
    begins = [abs(draw(COST)) for _ in range(size)]
    return pairs, ends, begins


def runs_in_a_circle(links: list[tuple[int, int]]) -> bool:
    follows = dict(links)
    for start in follows:
        at = follows[start]
        while at in follows and at != start:
            at = follows[at]
        if at == start:
            return True
    return False


def cost(links: list[tuple[int, int]], pairs: Pairs, ends: list[float], begins: list[float]) -> float:
    tails, heads = {i for i, _ in links}, {j for _, j in links}
    alone = sum(e for i, e in enumerate(ends) if i not in tails) + sum(
        b for j, b in enumerate(begins) if j not in heads
    )
    return sum(pairs[link] for link in links) + alone


@given(problems())
def test_no_other_way_without_a_circle_is_cheaper_unless_a_circle_had_to_be_broken(problem: Problem) -> None:
    pairs, ends, begins = problem
    found = [(link.tail, link.head) for link in assign(pairs, ends, begins)]
    ways = [
        list(links)
        for count in range(len(ends) + 1)
        for links in itertools.combinations(pairs, count)
        if len({i for i, _ in links}) == len(links) == len({j for _, j in links})
    ]
    assert not runs_in_a_circle(found)
    least = min(ways, key=lambda links: cost(links, pairs, ends, begins))
    if not runs_in_a_circle(least):
        rounding = 2 * len(ends) * assignment.UNIT
        assert cost(found, pairs, ends, begins) == pytest.approx(cost(least, pairs, ends, begins), abs=rounding)


def test_a_pair_dearer_than_ending_and_beginning_is_left_apart() -> None:
    assert assign({(0, 1): 5.1}, [2.0, 2.0], [3.0, 3.0]) == ()
    assert [link.head for link in assign({(0, 1): 4.9}, [2.0, 2.0], [3.0, 3.0])] == [1]


def test_the_whole_is_cheapest_and_not_each_pair_by_itself() -> None:
    pairs = {(0, 2): 0.0, (0, 3): 0.5, (1, 2): 0.2, (1, 3): 6.0}
    found = [(link.tail, link.head) for link in assign(pairs, [9.0] * 4, [9.0] * 4)]
    assert found == [(0, 3), (1, 2)]


def test_what_may_stand_alone_is_left_out_where_the_others_join_as_well_without_it_and_makes_no_cheap_beginning() -> (
    None
):
    past = {(0, 1): 2.0, (1, 2): 2.0, (0, 2): 1.0}
    assert [(k.tail, k.head) for k in assign(past, [5.0] * 3, [5.0] * 3, {1: 0.5})] == [(0, 2)]
    assert [(k.tail, k.head) for k in assign(past, [5.0] * 3, [5.0] * 3)] == [(0, 1), (1, 2)]
    into = {(0, 1): 0.2, (1, 2): 0.2, (0, 2): 1.0}
    assert [(k.tail, k.head) for k in assign(into, [5.0] * 3, [5.0] * 3, {1: 0.5})] == [(0, 1), (1, 2)]
    only = {(1, 2): 2.0}
    assert assign(only, [0.3, 0.3, 0.3], [5.0, 5.0, 1.9], {1: 0.5}) == ()


def test_confidence_is_low_where_another_way_costs_nearly_the_same() -> None:
    close = assign({(0, 2): 1.0, (1, 2): 1.1}, [4.0] * 3, [4.0] * 3)
    clear = assign({(0, 2): 1.0, (1, 2): 6.0}, [4.0] * 3, [4.0] * 3)
    assert close[0].confidence < 0.6 < 0.95 < clear[0].confidence


NEARLY_EQUAL: Pairs = {
    (0, 5): -3.20258136085425,
    (2, 6): -4.750662957722624,
    (3, 1): -0.0020565079024567542,
    (5, 9): -2.20258136085425,
    (6, 8): -0.33976496386806265,
    (8, 2): -0.23195199022487922,
    (8, 7): 0.3194392107263694,
    (11, 18): 1.073587351573742,
    (16, 12): 3.2383098111323307,
    (18, 16): 1.79741863914575,
    (20, 12): 3.2383098111323307,
}
"""Sums of the same costs in another order, which differ in their last digit: so a painted page had them."""
ENDS = {3: 2.5, 11: 4.0, **dict.fromkeys((6, 16, 20), 0.32020270731751943)}
BEGINS = {
    1: 4.5202027073175195,
    6: 8.02975041827262,
    8: 4.548587351573742,
    12: 4.548587351573742,
    18: 4.548587351573742,
}


def test_costs_that_differ_by_no_more_than_rounding_do_not_keep_the_solver_busy_for_ever() -> None:
    ends = [ENDS.get(unit, 4.212023005428145) for unit in range(21)]
    begins = [BEGINS.get(unit, 7.0788897342925505) for unit in range(21)]
    solving = multiprocessing.Process(target=assignment._least, args=(NEARLY_EQUAL, ends, begins), daemon=True)
    solving.start()
    solving.join(20)
    assert solving.exitcode == 0


def test_many_units_are_looked_at_in_parts_and_joined_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    count = 30
    pairs = {(i, j): rng.uniform(-2, 6) for i in range(count) for j in range(count) if i < j < i + 9}
    ends, begins = [rng.uniform(0, 4) for _ in range(count)], [rng.uniform(0, 4) for _ in range(count)]
    few = assign(pairs, ends, begins)
    monkeypatch.setattr(assignment, "MANY", 3)
    monkeypatch.setattr(assignment, "NEAR", 2 * count)
    many = assign(pairs, ends, begins)
    assert [(link.tail, link.head) for link in many] == [(link.tail, link.head) for link in few]
    assert [link.margin for link in many] == pytest.approx([link.margin for link in few])
    monkeypatch.setattr(assignment, "NEAR", 8)
    assert all(near.margin >= whole.margin - 1e-9 for near, whole in zip(assign(pairs, ends, begins), few, strict=True))
