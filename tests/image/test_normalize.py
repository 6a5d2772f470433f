"""The whole of normalising: what a page looks like after it, and that its points lead back to the scan."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ocr.geometry import Transform, Warp
from ocr.image.normalize import LARGE_EM, SMALL_EM, normalize
from ocr.page import Gray, PageImage
from tests.image.sheet import Sheet, discs, misses, moved, sheet


def skewed(plain: Sheet, degrees: float) -> Sheet:
    """The sheet as a scan, large enough to show all of it, on which its lines run down by degrees."""
    width, height = plain.image.size
    size = (round(1.1 * width), round(1.1 * height))
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = size[0] / 2, size[1] / 2
    return moved(plain, Transform((c, s, width / 2 - c * x - s * y, -s, c, height / 2 + s * x - c * y)), size)


def bend(size: tuple[int, int], depth: float, keystone: float) -> Transform:
    """The way to the sheet from a photograph of it: a wave across and a lean that grows to the sides."""
    step = 40.0
    columns, rows = int(size[0] / step) + 2, int(size[1] / step) + 2
    x, y = np.meshgrid(np.arange(columns) * step / size[0] - 0.5, np.arange(rows) * step / size[1] - 0.5)
    dx, dy = keystone * size[0] * x * y, depth * np.cos(3 * x)
    return Transform(warp=Warp(dx.astype(np.float32), dy.astype(np.float32), step))


def leads_back(scan: Sheet, within: float) -> None:
    page = normalize(scan.image)
    found = discs(page.gray, page.em)
    assert len(found) == len(scan.marks)
    assert misses(page.to_scan.points(found), scan.marks).max() < within


def test_a_straight_page_keeps_its_pixels_in_place() -> None:
    page = normalize(sheet(24).image)
    assert page.to_scan == Transform()
    assert page.em == pytest.approx(24, rel=0.06)


@pytest.mark.parametrize("degrees", [-4.6, -0.7, 0.3, 2.5])
def test_marks_on_a_skewed_page_lead_back_to_the_scan(degrees: float) -> None:
    leads_back(skewed(sheet(24), degrees), 1.0)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_marks_on_a_turned_page_lead_back_to_the_scan(quarters: int) -> None:
    plain = sheet(24)
    gray = np.ascontiguousarray(np.rot90(plain.gray, quarters))
    turned = Sheet(gray, 24, discs(gray, 24))
    assert len(turned.marks) == 4
    leads_back(turned, 1.0)
    upright, again = normalize(plain.image).gray, normalize(turned.image).gray
    assert again.shape == upright.shape
    assert (np.abs(again.astype(int) - upright) > 32).mean() < 0.001


@pytest.mark.parametrize("em", [10, 14, 64])
def test_small_type_is_enlarged_large_type_reduced_and_marks_lead_back(em: int) -> None:
    scan = sheet(em, columns=3, lines=24)
    page = normalize(scan.image)
    assert SMALL_EM <= page.em <= LARGE_EM
    leads_back(scan, 1.5)


def test_a_bent_page_is_flattened_and_marks_lead_back() -> None:
    plain = sheet(24, lines=44)
    scan = moved(plain, bend(plain.image.size, 14.0, 0.03), plain.image.size)
    page = normalize(scan.image)
    leads_back(scan, 2.0)
    found = discs(page.gray, page.em)
    top = np.sort(found[:, 1])
    left = np.sort(found[:, 0])
    assert page.to_scan.warp is not None
    assert max(top[1] - top[0], top[3] - top[2]) < 0.15 * page.em
    assert max(left[1] - left[0], left[3] - left[2]) < 0.25 * page.em


def test_a_bent_page_before_that_is_measurably_bent() -> None:
    plain = sheet(24, lines=44)
    scan = moved(plain, bend(plain.image.size, 14.0, 0.03), plain.image.size)
    left = np.sort(scan.marks[:, 0])
    assert left[1] - left[0] > 0.5 * 24


def test_skew_size_and_turn_together_lead_back() -> None:
    gray = np.ascontiguousarray(np.rot90(skewed(sheet(14, columns=3, lines=30), 1.7).gray))
    leads_back(Sheet(gray, 14, discs(gray, 14)), 1.5)


def test_every_step_says_what_it_measured() -> None:
    page = normalize(skewed(sheet(24), 1.0).image)
    details = {step.name: dict(step.details) for step in page.steps}
    assert details["deskew"]["degrees"] == pytest.approx(1.0, abs=0.05)
    assert set(details) >= {"glyph", "borders", "panels", "flatten", "orient", "deskew", "scale", "dewarp"}


@pytest.mark.parametrize(
    "gray",
    [
        np.full((600, 400), 255, np.uint8),
        np.zeros((600, 400), np.uint8),
        np.full((1, 1), 255, np.uint8),
        np.zeros((3, 900), np.uint8),
        np.full((700, 500), 128, np.uint8),
    ],
    ids=["white", "black", "one pixel", "a strip", "grey"],
)
def test_a_page_without_text_comes_back_with_em_0(gray: Gray) -> None:
    page = normalize(PageImage(gray=gray, source="blank", scan_size=(gray.shape[1], gray.shape[0])))
    assert page.em == 0
    assert page.size == (gray.shape[1], gray.shape[0])


def test_the_loaded_page_is_left_as_it_was() -> None:
    scan = sheet(24)
    before = scan.gray.copy()
    normalize(scan.image)
    assert np.array_equal(scan.gray, before)


def test_noise_without_a_line_of_text_does_not_crash() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (500, 700), dtype=np.uint8)
    assert normalize(PageImage(gray=noise, source="noise", scan_size=(700, 500))).gray.dtype == np.uint8
