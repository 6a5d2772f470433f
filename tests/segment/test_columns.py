"""Gutters are white through and through, tall and wide enough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.segment.columns import find_gutters, long_gutters, prolonged, slim_gutters, supported

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


def bent(aside: int) -> NDArray[np.uint8]:
    """Two columns whose gutter is an em wide in its upper half, and 8 pixels wide and a few aside in its lower one."""
    text = page(14)
    text[150:250, 190 : 190 + aside] = 255
    text[150:250, 190 + aside + 8 : 204] = 255
    return text


def test_a_gutter_is_followed_where_the_page_bends_and_it_is_narrower() -> None:
    gutters = find_gutters(bent(3), EM)
    assert not gutters[200, 193:201].any()
    followed = prolonged(gutters, bent(3), EM)
    assert followed[60:240, 195:199].all()
    assert not followed[bent(3) > 0].any()


def test_white_after_a_short_line_is_no_gutter_to_be_followed_into_the_text() -> None:
    text = np.zeros((300, 400), np.uint8)
    text[20:280, 20:380] = 255
    text[20:120, 200:380] = 0
    text[120:280, 260:268] = 0
    assert not prolonged(find_gutters(text, EM), text, EM)[160:260, 262:266].any()


def test_a_gutter_goes_on_to_the_last_line_beside_a_short_line_before_an_indented_one() -> None:
    text = np.zeros((300, 400), np.uint8)
    for row in range(8):
        top, last, indent = 50 + 24 * row, 190, 0
        if row == 6:  # a paragraph ends on the left, and one begins on the right
            last, indent = 100, 36
        text[top : top + 13, 20:last] = text[top : top + 13, 204 + indent : 380] = 255
    gutters = supported(find_gutters(text, EM), text, EM)
    assert gutters[60:231, 192:202].all()


def test_a_corridor_is_certain_where_type_stands_at_both_its_sides_for_long() -> None:
    gutters = np.zeros((400, 400), np.uint8)
    gutters[20:220, 100:115] = 255  # 14 em
    gutters[20:120, 200:215] = 255  # 7 em
    gutters[230:390, 20:380] = 255  # an empty place
    found = long_gutters(gutters, EM)
    assert found[20:220, 100:115].all()
    assert not found[:, 200:215].any()
    assert not found[230:390].any()


def rows(left_ends: list[int], width: int) -> NDArray[np.uint8]:
    """Two columns of lines with a gutter of some width; the lines of the first one end where they are told to."""
    text = np.zeros((60 + 20 * len(left_ends), 400), np.uint8)
    for k, end in enumerate(left_ends):
        top = 30 + 20 * k
        text[top : top + 14, 20:end] = 255
        text[top : top + 14, 190 + width : 380] = 255
    return text


def test_a_gutter_less_than_a_glyph_wide_goes_on_past_a_short_line_and_a_subhead_to_the_first_line_of_its_columns() -> (
    None
):
    text = rows([190, 80, 120, *[190] * 12], 9)
    assert slim_gutters(text, text, EM)[30:300, 192:197].all()


def test_white_that_chance_leaves_is_no_gutter_though_it_is_as_wide() -> None:
    text = rows([190] * 5, 9)
    assert not slim_gutters(text, text, EM)[60:80, 192:197].any()
