"""Rules that hardly took ink are found by their length; nothing else is."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box, Direction
from ocr.page import Gray
from ocr.segment.hairlines import find_hairlines
from ocr.segment.ink import FAINT, find_ink
from ocr.segment.separators import find_separators
from tests.segment.desk import EM, Desk


def grained(gray: Gray, deviation: float = 3.0) -> Gray:
    noise = np.random.default_rng(7).normal(0, deviation, gray.shape)
    return np.clip(gray + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("turned", [False, True])
def test_a_rule_paler_than_any_ink_is_one_rule_from_end_to_end(turned: bool) -> None:
    desk = Desk()
    desk.column((80, 100), 12)
    desk.column((540, 100), 12)
    gray = np.array(desk.picture)
    gray[100:600, 510] = 232
    page = np.ascontiguousarray(grained(gray).T if turned else grained(gray))
    (rule,), _ = find_separators(find_ink(page, float(EM)))
    box = rule.box
    assert rule.direction is (Direction.HORIZONTAL if turned else Direction.VERTICAL)
    long = (box.left, box.right) if turned else (box.top, box.bottom)
    assert long == pytest.approx((100, 600), abs=EM)


def test_strokes_of_glyphs_that_stand_over_one_another_are_no_hairline() -> None:
    desk = Desk()
    for row in range(14):
        desk.text((200, 100 + row * round(1.5 * EM)), "丨十中千王", EM, "song")
    desk.text((700, 300), "十一月二十一日——三一二一", EM, "song")
    assert not find_hairlines(np.array(desk.picture), float(EM), FAINT).any()


def test_a_rule_in_full_black_grows_no_thicker_and_paper_s_grain_is_none() -> None:
    desk = Desk()
    rule = desk.rule(Box(600, 200, 603, 1000))
    page = grained(np.array(desk.picture))
    found = find_hairlines(page, float(EM), FAINT)
    columns = np.flatnonzero(found.any(axis=0))
    assert (int(columns[0]), int(columns[-1]) + 1) == (rule.left, rule.right)


def test_a_page_lower_than_any_rule_has_no_hairline() -> None:
    assert not find_hairlines(np.full((40, 400), 255, np.uint8), float(EM), FAINT).any()
