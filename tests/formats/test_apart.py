"""Boxes cut apart: none covers much of another any more, and nothing is cut that need not be."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.formats.apart import MOST, apart
from ocr.geometry import Box


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(st.integers(0, 300)), draw(st.integers(0, 300))
    return Box(left, top, left + draw(st.integers(4, 200)), top + draw(st.integers(4, 200)))


def most_shared(found: tuple[Box, ...]) -> float:
    return max((a.overlap(b) / max(a.area, b.area) for a, b in combinations(found, 2)), default=0.0)


@given(st.lists(boxes(), max_size=12))
def test_no_box_covers_much_of_another_and_none_grows_or_vanishes(given: list[Box]) -> None:
    found = apart(given)
    assert all(box.contains(cut) and cut.area for box, cut in zip(given, found, strict=True))
    assert all(cut == box for box, cut in zip(given, found, strict=True)) or most_shared(tuple(given)) > MOST
    thin = any(min(cut.width, cut.height) < 2 for cut in found)
    assert thin or most_shared(found) <= MOST


def test_boxes_that_share_little_are_left_as_they_are() -> None:
    side = [Box(0, 0, 100, 20), Box(0, 17, 100, 37), Box(90, 0, 190, 20)]
    assert apart(side) == tuple(side)


@pytest.mark.parametrize("turned", [False, True])
def test_two_lines_side_by_side_each_keep_half_of_the_strip_they_share(turned: bool) -> None:
    first, second = Box(0, 0, 40, 800), Box(26, 50, 66, 850)
    one, other = apart((second, first) if turned else (first, second))[:: -1 if turned else 1]
    assert (one, other) == (Box(0, 0, 33, 800), Box(33, 50, 66, 850))


def test_a_box_given_twice_is_halved_and_a_pixel_on_a_pixel_stays() -> None:
    assert apart([Box(0, 0, 100, 20)] * 2) == (Box(0, 0, 100, 10), Box(0, 10, 100, 20))
    assert apart([Box(5, 5, 6, 6)] * 3) == (Box(5, 5, 6, 6),) * 3
    assert apart([]) == ()
