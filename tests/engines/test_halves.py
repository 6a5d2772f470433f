"""Finding the one item at fault in a call that failed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.halves import HOPELESS, Halves
from ocr.errors import EngineError


class Asked:
    """Answers each number with its double, and fails on every call that holds a guilty one."""

    def __init__(self, guilty: frozenset[int]) -> None:
        self.guilty = guilty
        self.calls = 0

    def __call__(self, items: Sequence[int]) -> list[int]:
        self.calls += 1
        if self.guilty & set(items):
            raise EngineError("guilty")
        return [item * 2 for item in items]


@given(st.integers(1, 60), st.sets(st.integers(0, 59), max_size=HOPELESS - 1))
def test_only_the_items_at_fault_have_no_answer(count: int, guilty: set[int]) -> None:
    found = Halves[int, int](Asked(frozenset(guilty))).answers(list(range(count)))
    assert found == [None if item in guilty else item * 2 for item in range(count)]


def test_one_item_at_fault_costs_a_few_calls_only() -> None:
    asked = Asked(frozenset({37}))
    Halves[int, int](asked).answers(list(range(64)))
    assert asked.calls == 1 + 2 * 6


def test_an_engine_that_answers_nothing_is_given_up_soon() -> None:
    asked = Asked(frozenset(range(1000)))
    with pytest.raises(EngineError, match="guilty"):
        Halves[int, int](asked).answers(list(range(1000)))
    assert asked.calls < 30


def test_many_faults_after_an_answer_are_no_reason_to_give_up() -> None:
    asked = Asked(frozenset(range(1, 9)))
    assert Halves[int, int](asked).answers(list(range(9))) == [0, *[None] * 8]
