"""Lines cut out of the page for a recogniser."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.crops import ACROSS, DOWN, HEIGHT, LONGEST, Look, contrast, cut, looks, percentiles, thickened
from ocr.geometry import Box, Direction
from ocr.page import Gray, Line


def bar(height: int, width: int, paper: int = 255, ink: int = 0) -> Gray:
    """A page with a bar of ink of that size in its middle, a third of an em of paper on each side."""
    gray = np.full((height * 3, width + height * 2), paper, np.uint8)
    gray[height : height * 2, height : height + width : 2] = ink
    return gray


def line_on(height: int, width: int, inverted: bool = False) -> Line:
    return Line("l1", Box(height, height, height + width, height * 2), float(height), inverted=inverted)


@pytest.mark.parametrize("em", [9, 27, 60, 140])
def test_type_of_any_size_comes_out_at_one_height(em: int) -> None:
    crop = cut(bar(em, em * 10), line_on(em, em * 10), Look(1.6))
    inked = np.flatnonzero(crop.min(axis=1) < 128)
    assert crop.shape[0] == HEIGHT
    assert inked[-1] - inked[0] + 1 == pytest.approx(HEIGHT / 1.6, abs=2)


def test_light_on_dark_is_turned_and_grey_on_grey_is_stretched() -> None:
    upright = cut(bar(30, 300), line_on(30, 300), ACROSS.first)
    turned = cut(255 - bar(30, 300), line_on(30, 300, inverted=True), ACROSS.first)
    faint = cut(bar(30, 300, paper=180, ink=90), line_on(30, 300), ACROSS.first)
    assert np.array_equal(upright, turned)
    assert np.abs(upright.astype(int) - faint.astype(int)).max() <= 2


def test_paper_grain_is_white_after_stretching() -> None:
    grain = np.random.default_rng(1).normal(200, 4, (40, 400)).clip(0, 255).astype(np.uint8)
    grain[10:30, 50:350:8] = 60
    stretched = contrast(grain, inverted=False)
    assert np.mean(stretched[:, :40] == 255) > 0.95
    assert stretched[20, 50] <= 5


def test_a_line_that_runs_down_is_turned_a_quarter_to_the_left() -> None:
    gray = np.full((400, 60), 255, np.uint8)
    gray[20:200, 15:45] = 0  # the upper half is inked
    crop = cut(gray, Line("l1", Box(15, 20, 45, 380), 30.0, Direction.VERTICAL), DOWN.first)
    half = crop.shape[1] // 2
    assert crop[:, : half - 20].mean() < 160
    assert crop[:, half + 20 :].min() == 255
    assert crop.shape[1] > crop.shape[0]


def test_the_second_look_is_another_one_and_each_direction_has_its_own() -> None:
    line, how = line_on(30, 300), looks(Direction.HORIZONTAL)
    assert cut(bar(30, 300), line, how.second).shape[1] != cut(bar(30, 300), line, how.first).shape[1]
    assert looks(Direction.VERTICAL) == DOWN


def test_strokes_grow_by_so_many_pixels_and_paper_stays_paper() -> None:
    piece = np.full((9, 9), 255, np.uint8)
    piece[3, 4] = 0
    assert (thickened(piece, 2) == 0).sum() == 9
    assert (thickened(piece, 0) == piece).all()
    assert (thickened(np.full((5, 5), 255, np.uint8), 3) == 255).all()


@given(
    st.integers(-50, 300),
    st.integers(-50, 300),
    st.integers(0, 400),
    st.integers(0, 400),
    st.floats(0, 500),
    st.booleans(),
)
def test_any_box_gives_a_crop(left: int, top: int, width: int, height: int, em: float, down: bool) -> None:
    gray = bar(20, 160)
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    crop = cut(gray, Line("l1", Box(left, top, left + width, top + height), em, direction), ACROSS.first)
    assert crop.dtype == np.uint8
    assert crop.shape[0] >= HEIGHT
    assert 1 <= crop.shape[1] <= LONGEST + HEIGHT


@given(st.integers(0, 2**32 - 1), st.integers(1, 99))
def test_a_counted_percentile_is_the_sorted_one_to_the_next_level(seed: int, share: int) -> None:
    piece = np.random.default_rng(seed).integers(0, 256, (7, 13)).astype(np.uint8)
    (found,) = percentiles(piece, (share,))
    assert found == np.percentile(piece, share, method="inverted_cdf")
