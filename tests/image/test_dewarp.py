"""Bent pages: the field found brings lines and columns back to straight, and a flat page gets none."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.image.dewarp import measure_warp
from ocr.image.glyph import ink_mask
from ocr.image.normalize import normalize
from ocr.image.render import onto_page
from ocr.page import PageImage
from tests.image.sheet import sheet
from tests.painter.degrade import degrade
from tests.painter.random_page import random_page


@pytest.mark.parametrize("vertical", [False, True])
def test_a_flat_page_gets_no_field(vertical: bool) -> None:
    page = sheet(12, vertical=vertical, columns=5, lines=60)
    assert measure_warp(ink_mask(page.gray), 12) is None


def test_a_page_without_lines_gets_no_field() -> None:
    assert measure_warp(np.zeros((900, 700), np.uint8), 12) is None
    assert measure_warp(np.zeros((20, 20), np.uint8), 12) is None


@pytest.mark.parametrize("seed", [3, 4])
def test_lines_and_columns_of_a_photographed_page_come_out_straight(seed: int) -> None:
    painted = random_page(seed)
    photo, to_clean = degrade(painted.gray, "photo", seed)
    page = normalize(PageImage(gray=photo, source="photo", scan_size=(photo.shape[1], photo.shape[0])))

    def placed(points: list[tuple[float, float]]) -> np.ndarray:
        return onto_page(page.to_scan, onto_page(to_clean, np.array(points, dtype=np.float64)))

    lines = [line.box for block in painted.layout.blocks for line in block.lines if line.box.width > 6 * line.em]
    ends = [placed([(b.left, b.center[1]), (b.center[0], b.center[1]), (b.right, b.center[1])]) for b in lines]
    rises = np.array([end[2, 1] - end[0, 1] for end in ends]) / page.em
    sags = np.array([end[1, 1] - (end[0, 1] + end[2, 1]) / 2 for end in ends]) / page.em
    tall = [block.box for block in painted.layout.blocks if block.box.height > 10 * block.em]
    sides = [placed([(b.left, b.top), (b.left, b.bottom)]) for b in tall]
    leans = np.array([side[1, 0] - side[0, 0] for side in sides]) / page.em
    assert np.percentile(np.abs(rises), 95) < 0.12
    assert np.abs(sags).max() < 0.08
    assert np.abs(leans).max() < 0.2
