"""Subheads in two halves at the top of two columns are parted from the text that goes on under them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.geometry import Box
from ocr.segment.blocks import Found
from ocr.segment.ink import find_ink
from ocr.segment.measure import stroke
from ocr.segment.runins import RunIn, with_run_ins
from tests.segment.desk import EM, Desk

PITCH = 38
TEXT = "村小学新添书桌城南老街正修路灯"


def found(desk: Desk, columns: list[Box]) -> tuple[list[Found], list[RunIn]]:
    """Columns as printed, from the right, as lines of the turned page; what is made of them."""
    mask = find_ink(np.ascontiguousarray(np.rot90(np.array(desk.picture))), float(EM)).mask
    width = desk.picture.width
    boxes = [Box(b.top, width - b.right, b.bottom, width - b.left) for b in columns]
    return with_run_ins([Found(b, float(EM), stroke=stroke(mask, b)) for b in boxes], mask, float(EM))


def page(halves: tuple[str, ...], gap: int = 14, ornament: bool = False) -> tuple[Desk, list[Box]]:
    """Six columns, the third from the right and those after it beginning with the words in bold."""
    desk, boxes = Desk(500, 560), []
    for k in range(6):
        x = 400 - k * PITCH
        words = halves[k - 2] if 0 <= k - 2 < len(halves) else ""
        desk.upright((x, 60), words, EM, "hei")
        top = 60 + len(words) * EM + (gap if words else 0)
        if words and ornament:
            desk.rule(Box(x, top + 12, x + 26, top + 14))
            desk.rule(Box(x + 12, top, x + 14, top + 26))
            top += 26 + gap
        column = desk.upright((x, top), TEXT[k:][:8], EM, face="song")
        boxes.append(Box(x, 60, x + EM, column.bottom))
    return desk, boxes


def test_two_halves_side_by_side_are_one_subhead_over_their_text() -> None:
    desk, boxes = page(("添书", "修路"))
    rest, (made,) = found(desk, boxes)
    assert len(rest) == 4
    assert [round(half.box.width / EM) for half in made.halves] == [2, 2]
    assert made.halves[0].box.top < made.halves[1].box.top
    assert all(text.box.left > half.box.right for half, text in zip(made.halves, made.text, strict=True))


def test_an_ornament_after_a_half_belongs_to_neither() -> None:
    desk, boxes = page(("添书", "修路"), gap=20, ornament=True)
    _, (made,) = found(desk, boxes)
    assert all(text.box.left - half.box.right >= EM for half, text in zip(made.halves, made.text, strict=True))


def test_columns_with_a_pause_at_one_height_are_text() -> None:
    desk, boxes = page(())
    for box in boxes[2:4]:
        desk.pen.rectangle((box.left, 60 + 2 * EM, box.right, 60 + 3 * EM), fill=255)
        desk.rule(Box(box.left + 3, 60 + 2 * EM + 14, box.left + 8, 60 + 2 * EM + 20))
    rest, made = found(desk, boxes)
    assert made == []
    assert len(rest) == len(boxes)


def test_glyphs_of_a_head_printed_across_over_three_columns_are_no_halves() -> None:
    desk, boxes = page(("添书", "修路", "老街"))
    assert found(desk, boxes)[1] == []


def test_large_type_holds_no_halves() -> None:
    desk, boxes = page(("添书", "修路"))
    mask = find_ink(np.ascontiguousarray(np.rot90(np.array(desk.picture))), float(EM)).mask
    lines = [Found(Box(b.top, 500 - b.right, b.bottom, 500 - b.left), float(EM)) for b in boxes]
    lines = [replace(line, em=2.0 * EM) for line in lines]
    assert with_run_ins(lines, mask, float(EM)) == (lines, [])
