"""The painter tells the truth: what it draws, lays out and writes down agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from ocr.errors import DependencyError
from ocr.geometry import Box, Direction, Transform
from ocr.page import Kind
from tests.painter import fonts
from tests.painter.degrade import STYLES, degrade
from tests.painter.news import stock
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


def test_the_oracle_reads_what_was_painted(pages: dict[int, Painted]) -> None:
    for painted in list(pages.values())[:12]:
        runs = Oracle(painted).recognize(painted.gray, painted.layout.lines)
        assert [run.text for run in runs] == [run.text.strip() for run in painted.runs]


def _found(transform: Transform, box: Box) -> Box:
    """Where a box of the clean page lies on the degraded one: the transform's inverse, by fixed-point iteration."""
    corners = np.array(
        [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)], dtype=np.float64
    )
    at = corners.copy()
    for _ in range(40):
        at += corners - transform.points(at)
    low, high = at.min(axis=0), at.max(axis=0)
    return Box(round(low[0]), round(low[1]), round(high[0]), round(high[1]))


@pytest.mark.parametrize("style", STYLES)
def test_the_oracle_reads_a_degraded_page_through_its_transform(style: str, pages: dict[int, Painted]) -> None:
    painted = pages[3]
    gray, transform = degrade(painted.gray, style, 5)
    lines = [replace(line, box=_found(transform, line.box)) for line in painted.layout.lines if line.box.width < 300]
    runs = Oracle(painted, transform).recognize(gray, lines)
    true = {run.id: run.text for run in painted.runs}
    right = sum(run.text == true[run.id].strip() for run in runs)
    assert right > 0.97 * len(lines)


@pytest.mark.parametrize("style", STYLES)
def test_ink_stands_where_the_transform_says(style: str, pages: dict[int, Painted]) -> None:
    painted = pages[3]
    gray, transform = degrade(painted.gray, style, 8)
    inked = [g.box for g in painted.glyphs if "一" < g.char <= "龥"][::40]
    dark = [gray[b.top : b.bottom, b.left : b.right].min() for b in (_found(transform, box) for box in inked)]
    paper = float(np.median(gray))
    assert np.mean([value < paper - 70 for value in dark]) > 0.98


@pytest.mark.parametrize("style", STYLES)
def test_degrading_twice_with_one_seed_gives_the_same_page(style: str, pages: dict[int, Painted]) -> None:
    one, way = degrade(pages[3].gray, style, 9)
    two, _ = degrade(pages[3].gray, style, 9)
    assert (one == two).all()
    assert abs(one.shape[0] - pages[3].gray.shape[0]) < 0.25 * one.shape[0]
    assert (way == Transform()) == (style == "clean")


def test_an_unknown_style_and_an_unknown_direction_are_refused(pages: dict[int, Painted]) -> None:
    with pytest.raises(ValueError, match="none of"):
        degrade(pages[3].gray, "wet", 0)
    with pytest.raises(ValueError, match="sideways"):
        random_page(1, "sideways")


def test_no_sentence_stands_twice_but_the_refrain(pages: dict[int, Painted]) -> None:
    refrains = tuple(text.split("{")[0].rstrip("。") for text in stock()["refrains"])
    for painted in pages.values():
        said = [p for a in painted.truth["articles"] for p in a["paragraphs"]]
        sentences = Counter(s for p in said for s in p.split("。") if len(s) > 14)
        assert all(count == 1 or text.startswith(refrains) for text, count in sentences.items())


def test_pages_show_every_habit_that_a_rule_could_trip_over(pages: dict[int, Painted]) -> None:
    articles = [article for painted in pages.values() for article in painted.truth["articles"]]
    layouts = [painted.layout for painted in pages.values()]
    blocks = [block for layout in layouts for block in layout.blocks]
    assert {a[key] != "" for a in articles for key in ("kicker", "subtitle", "byline", "jump_to", "jump_from")} == {
        True,
        False,
    }
    assert any(article["truncated"] for article in articles)
    assert any(line.inverted for layout in layouts for line in layout.lines)
    assert {frame.tinted for layout in layouts for frame in layout.frames} == {True, False}
    assert any(b.kind is Kind.HEADLINE and b.direction is Direction.VERTICAL for b in blocks)
    assert {Kind.BANNER, Kind.NOTE, Kind.CAPTION, Kind.MASTHEAD, Kind.CREDIT, Kind.KICKER} <= {b.kind for b in blocks}
    assert {len(layout.separators) <= 2 for layout in layouts} == {True, False}


def test_a_missing_font_is_named_with_the_packages_that_bring_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path,))
    with pytest.raises(DependencyError, match=r"Noto Serif CJK SC.*apt-get install fonts-noto-cjk"):
        fonts.locate.__wrapped__("song")


def test_noise_changes_about_the_share_of_characters_asked_for(pages: dict[int, Painted]) -> None:
    painted = pages[3]
    runs = Oracle(painted, rate=0.1, seed=1).recognize(painted.gray, painted.layout.lines)
    wrong = sum(a.text != b.text for a, b in zip(runs, painted.runs, strict=True))
    assert 0.3 * len(runs) < wrong < len(runs)
