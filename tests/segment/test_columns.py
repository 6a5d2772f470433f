"""Gutters are white through and through, tall and wide enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.segment.columns import find_gutters

EM = 14.0


def page(width: int) -> NDArray[np.uint8]:
    """Two solid columns with a gutter of some width between them."""
    text = np.zeros((300, 400), np.uint8)
    text[50:250, 20:190] = text[50:250, 190 + width : 380] = 255
    return text


def test_a_gutter_of_an_em_is_found_between_columns() -> None:
    assert find_gutters(page(14), EM)[60:240, 192:202].all()


def test_white_narrower_than_a_gutter_is_none() -> None:
    assert not find_gutters(page(8), EM)[60:240, 190:198].any()


def test_a_gutter_never_covers_ink() -> None:
    text = page(20)
    text[140:146, 195:205] = 255
    assert not find_gutters(text, EM)[text > 0].any()


def test_white_paper_is_gutter_all_over() -> None:
    assert find_gutters(np.zeros((40, 30), np.uint8), EM).all()
