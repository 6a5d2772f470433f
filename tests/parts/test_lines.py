"""A line that several scans show is read from each of them; the surer reading stays, the others are listed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from ocr import pipeline
from ocr.geometry import Box, Direction, Transform
from ocr.image.parts.mosaic import Mosaic, View
from ocr.options import Options
from ocr.page import Block, Kind, Layout, Line, PageImage, Removal, Run
from ocr.parts.lines import DeniedError, Overlapping, worth

TEXTS = ("村口的老水渠重新通了水", "夜里又能听见水声", "睡得比往年踏实多了", "今年种稻的人家多了四十户", "一直追到桥头")
Read = Mapping[str, tuple[str, float]]


def lines() -> tuple[Line, ...]:
    """Five lines under one another, one every 40 pixels."""
    return tuple(Line(f"l{n}", Box(20, 20 + 40 * n, 260, 40 + 40 * n), 20.0) for n in range(len(TEXTS)))


def view(name: str, top: int, bottom: int, right: int = 300) -> View:
    shape = (bottom - top, right)
    gray = np.full(shape, 255, np.uint8)
    return View(name, gray, np.full(shape, 255, np.uint8), Box(0, top, right, bottom), Transform(), 0.0)


def mosaic(*views: View) -> Mosaic:
    image = PageImage(np.full((240, 300), 255, np.uint8), "whole", em=20.0, scan_size=(300, 240))
    return Mosaic(image, views, np.zeros((240, 300), np.int8))


def read(
    parts: Mosaic, answers: Read, monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[Run, ...], tuple[Removal, ...], set[str]]:
    """The kept runs, the removals, and the names under which lines were asked for. answers: text and confidence by
    name, where they differ from what stands there."""
    asked: set[str] = set()

    def recognised(image: PageImage, layout: Layout, options: Options) -> tuple[None, tuple[Run, ...]]:
        runs = []
        for line in layout.lines:
            text, sure = answers.get(line.id, (TEXTS[int(line.id[-1])], 0.9))
            assert Box(0, 0, *image.size).contains(line.box)
            runs.append(Run(line.id, text, text, sure, (sure,) * len(text), line))
            asked.add(line.id)
        return None, tuple(runs)

    monkeypatch.setattr(pipeline, "recognised", recognised)
    block = Block("b0", Kind.BODY, Box(20, 20, 260, 200), lines())
    layout = Layout((300, 240), 20.0, (block,), direction=Direction.HORIZONTAL)
    reading = Overlapping(parts)
    _, runs = reading.recognised(parts.image, layout, Options(jobs=1))
    assert [run.line for run in runs] == list(lines())
    return runs, reading.removals, asked


def test_each_line_is_read_from_every_part_that_shows_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, removals, asked = read(mosaic(view("up", 0, 130), view("down", 50, 240)), {}, monkeypatch)
    assert asked == {"part1-l0", "part1-l1", "part1-l2", "part2-l1", "part2-l2", "part2-l3", "part2-l4"}
    assert [run.text for run in runs] == list(TEXTS)
    assert [removal.repeats for removal in removals] == [("l1",), ("l2",)]


def test_the_surer_reading_stays_and_the_other_is_a_removal(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"part1-l2": ("睡得比往年踏买多了", 0.6)}
    runs, removals, _ = read(mosaic(view("up", 0, 130), view("down", 50, 240)), answers, monkeypatch)
    assert (runs[2].text, runs[2].id) == (TEXTS[2], "l2")
    assert removals[1] == Removal(
        ("part1-l2",), "睡得比往年踏买多了", ("l2",), "also on up; the reading of down is surer", removals[1].confidence
    )
    assert 0.85 < removals[1].confidence < 1


def test_half_a_line_read_surely_does_not_replace_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"part2-l2": ("睡得比往", 0.99)}
    runs, _, _ = read(mosaic(view("up", 0, 130), view("down", 50, 240)), answers, monkeypatch)
    assert runs[2].text == TEXTS[2]


def test_a_line_unread_on_one_part_is_read_on_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"part1-l1": ("", 0.0)}
    runs, removals, _ = read(mosaic(view("up", 0, 130), view("down", 50, 240)), answers, monkeypatch)
    assert runs[1].text == TEXTS[1]
    assert removals[0].runs == ("part1-l1",)


def test_a_line_that_no_part_shows_whole_is_read_from_the_page_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = mosaic(view("up", 0, 110), view("down", 105, 240))  # both end inside the third line
    runs, removals, asked = read(parts, {}, monkeypatch)
    assert asked == {"part1-l0", "part1-l1", "l2", "part2-l3", "part2-l4"}
    assert runs[2].text == TEXTS[2]
    assert removals == ()


def test_three_parts_of_one_line_leave_two_removals(monkeypatch: pytest.MonkeyPatch) -> None:
    _, removals, _ = read(mosaic(view("a", 0, 240), view("b", 0, 240), view("c", 170, 240)), {}, monkeypatch)
    assert [removal.runs[0] for removal in removals if removal.repeats == ("l4",)] == ["part2-l4", "part3-l4"]


def test_parts_whose_overlap_reads_differently_are_not_parts_of_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    other = "甲乙丙丁戊己庚辛壬癸"
    answers = {f"part2-l{n}": (other, 0.9) for n in range(5)}
    with pytest.raises(DeniedError) as denied:
        read(mosaic(view("up", 0, 240), view("down", 0, 240), view("same", 0, 240)), answers, monkeypatch)
    assert denied.value.pairs == ((0, 1), (1, 2))


def test_two_misread_lines_are_no_reason_to_take_parts_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = dict.fromkeys(("part2-l1", "part2-l2"), ("甲乙丙丁戊己庚辛壬癸", 0.3))
    runs, _, _ = read(mosaic(view("up", 0, 130), view("down", 50, 240)), answers, monkeypatch)
    assert [run.text for run in runs] == list(TEXTS)


def test_worth_counts_right_characters_against_wrong_ones() -> None:
    assert worth(Run("", "水渠", "", 0.9, (0.9, 0.9))) == pytest.approx(1.6)
    assert worth(Run("", "水渠村", "", 0.7, (0.9, 0.9, 0.2))) < worth(Run("", "水渠", "", 0.9, (0.9, 0.9)))
    assert worth(Run("", "水渠", "", 0.9)) == pytest.approx(1.6)
    assert worth(Run("", "", "", 0.0)) == 0
