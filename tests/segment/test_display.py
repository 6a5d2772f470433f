"""Large type grows to lines from its glyphs, across or down, and stops where its line stops."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box, Direction
from ocr.segment.display import DisplayLine, find_display
from ocr.segment.ink import find_ink
from ocr.segment.touching import body_stroke
from ocr.segment.walk import BAND_CORRIDOR, CORRIDOR, RULE
from tests.segment.desk import EM, Desk


def lines(desk: Desk, walls: Box | None = None, kind: int = RULE) -> list[DisplayLine]:
    ink = find_ink(np.array(desk.picture), float(EM))
    mask = np.zeros(ink.mask.shape, np.uint8)
    if walls:
        mask[walls.top : walls.bottom, walls.left : walls.right] = kind
    return find_display(ink, np.ones(len(ink.parts), dtype=bool), mask, body_stroke(ink))


def test_body_type_is_no_display() -> None:
    desk = Desk()
    desk.column((80, 80), 20)
    assert lines(desk) == []


def test_a_headline_with_marks_and_thin_glyphs_is_one_line() -> None:
    desk = Desk()
    box = desk.text((80, 80), "“一个人”、十二里路，三年一卜", 76, "song-bold")
    desk.column((80, 200), 10)
    head = max(desk.layout().lines, key=lambda line: line.em)
    assert head.box.overlap(box) > 0.6 * box.area


@pytest.mark.parametrize("space", [0, 40, 60])
def test_letter_spacing_does_not_part_a_headline(space: int) -> None:
    desk = Desk()
    for k, char in enumerate("两岸桃花明"):
        desk.text((80 + k * (70 + space), 80), char, 70, "hei")
    assert [line.direction for line in lines(desk)] == [Direction.HORIZONTAL]


def test_two_rows_are_two_lines_and_an_upright_row_is_read_down() -> None:
    desk = Desk()
    desk.text((80, 80), "山村小学新添书桌", 60, "hei")
    desk.text((80, 160), "城南老街正修路灯", 60, "hei")
    desk.upright((900, 80), "居民夸赞环境变好", 60)
    found = lines(desk)
    assert sorted(line.direction for line in found) == ["horizontal", "horizontal", "vertical"]


def test_a_rule_parts_two_heads_and_a_white_corridor_only_at_a_wide_gap() -> None:
    desk = Desk()
    desk.text((80, 80), "山村小学", 60, "hei")
    desk.text((340, 80), "城南老街", 60, "hei")
    wall = Box(322, 0, 338, 400)
    assert len(lines(desk)) == 1
    assert len(lines(desk, wall)) == 2
    assert len(lines(desk, wall, CORRIDOR)) == 1


def test_a_head_goes_on_past_a_flat_glyph_whose_white_lies_between_two_bands() -> None:
    desk = Desk()
    desk.text((80, 80), "山村小学", 70, "hei")
    desk.rule(Box(390, 102, 398, 166))  # 一 on a page turned for finding its layout
    desk.text((440, 80), "城南老街", 70, "hei")
    assert len(lines(desk, Box(402, 0, 438, 400), BAND_CORRIDOR)) == 1


@pytest.mark.parametrize("left", [True, False])
def test_the_lines_of_a_column_beside_a_head_are_none_of_it_though_two_are_as_high_as_its_glyphs(left: bool) -> None:
    desk = Desk()
    head = desk.text((560 if left else 80, 80), "山村小学添书桌", 66, "hei")
    desk.column((60 if left else 576, 84), 8, glyphs=15)
    (line,) = (line for line in lines(desk) if line.box.overlap(head) > 0)
    assert line.box.width <= head.width


def test_small_type_under_a_head_past_the_gutter_of_a_band_is_none_of_it() -> None:
    desk = Desk()
    desk.text((80, 80), "山村小学", 66, "hei")
    for k in range(2):
        desk.text((364, 92 + 33 * k), "春江水暖鸭先知两岸桃花", 30)
    head, *_ = lines(desk, Box(346, 0, 362, 400), BAND_CORRIDOR)
    assert head.box.right < 350


def test_no_component_is_in_two_lines() -> None:
    desk = Desk()
    desk.text((80, 80), "山村小学新添书桌", 60, "hei")
    desk.upright((80, 160), "城南老街正修", 60)
    parts = [part for line in lines(desk) for part in line.parts]
    assert len(parts) == len(set(parts))


def test_an_upright_headline_ends_where_rows_of_text_run_on_under_it() -> None:
    desk = Desk()
    box = desk.upright((1000, 60), "山村小学新添书桌居民", 112)
    desk.column((500, 80), 29, glyphs=16)
    desk.column((500, 80 + 29 * 40), 4, glyphs=22)
    (found,) = lines(desk)
    assert found.direction is Direction.VERTICAL
    assert found.box.bottom < 80 + 29 * 40
    assert found.box.height > 0.9 * box.height


def test_a_stroke_of_the_deck_close_over_a_headline_is_none_of_it() -> None:
    desk = Desk()
    head = desk.text((80, 100), "山村小学新", 84, "hei")
    for k in range(8):  # the lowest strokes of a deck whose glyphs are in pieces
        desk.rule(Box(84 + 50 * k, 60, 118 + 50 * k, 80))
        desk.rule(Box(84 + 50 * k, 88, 118 + 50 * k, 94))
    (line,) = (line for line in lines(desk) if line.box.overlap(head) > 0.5 * head.area)
    assert line.box.top >= 96


def test_a_head_of_two_thin_glyphs_is_one_line() -> None:
    desk = Desk()
    box = desk.text((80, 80), "听书", 100, "kai")
    desk.column((80, 240), 10)
    found = lines(desk)
    assert len(found) == 1
    assert found[0].box.overlap(box) > 0.6 * box.area


def test_two_heads_of_unlike_size_side_by_side_are_two_lines() -> None:
    desk = Desk(1600)
    desk.text((80, 80), "山村小学新添书桌", 80, "hei")
    desk.text((80 + 8 * 80 + 50, 95), "老街正修路灯", 56, "hei")
    assert sorted(round(line.size / 10) for line in lines(desk)) == [5, 8]


def test_a_space_in_a_head_leaves_it_one_line() -> None:
    desk = Desk(1600)
    desk.text((80, 80), "山村小学", 80, "hei")
    desk.text((80 + 4 * 80 + 50, 80), "新添书桌", 80, "hei")
    assert len(lines(desk)) == 1


@pytest.mark.parametrize("size", [44, 64])
def test_a_piece_of_a_head_whose_strokes_stand_apart_is_found_by_the_rest_of_it_past_a_space(size: int) -> None:
    desk = Desk(1400, 1500)
    for row in range(6):
        desk.column((80, 240 + row * 200), 4)
    left = desk.text((80, 80), "“火炎焱燚”", size, "kai")
    desk.text((left.right + 20, 80), "贵在负责到底", size, "kai")
    wall = Box(left.right - size // 2 + 6, 0, left.right + 14, 200)
    found = [line.box for line in lines(desk, wall) if line.box.top < 200]
    assert [box.left < left.right for box in found] == [True, False]
