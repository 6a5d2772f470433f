"""Lines cut at a comma are put together; lines on two sides of a gutter are not."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box
from ocr.segment import mending

EM = 14.0
WIDTH = 182


def mended(lines: list[Box], em: float, wall: Box | None = None) -> list[Box]:
    firm = np.zeros((400, 500), np.uint8)
    if wall:
        firm[wall.top : wall.bottom, wall.left : wall.right] = 255
    return mending.mended(lines, firm, em)


def column(left: int, rows: range, cut: range = range(0), at: int = 60) -> list[Box]:
    """Lines of one column, 20 pixels apart; those in `cut` fall in two pieces with an em of white between."""
    lines = []
    for k in rows:
        whole = Box(left, 20 * k, left + WIDTH, 20 * k + 13)
        pieces = [
            Box(left, whole.top, left + at, whole.bottom),
            Box(left + at + 14, whole.top, whole.right, whole.bottom),
        ]
        lines += pieces if k in cut else [whole]
    return lines


@pytest.mark.parametrize("cut", [range(1), range(9, 10), range(5, 6), range(7, 10), range(3)])
def test_pieces_of_a_line_are_joined_where_its_column_runs_across(cut: range) -> None:
    assert sorted(mended(column(20, range(10), cut), EM)) == sorted(column(20, range(10)))


def test_columns_side_by_side_stay_apart() -> None:
    lines = column(20, range(10)) + column(20 + WIDTH + 16, range(10))
    assert sorted(mended(lines, EM)) == sorted(lines)


def test_columns_under_a_line_across_both_stay_apart() -> None:
    across = Box(20, -24, 20 + 2 * WIDTH + 16, -11)
    lines = [across, *column(20, range(10)), *column(20 + WIDTH + 16, range(10))]
    assert sorted(mended(lines, EM)) == sorted(lines)


def under_a_short_line(lines: list[Box]) -> list[Box]:
    """Lines of which the fourth is the short last one of a paragraph."""
    return [Box(b.left, b.top, b.left + 40, b.bottom) if (b.left, b.top) == (20, 60) else b for b in lines]


def test_three_rows_at_a_columns_foot_cut_at_one_place_under_a_short_line_are_put_together() -> None:
    cut, whole = under_a_short_line(column(20, range(7), range(4, 7))), under_a_short_line(column(20, range(7)))
    assert sorted(mended(cut, EM)) == sorted(whole)


def test_columns_side_by_side_stay_apart_under_a_short_line() -> None:
    lines = under_a_short_line(column(20, range(7)) + column(20 + WIDTH + 14, range(7)))
    assert sorted(mended(lines, EM)) == sorted(lines)


def test_a_cut_beside_a_paragraphs_first_line_is_mended_over_its_indent() -> None:
    indented = Box(20 + 28, 160, 20 + WIDTH, 173)
    lines = [*column(20, range(8)), indented, *column(20, range(9, 10), range(9, 10), at=30)]
    assert Box(20, 180, 20 + WIDTH, 193) in mended(lines, EM)


def test_the_last_line_of_a_paragraph_is_mended_over_a_subhead_and_an_indent_that_stand_where_it_was_cut() -> None:
    last = [Box(20, 160, 37, 173), Box(48, 160, 120, 173)]
    subhead = Box(76, 188, 146, 202)
    below = [Box(48, 220, 20 + WIDTH, 233), *column(20, range(12, 15))]
    assert Box(20, 160, 120, 173) in mended([*column(20, range(6, 8)), *last, subhead, *below], EM)


def test_a_spaced_byline_by_itself_is_one_row() -> None:
    row = [Box(20, 20, 76, 33), Box(100, 20, 140, 33)]
    body = column(20, range(4, 10))
    assert Box(20, 20, 140, 33) in mended(row + body, EM)


def test_no_lines_are_no_lines() -> None:
    assert mended([], EM) == []


def test_nothing_is_put_together_over_a_rule_or_a_corridor_that_is_none_by_chance() -> None:
    lines = column(20, range(10), range(5, 6))
    assert len(mended(lines, EM)) == 10
    assert sorted(mended(lines, EM, Box(82, 95, 92, 120))) == sorted(lines)
    row = [Box(20, 20, 76, 33), Box(100, 20, 140, 33), *column(20, range(4, 10))]
    assert len(mended(row, EM, Box(85, 0, 90, 60))) == len(row)


def test_a_glyph_by_itself_at_a_lines_end_is_put_to_it_though_the_next_column_begins_two_em_farther_on() -> None:
    rows = [Box(20, 20 * k, 202, 20 * k + 13) for k in (0, 1, 2, 7, 8, 9)]
    rows += [Box(20, 60, 146, 73), Box(20, 80, 146, 93), Box(20, 120, 176, 133)]  # what runs across is far
    cut = [Box(48, 100, 160, 113), Box(172, 100, 186, 113)]
    assert Box(48, 100, 186, 113) in mended(rows + cut + column(200, range(10)), EM)


def test_the_first_line_of_a_column_stays_apart_where_only_an_indented_one_is_near_under_it() -> None:
    first = [Box(20, 20 * k, 202, 20 * k + 13) for k in range(8)]
    second = [Box(218, 0, 318, 13), Box(246, 60, 400, 73), *(Box(218, 20 * k, 400, 20 * k + 13) for k in range(5, 8))]
    lines = [Box(100, 0, 202, 13), *first[1:], *second]
    assert sorted(mended(lines, EM)) == sorted(lines)


def test_under_a_deck_in_the_middle_over_three_columns_their_lines_stay_apart() -> None:
    deck = Box(80, -24, 80 + 2 * WIDTH + 88, -11)
    lines = [deck, *(box for k in range(3) for box in column(20 + (WIDTH + 16) * k, range(5)))]
    assert sorted(mended(lines, EM)) == sorted(lines)
