"""Vertical pages are turned once and back: what is found on them lies where it was printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, PageImage, Panel, Separator
from ocr.profile import load
from ocr.segment.writing import main_direction, segment, turned, turned_back
from tests.painter.page import Painted
from tests.painter.random_page import random_page


@pytest.fixture(scope="module")
def page() -> Painted:
    return random_page(5, "vertical")


@pytest.fixture(scope="module")
def found(page: Painted) -> Layout:
    return segment(image_of(page), load())


def image_of(page: Painted) -> PageImage:
    return PageImage(page.gray, "x", em=page.layout.em, scan_size=page.layout.size)


def test_what_was_turned_comes_back_where_it_was() -> None:
    image = PageImage(np.zeros((300, 200), np.uint8), "x", em=20.0, panels=(Panel(Box(10, 20, 60, 90), True),))
    box = turned(image).panels[0].box
    line = Line("l", box, 20.0)
    block = Block("b", Kind.BODY, box, (line,))
    rule = Separator(box, Direction.HORIZONTAL, 3.0)
    layout = Layout(turned(image).size, 20.0, (block,), (rule,), (Frame("f", box),), (box,))
    back = turned_back(layout, image.size)
    boxes = [back.blocks[0].box, back.lines[0].box, back.separators[0].box, back.frames[0].box, back.pictures[0]]
    assert all(b == image.panels[0].box for b in boxes)
    assert {back.direction, back.blocks[0].direction, back.lines[0].direction, back.separators[0].direction} == {
        Direction.VERTICAL
    }
    assert back.size == image.size


def test_the_profile_overrules_what_is_found(page: Painted) -> None:
    image = image_of(page)
    assert main_direction(image, load()) is Direction.VERTICAL
    assert main_direction(image, replace(load(), direction="horizontal")) is Direction.HORIZONTAL
    assert main_direction(replace(image, em=0.0), load()) is Direction.HORIZONTAL


def test_columns_of_a_vertical_page_are_found_line_by_line(page: Painted, found: Layout) -> None:
    assert found.direction is Direction.VERTICAL
    assert found.size == page.layout.size
    true = [line.box for block in page.layout.blocks if block.kind is Kind.BODY for line in block.lines]
    boxes = [line.box for line in found.lines if line.direction is Direction.VERTICAL]
    hit = [any(b.overlap(t) > 0.6 * t.area and b.overlap(t) > 0.6 * b.area for b in boxes) for t in true]
    assert sum(hit) > 0.85 * len(true)


def test_a_running_head_across_the_top_is_furniture_and_no_headline() -> None:
    page = next(p for p in (random_page(seed, "vertical") for seed in range(10)) if _strip(p))
    found = segment(image_of(page), load())
    strip = Box.around(_strip(page))
    inside = [b for b in found.blocks if strip.grow(4).contains(b.box)]
    assert inside
    assert all(b.kind is Kind.RUNNING_HEAD for b in inside)
    assert sum(b.direction is Direction.HORIZONTAL and b.box.width > 2.5 * found.em for b in inside) >= 3


def _strip(page: Painted) -> list[Box]:
    heads = [b for b in page.layout.blocks if b.kind is Kind.RUNNING_HEAD and b.direction is Direction.HORIZONTAL]
    return [b.box for b in heads]
