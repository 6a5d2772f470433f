"""An opened paper is two pages; a single page is one, however wide."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box
from ocr.image.spread import cut, find_fold, within
from ocr.page import Gray, PageImage
from tests.painter.degrade import degrade
from tests.painter.random_page import random_page


def opened(left: Gray, right: Gray) -> Gray:
    """Two pages side by side, on sheets of one size."""
    height, width = np.max([left.shape, right.shape], axis=0)
    sheets = [np.full((height, width), 255, np.uint8) for _ in range(2)]
    sheets[0][: left.shape[0], width - left.shape[1] :] = left
    sheets[1][: right.shape[0], : right.shape[1]] = right
    return np.concatenate(sheets, axis=1)


@pytest.mark.parametrize(("direction", "seeds"), [("horizontal", (7, 9)), ("vertical", (12, 6))])
@pytest.mark.parametrize("style", ["clean", "scan"])
def test_two_pages_on_a_scan_are_cut_between_them(direction: str, seeds: tuple[int, int], style: str) -> None:
    left, right = (random_page(seed, direction).gray for seed in seeds)
    gray, back = degrade(opened(left, right), style, 1)
    at = find_fold(gray)
    assert at is not None
    middle = back.points(np.array([[at, gray.shape[0] / 2]]))[0, 0]
    assert abs(middle - max(left.shape[1], right.shape[1])) < 60


def test_a_fold_that_shows_as_a_dark_line_is_no_hindrance() -> None:
    left, right = (random_page(seed).gray for seed in (7, 9))
    gray = opened(left, right)
    fold = gray.shape[1] // 2
    gray[:, fold - 2 : fold + 3] = 90
    at = find_fold(gray)
    assert at is not None
    assert abs(at - fold) < 60


@pytest.mark.parametrize("direction", ["horizontal", "vertical"])
def test_a_single_page_is_left_whole_even_when_it_is_wide(direction: str) -> None:
    for seed in (2, 5):
        gray = random_page(seed, direction).gray
        strip = gray[: round(gray.shape[1] / 1.4)]
        assert find_fold(gray) is None
        assert find_fold(strip) is None


def test_both_pages_lead_back_to_the_whole_scan_and_to_their_own_picture() -> None:
    image = PageImage(np.full((100, 300), 255, np.uint8), "x", scan_size=(300, 100))
    left, right = cut(image, 120)
    assert (left.size, right.size) == ((120, 100), (180, 100))
    assert left.to_scan.box(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)
    assert right.to_scan.box(Box(1, 2, 3, 4)) == Box(121, 2, 123, 4)
    assert within(right, right.to_scan).box(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)
    assert [step.details[0][1] for step in (*left.steps, *right.steps)] == ["left", "right"]
