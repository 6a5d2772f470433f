"""The stage as a whole: what holds for every page, and what is found on plain ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ocr import profile
from ocr.geometry import Box, Direction
from ocr.image.normalize import normalize
from ocr.page import Frame, Kind, Layout, PageImage
from ocr.segment import layout, segment
from ocr.segment.blocks import Found, Stack
from tests.painter.page import Painted
from tests.painter.random_page import random_page
from tests.segment.desk import EM, Desk, covered

SEEDS = (7, 14, 20)


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> tuple[Painted, PageImage, Layout]:
    painted = random_page(request.param)
    size = (painted.gray.shape[1], painted.gray.shape[0])
    page = normalize(PageImage(gray=painted.gray, source="painted", scan_size=size))
    return painted, page, segment(page, profile.load("generic-horizontal"))


def test_nearly_every_line_is_found_whole(case: tuple[Painted, PageImage, Layout]) -> None:
    painted, page, layout = case
    found = [page.to_scan.box(line.box) for line in layout.lines]
    lost = [x for x in painted.layout.lines if max(f.overlap(x.box) for f in found) < 0.6 * x.box.area]
    assert len(lost) <= 0.03 * len(painted.layout.lines)


def test_no_two_lines_share_much_area(case: tuple[Painted, PageImage, Layout]) -> None:
    boxes = [line.box for line in case[2].lines]
    assert not [(a, b) for a, b in combinations(boxes, 2) if a.overlap(b) > 0.3 * min(a.area, b.area)]


def test_every_block_holds_its_lines_and_stands_on_the_page(case: tuple[Painted, PageImage, Layout]) -> None:
    layout = case[2]
    page = Box(0, 0, *layout.size)
    assert all(block.box.contains(line.box) for block in layout.blocks for line in block.lines)
    assert all(page.contains(block.box) for block in layout.blocks)


def test_ids_are_unique_and_lines_carry_their_blocks_id(case: tuple[Painted, PageImage, Layout]) -> None:
    layout = case[2]
    names = [b.id for b in layout.blocks] + [x.id for x in layout.lines] + [f.id for f in layout.frames]
    assert len(names) == len(set(names))
    assert all(line.id.startswith(f"{block.id}-") for block in layout.blocks for line in block.lines)


def test_body_type_is_measured_to_a_twelfth(case: tuple[Painted, PageImage, Layout]) -> None:
    painted, page, layout = case
    scale = page.to_scan.matrix[0]
    assert layout.em * scale == pytest.approx(painted.layout.em, rel=1 / 12)


def test_pictures_are_found_and_hold_no_line(case: tuple[Painted, PageImage, Layout]) -> None:
    painted, page, layout = case
    found = [page.to_scan.box(picture) for picture in layout.pictures]
    for picture in painted.layout.pictures:
        assert max((f.overlap(picture) for f in found), default=0) > 0.85 * picture.area
        inner = picture.grow(-round(painted.layout.em))
        held = [x for x in layout.lines if page.to_scan.box(x.box).overlap(inner) > 0.5 * x.box.area]
        assert not held


def test_the_same_page_gives_the_same_layout_twice() -> None:
    desk = Desk()
    desk.column((80, 80), 20)
    assert desk.layout() == desk.layout()


@pytest.mark.parametrize("tone", [0, 255])
@pytest.mark.parametrize("size", [(1, 1), (700, 900)])
def test_a_page_of_one_tone_has_no_line(tone: int, size: tuple[int, int]) -> None:
    gray = np.full((size[1], size[0]), tone, np.uint8)
    page = PageImage(gray=gray, source="blank", em=float(EM), scan_size=size)
    assert segment(page, profile.load("generic-horizontal")).blocks == ()


def test_a_page_whose_type_was_not_measured_has_an_empty_layout() -> None:
    page = PageImage(gray=np.full((300, 200), 255, np.uint8), source="blank", scan_size=(200, 300))
    assert segment(page, profile.load("generic-horizontal")) == Layout((200, 300), 0.0, ())


def test_a_single_line_is_one_block() -> None:
    desk = Desk()
    line = desk.text((100, 300), "城南老街正修路灯")
    layout = desk.layout()
    assert len(layout.blocks) == len(layout.lines) == 1
    assert covered(line, layout) > 0.6


def test_a_page_of_rules_alone_has_no_line() -> None:
    desk = Desk()
    desk.rule(Box(80, 200, 1120, 203))
    desk.rule(Box(600, 300, 602, 1300))
    layout = desk.layout()
    assert layout.blocks == ()
    assert len(layout.separators) == 2


def test_a_page_of_one_picture_has_no_line() -> None:
    desk = Desk()
    box = desk.photograph(Box(100, 100, 1100, 900))
    layout = desk.layout()
    assert layout.lines == ()
    assert sum(picture.overlap(box) for picture in layout.pictures) > 0.9 * box.area


def test_columns_and_their_head_come_apart_by_size_and_gutter() -> None:
    desk = Desk()
    desk.text((170, 80), "两岸桃花照眼明", 70, "hei")
    for left in (80, 500):
        desk.column((left, 200), 20, indent=2)
    layout = desk.layout()
    assert [(b.kind, len(b.lines)) for b in layout.blocks] == [(Kind.HEADLINE, 1), (Kind.BODY, 20), (Kind.BODY, 20)]
    assert layout.em == pytest.approx(EM, rel=0.08)


def test_a_vertical_headline_beside_columns_is_one_line() -> None:
    desk = Desk()
    head = desk.upright((90, 100), "山村小学新添书桌", 60)
    for left in (200, 620):
        desk.column((left, 100), 20)
    upright = [line for line in desk.layout().lines if line.direction is Direction.VERTICAL]
    assert len(upright) == 1
    assert upright[0].box.overlap(head) > 0.8 * head.area


def test_the_innermost_frame_is_named() -> None:
    desk = Desk()
    desk.column((80, 80), 12)
    desk.frame(Box(520, 60, 1000, 500))
    desk.column((560, 100), 8)
    layout = desk.layout()
    assert [frame.id for frame in layout.frames] == ["f1"]
    assert {block.frame for block in layout.blocks if block.box.left > 500} == {"f1"}
    assert {block.frame for block in layout.blocks if block.box.left < 500} == {None}


def test_a_dotted_box_with_a_label_on_its_corner_is_a_frame() -> None:
    desk = Desk()
    desk.column((80, 80), 24)
    box = Box(600, 100, 1000, 700)
    for x in range(box.left, box.right, 14):
        for y in (box.top, box.bottom - 8):
            desk.pen.ellipse((x, y, x + 7, y + 7), fill=90)
    for y in range(box.top, box.bottom, 14):
        for x in (box.left, box.right - 8):
            desk.pen.ellipse((x, y, x + 7, y + 7), fill=90)
    desk.pen.rectangle((box.left - 4, box.top - 4, box.left + 120, box.top + 50), fill=70)
    desk.column((630, 200), 10, glyphs=12)
    layout = desk.layout()
    (frame,) = (f for f in layout.frames if not f.tinted)
    assert frame.box.overlap(box) >= 0.95 * box.area
    assert [b.frame for b in layout.blocks if b.box.left > 600 and len(b.lines) > 5] == [frame.id]


@pytest.mark.parametrize("gutter", [18, 22])
def test_a_gutter_narrower_than_a_glyph_parts_columns_of_many_lines(gutter: int) -> None:
    desk = Desk()
    columns = [desk.column((60 + number * (13 * EM + gutter), 200), 20) for number in range(3)]
    found = [line.box for line in desk.layout().lines]
    assert len(found) == 60
    assert all(
        any(max(abs(a - b) for a, b in zip(line.as_list(), box.as_list(), strict=True)) < EM for box in found)
        for column in columns
        for line in column
    )


def test_a_tag_on_a_frame_s_rim_is_no_line_of_the_column_over_it() -> None:
    lines = [Found(Box(100, top, 460, top + EM), float(EM)) for top in (100, 140, 180)]
    tag = Found(Box(200, 220, 320, 220 + EM), float(EM))
    frames = (Frame("f1", Box(150, 210, 400, 260)),)
    parts = layout._by_frame(Stack((*lines, tag), Box(100, 100, 460, 248)), frames)
    assert [part.lines for part in parts] == [tuple(lines), (tag,)]
    assert parts[0].box == Box(100, 100, 460, 180 + EM)


@pytest.mark.parametrize("lines", [5, 6])
def test_no_line_runs_over_a_dotted_rule_though_the_white_beside_it_is_too_narrow_for_a_gutter(lines: int) -> None:
    desk = Desk()
    wall = 80 + 13 * 28 + 9
    for left in (80, wall + 9):
        desk.column((left, 100), lines)
    for y in range(100, 100 + lines * 40, 6):
        desk.rule(Box(wall - 1, y, wall + 2, y + 3))
    found = [line.box for line in desk.layout().lines]
    assert len(found) == 2 * lines
    assert not any(box.left < wall - 4 and wall + 4 < box.right for box in found)


def test_a_line_of_the_body_beside_a_banner_is_no_dash_of_it_whether_a_rule_stands_between_or_not() -> None:
    for ruled in (False, True):
        desk = Desk()
        desk.text((60, 300), "酿酒总厂", 180, "hei")
        desk.column((860, 100), 12, glyphs=11)
        if ruled:
            desk.rule(Box(830, 80, 834, 600))
        assert not any(line.em > 100 and line.box.right > 860 for line in desk.layout().lines)
