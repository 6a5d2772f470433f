"""Pieces of one headline are joined; two headlines side by side are not."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.blocks import Found
from ocr.segment.heads import join_heads, promote

EM = 20.0
LEFT = Found(Box(100, 0, 300, 48), 50.0, display=True, stroke=8.0)
RIGHT = Found(Box(340, 0, 540, 48), 50.0, display=True, stroke=8.0)


def columns(*lefts: int, width: int = 200) -> list[Found]:
    return [Found(Box(x, 80 + 30 * k, x + width, 99 + 30 * k), EM, stroke=2.0) for x in lefts for k in range(4)]


def heads(lines: list[Found]) -> list[Box]:
    return sorted(line.box for line in lines if line.display)


def test_a_headline_over_one_wide_column_is_joined_at_its_space() -> None:
    assert heads(join_heads([LEFT, RIGHT, *columns(100, width=440)], (), EM)) == [Box(100, 0, 540, 48)]


def test_headlines_that_stand_true_over_columns_of_their_own_stay_two() -> None:
    assert heads(join_heads([LEFT, RIGHT, *columns(100, 340)], (), EM)) == [LEFT.box, RIGHT.box]


def test_a_headline_with_a_space_that_begins_its_second_half_before_the_second_column_is_joined() -> None:
    lines = columns(80, width=265) + columns(400, width=300)  # flush with neither, and off the middle of both
    assert heads(join_heads([LEFT, RIGHT, *lines], (), EM)) == [Box(100, 0, 540, 48)]


def test_headlines_wider_than_their_columns_stay_two_though_they_stand_out_over_them() -> None:
    lines = columns(120, 360, width=160)
    assert heads(join_heads([LEFT, RIGHT, *lines], (), EM)) == [LEFT.box, RIGHT.box]


def test_a_rule_between_them_parts_two_headlines() -> None:
    rule = Separator(Box(318, 0, 320, 200), Direction.VERTICAL, 2.0)
    assert len(heads(join_heads([LEFT, RIGHT], (rule,), EM))) == 2


def test_headlines_of_another_size_or_weight_stay_two() -> None:
    lines = columns(100, width=440)
    assert len(heads(join_heads([LEFT, replace(RIGHT, em=34.0), *lines], (), EM))) == 2
    assert len(heads(join_heads([LEFT, replace(RIGHT, stroke=4.0), *lines], (), EM))) == 2


def test_a_line_missed_as_display_joins_the_headline_it_belongs_to() -> None:
    missed = Found(Box(120, 60, 280, 108), 50.0)
    body = Found(Box(100, 120, 300, 139), EM)
    assert [line.display for line in promote([LEFT, missed, body])] == [True, True, False]
    assert promote([body]) == [body]


def test_heads_over_two_bands_of_a_vertical_page_stay_two_and_one_over_a_wide_column_is_one() -> None:
    left = replace(LEFT, box=Box(102, 0, 298, 48))
    right = replace(RIGHT, box=Box(331, 0, 545, 48))
    assert len(heads(join_heads([left, right, *columns(100, 330)], (), EM, turned=True))) == 2
    assert len(heads(join_heads([LEFT, RIGHT, *columns(100, width=440)], (), EM, turned=True))) == 1
