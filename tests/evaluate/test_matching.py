"""Stories pair one to one at the least total cost."""

from ocr.evaluate.matching import pair
from tests.evaluate.texts import BRIDGE, TEA

A, B = "".join(BRIDGE), "".join(TEA)


def test_order_on_the_page_does_not_matter() -> None:
    assert pair([A, B], [B, A]) == {0: 1, 1: 0}


def test_a_story_that_is_nowhere_pairs_with_nothing() -> None:
    assert pair([A], [B]) == {}
    assert pair([], [A]) == {}
    assert pair([A], []) == {}
    assert pair([""], [""]) == {}


def test_a_split_story_pairs_with_its_larger_part() -> None:
    assert pair([A], [A[:40], A[40:]]) == {0: 1}


def test_what_is_best_for_one_gives_way_to_what_is_best_for_all() -> None:
    both = A + B
    assert pair([A, both], [both, A[:50]]) == {0: 1, 1: 0}
