"""Stories of a page in the order in which a reader comes to them, by the places they stand at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Box
from ocr.reconstruct.page_order import extent, in_order

EM = 10


def test_a_side_column_is_read_after_all_that_stands_left_of_it() -> None:
    lead, side, left, middle, foot = (
        Box(0, 0, 700, 450),
        Box(720, 0, 1000, 620),
        Box(0, 480, 200, 1400),
        Box(220, 480, 700, 1400),
        Box(720, 640, 1000, 1400),
    )
    places = [foot, middle, side, left, lead]
    assert [places[n] for n in in_order(places, EM)] == [lead, left, middle, side, foot]


def test_what_stands_under_a_story_as_wide_as_the_page_is_read_after_what_stands_over_it() -> None:
    left, right, wide, low_left, low_right = (
        Box(0, 0, 490, 300),
        Box(510, 0, 1000, 380),
        Box(0, 400, 1000, 700),
        Box(0, 720, 490, 1000),
        Box(510, 720, 1000, 900),
    )
    places = [low_right, wide, right, low_left, left]
    assert [places[n] for n in in_order(places, EM)] == [left, right, wide, low_left, low_right]


def test_columns_of_briefs_that_end_at_unlike_heights_are_read_down_one_after_the_other() -> None:
    columns = [[(0, 300), (330, 700), (730, 1000)], [(0, 400), (430, 640), (670, 1000)], [(0, 520), (550, 1000)]]
    places = [Box(n * 340, top, n * 340 + 320, bottom) for n, column in enumerate(columns) for top, bottom in column]
    rows_first = sorted(range(len(places)), key=lambda n: (places[n].top, places[n].left))
    assert [rows_first[n] for n in in_order([places[n] for n in rows_first], EM)] == list(range(len(places)))


def test_of_stories_that_stand_like_the_sails_of_a_windmill_the_one_at_the_top_left_comes_first() -> None:
    over, right, under, left, middle = (
        Box(0, 0, 640, 300),
        Box(660, 0, 1000, 640),
        Box(340, 660, 1000, 1000),
        Box(0, 320, 320, 1000),
        Box(340, 320, 640, 640),
    )
    places = [middle, under, right, left, over]
    assert [places[n] for n in in_order(places, EM)] == [over, left, middle, right, under]


def test_a_far_continuation_is_no_part_of_a_storys_place() -> None:
    head, first, next_to_it, far = (
        Box(0, 0, 300, 40),
        Box(0, 50, 140, 400),
        Box(160, 50, 300, 400),
        Box(700, 900, 840, 990),
    )
    assert extent([head, first, next_to_it, far], EM) == Box(0, 0, 300, 400)
    assert extent([], EM) is None


@given(
    st.lists(
        st.builds(
            lambda x, y, w, h: Box(x, y, x + w, y + h),
            st.integers(0, 900),
            st.integers(0, 900),
            st.integers(1, 400),
            st.integers(1, 400),
        ),
        max_size=12,
        unique=True,
    ),
    st.randoms(use_true_random=False),
)
def test_every_story_has_one_place_in_the_order_whatever_order_they_come_in(places: list[Box], chance: object) -> None:
    order = [places[n] for n in in_order(places, EM)]
    assert sorted(order) == sorted(places)
    shuffled = list(places)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert [shuffled[n] for n in in_order(shuffled, EM)] == order
