"""The size of the body type, which everything else is measured in."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.glyph import ink_mask, measure_em, shrink
from ocr.page import Gray
from tests.image.sheet import sheet


@pytest.mark.parametrize("em", [10, 16, 24, 37, 60, 88])
@pytest.mark.parametrize("vertical", [False, True])
def test_the_body_s_cell_is_measured_at_any_size_and_in_both_directions(em: int, vertical: bool) -> None:
    page = sheet(em, vertical=vertical, columns=2, lines=24)
    assert measure_em(page.gray) == pytest.approx(em, rel=0.1)


def test_type_of_8_pixels_is_still_measured() -> None:
    large = sheet(32, columns=4, lines=40).gray
    assert measure_em(shrink(large, 4)) == pytest.approx(8, rel=0.12)


@pytest.mark.parametrize("face", ["song", "hei", "kai", "ming"])
def test_the_typeface_hardly_matters(face: str) -> None:
    assert measure_em(sheet(28, face=face, columns=2).gray) == pytest.approx(28, rel=0.15)


def test_a_headline_is_not_taken_for_the_body() -> None:
    body, head = sheet(24), sheet(110, columns=1, lines=2)
    width = body.gray.shape[1]
    above = np.full((head.gray.shape[0], width), 255, np.uint8)
    part = head.gray[:, :width]
    above[:, : part.shape[1]] = part
    assert measure_em(np.vstack([above, body.gray])) == pytest.approx(24, rel=0.08)


def shaded(gray: Gray) -> Gray:
    """The page lit from one corner, the darkest place at 45 percent."""
    light = np.linspace(0.45, 1.0, gray.shape[1])[None, :] * np.linspace(1.0, 0.8, gray.shape[0])[:, None]
    return (gray * light).astype(np.uint8)


def test_uneven_light_does_not_change_the_size() -> None:
    page = sheet(24).gray
    assert measure_em(shaded(page)) == pytest.approx(measure_em(page), rel=0.05)


def test_ink_is_found_beside_a_black_headline_and_in_the_dark_corner_alike() -> None:
    page = sheet(24).gray
    plain, dark = ink_mask(page) > 0, ink_mask(shaded(page)) > 0
    assert (plain != dark).sum() < 0.1 * plain.sum()


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_page_has_no_type(level: int) -> None:
    assert measure_em(np.full((900, 700), level, np.uint8)) == 0


def test_a_few_blots_are_no_type() -> None:
    page = np.full((900, 700), 255, np.uint8)
    for place in range(6):
        cv2.circle(page, (100 + 90 * place, 300), 12, 0, cv2.FILLED)
    assert measure_em(page) == 0


def test_a_few_large_heads_do_not_outweigh_a_little_body_type() -> None:
    body, head = sheet(24, columns=4, lines=6).gray, sheet(110, columns=1, lines=2).gray[:700, :1700]
    page = np.full((1400 + body.shape[0], 1700), 255, np.uint8)
    for top in (0, 700):
        page[top : top + 700, : head.shape[1]] = head
    page[1400:, : body.shape[1]] = body[:, :1700]
    assert measure_em(page) == pytest.approx(24, rel=0.08)
