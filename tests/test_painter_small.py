"""Small papers of the 1930s tell the truth, and show what such papers did."""

from __future__ import annotations

import pytest

from ocr.geometry import Direction
from ocr.page import Kind
from tests.painter.page import Painted
from tests.painter.small_paper import small_paper

SEEDS = range(12)


@pytest.fixture(scope="module")
def pages() -> dict[int, Painted]:
    return {seed: small_paper(seed) for seed in SEEDS}


def test_the_same_seed_gives_the_same_page(pages: dict[int, Painted]) -> None:
    again = small_paper(3)
    assert again.truth == pages[3].truth
    assert (again.gray == pages[3].gray).all()
    assert pages[3].truth != pages[4].truth


def test_a_story_s_text_is_drawn_once_and_in_order(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        blocks = {block.id: block for block in painted.layout.blocks}
        read = {run.id: run.text for run in painted.runs}
        for article in painted.truth["articles"]:
            drawn = "".join(read[line.id] for name in article["blocks"] for line in blocks[name].lines)
            subheads = {run for name in article["heads"] for run in (read[line.id] for line in blocks[name].lines)}
            rest = drawn
            for paragraph in article["paragraphs"]:
                if paragraph in subheads or {paragraph[:2], paragraph[2:]} <= subheads:
                    continue  # no part of a column, in one piece or in two halves
                assert paragraph in rest, paragraph
                rest = rest[rest.index(paragraph) + len(paragraph) :]


def test_lines_lie_on_the_page_and_their_glyphs_have_ink(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        height, width = painted.gray.shape
        assert all(x.box.left >= 0 and x.box.right <= width for x in painted.layout.lines)
        assert all(x.box.top >= 0 and x.box.bottom <= height for x in painted.layout.lines)
        for glyph in painted.glyphs[::11]:
            b = glyph.box
            if not glyph.char.isspace():
                square = painted.gray[b.top : b.bottom, b.left : b.right].astype(int)
                assert square.max() - square.min() > 60, glyph


def test_pages_show_the_habits_of_small_papers(pages: dict[int, Painted]) -> None:
    blocks = [block for painted in pages.values() for block in painted.layout.blocks]
    assert all(painted.layout.direction is Direction.VERTICAL for painted in pages.values())
    assert any(b.kind is Kind.HEADLINE and b.direction is Direction.HORIZONTAL for b in blocks)
    assert any(b.kind is Kind.SUBHEAD and len(b.lines) == 2 for b in blocks)
    assert any(b.kind is Kind.SUBHEAD and len(b.lines) == 1 for b in blocks)
    assert {b.kind for b in blocks} >= {Kind.MASTHEAD, Kind.RUNNING_HEAD, Kind.KICKER, Kind.DECK}
    assert any(painted.layout.pictures for painted in pages.values())
    assert any("optional" in painted.truth for painted in pages.values())
    assert any(len(painted.truth["articles"]) >= 6 for painted in pages.values())
