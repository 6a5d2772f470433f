"""The angle of a crooked page, to a twentieth of a degree."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.deskew import measure_skew
from ocr.image.glyph import ink_mask
from ocr.page import Gray
from tests.image.sheet import sheet


def crooked(gray: Gray, degrees: float) -> Gray:
    """The page turned so that its lines run down to the right by degrees."""
    height, width = gray.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return np.asarray(cv2.warpAffine(gray, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


@pytest.mark.parametrize("degrees", [-5.0, -2.37, -0.6, 0.0, 0.08, 1.13, 4.9])
@pytest.mark.parametrize("vertical", [False, True])
def test_the_angle_is_measured_in_both_directions_of_text(degrees: float, vertical: bool) -> None:
    page = sheet(12, vertical=vertical, columns=5, lines=60)
    assert measure_skew(ink_mask(crooked(page.gray, degrees))) == pytest.approx(degrees, abs=0.05)


def test_a_page_that_shows_no_direction_is_not_turned() -> None:
    page = np.full((800, 600), 255, np.uint8)
    rng = np.random.default_rng(4)
    for _ in range(400):
        cv2.circle(page, (int(rng.integers(600)), int(rng.integers(800))), 5, 0, cv2.FILLED)
    assert abs(measure_skew(255 - page)) < 5


@pytest.mark.parametrize("shape", [(800, 600), (10, 10), (1, 1)])
def test_a_page_without_ink_is_straight(shape: tuple[int, int]) -> None:
    assert measure_skew(np.zeros(shape, np.uint8)) == 0
