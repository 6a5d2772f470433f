"""The painter tells the truth: what it draws, lays out and writes down agree."""

from __future__ import annotations

from itertools import combinations

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.degrade import STYLES, degrade
from tests.painter.oracle import Oracle
from tests.painter.page import Painted
from tests.painter.random_page import random_page
from tests.painter.typeset import CLOSING, OPENING

SEEDS = range(100)


@pytest.fixture(scope="module")
def pages() -> dict[int, Painted]:
    return {seed: random_page(seed) for seed in SEEDS}


def _body_text(painted: Painted, article: dict[str, object]) -> str:
    blocks = {block.id: block for block in painted.layout.blocks}
    read = {run.id: run.text for run in painted.runs}
    return "".join(read[line.id] for name in article["blocks"] for line in blocks[name].lines)  # type: ignore[attr-defined]


def _bare(text: str) -> str:
    return "".join(text.split())


def test_every_character_of_a_body_is_drawn_once_and_in_order(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        for article in painted.truth["articles"]:
            drawn = _bare(_body_text(painted, article))
            for said in (article["jump_from"], article["jump_to"]):
                drawn = drawn.replace(_bare(said), "", 1)
            told = _bare("".join(article["paragraphs"]))
            assert told in drawn
            assert len(drawn) - len(told) <= len(_bare(article["byline"])) + 2


def test_breaks_stand_at_the_seams_between_segments(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        for article in painted.truth["articles"]:
            told = _bare("".join(article["paragraphs"]))
            assert len(article["breaks"]) < max(1, len(article["segments"]))
            for before, after in article["breaks"]:
                assert _bare(before + after) in told


def test_lines_and_blocks_lie_inside_the_page_and_lines_inside_their_blocks(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        page = Box(0, 0, *painted.layout.size)
        for block in painted.layout.blocks:
            assert page.contains(block.box)
            assert all(block.box.contains(line.box) for line in block.lines)


def test_no_two_blocks_overlap(pages: dict[int, Painted]) -> None:
    for seed, painted in pages.items():
        for one, two in combinations(painted.layout.blocks, 2):
            assert one.box.overlap(two.box) == 0, (seed, one, two)


def test_no_block_overlaps_a_picture_or_a_rule(pages: dict[int, Painted]) -> None:
    for seed, painted in pages.items():
        for block in painted.layout.blocks:
            assert all(block.box.overlap(picture) == 0 for picture in painted.layout.pictures), (seed, block)
            assert all(block.box.overlap(rule.box) == 0 for rule in painted.layout.separators), (seed, block)


def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(pages: dict[int, Painted]) -> None:
    for painted in pages.values():
        runs = {run.id: run.text for run in painted.runs}
        for block in painted.layout.blocks:
            if block.kind is not Kind.BODY:
                continue
            for line in block.lines[1:]:
                assert runs[line.id][0] not in CLOSING
            assert all(runs[line.id][-1] not in OPENING for line in block.lines)


def test_the_same_seed_gives_the_same_page() -> None:
    one, two = random_page(7), random_page(7)
    assert one.truth == two.truth
    assert one.runs == two.runs
    assert (one.gray == two.gray).all()


@pytest.mark.parametrize("style", STYLES)
def test_the_oracle_reads_a_degraded_page_through_its_transform(style: str, pages: dict[int, Painted]) -> None:
    painted = pages[3]
    gray, transform = degrade(painted.gray, style, 5)
    runs = Oracle(painted).recognize(painted.gray, painted.layout.lines)
    assert [run.text for run in runs] == [run.text for run in painted.runs]
    assert gray.dtype == painted.gray.dtype
    assert abs(gray.shape[0] - painted.gray.shape[0]) < 0.2 * painted.gray.shape[0]
    del transform


def test_noise_changes_about_the_share_of_characters_asked_for(pages: dict[int, Painted]) -> None:
    painted = pages[3]
    runs = Oracle(painted, rate=0.1, seed=1).recognize(painted.gray, painted.layout.lines)
    wrong = sum(a.text != b.text for a, b in zip(runs, painted.runs, strict=True))
    assert 0.3 * len(runs) < wrong < len(runs)
