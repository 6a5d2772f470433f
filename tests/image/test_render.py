"""Drawing a page anew: points and pixels take the same way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Transform, Warp
from ocr.image.render import Affine, draw, matrix_of, onto_page, quarter_turn
from tests.image.sheet import discs, sheet

SIZES = st.tuples(st.integers(40, 3000), st.integers(40, 3000))


@given(SIZES, st.floats(-5, 5), st.floats(0.3, 4))
def test_a_turned_page_holds_every_corner_of_the_old_one(size: tuple[int, int], degrees: float, scale: float) -> None:
    way = Affine.turned(size, degrees, scale)
    corners = np.array([(0, 0), (size[0], 0), (0, size[1]), size], dtype=np.float64)
    placed = onto_page(Transform(way.matrix), corners)
    assert placed.min() > -1e-6
    assert (placed <= np.array(way.size) + 1e-6).all()


@given(SIZES, st.floats(-5, 5), st.floats(-30, 30), st.floats(-30, 30))
def test_the_way_onto_the_page_is_the_inverse_of_the_way_to_the_scan(
    size: tuple[int, int], degrees: float, across: float, down: float
) -> None:
    ramp = np.linspace(0, 1, 30, dtype=np.float32)
    field = Warp(np.outer(ramp, ramp) * np.float32(across), np.outer(ramp, 1 - ramp) * np.float32(down), 100.0)
    there = Transform(Affine.turned(size, degrees, 1.3).matrix, field)
    points = np.array([(3.0, 5.0), (size[0] / 2, size[1] / 3), size], dtype=np.float64)
    assert np.allclose(there.points(onto_page(there, points)), points, atol=0.01)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_quarter_turns_follow_numpy(quarters: int) -> None:
    gray = np.zeros((5, 8), np.uint8)
    gray[1, 6] = 255
    turned = np.rot90(gray, quarters)
    (row,), (column,) = np.nonzero(turned)
    back = Transform(quarter_turn((8, 5), quarters)).points(np.array([[column + 0.5, row + 0.5]]))
    assert np.allclose(back, [[6.5, 1.5]])


def test_resizing_leads_back_corner_to_corner() -> None:
    back = Transform(matrix_of((900, 600), (300, 200))).points(np.array([[300.0, 200.0], [0.0, 0.0]]))
    assert np.allclose(back, [[900, 600], [0, 0]])


@pytest.mark.parametrize("bent", [False, True])
def test_pixels_and_points_take_the_same_way(bent: bool) -> None:
    page = sheet(24, columns=2, lines=10)
    way = Affine.turned(page.image.size, 2.0, 1.25)
    ramp = np.linspace(-1, 1, 12, dtype=np.float32)
    warp = Warp(8 * np.outer(ramp, ramp), 9 * np.outer(np.ones(12, np.float32), ramp**2), 120.0) if bent else None
    found = discs(draw(page.gray, way, warp), 24 * 1.25)
    there = Transform(way.matrix, warp).points(found)
    assert len(found) == 4
    assert np.abs(np.sort(there, axis=0) - np.sort(page.marks, axis=0)).max() < 0.2
