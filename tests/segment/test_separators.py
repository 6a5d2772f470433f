"""Rules are long, thin and alone; strokes of type are not."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.geometry import Box, Direction
from ocr.segment.frames import find_frames
from ocr.segment.ink import Ink, find_ink
from ocr.segment.separators import find_separators, unbroken
from tests.segment.desk import EM, Desk


def ink_of(desk: Desk) -> Ink:
    return find_ink(np.array(desk.picture), float(EM))


def test_rules_of_both_directions_are_found_with_their_weight() -> None:
    desk = Desk()
    flat = desk.rule(Box(80, 300, 1100, 306))
    tall = desk.rule(Box(600, 400, 603, 1300))
    rules, mask = find_separators(ink_of(desk))
    assert [r.direction for r in rules] == [Direction.HORIZONTAL, Direction.VERTICAL]
    assert [r.weight for r in rules] == pytest.approx([6, 3], abs=2)
    assert all(r.box.overlap(b) > 0.8 * b.area for r, b in zip(rules, (flat, tall), strict=True))
    assert np.count_nonzero(mask) == flat.area + tall.area


def test_a_broken_rule_is_one() -> None:
    desk = Desk()
    for left in range(80, 1000, 200):
        desk.rule(Box(left, 300, left + 170, 303))
    rules, _ = find_separators(ink_of(desk))
    assert [(r.box.left, r.box.right) for r in rules] == [(80, 1050)]


@pytest.mark.parametrize("thick", [4, 9])
@pytest.mark.parametrize("last", [3, 4])
def test_a_rule_goes_on_to_its_end_where_glyphs_stand_on_it_on_one_side(thick: int, last: int) -> None:
    right = 6 * EM * 6 + last * EM
    desk = Desk()
    desk.rule(Box(80, 300, right, 300 + thick))
    for left in range(right - last * EM, right, EM):
        desk.rule(Box(left, 300 - EM, left + EM // 2, 301))
    flat = [r.box for r in find_separators(ink_of(desk))[0] if r.direction is Direction.HORIZONTAL]
    assert [(box.left, box.right) for box in flat] == [(80, right)]


@pytest.mark.parametrize("thick", [9, 11])
def test_a_rule_is_one_though_a_headline_stands_on_its_middle(thick: int) -> None:
    desk = Desk()
    desk.rule(Box(80, 300, 1100, 300 + thick))
    for left in range(460, 700, EM):
        desk.rule(Box(left, 300 - EM, left + EM // 2, 301))
    flat = [r.box for r in find_separators(ink_of(desk))[0] if r.direction is Direction.HORIZONTAL]
    assert [(box.left, box.right) for box in flat] == [(80, 1100)]


def test_long_strokes_of_a_headline_are_no_rules() -> None:
    desk = Desk()
    desk.text((80, 80), "三十里王二小一", 150, "hei")
    assert find_separators(ink_of(desk))[0] == ()


def test_text_beside_a_rule_keeps_its_strokes() -> None:
    desk = Desk()
    desk.column((80, 100), 10)
    before = np.count_nonzero(ink_of(desk).mask)
    rule = desk.rule(Box(480, 80, 482, 600))
    ink = ink_of(desk)
    _, mask = find_separators(ink)
    assert np.count_nonzero(ink.mask & ~mask) == before
    assert np.count_nonzero(mask) == rule.area


@pytest.mark.parametrize("turned", [False, True])
def test_frames_side_by_side_keep_their_own_rules_and_a_rule_that_broke_off_between_two_columns_is_one(
    turned: bool,
) -> None:
    boxes = [(80, 200, 480, 203), (80, 600, 480, 603), (510, 300, 910, 303), (510, 600, 910, 603)]
    boxes += [(80, 200, 83, 603), (477, 200, 480, 603), (510, 300, 513, 603), (907, 300, 910, 603)]
    boxes += [(80, 800, 480, 803), (510, 800, 910, 803), (477, 650, 480, 770)]
    desk = Desk()
    for a, b, c, d in boxes:
        desk.rule(Box(b, a, d, c) if turned else Box(a, b, c, d))
    rules, _ = find_separators(ink_of(desk))
    along = Direction.VERTICAL if turned else Direction.HORIZONTAL
    found = sorted(
        (r.box.top, r.box.bottom) if turned else (r.box.left, r.box.right) for r in rules if r.direction is along
    )
    assert found == pytest.approx(np.array([(80, 480), (80, 480), (80, 910), (510, 910), (510, 910)]), abs=2)
    assert len(find_frames(rules, (), float(EM))) == 2


def test_a_thin_rule_is_one_though_a_thick_bar_runs_close_beside_it() -> None:
    desk = Desk()
    thin = desk.rule(Box(80, 300, 1100, 304))
    for left in range(80, 1100, 240):  # print leaves it neither straight nor even
        desk.rule(Box(left, 303, left + 120, 306))
    desk.rule(Box(80, 314, 1100, 340))
    assert any(r.box.overlap(thin) > 0.9 * thin.area and r.box.bottom < 312 for r in find_separators(ink_of(desk))[0])


def test_an_upright_rule_that_leans_and_is_broken_is_whole_where_lines_are_parted() -> None:
    mask = np.zeros((400, 60), np.uint8)
    for k, top in enumerate(range(20, 360, 60)):
        mask[top : top + 36, 20 + k : 23 + k] = 255
    assert (unbroken(mask, 35.0)[20:356] > 0).any(axis=1).all()
    assert not (unbroken(mask, 35.0)[:, 34:] > 0).any()


@pytest.mark.parametrize(("thick", "gap", "thin", "lean"), [(10, 4, 4, 4), (12, 4, 4, 6), (10, 6, 6, 8)])
def test_a_thick_and_a_thin_rule_side_by_side_are_found_from_end_to_end(
    thick: int, gap: int, thin: int, lean: int
) -> None:
    desk = Desk()
    for top, weight in ((300, thick), (300 + thick + gap, thin)):
        for part in range(lean):
            left, length = 80 + part * 1020 // lean, 1020 // lean + 1
            desk.rule(Box(left, top + part, left + length, top + part + weight))
    rules, _ = find_separators(ink_of(desk))
    assert len([r for r in rules if r.box.left <= 84 and r.box.right >= 1090]) == 2


def test_a_short_rule_by_itself_is_found_and_a_dash_in_a_line_is_not() -> None:
    desk = Desk()
    for left in (80, 640):
        desk.column((left, 100), 4)
    rule = desk.rule(Box(220, 300, 320, 303))
    desk.column((80, 340), 4)
    desk.rule(Box(646 + 13 * EM, 100 + EM // 2, 646 + 16 * EM, 102 + EM // 2))
    rules, mask = find_separators(ink_of(desk))
    assert [r.box for r in rules] == [rule]
    assert np.count_nonzero(mask) == rule.area


def test_a_short_rule_in_shreds_with_dirt_beside_it_is_found_and_two_dashes_in_a_line_are_not() -> None:
    desk = Desk()
    for left in (80, 640):
        desk.column((left, 100), 4)
    shreds = [desk.rule(Box(220, 300, 270, 303)), desk.rule(Box(276, 300, 320, 303))]
    desk.rule(Box(324, 300, 327, 302))
    desk.column((80, 303 + round(0.4 * EM)), 4)
    for left in (646 + 13 * EM, 646 + 15 * EM):
        desk.rule(Box(left, 100 + EM // 2, left + 2 * EM - 6, 102 + EM // 2))
    rules, _ = find_separators(ink_of(desk))
    assert [r.box for r in rules] == [Box.around(shreds)]
