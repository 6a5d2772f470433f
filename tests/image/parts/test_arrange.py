"""Parts of a page find their places; scans that only look alike find none."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ocr.geometry import Box, Transform
from ocr.image.parts.agree import Overlap
from ocr.image.parts.arrange import Group, Pair, arranged, find_pairs
from ocr.page import Gray
from tests.image.parts import sheets
from tests.painter.parts import ARRANGEMENTS, Scanned, scanned


def upright(gray: Gray) -> Scanned:
    return Scanned(gray, Box(0, 0, gray.shape[1], gray.shape[0]), Transform())


@pytest.mark.parametrize(("arrangement", "seed"), list(zip(ARRANGEMENTS, (1, 2, 3, 4), strict=True)))
def test_parts_that_are_turned_resized_and_darker_meet_within_a_tenth_of_a_glyph(arrangement: str, seed: int) -> None:
    scans = sheets.cut(sheets.page(seed), arrangement, seed)
    parts = sheets.ready(scans)
    (group,) = sheets.groups(parts)
    assert group.parts == tuple(range(len(scans)))
    for one, other in combinations(range(len(scans)), 2):
        both = sheets.shared(scans[one].box, scans[other].box)
        if both.width > 2 * sheets.EM and both.height > 2 * sheets.EM:
            pair = Group((one, other), group.anchor, (group.onto[one], group.onto[other]), ())
            assert sheets.torn(scans, parts, pair, both) < 0.1


def test_the_plane_does_not_depend_on_the_order_in_which_parts_are_given() -> None:
    parts = sheets.ready(sheets.cut(sheets.page(5), "above", 5))
    (forth,) = sheets.groups(parts)
    (back,) = sheets.groups(parts[::-1])
    assert (forth.anchor, back.anchor) == (0, 1)
    np.testing.assert_allclose(forth.onto[1], back.onto[0], atol=0.02 * sheets.EM)


def test_parts_that_do_not_overlap_are_pages_by_themselves() -> None:
    gray = sheets.page(6)
    height, width = gray.shape
    apart = (Box(0, 0, width, height // 2 - 20), Box(0, height // 2 + 20, width, height))
    found = sheets.groups(sheets.ready(scanned(gray, apart, 6)))
    assert [group.parts for group in found] == [(0,), (1,)]


def test_two_pages_under_one_running_head_are_two_pages() -> None:
    grays = [sheets.page(seed, head="江南日报　二〇二五年十一月五日　星期三") for seed in (7, 8)]
    found = sheets.groups(sheets.ready([upright(gray) for gray in grays]))
    assert [group.parts for group in found] == [(0,), (1,)]


def test_lines_that_differ_in_a_number_alone_do_not_shift_a_table_by_a_row() -> None:
    scans = sheets.cut(sheets.table(9), "above", 9, overlap=12)
    parts = sheets.ready(scans)
    (group,) = sheets.groups(parts)
    assert sheets.torn(scans, parts, group, sheets.shared(scans[0].box, scans[1].box)) < 0.15


def test_a_table_and_another_of_the_same_words_are_two_pages() -> None:
    found = sheets.groups(sheets.ready([upright(sheets.table(seed)) for seed in (10, 11)]))
    assert [group.parts for group in found] == [(0,), (1,)]


def test_a_part_that_lies_upside_down_is_turned_to_the_others() -> None:
    whole = sheets.page(12)
    scans = sheets.cut(whole, "above", 12)
    turned = np.ascontiguousarray(np.rot90(scans[1].gray, 2))
    height, width = turned.shape
    way = scans[1].to_page.before((-1.0, 0.0, float(width), 0.0, -1.0, float(height)))
    scans = (scans[0], Scanned(turned, scans[1].box, way))
    parts = sheets.ready(scans)
    (group,) = sheets.groups(parts)
    assert sheets.torn(scans, parts, group, sheets.shared(scans[0].box, scans[1].box)) < 0.1


def test_of_three_scans_the_two_that_overlap_are_one_page() -> None:
    first, second = sheets.cut(sheets.page(13), "beside", 13)
    found = sheets.groups(sheets.ready([first, upright(sheets.page(14, rows=12)), second]))
    assert [group.parts for group in found] == [(0, 2), (1,)]


def test_an_overlap_that_contradicts_the_others_is_left_out() -> None:
    scans = sheets.cut(sheets.page(16), "four", 16)
    parts = sheets.ready(scans)
    pairs = find_pairs(parts)
    right = arranged(parts, pairs, range(4))
    places = np.array([[100.0, 100.0], [300.0, 120.0], [120.0, 300.0], [310.0, 290.0]])
    false = Pair(0, 3, Overlap(places, places + 40, 5, 4, 0, 0.0))
    (group,) = arranged(parts, [*(pair for pair in pairs if (pair.first, pair.second) != (0, 3)), false], range(4))
    assert false not in group.pairs
    np.testing.assert_allclose(group.onto, right[0].onto, atol=0.05 * sheets.EM)


def test_a_blank_scan_overlaps_nothing() -> None:
    blank = upright(np.full((600, 500), 250, np.uint8))
    found = sheets.groups(sheets.ready([upright(sheets.page(15, rows=10)), blank]))
    assert [group.parts for group in found] == [(0,), (1,)]
