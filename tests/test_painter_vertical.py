"""Vertical pages tell the truth as horizontal ones do, and look as old papers look."""

from __future__ import annotations

from itertools import combinations

import pytest

from ocr.geometry import Box, Direction
from ocr.page import Kind
from tests.painter.oracle import Oracle
from tests.painter.page import Painted
from tests.painter.random_page import random_page
from tests.painter.traditional import old_style

SEEDS = range(10)


@pytest.fixture(scope="module")
def pages() -> dict[int, Painted]:
    return {seed: random_page(seed, "vertical") for seed in SEEDS}


def test_every_character_of_a_body_is_drawn_once_and_in_order(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        blocks = {block.id: block for block in painted.layout.blocks}
        read = {run.id: run.text for run in painted.runs}
        for article in painted.truth["articles"]:
            drawn = "".join(read[line.id] for name in article["blocks"] for line in blocks[name].lines)
            drawn = "".join(drawn.split()).replace(article["jump_from"], "", 1)
            assert "".join("".join(article["paragraphs"]).split()) in drawn


def test_lines_of_a_body_run_down_and_follow_from_right_to_left(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        assert painted.layout.direction is Direction.VERTICAL
        for block in painted.layout.blocks:
            if block.kind is Kind.BODY:
                assert all(line.direction is Direction.VERTICAL for line in block.lines)
                rights = [line.box.right for line in block.lines]
                assert rights == sorted(rights, reverse=True)


def test_blocks_lie_on_the_page_and_on_nothing_else(pages: dict[int, Painted]) -> None:
    for seed, painted in pages.items():
        page = Box(0, 0, *painted.layout.size)
        things = [*painted.layout.pictures, *(rule.box for rule in painted.layout.separators)]
        assert painted.gray.shape == painted.layout.size[::-1]
        for block in painted.layout.blocks:
            assert page.contains(block.box)
            assert all(block.box.contains(line.box) for line in block.lines)
            assert all(block.box.overlap(thing) == 0 for thing in things), (seed, block)
        for one, two in combinations(painted.layout.blocks, 2):
            assert one.box.overlap(two.box) == 0, (seed, one, two)


def test_every_character_has_ink_in_its_square(pages: dict[int, Painted]) -> None:
    for painted in list(pages.values())[:6]:
        for glyph in painted.glyphs[::7]:
            if glyph.char.isspace():
                continue
            b = glyph.box
            square = painted.gray[b.top : b.bottom, b.left : b.right].astype(int)
            assert square.max() - square.min() > 60, (glyph, painted.layout.em)


def test_the_oracle_reads_what_was_painted_from_the_left_where_lines_are_printed_across(
    pages: dict[int, Painted],
) -> None:
    for painted in list(pages.values())[:6]:
        runs = Oracle(painted).recognize(painted.gray, painted.layout.lines)
        assert [run.text for run in runs] == [run.text.strip() for run in painted.runs]
    names = {a["title"] for painted in pages.values() for a in painted.truth["articles"]}
    across = [
        run.text for painted in pages.values() for run in painted.runs
        if run.line is not None and run.line.direction is Direction.HORIZONTAL
    ]  # fmt: skip
    assert any(text[::-1] in names for text in across)


def test_pages_show_the_habits_of_old_papers(pages: dict[int, Painted]) -> None:
    layouts = [painted.layout for painted in pages.values()]
    blocks = [block for layout in layouts for block in layout.blocks]
    assert any(b.kind is Kind.HEADLINE and b.direction is Direction.HORIZONTAL for b in blocks)
    assert any(b.kind is Kind.HEADLINE and b.direction is Direction.VERTICAL for b in blocks)
    assert any(b.kind is Kind.RUNNING_HEAD and b.direction is Direction.HORIZONTAL for b in blocks)
    assert any("optional" in painted.truth for painted in pages.values())
    assert any(layout.pictures for layout in layouts)
    assert {frame.tinted for layout in layouts for frame in layout.frames} == {True, False}
    assert any(layout.separators for layout in layouts)


def test_the_same_seed_gives_the_same_page() -> None:
    one, two = random_page(5, "vertical"), random_page(5, "vertical")
    assert one.truth == two.truth
    assert (one.gray == two.gray).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("记者说：“好。”", "記者說：「好。」"),
        ("12.5%的人", "百分之十二點五的人"),
        ("7月30日，20个", "七月三十日，二十個"),
        ("2016年有360人", "二〇一六年有三六〇人"),
        ("PM2", "ＰＭ二"),
    ],
)
def test_an_old_paper_s_words(text: str, told: str) -> None:
    assert old_style(text) == told
