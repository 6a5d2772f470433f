"""Lines tied together over a gutter are parted where the rows around them say so, and only there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Box
from ocr.segment.ink import Mask
from ocr.segment.parting import parted

EM = 20
LEFT, RIGHT = (0, 200), (230, 430)
"""Two columns, a gutter of 1.5 em between them."""


def row(n: int, span: tuple[int, int]) -> Box:
    return Box(span[0], n * 30, span[1], n * 30 + EM)


def sheet(tied: set[int], across: set[int] = frozenset(), rows: int = 8) -> tuple[list[Box], Mask]:  # type: ignore[assignment]
    """Rows of two columns; those tied have one box, those across have type in the gutter as well."""
    mask = np.zeros((rows * 30, 430), np.uint8)
    boxes = []
    for n in range(rows):
        mask[n * 30 : n * 30 + EM : 2, :] = 255
        if n not in across:
            mask[n * 30 : n * 30 + EM, LEFT[1] : RIGHT[0]] = 0
        boxes += [row(n, (LEFT[0], RIGHT[1]))] if n in tied | across else [row(n, LEFT), row(n, RIGHT)]
    return boxes, mask


@given(st.sets(st.integers(1, 6), max_size=3))
def test_rows_tied_over_a_gutter_are_parted_in_it(tied: set[int]) -> None:
    boxes, mask = sheet(tied)
    out = parted(boxes, mask, EM)
    assert len(out) == 16
    assert all(b.right <= RIGHT[0] or b.left >= LEFT[1] for b in out)


def test_a_row_with_type_all_over_the_gutter_stays_whole() -> None:
    boxes, mask = sheet(set(), across={3})
    assert sorted(parted(boxes, mask, EM)) == sorted(boxes)


def test_a_text_set_across_two_columns_stays_whole_though_columns_stand_above_and_below() -> None:
    boxes, mask = sheet(set(), across={3, 4})
    mask[3 * 30 : 3 * 30 + EM, 205:218] = 0  # a full stop's white in the one line of it
    assert sorted(parted(boxes, mask, EM)) == sorted(boxes)


def test_a_spaced_byline_over_two_columns_stays_whole() -> None:
    boxes, mask = sheet({0})
    assert boxes[0] in parted(boxes, mask, EM)


def test_a_speck_in_the_gutter_does_not_keep_a_row_together() -> None:
    boxes, mask = sheet({4})
    mask[4 * 30 + 8 : 4 * 30 + 11, 203:206] = 255
    assert len(parted(boxes, mask, EM)) == 16


def test_lines_without_witnesses_are_left_alone() -> None:
    boxes, mask = sheet({0}, rows=1)
    assert parted(boxes, mask, EM) == boxes
    assert parted([], mask, EM) == []


def over_a_head(rows: int, white: tuple[int, int] = (LEFT[1], RIGHT[0])) -> tuple[list[Box], Mask]:
    """So many rows tied over a gutter at a page's top, and columns of four rows under a head that takes up six."""
    mask = np.zeros((12 * 30, 430), np.uint8)
    boxes = [row(n, span) for n in range(8, 12) for span in (LEFT, RIGHT)]
    boxes += [row(n, (LEFT[0], RIGHT[1])) for n in range(rows)]
    for box in boxes:
        mask[box.top : box.bottom : 2, box.left : box.right] = 255
    mask[: rows * 30, white[0] : white[1]] = 0
    return boxes, mask


def test_two_rows_over_a_head_amid_its_text_are_parted_at_the_gutter_under_it() -> None:
    out = parted(*over_a_head(2), EM)
    assert len(out) == 12
    assert all(b.right <= RIGHT[0] or b.left >= LEFT[1] for b in out)


def test_a_row_by_itself_and_rows_with_less_white_stay_whole_over_a_head() -> None:
    for boxes, mask in (over_a_head(1), over_a_head(2, (205, 226)), over_a_head(2, (100, 130))):
        assert sorted(parted(boxes, mask, EM)) == sorted(boxes)
