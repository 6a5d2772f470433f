"""A fold is followed over the page and taken out; rules that keep inside the type area stay."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box
from ocr.segment.folds import find_folds, without_folds
from ocr.segment.ink import Ink, find_ink
from ocr.segment.separators import find_separators
from tests.segment.desk import EM, Desk


def folded(y: int, slope: float = 0.0) -> tuple[Ink, Ink]:
    """The ink of two columns without and with a fold over the whole page."""
    desk = Desk()
    for left in (200, 650):
        desk.column((left, 100), 8)
        desk.column((left, 700), 8)
    plain = find_ink(np.array(desk.picture), float(EM))
    desk.pen.line((20, y, 1180, round(y + slope * 1160)), fill=60, width=3)
    return plain, find_ink(np.array(desk.picture), float(EM))


@pytest.mark.parametrize("slope", [0.0, 0.004])
def test_a_fold_between_texts_leaves_nothing(slope: float) -> None:
    plain, ink = folded(560, slope)
    folds = find_folds(find_separators(ink)[0], ink)
    assert len(folds) == 1
    assert np.count_nonzero(without_folds(ink.mask, folds, EM) ^ plain.mask) < 0.01 * np.count_nonzero(plain.mask)


def test_a_rule_inside_the_type_area_is_no_fold() -> None:
    desk = Desk()
    for left in (200, 650):
        desk.column((left, 100), 8)
        desk.column((left, 700), 8)
    desk.rule(Box(190, 560, 1020, 563))
    ink = find_ink(np.array(desk.picture), float(EM))
    assert find_folds(find_separators(ink)[0], ink) == ()


def test_a_page_with_hardly_any_type_has_no_folds() -> None:
    desk = Desk()
    desk.rule(Box(0, 560, 1200, 563))
    ink = find_ink(np.array(desk.picture), float(EM))
    assert find_folds(find_separators(ink)[0], ink) == ()
