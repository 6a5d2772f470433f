"""QR codes are found by their three corners, whatever stands between, and nothing else is one."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box
from ocr.segment.codes import find_codes
from ocr.segment.ink import find_ink
from tests.segment.desk import EM, Desk


def code(desk: Desk, at: tuple[int, int], module: int, modules: int = 25, corners: int = 3) -> Box:
    """A code of chance modules with finder patterns at its corners."""
    cells = np.random.default_rng(7).random((modules, modules)) < 0.5
    far = modules - 7
    for n, (x, y) in enumerate(((0, 0), (far, 0), (0, far))):
        cells[max(0, y - 1) : y + 8, max(0, x - 1) : x + 8] = False
        if n < corners:
            ring = np.ones((7, 7), dtype=bool)
            ring[1:6, 1:6] = False
            ring[2:5, 2:5] = True
            cells[y : y + 7, x : x + 7] = ring
    for y, x in zip(*np.nonzero(cells), strict=True):
        left, top = at[0] + int(x) * module, at[1] + int(y) * module
        desk.pen.rectangle((left, top, left + module - 1, top + module - 1), fill=0)
    return Box(at[0], at[1], at[0] + modules * module, at[1] + modules * module)


@pytest.mark.parametrize("module", [5, 8, 13])
def test_a_code_is_found_and_its_modules_are_no_lines(module: int) -> None:
    desk = Desk()
    desk.column((80, 80), 20)
    box = code(desk, (700, 300), module)
    desk.text((700, box.bottom + 20), "更多内容扫码阅读")
    assert find_codes(find_ink(np.array(desk.picture), float(EM))) == (box,)
    layout = desk.layout()
    assert not any(line.box.overlap(box) for line in layout.lines)
    assert any(picture.overlap(box) >= 0.9 * box.area for picture in layout.pictures)


def test_two_corners_are_no_code_and_neither_are_characters_that_look_like_them() -> None:
    desk = Desk()
    code(desk, (700, 300), 8, corners=2)
    for y in (500, 700, 900):
        for x in (80, 280, 480):
            desk.text((x, y), "回", 60, "hei")
    assert find_codes(find_ink(np.array(desk.picture), float(EM))) == ()
