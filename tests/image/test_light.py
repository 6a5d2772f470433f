"""Paper becomes white and ink stays, whatever the light, the stains, the other side of the sheet or the scanner did."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.image.light import even_light
from ocr.page import Gray
from tests.image.sheet import sheet


@pytest.fixture(scope="module")
def page() -> Gray:
    return sheet(24, columns=4, lines=40).gray


def printed(gray: Gray, light: np.ndarray | float, noise: float = 3.0) -> Gray:
    """A clean page as a scanner sees it: soft, ink at 40, paper at 240 times the light, with grain."""
    soft = cv2.GaussianBlur(gray, (0, 0), 0.7).astype(np.float64)
    grain = np.random.default_rng(7).normal(0, noise, gray.shape)
    return np.clip((40 + soft * (200 / 255)) * light + grain, 0, 255).astype(np.uint8)


def strokes_kept(clean: Gray, found: Gray) -> float:
    """Share of the clean page's black pixels that are still dark."""
    return float((found[clean < 60] < 160).mean())


def paper_white(clean: Gray, found: Gray) -> float:
    """Share of the pixels well away from ink that are white."""
    blank = cv2.erode(clean, np.ones((9, 9), np.uint8)) == 255
    return float((found[blank] > 250).mean())


def checked(clean: Gray, scan: Gray) -> None:
    found = even_light(scan, 24).gray
    assert strokes_kept(clean, found) > 0.97
    assert paper_white(clean, found) > 0.99


def test_a_clean_scan_is_whitened_and_keeps_its_strokes(page: Gray) -> None:
    checked(page, printed(page, 1.0))


def test_light_from_one_side_is_evened_out(page: Gray) -> None:
    checked(page, printed(page, np.linspace(0.5, 1.0, page.shape[1])[None, :]))


def test_a_stain_and_a_tint_are_lifted(page: Gray) -> None:
    ys, xs = np.mgrid[0 : page.shape[0], 0 : page.shape[1]]
    far = np.hypot(xs - 700, ys - 600) / 300
    checked(page, printed(page, 0.85 - 0.12 * np.exp(-(far**4))))


def test_the_other_side_showing_through_vanishes(page: Gray) -> None:
    behind = cv2.GaussianBlur(np.ascontiguousarray(np.roll(page, 17, axis=0)[:, ::-1]), (0, 0), 2.0)
    checked(page, printed(page, 1 - 0.16 * (1 - behind / 255.0)))


def test_pale_print_on_a_page_from_a_file_is_kept(page: Gray) -> None:
    pale = page.copy()
    pale[:, : page.shape[1] // 2] = 255 - (255 - page[:, : page.shape[1] // 2]) // 3
    found = even_light(pale, 24).gray
    left = np.s_[:, : page.shape[1] // 2]
    assert (found[left][page[left] < 60] < 200).mean() > 0.95


def test_a_picture_keeps_its_tones(page: Gray) -> None:
    with_picture = page.copy()
    tones = np.linspace(20, 235, 500).astype(np.uint8)[None, :].repeat(400, axis=0)
    with_picture[300:700, 200:700] = tones
    found = even_light(printed(with_picture, 1.0), 24).gray[310:690, 210:690].mean(axis=0)
    assert found[20] < 70
    assert 80 < found[240] < 180
    assert (np.diff(cv2.blur(found[None], (41, 1))[0][20:400]) > -0.5).all()


def test_a_black_border_is_whitened_and_the_text_beside_it_stays(page: Gray) -> None:
    scan = printed(page, 1.0)
    framed = np.asarray(cv2.copyMakeBorder(scan, 40, 25, 60, 0, cv2.BORDER_CONSTANT, value=20), np.uint8)
    found = even_light(framed, 24)
    inside = found.gray[40:-25, 60:]
    assert dict(found.steps[0].details)["found"] is True
    assert (found.gray[:36].mean(), found.gray[:, :56].mean()) > (250, 250)
    assert strokes_kept(page, inside) > 0.97


def test_a_black_wedge_beside_a_crooked_page_is_whitened(page: Gray) -> None:
    scan = printed(page, 1.0)
    height, width = scan.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 1.5, 1)
    crooked = cv2.warpAffine(scan, matrix, (width, height), borderValue=20)
    found = even_light(np.asarray(crooked, np.uint8), 24).gray
    outside = cv2.warpAffine(np.full_like(scan, 255), matrix, (width, height), borderValue=0) == 0
    assert (found[outside] > 250).mean() > 0.97


def test_a_panel_that_runs_off_the_page_is_no_border(page: Gray) -> None:
    scan = page.copy()
    scan[:120, :420] = 30
    assert dict(even_light(scan, 24).steps[0].details)["found"] is False
