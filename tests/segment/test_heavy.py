"""Small heads of a vertical page that are printed across are told from the columns under them by their weight."""

from __future__ import annotations

import numpy as np

from ocr.geometry import Box
from ocr.segment.display import DisplayLine
from ocr.segment.heavy import heavy_rows
from ocr.segment.ink import find_ink
from ocr.segment.touching import body_stroke
from tests.segment.desk import EM, Desk

PITCH = 36
TEXT = "村小学新添书桌城南老街正修路灯"


def columns(desk: Desk, left: int, count: int, top: int, glyphs: int, face: str = "song") -> None:
    for k in range(count):
        desk.upright((left + k * PITCH, top), TEXT[k % 3 :][:glyphs], EM, face=face)


def found(desk: Desk) -> list[DisplayLine]:
    """The rows as they are found on the page turned against the clock."""
    ink = find_ink(np.ascontiguousarray(np.rot90(np.array(desk.picture))), float(EM))
    stroke = body_stroke(ink)
    assert stroke is not None
    walls = np.zeros(ink.mask.shape, np.uint8)
    return heavy_rows(ink, np.arange(len(ink.parts)) > 0, walls, stroke)


def page(words: str, size: int, spread: int = 0) -> tuple[Desk, Box]:
    """Six columns that begin under the words, between four at either side that begin at their height."""
    desk = Desk(900, 620)
    columns(desk, 60, 4, 60, 12)
    columns(desk, 60 + 4 * PITCH, 6, 60 + size + 16, 9)
    columns(desk, 60 + 10 * PITCH, 4, 60, 12)
    left = 60 + 4 * PITCH + 4
    for k, char in enumerate(words):
        desk.text((left + k * (size + spread), 60), char, size, "hei")
    return desk, Box(left, 60, left + len(words) * (size + spread) - spread, 60 + size)


def back(line: DisplayLine, width: int = 900) -> Box:
    return Box(width - line.box.bottom, line.box.left, width - line.box.top, line.box.right)


def test_a_row_in_bold_no_larger_than_the_body_is_a_head_across() -> None:
    desk, head = page("山村小學添書", 30, 4)
    (row,) = found(desk)
    box = back(row)
    assert abs(box.left - head.left) < 8
    assert abs(box.right - head.right) < 8
    assert box.height <= 34


def test_both_rows_of_such_a_head_are_found_though_they_nearly_touch() -> None:
    desk, _ = page("山村小學", 40)
    low = 60 + 40 + 3
    desk.pen.rectangle((60 + 4 * PITCH, low, 60 + 10 * PITCH - 8, low + 60), fill=255)
    desk.text((60 + 4 * PITCH + 4, low), "書桌新添", 32, "hei")
    columns(desk, 60 + 4 * PITCH, 6, low + 64, 6)
    assert len(found(desk)) == 2


def test_columns_in_dark_print_are_no_rows() -> None:
    desk = Desk(900, 620)
    columns(desk, 60, 6, 60, 14)
    columns(desk, 60 + 6 * PITCH, 6, 60, 14, face="song-bold")
    columns(desk, 60 + 12 * PITCH, 6, 60, 14)
    assert found(desk) == []


def test_the_first_glyphs_of_columns_are_no_row_though_they_are_bold_and_white_is_under_them() -> None:
    desk = Desk(900, 620)
    columns(desk, 60, 18, 100, 12)
    for k in range(5, 10):
        desk.text((60 + k * PITCH, 60), TEXT[k], EM, "hei")
    assert found(desk) == []


def test_heads_that_run_down_side_by_side_are_no_row() -> None:
    desk = Desk(900, 620)
    columns(desk, 60, 12, 60, 14)
    for k in range(4):
        desk.upright((560 + 60 * k, 60), "城南老街正修路燈", 44)
    assert found(desk) == []
