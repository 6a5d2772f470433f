"""Lines of body type between gutters, from a mask of text alone."""

from __future__ import annotations

import numpy as np

from ocr.geometry import Box
from ocr.segment.lines import find_lines, trimmed

EM = 14.0


def find(*boxes: Box, barrier: Box | None = None) -> list[Box]:
    text, barriers = np.zeros((300, 500), np.uint8), np.zeros((300, 500), np.uint8)
    for b in boxes:
        text[b.top : b.bottom, b.left : b.right] = 255
    if barrier:
        barriers[barrier.top : barrier.bottom, barrier.left : barrier.right] = 255
    return sorted(find_lines(text, barriers, np.zeros_like(barriers), EM))


def row(left: int, top: int, glyphs: int) -> list[Box]:
    """Squares that stand for glyphs, an em apart."""
    return [Box(left + 14 * k, top, left + 14 * k + 12, top + 12) for k in range(glyphs)]


def test_glyphs_of_a_row_are_a_line() -> None:
    assert find(*row(20, 50, 10)) == [Box(20, 50, 158, 62)]


def test_white_paper_has_no_line() -> None:
    assert find() == []


def test_a_barrier_parts_a_row_where_columns_stand_on_both_sides() -> None:
    rows = [box for top in range(20, 260, 20) for left in (20, 180) for box in row(left, top, 10)]
    found = find(*rows, barrier=Box(158, 0, 180, 300))
    assert len(found) == 24
    assert {(b.left, b.right) for b in found} == {(20, 158), (180, 318)}


def test_rows_that_touch_are_cut_apart() -> None:
    stems = [Box(60, 62, 62, 70), Box(100, 62, 102, 70)]
    found = find(*row(20, 50, 10), *row(20, 70, 10), *stems)
    assert [(b.left, b.right) for b in found] == [(20, 158), (20, 158)]


def test_specks_and_threads_are_no_lines() -> None:
    assert find(Box(50, 50, 52, 52), Box(20, 100, 220, 102)) == []


def test_a_dot_over_the_rest_of_its_glyph_belongs_to_its_line() -> None:
    assert find(Box(24, 50, 28, 53), Box(20, 55, 32, 63), *row(34, 51, 5)) == [Box(20, 50, 102, 63)]


def test_a_stroke_caught_between_two_corridors_belongs_to_the_line_around_it() -> None:
    text, barriers = np.zeros((300, 500), np.uint8), np.zeros((300, 500), np.uint8)
    for b in (Box(20, 50, 27, 62), Box(34, 50, 36, 62), *row(44, 50, 10)):
        text[b.top : b.bottom, b.left : b.right] = 255
    barriers[30:80, 38:43] = 255
    barriers[30:80, 28:33] = 255
    found = find_lines(text, barriers, np.zeros_like(barriers), EM)
    assert not any(a is not b and a.contains(b) for a in found for b in found)


def test_what_a_fold_left_beside_a_line_is_cut_off_and_a_dash_is_not() -> None:
    mask = np.zeros((300, 500), np.uint8)
    for b in (*row(100, 50, 10), Box(20, 56, 90, 58), Box(248, 55, 272, 57)):
        mask[b.top : b.bottom, b.left : b.right] = 255
    assert trimmed(Box(15, 48, 280, 64), mask, EM) == Box(100, 50, 272, 62)
    assert not trimmed(Box(15, 48, 92, 64), mask, EM).area


def test_a_folds_remains_across_a_gutter_make_no_line_of_two_columns() -> None:
    rows = [box for top in range(20, 260, 20) for left in (20, 180) for box in row(left, top, 10)]
    fold = Box(10, 124, 330, 126)
    found = find(*rows, fold, barrier=Box(158, 0, 180, 300))
    assert len(found) == 24
    assert all(b.right <= 160 or b.left >= 178 for b in found)


def test_what_is_left_of_a_rule_beside_the_text_is_no_line() -> None:
    assert find(*row(20, 50, 7), Box(200, 52, 350, 56)) == [Box(20, 50, 116, 62)]


def test_two_strokes_that_make_one_glyph_are_put_together_where_nothing_else_stands_near() -> None:
    assert find(Box(52, 51, 64, 53), Box(50, 60, 65, 62)) == [Box(50, 51, 65, 62)]


def test_a_row_of_glyphs_larger_than_the_bodys_that_nowhere_has_a_faint_row_is_one_line() -> None:
    large = [Box(20 + 28 * k, 50, 42 + 28 * k, 73) for k in range(5)]
    bitten = [Box(20 + 28 * k, 62, 36 + 28 * k, 64) for k in range(5)]  # two thirds of the ink of a row are missing
    text = np.zeros((300, 500), np.uint8)
    for b in large:
        text[b.top : b.bottom, b.left : b.right] = 255
    for b in bitten:
        text[b.top : b.bottom, b.left : b.right] = 0
    assert find_lines(text, np.zeros_like(text), np.zeros_like(text), EM) == [Box(20, 50, 154, 73)]
