"""Which way up a page lies is read off its glyphs, not off the way its lines run."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.glyph import ink_mask
from ocr.image.orient import UPRIGHT, measure_turn
from ocr.page import Gray
from tests.image.learn_upright import SIDE, characters, glyph
from tests.image.sheet import sheet


def turn_of(gray: Gray, em: float = 14) -> int:
    return measure_turn(ink_mask(gray), em).quarters


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("face", ["song", "hei", "kai", "ming"])
def test_a_page_is_set_upright_whatever_way_its_lines_run(quarters: int, vertical: bool, face: str) -> None:
    page = sheet(14, vertical=vertical, face=face, columns=4, lines=30)
    assert turn_of(np.ascontiguousarray(np.rot90(page.gray, quarters))) == -quarters % 4


def test_blurred_and_noisy_glyphs_still_tell() -> None:
    page = cv2.GaussianBlur(sheet(14, columns=4, lines=36).gray, (0, 0), 0.9).astype(float)
    noisy = page * 0.5 + 90 + np.random.default_rng(2).normal(0, 8, page.shape)
    assert turn_of(np.clip(np.rot90(noisy, 2), 0, 255).astype(np.uint8).copy()) == 2


def test_too_few_glyphs_decide_nothing() -> None:
    page = np.ascontiguousarray(np.rot90(sheet(14, columns=1, lines=2).gray, 2))
    assert turn_of(page) == 0


def test_shapes_without_an_upright_are_left_alone() -> None:
    rng = np.random.default_rng(5)
    page = np.full((700, 700), 255, np.uint8)
    for x in range(20, 680, 20):
        for y in range(20, 680, 20):
            page[y : y + 12, x : x + 12][rng.random((12, 12)) < 0.5] = 0
            page[y : y + 12, x : x + 12][[0, -1]] = 0
    assert turn_of(page) == 0


def test_the_table_prefers_upright_glyphs_of_a_face_it_was_not_learnt_from() -> None:
    drawn = (glyph(char, "song-bold") for char in characters("gb2312")[::12])
    cells = np.stack([cell for cell in drawn if cell is not None])
    scores = [(np.rot90(cells, k, axes=(1, 2)) * np.array(UPRIGHT)).sum(axis=(1, 2)) for k in range(4)]
    assert cells.shape[1:] == (SIDE, SIDE)
    assert (np.argmax(scores, axis=0) == 0).mean() > 0.5
