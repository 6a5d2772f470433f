"""A column's glyphs set side by side stand as a row has them: marks at the foot, brackets before and after."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.engines.upright import cell
from ocr.page import Gray
from tests.painter.fonts import font

EM = 40


def glyph(character: str, dx: int = 0, dy: int = 0) -> Gray:
    """A character in the square it has in a column."""
    picture = Image.new("L", (EM + 8, EM + 8), 255)
    ImageDraw.Draw(picture).text((4 + dx, 2 + dy), character, fill=0, font=font("song", EM))
    return np.asarray(picture, dtype=np.uint8)


def ink(gray: Gray) -> tuple[int, int]:
    """Height and width of what is printed."""
    rows, columns = np.nonzero(gray < 128)
    return int(np.ptp(rows)), int(np.ptp(columns))


@pytest.mark.parametrize("bracket", "︵︶︻︼﹁﹂")
def test_a_bracket_over_or_under_what_it_holds_is_turned_to_stand_before_or_after_it(bracket: str) -> None:
    before = glyph(bracket)
    turned = cell(before, EM, EM + 8)
    assert ink(turned) == ink(before)[::-1]
    assert not np.array_equal(turned, cell(np.full_like(before, 255), EM, EM + 8))


@pytest.mark.parametrize("character", "一二三人八口日山七")
def test_a_character_is_left_as_it_stands(character: str) -> None:
    before = glyph(character)
    assert ink(cell(before, EM, EM + 8)) == ink(before)
