"""Lines stacked to blocks: by gap, size, face, measure and rules."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.blocks import Found, Stack, stack_lines

EM = 20.0


def body(top: int, left: int = 100, right: int = 360) -> Found:
    return Found(Box(left, top, right, top + 19), EM)


def column(top: int, rows: int, left: int = 100) -> list[Found]:
    return [body(top + 30 * k, left, left + 260) for k in range(rows)]


def sizes(stacks: list[Stack]) -> list[int]:
    return sorted(len(stack.lines) for stack in stacks)


def test_a_column_is_one_block_whatever_order_its_lines_come_in() -> None:
    lines = column(0, 9)
    assert stack_lines(lines[::2] + lines[1::2], (), EM) == stack_lines(lines, (), EM)
    assert sizes(stack_lines(lines, (), EM)) == [9]


def test_no_lines_are_no_blocks() -> None:
    assert stack_lines([], (), EM) == []


def test_columns_side_by_side_are_two_blocks() -> None:
    assert sizes(stack_lines(column(0, 6) + column(10, 8, left=400), (), EM)) == [6, 8]


def test_a_rule_or_a_wide_gap_ends_a_block() -> None:
    rule = Separator(Box(100, 143, 360, 145), Direction.HORIZONTAL, 2.0)
    assert sizes(stack_lines(column(0, 5) + column(150, 4), (rule,), EM)) == [4, 5]
    assert sizes(stack_lines(column(0, 5) + column(190, 4), (), EM)) == [4, 5]


@pytest.mark.parametrize(("left", "right"), [(140, 360), (100, 120)])
def test_an_indented_and_a_short_line_belong_to_their_column(left: int, right: int) -> None:
    lines = [*column(0, 3), body(90, left, right), *column(120, 3)]
    assert sizes(stack_lines(lines, (), EM)) == [7]


def test_a_row_of_two_lines_parts_the_column_across_both() -> None:
    wide = [Found(Box(100, 30 * k, 660, 30 * k + 19), EM) for k in range(4)]
    assert sizes(stack_lines(wide + column(120, 6) + column(120, 6, left=400), (), EM)) == [4, 6, 6]


def test_a_headlines_lines_are_one_block_and_its_light_kicker_another() -> None:
    kicker = Found(Box(120, 0, 500, 48), 50.0, display=True, stroke=4.0)
    heads = [Found(Box(100, 70 + 60 * k, 520, 118 + 60 * k), 50.0, display=True, stroke=8.0) for k in range(2)]
    assert sizes(stack_lines([kicker, *heads], (), EM)) == [1, 2]
    assert sizes(stack_lines([replace(kicker, stroke=8.0), *heads], (), EM)) == [3]


def test_a_short_last_segment_takes_the_measure_of_its_column() -> None:
    rule = Separator(Box(100, 173, 360, 175), Direction.HORIZONTAL, 2.0)
    last = stack_lines([*column(0, 6), body(190, 100, 180)], (rule,), EM)[-1]
    assert (last.box.left, last.box.right) == (100, 360)


@pytest.mark.parametrize("seed", range(4))
def test_a_line_that_does_not_keep_the_step_of_the_text_is_another_block(seed: int) -> None:
    rng = random.Random(seed)
    step = rng.randint(26, 34)
    over = [body(0, 100, 240 + 20 * rng.randint(0, 6))]
    text = [body(step + 7 + rng.choice((-1, 0, 0, 1)) + step * k) for k in range(rng.randint(6, 12))]
    assert [len(s.lines) for s in stack_lines(over + text, (), EM)] == [1, len(text)]
    assert sizes(stack_lines(text, (), EM)) == [len(text)]


def test_lines_that_follow_closer_than_the_text_under_them_are_a_caption() -> None:
    caption = [Found(Box(100, 24 * k, 360, 24 * k + 16), 17.0) for k in range(2)]
    text = [body(24 + 32 + 30 * k) for k in range(8)]
    assert [len(s.lines) for s in stack_lines(caption + text, (), EM)] == [2, 8]


def test_a_line_of_one_low_glyph_keeps_its_place_in_the_text() -> None:
    lines = [*column(0, 5), Found(Box(100, 158, 119, 161), EM), *column(180, 5)]
    assert sizes(stack_lines(lines, (), EM)) == [11]


def test_a_paragraphs_last_line_of_figures_alone_stays_in_its_column() -> None:
    figures = Found(Box(100, 126, 160, 140), 0.7 * EM)
    assert sizes(stack_lines([*column(0, 4), figures, *column(150, 4)], (), EM)) == [9]


def test_a_smaller_line_far_in_the_column_is_none_of_it() -> None:
    small = Found(Box(200, 126, 260, 140), 0.7 * EM)
    assert 9 not in sizes(stack_lines([*column(0, 4), small, *column(150, 4)], (), EM))


def test_a_caption_of_small_lines_right_over_a_column_is_another_block() -> None:
    caption = [Found(Box(100, 0, 350, 17), 0.88 * EM), Found(Box(100, 29, 160, 46), 0.88 * EM)]
    assert sizes(stack_lines([*caption, *column(60, 6)], (), EM)) == [2, 6]


def test_a_caption_beside_a_pictures_foot_is_no_part_of_the_column_under_both() -> None:
    caption = [Found(Box(300, 30 * k, 355, 30 * k + 17), 0.85 * EM) for k in range(4)]
    assert sizes(stack_lines([*caption, *column(120, 6)], (), EM)) == [4, 6]


def test_a_caption_over_the_last_two_lines_of_a_text_is_another_block_and_a_low_first_line_of_three_is_not() -> None:
    caption = Found(Box(110, 0, 350, 17), 0.9 * EM)
    end = [body(30, 100, 120), body(60, 140)]
    assert sizes(stack_lines([caption, *end], (), EM)) == [1, 2]
    assert sizes(stack_lines([replace(caption, em=0.95 * EM), *end], (), EM)) == [3]


def test_a_line_a_little_smaller_than_two_under_it_that_stand_farther_down_from_it_is_a_caption() -> None:
    caption = Found(Box(110, -6, 350, 13), 0.95 * EM)
    assert sizes(stack_lines([caption, body(30, 100, 120), body(60, 140)], (), EM)) == [1, 2]


def test_three_lines_are_parted_where_one_of_their_two_steps_is_clearly_longer() -> None:
    assert sizes(stack_lines([body(0), body(30), body(70)], (), EM)) == [1, 2]
    assert sizes(stack_lines([body(0), body(30), body(62)], (), EM)) == [3]
