"""hOCR: how its elements nest, and boxes by which each line is found once, whatever the tilt of the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from lxml import etree

from ocr.formats import FORMATS
from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Block, Kind, Layout, Line, Page, Paragraph
from tests.formats import documents
from tests.formats.sample import PAGE, run

OBJECTS_TO = 0.2
"""What two lines, paragraphs or areas may share of the larger one before hocr-tools' hocr-check objects."""


def written(page: Page) -> etree._Element:
    return documents.parsed(FORMATS["hocr"].write(page))


def classed(root: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def boxes(root: etree._Element, name: str) -> Iterator[Box]:
    for each in classed(root, name):
        for found in re.findall(r"bbox (\d+) (\d+) (\d+) (\d+)", each.get("title", "")):
            yield Box(*map(int, found))


def shared(found: Iterator[Box]) -> float:
    return max((a.overlap(b) / max(a.area, b.area) for a, b in combinations(found, 2)), default=0.0)


def columns(tilt: float, *, count: int = 12, length: int = 40, direction: Direction = Direction.VERTICAL) -> Page:
    """Lines of 40 glyphs close to each other, a paragraph and a block of every three, on a scan tilted by degrees."""
    blocks, paragraphs = [], []
    for number in range(0, count, 3):
        lines = []
        for k in range(number, number + 3):
            box = Box(100 + 26 * k, 100, 100 + 26 * k + 24, 100 + 24 * length)
            if direction is Direction.HORIZONTAL:
                box = Box(box.top, box.left, box.bottom, box.right)
            lines.append(Line(f"b{number:02d}-l{k:02d}", box, 24, direction))
        blocks.append(
            Block(f"b{number:02d}", Kind.BODY, Box.around(line.box for line in lines), tuple(lines), direction)
        )
        runs = tuple(run(line, "渠" * length) for line in lines)
        paragraphs.append(Paragraph(Kind.BODY, "渠" * 3 * length, runs))
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    return replace(
        PAGE,
        size=(1400, 1400),
        direction=direction,
        to_scan=Transform((cos, -sin, 120.0, sin, cos, 20.0)),
        articles=(Article("a01", title="", paragraphs=tuple(paragraphs)),),
        furniture=(),
        unplaced=(),
        layout=Layout((1200, 1200), 24, tuple(blocks), direction=direction),
    )


def test_hocr_nests_page_area_paragraph_line_and_word() -> None:
    root = written(PAGE)
    order = ["ocr_page", "ocr_carea", "ocr_par", "ocr_line", "ocrx_word"]
    for outer, inner in pairwise(order):
        for each in root.iter():
            if inner in each.get("class", "").split():
                above = [a.get("class", "").split() for a in each.iterancestors()]
                assert any(outer in names for names in above)
    stated = next(m.get("content") for m in documents.named(root, "meta") if m.get("name") == "ocr-capabilities")
    used = {name for each in root.iter() for name in each.get("class", "").split() if name.startswith("ocr")}
    assert used <= set(stated.split())


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("tilt", [0.0, 0.7, -2.0, 5.0])
def test_no_line_paragraph_or_area_covers_another_on_a_tilted_page(tilt: float, direction: Direction) -> None:
    page = columns(tilt, direction=direction)
    upright = [page.to_scan.box(line.box) for line in page.layout.lines] if page.layout else []
    assert (shared(iter(upright)) > OBJECTS_TO) == bool(tilt)  # without it there would be nothing to see
    root = written(page)
    for name in ("ocr_line", "ocr_par", "ocr_carea"):
        assert shared(boxes(root, name)) <= OBJECTS_TO
    assert len(list(boxes(root, "ocr_line"))) == len(upright)
    assert "".join(root.itertext()).count("渠") == 12 * 40


def test_a_line_that_was_cut_keeps_its_middle_and_its_words_stand_in_it() -> None:
    page = columns(0.7)
    assert page.layout is not None
    root = written(page)
    for line, cut in zip(page.layout.lines, boxes(root, "ocr_line"), strict=True):
        upright = page.to_scan.box(line.box)
        assert upright.contains(cut)
        assert cut.left <= upright.center[0] < cut.right
        assert (cut.top, cut.bottom) == (upright.top, upright.bottom)
    for element in classed(root, "ocr_line"):
        [line_box] = list(boxes(element, "ocr_line"))
        assert all(line_box.contains(word) for word in boxes(element, "ocrx_word"))


def test_a_page_whose_lines_stand_apart_is_written_with_their_own_boxes() -> None:
    page = columns(0.0)
    assert page.layout is not None
    root = written(page)
    assert list(boxes(root, "ocr_line")) == [page.to_scan.box(line.box) for line in page.layout.lines]
    assert len(list(boxes(root, "ocr_carea"))) == len(classed(root, "ocr_carea")) == 4
