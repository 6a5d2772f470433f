"""The figures themselves are held to pages whose figures are known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocr.engines.tesseract import Tesseract
from ocr.evaluate import PageText, from_json, measure
from ocr.geometry import Box
from ocr.page import Kind, Line, Run
from tests.evaluate.texts import PAGE
from tests.figures.features import features
from tests.figures.found import compare, show, total
from tests.figures.ink import by_ink
from tests.figures.painted import Outcome, by_feature, outcomes, worst
from tests.figures.ranks import Ranked, ranked, spoilt
from tests.figures.remember import Remembering
from tests.figures.shared import missed
from tests.figures.stages import STAGES, Made
from tests.figures.table import Row, table
from tests.painter.page import Painted
from tests.painter.random_page import random_page


@pytest.fixture(scope="module")
def page() -> Painted:
    return random_page(1)


def test_the_painted_layout_compared_with_itself_has_no_fault(page: Painted) -> None:
    found = compare(page, page.layout, ())
    assert found.glyphs > 1000
    assert (found.missed, found.twice, found.mixed_lines, found.mixed_blocks) == (0, 0, 0, 0)
    assert found.kind_right == 1


def test_a_layout_with_two_stories_in_a_block_and_a_line_missing_is_found_out(page: Painted) -> None:
    bodies = [b for b in page.layout.blocks if b.kind is Kind.BODY]
    first, last = bodies[0], bodies[-1]
    joined = replace(first, kind=Kind.CAPTION, lines=(*first.lines[1:], *last.lines))
    blocks = tuple(joined if b is first else b for b in page.layout.blocks if b is not last)
    found = compare(page, replace(page.layout, blocks=blocks), ())
    assert found.missed == sum(g.line_id == first.lines[0].id and g.char != " " for g in page.glyphs)
    assert found.mixed_blocks == 1
    assert found.kinds["body", "caption"] > 0
    assert "body as caption" in show("page", total([found, found]), 2)


def test_marks_are_boxed_where_their_ink_is(page: Painted) -> None:
    pairs = list(zip(page.glyphs, by_ink(page).glyphs, strict=True))
    stops = [(cell.box, ink.box) for cell, ink in pairs if cell.char == "。"]
    assert stops
    assert all(cell.contains(ink) and ink.width < 0.7 * cell.width for cell, ink in stops)
    strokes = [(cell.box, ink.box) for cell, ink in pairs if cell.char == "一"]
    assert strokes
    assert all(cell.contains(ink) and ink.height < 0.4 * cell.height for cell, ink in strokes)
    assert all(cell == ink for cell, ink in pairs if "一" < cell.char <= "龥")


def test_a_stage_that_crashes_counts_as_a_page_lost_and_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(painted: Painted, seed: int) -> Made:
        raise RecursionError("too deep")

    monkeypatch.setitem(STAGES, "order", crash)
    (outcome,) = outcomes([1], ["order"], jobs=1)
    assert outcome.report.lost.value == 1
    assert outcome.failure.startswith("RecursionError: too deep (test_figures.py:")


def test_the_worst_page_comes_first_and_pages_without_a_fault_are_left_out() -> None:
    right, wrong = measure(PAGE, PAGE), measure(PAGE, PageText())
    found = [Outcome("order", seed, ("frame",), r, 0.0) for seed, r in ((1, right), (2, wrong), (3, right))]
    assert [row.name for row in worst(found, 5)] == ["seed 2"]
    assert [(row.name, row.report.pages) for row in by_feature(found)] == [("frame", 3)]


def test_a_table_has_a_line_for_each_row_with_its_figures() -> None:
    lines = table("pages", [Row("a page", measure(PAGE, PAGE), "a note")]).splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("a page")
    assert lines[2].endswith("a note")
    assert "1.000" in lines[2]


def test_a_page_without_anything_special_is_plain(page: Painted) -> None:
    bare = replace(page.layout, blocks=(), frames=(), pictures=(), em=30.0)
    assert features(replace(page, layout=bare, truth={**page.truth, "articles": []})) == ("plain",)
    assert "plain" not in features(page)


def test_targets_are_missed_by_name() -> None:
    figures = {"article_cer": 0.03, "articles": 1.0, "titles": 0.9, "seams": 1.0}
    assert missed("made-feature-scan", figures, "tesseract") == ("article_cer", "titles")
    assert missed("made-feature-old", figures, "tesseract") == ()
    assert missed("made-feature-old", figures, "auto") == ("article_cer", "titles")
    assert missed("another", figures) is None


def test_a_crop_is_read_once_and_remembered_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def recognize(engine: Tesseract, gray: object, lines: list[Line]) -> tuple[Run, ...]:
        asked.append(len(lines))
        return tuple(Run(line.id, "桥", "桥 ", 0.5, (0.5,), line) for line in lines)

    monkeypatch.setattr(Tesseract, "recognize", recognize)
    monkeypatch.setattr("tests.figures.remember._version", lambda lang: lang)
    gray = np.random.default_rng(1).integers(0, 255, (60, 200), dtype=np.uint8)
    lines = [Line("l1", Box(10, 10, 90, 40), 30.0), Line("l2", Box(100, 10, 190, 40), 30.0)]
    engine = Remembering(tmp_path, "chi_sim", 1.0)
    engine.recognize(gray, lines[:1])
    runs = engine.recognize(gray, [replace(lines[1], id="x"), lines[0]])
    assert [(run.id, run.text, run.raw, run.confidence) for run in runs] == [
        ("x", "桥", "桥 ", 0.5),
        ("l1", "桥", "桥 ", 0.5),
    ]
    assert runs[0].line is not None
    assert runs[0].line.id == "x"
    engine.recognize(gray, lines)
    assert asked == [1, 1, 0]


def test_two_rankings_of_outputs_are_compared_pair_by_pair() -> None:
    assert ranked([1, 2, 3], [10, 20, 30]) == Ranked(alike=3)
    assert ranked([1, 2, 3], [30, 20, 20]) == Ranked(opposed=2, tied=1)
    assert ranked([1, 2], [2, 1]).gamma == -1
    assert ranked([], []).gamma == 0


def test_every_fault_that_is_put_into_a_truth_shows_in_the_figures(page: Painted) -> None:
    truth = from_json(page.truth)
    made = {name: measure(truth, from_json(output)) for name, output in spoilt(page.truth)}
    assert made.pop("right").article_cer.value == 0
    assert all(report.article_cer.value > 0 for report in made.values())
    assert made["two merged"].merges > 0
    assert made["one split"].splits > 0
    assert made["ends lost"].lost.value > 0
    assert made["said twice"].repeated.value > 0
    assert made["out of order"].gap > 0
