"""Vertical pages are turned once and back: what is found on them lies where it was printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, PageImage, Panel, Separator
from ocr.profile import load
from ocr.segment.writing import _with_running_head as with_running_head
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


def front(across: int) -> Layout:
    """Columns of text under a rule in two pieces that do not quite meet, and over it lines printed across, with small
    print that runs down."""
    rows = [(Box(100, 60 + 40 * k, 900, 90 + 40 * k), Direction.HORIZONTAL) for k in range(across)]
    small = [(Box(920, 60, 945, 360), Direction.VERTICAL), (Box(60, 60, 85, 360), Direction.VERTICAL)]
    text = [(Box(60 + 30 * k, 420, 85 + 30 * k, 1400), Direction.VERTICAL) for k in range(29)]
    blocks = tuple(
        Block(f"b{n}", Kind.BODY, box, tuple(Line(f"b{n}-{m}", box, 25.0, way) for m in range(4)), way)
        for n, (box, way) in enumerate((*rows, *small, *text))
    )
    rules = Box(60, 400, 500, 404), Box(520, 406, 940, 410)
    separators = tuple(Separator(rule, Direction.HORIZONTAL, 4.0) for rule in rules)
    return Layout((1000, 1500), 25.0, blocks, separators, direction=Direction.VERTICAL)


def test_what_stands_over_the_text_of_a_front_page_is_its_head_when_it_is_printed_across() -> None:
    found = with_running_head(front(across=8))
    heads = [block for block in found.blocks if block.kind is Kind.RUNNING_HEAD]
    assert len(heads) == 10
    assert all(block.box.bottom < 400 for block in heads)


def test_a_banner_over_the_text_of_a_page_is_not_the_head_of_a_front_page() -> None:
    assert not any(block.kind is Kind.RUNNING_HEAD for block in with_running_head(front(across=2)).blocks)
