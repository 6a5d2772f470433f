"""A page out of its parts: each place shown once, no line cut, every part's own view and way kept."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box, Transform
from ocr.image.normalize import normalize
from ocr.image.parts.mosaic import Mosaic, put_together
from ocr.image.parts.picture import picture
from ocr.page import PageImage
from ocr.profile import load as load_profile
from ocr.segment import segment
from tests.image.parts import sheets
from tests.painter.parts import Scanned, scanned


def made(scans: tuple[Scanned, ...]) -> Mosaic:
    parts = sheets.ready(scans)
    (group,) = sheets.groups(parts)
    return put_together(parts, group)


@pytest.fixture(scope="module")
def above() -> tuple[tuple[Scanned, ...], Mosaic]:
    scans = sheets.cut(sheets.page(21), "above", 21)
    return scans, made(scans)


def test_a_page_of_two_parts_has_the_lines_of_the_whole_page(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    gray = sheets.page(21)
    whole = segment(normalize(PageImage(gray, "", scan_size=gray.shape[::-1])), load_profile())
    found = segment(above[1].image, load_profile())
    assert len(found.lines) == len(whole.lines) == 3 * 18
    assert len(found.blocks) == len(whole.blocks)


@pytest.mark.parametrize(("arrangement", "overlap"), [("above", 7), ("beside", 18)])
def test_the_border_between_parts_cuts_no_line(arrangement: str, overlap: float) -> None:
    mosaic = made(sheets.cut(sheets.page(22, rows=18), arrangement, 22, overlap))
    assert {int(number) for number in np.unique(mosaic.shown)} >= {0, 1}
    for line in segment(mosaic.image, load_profile()).lines:
        inside = (slice(line.box.top, line.box.bottom), slice(line.box.left, line.box.right))
        owners = np.bincount(mosaic.shown[inside][mosaic.image.gray[inside] < 128], minlength=2)
        assert owners.min() <= 0.02 * owners.sum()


def test_every_place_is_shown_by_a_part_that_reaches_there(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    mosaic = above[1]
    reached = np.zeros(mosaic.shown.shape, bool)
    for number, view in enumerate(mosaic.views):
        inside = (slice(view.box.top, view.box.bottom), slice(view.box.left, view.box.right))
        reached[inside] |= view.reach > 0
        elsewhere = mosaic.shown == number
        elsewhere[inside] &= view.reach == 0
        assert not elsewhere.any()
    assert ((mosaic.shown >= 0) == reached).all()


def test_coordinates_of_the_whole_lead_to_each_scan(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    scans, mosaic = above
    point = np.array([[400.0, 500.0]])  # of the painted page, in the overlap
    planes = []
    for scan, view in zip(scans, mosaic.views, strict=True):
        a, b, c, d, e, f = scan.to_page.matrix
        on_scan = np.linalg.solve(np.array([[a, b], [d, e]]), (point - (c, f)).T).T
        a, b, c, d, e, f = view.from_whole.matrix
        planes.append(np.linalg.solve(np.array([[a, b], [d, e]]), (on_scan - (c, f)).T).T)
        assert view.off < 0.01
    assert np.hypot(*(planes[0] - planes[1])[0]) < 0.1 * sheets.EM


def test_the_left_top_parts_scan_is_only_shifted(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    a, b, c, d, e, f = above[1].views[0].from_whole.matrix
    np.testing.assert_allclose((a, b, d, e), (1, 0, 0, 1), atol=1e-9)
    assert (c, f) == pytest.approx((round(c), round(f)), abs=1e-6)


def test_the_picture_of_the_whole_shows_the_scans_pixels(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    scans, mosaic = above
    whole = picture(mosaic, [scan.gray for scan in scans])
    assert whole.shape[::-1] == mosaic.image.scan_size
    x, y = (round(mosaic.views[0].from_whole.matrix[k]) for k in (2, 5))
    view = whole[100:300, 100:300]
    assert np.array_equal(view, scans[0].gray[100 + y : 300 + y, 100 + x : 300 + x])
    straight = normalize(PageImage(whole, "", scan_size=whole.shape[::-1]))
    assert len(segment(straight, load_profile()).lines) == 3 * 18


def test_a_part_inside_another_adds_nothing_to_see() -> None:
    gray = sheets.page(23)
    height, width = gray.shape
    boxes = (Box(0, 0, width, height), Box(200, 300, width - 150, height - 200))
    mosaic = made(scanned(gray, boxes, 23))
    outer = (mosaic.shown == 0).sum() / (mosaic.shown >= 0).sum()
    assert outer == 1.0
    assert len(segment(mosaic.image, load_profile()).lines) == 3 * 18


def test_one_scan_twice_is_shown_once() -> None:
    gray = sheets.page(24, rows=12)
    scan = Scanned(gray, Box(0, 0, gray.shape[1], gray.shape[0]), Transform())
    mosaic = made((scan, scan))
    assert set(np.unique(mosaic.shown)) <= {-1, 0}
    assert len(segment(mosaic.image, load_profile()).lines) == 3 * 12


def test_print_under_another_parts_black_edge_is_seen() -> None:
    scans = sheets.cut(sheets.page(25), "above", 25, overlap=9)
    edged = scans[0].gray.copy()
    edged[-70:] = 20  # the bed of the scanner over the last lines of the upper part
    mosaic = made((Scanned(edged, scans[0].box, scans[0].to_page), scans[1]))
    assert len(segment(mosaic.image, load_profile()).lines) == 3 * 18


def test_white_at_a_parts_edge_does_not_hide_another_parts_print() -> None:
    scans = sheets.cut(sheets.page(26), "above", 26, overlap=9)
    height, width = scans[1].gray.shape
    white = scans[1].gray.copy()
    lid = np.linspace(60, 10, width).astype(int)  # paper that lay crooked under the lid
    white[np.arange(height)[:, None] < lid[None, :]] = 235
    mosaic = made((scans[0], Scanned(white, scans[1].box, scans[1].to_page)))
    lines = segment(mosaic.image, load_profile()).lines
    assert len(lines) == 3 * 18
    assert min(line.box.height for line in lines) > 0.8 * sheets.EM


def test_steps_say_where_each_part_lies_and_how_well_they_agree(above: tuple[tuple[Scanned, ...], Mosaic]) -> None:
    steps = {step.name: dict(step.details) for step in above[1].image.steps}
    assert steps["part"]["source"] == "scan 1"
    assert 0 < float(steps["overlap"]["agreeing"]) <= float(steps["overlap"]["tiles"])
    assert float(steps["overlap"]["error_em"]) < 0.1
