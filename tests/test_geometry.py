"""Boxes keep their arithmetic, and what goes to the scan can be found again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Box, Transform, Warp

Matrix = tuple[float, float, float, float, float, float]

NUMBERS = st.integers(-500, 500)
SIDES = st.integers(1, 300)
BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), NUMBERS, NUMBERS, SIDES, SIDES)


def turning(degrees: float, scale: float, dx: float, dy: float) -> Matrix:
    cos, sin = scale * math.cos(math.radians(degrees)), scale * math.sin(math.radians(degrees))
    return cos, -sin, dx, sin, cos, dy


MATRICES = st.builds(turning, st.floats(-180, 180), st.floats(0.25, 4), st.floats(-400, 400), st.floats(-400, 400))


def inverse(matrix: Matrix) -> Matrix:
    a, b, c, d, e, f = matrix
    det = a * e - b * d
    return e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det


@given(BOXES, BOXES)
def test_overlap_is_the_same_from_both_sides_and_never_larger_than_either(one: Box, other: Box) -> None:
    assert one.overlap(other) == other.overlap(one)
    assert 0 <= one.overlap(other) <= min(one.area, other.area)


@given(BOXES, BOXES)
def test_a_box_holds_another_exactly_when_they_share_all_of_it(one: Box, other: Box) -> None:
    assert one.contains(other) == (one.overlap(other) == other.area)


@given(BOXES)
def test_boxes_that_touch_share_nothing(box: Box) -> None:
    assert box.overlap(box.shift(box.width, 0)) == 0
    assert box.overlap_x(box.shift(box.width, 0)) == 0


@given(st.lists(BOXES, min_size=1, max_size=6))
def test_the_box_around_holds_all_and_is_the_smallest(boxes: list[Box]) -> None:
    around = Box.around(boxes)
    assert all(around.contains(box) for box in boxes)
    for side in (around.left, around.top, around.right, around.bottom):
        assert any(side in box.as_list() for box in boxes)


def test_there_is_no_box_around_nothing() -> None:
    with pytest.raises(ValueError, match="no boxes"):
        Box.around([])


@given(BOXES, SIDES)
def test_growing_and_shrinking_comes_back(box: Box, by: int) -> None:
    assert box.grow(by).grow(-by) == box
    assert box.grow(by, 0).height == box.height


@given(BOXES, st.tuples(SIDES, SIDES))
def test_a_clipped_box_lies_on_the_picture(box: Box, size: tuple[int, int]) -> None:
    clipped = box.clip(size)
    assert Box(0, 0, *size).contains(clipped)
    assert clipped.area == box.overlap(Box(0, 0, *size))


@given(BOXES)
def test_without_a_transform_a_box_stays_where_it_is(box: Box) -> None:
    assert Transform().box(box) == box


@given(BOXES, MATRICES)
def test_a_box_taken_to_the_scan_and_back_holds_the_box_it_was(box: Box, matrix: Matrix) -> None:
    there = Transform(matrix).box(box)
    back = Transform(inverse(matrix)).box(there)
    assert back.grow(1).contains(box)


@given(BOXES, MATRICES, MATRICES)
def test_two_steps_in_one_matrix_lead_where_the_steps_lead(box: Box, first: Matrix, second: Matrix) -> None:
    corners = np.array([(box.left, box.top), (box.right, box.bottom)], dtype=np.float64)
    one_by_one = Transform(first).points(Transform(second).points(corners))
    assert np.allclose(Transform(first).before(second).points(corners), one_by_one, atol=1e-6)


def flat_warp(dx: float, dy: float) -> Warp:
    return Warp(np.full((3, 4), dx, np.float32), np.full((3, 4), dy, np.float32), step=50.0)


@given(BOXES)
def test_an_even_warp_is_a_shift_also_outside_its_grid(box: Box) -> None:
    assert Transform(warp=flat_warp(3, -2)).box(box) == box.shift(3, -2)


def test_a_warp_is_linear_between_its_nodes() -> None:
    warp = Warp(np.array([[0, 10], [0, 10]], np.float32), np.zeros((2, 2), np.float32), step=100.0)
    assert warp.at(np.array([[25.0, 40.0]])).tolist() == [[27.5, 40.0]]


def test_nothing_affine_may_follow_the_warp() -> None:
    with pytest.raises(ValueError, match="warp"):
        Transform(warp=flat_warp(0, 0)).before(turning(1, 1, 0, 0))
