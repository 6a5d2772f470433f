"""Heads printed across over columns of a vertical page are rows of their own, with the line drawn under them."""

from __future__ import annotations

import numpy as np

from ocr.geometry import Box
from ocr.segment.across import find_across
from ocr.segment.display import DisplayLine
from ocr.segment.ink import Ink, find_ink
from ocr.segment.touching import body_stroke
from tests.segment.desk import EM, Desk

PITCH = 34


def columns(desk: Desk, left: int, count: int, top: int, glyphs: int) -> None:
    for k in range(count):
        desk.upright((left + k * PITCH, top), "村小学新添书桌城南老街正修路灯"[k % 3 :][:glyphs], EM, face="song")


def page(words: str, size: int, face: str) -> tuple[Desk, Box]:
    """Six columns that begin under the words, between four at either side that begin at their height."""
    desk = Desk(900, 620)
    columns(desk, 60, 6, 60, 14)
    columns(desk, 60 + 6 * PITCH, 6, 60 + 2 * size + 30, 9)
    columns(desk, 60 + 12 * PITCH, 6, 60, 14)
    return desk, desk.text((60 + 6 * PITCH + 4, 60), words, size, face)


def found(desk: Desk) -> tuple[Ink, list[DisplayLine]]:
    """The rows as they are found on the page turned against the clock."""
    ink = find_ink(np.ascontiguousarray(np.rot90(np.array(desk.picture))), float(EM))
    stroke = body_stroke(ink)
    assert stroke is not None
    walls = np.zeros(ink.mask.shape, np.uint8)
    return ink, find_across(ink, np.ones(len(ink.parts), dtype=bool) & (np.arange(len(ink.parts)) > 0), walls, stroke)


def back(line: DisplayLine, width: int) -> Box:
    return Box(width - line.box.bottom, line.box.left, width - line.box.top, line.box.right)


def test_a_bold_head_across_is_a_row_and_ends_where_the_columns_at_its_sides_begin() -> None:
    desk, head = page("山村小学", 48, "hei")
    (row,) = found(desk)[1]
    box = back(row, 900)
    assert abs(box.left - head.left) < 8
    assert abs(box.right - head.right) < 8
    assert box.height < 52


def test_columns_of_text_side_by_side_are_no_row() -> None:
    desk = Desk(900, 620)
    columns(desk, 60, 18, 60, 14)
    assert found(desk)[1] == []


def test_heads_that_run_down_side_by_side_are_no_row() -> None:
    desk, _ = page("山", 48, "hei")
    for k in range(4):
        desk.upright((840 - 60 * k, 60), "城南老街正修路灯", 48)
    assert found(desk)[1] == []


def test_a_second_row_in_smaller_type_is_found_with_the_first() -> None:
    desk, _ = page("山村小学", 48, "hei")
    second = desk.text((60 + 6 * PITCH + 4, 116), "城南老街路", 36, "hei")
    first, below = sorted((back(row, 900) for row in found(desk)[1]), key=lambda box: box.top)
    assert first.bottom <= below.top
    assert abs(below.left - second.left) < 8
    assert abs(below.right - second.right) < 8


def test_the_dots_of_a_line_drawn_under_a_head_go_with_it() -> None:
    desk, head = page("山村小学", 48, "hei")
    dots = [Box(x, head.bottom + 18, x + 5, head.bottom + 23) for x in range(head.left, head.right, 8)]
    for dot in dots:
        desk.rule(dot)
    ink, (row,) = found(desk)
    small = [k for k in row.parts if max(ink.parts[k, 2], ink.parts[k, 3]) <= 6]
    assert len(small) >= len(dots)
