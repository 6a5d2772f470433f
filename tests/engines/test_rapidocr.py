"""Reading painted lines with the network that rapidocr ships."""

import logging
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines import children, network, rapidocr, strips
from ocr.engines.choose import choose
from ocr.engines.ctc import Seen
from ocr.engines.rapidocr import RapidOCR, passed_over, with_marks
from ocr.engines.spread import spread
from ocr.engines.upright import Way
from ocr.geometry import Box, Direction
from ocr.page import Gray, Line, Run
from tests.engines.needs import second_reader
from tests.engines.painted import TEXTS, page

pytestmark = second_reader


def errors(runs: tuple[Run, ...], texts: tuple[str, ...] = TEXTS) -> float:
    wrong = sum(Levenshtein.distance(run.text, text) for run, text in zip(runs, texts, strict=True))
    return wrong / sum(map(len, texts))


@pytest.mark.parametrize(("em", "face"), [(12, "song"), (28, "song"), (37, "kai"), (64, "hei"), (150, "song-bold")])
def test_lines_of_every_size_are_read(em: int, face: str) -> None:
    gray, lines = page(em=em, face=face)
    assert errors(RapidOCR().recognize(gray, lines)) <= 0.02


def test_each_run_has_its_line_and_a_confidence_for_each_character() -> None:
    gray, lines = page()
    for run, line in zip(RapidOCR().recognize(gray, lines), lines, strict=True):
        assert (run.id, run.line) == (line.id, line)
        assert len(run.confidences) == len(run.text)
        assert 0.8 < run.confidence <= 1.0
        assert run.doubtful == ()


def test_white_on_black_and_grey_on_grey_are_read() -> None:
    gray, lines = page()
    inverted = [replace(line, inverted=True) for line in lines]
    assert errors(RapidOCR().recognize(255 - gray, inverted)) <= 0.02
    noise = np.random.default_rng(7).normal(0, 7, gray.shape)
    worn: Gray = (80 + gray * 0.45 + noise).clip(0, 255).astype(np.uint8)
    assert errors(RapidOCR().recognize(worn, lines)) <= 0.02


def test_lines_that_run_down_are_read() -> None:
    texts = ("山里来了放水的人", "两千亩稻田有了水")
    gray, lines = page(texts, em=40, face="hei", direction=Direction.VERTICAL)
    assert errors(RapidOCR().recognize(gray, lines), texts) <= 0.1


def test_the_reading_does_not_depend_on_how_many_threads_it_is_spread_over() -> None:
    gray, lines = page()
    assert spread(RapidOCR(), gray, lines, 3) == spread(RapidOCR(), gray, lines, 1)


def test_blank_lines_and_boxes_off_the_page_are_unread_and_no_lines_are_no_runs() -> None:
    gray, lines = page()
    blank = Line("blank", Box(0, 0, 60, 8), 8.0)
    off = Line("off", Box(-90, -90, -10, -60), 30.0)
    runs = RapidOCR().recognize(gray, [blank, off, lines[0]])
    assert [(run.text, run.confidence) for run in runs[:2]] == [("", 0.0)] * 2
    assert runs[2].text == TEXTS[0]
    assert RapidOCR().recognize(gray, []) == ()


def test_nothing_is_said_and_nothing_is_asked_of_the_net(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    gray, lines = page()
    with caplog.at_level(logging.DEBUG):
        RapidOCR().recognize(gray, lines)
    assert (*capfd.readouterr(), caplog.records) == ("", "", [])


def test_a_mark_that_was_passed_over_shows_as_ink_in_a_gap() -> None:
    shown = np.full((48, 120), 255, np.uint8)
    shown[10:40, 4:16] = shown[10:40, 64:76] = shown[10:40, 84:96] = 0
    shown[36:42, 34:38] = 0  # the comma
    seen = [Seen(character, 0.99, place) for character, place in (("水", 10.0), ("渠", 70.0), ("人", 90.0))]
    assert passed_over(seen, shown, 20.0)
    shown[36:42, 34:38] = 255
    assert not passed_over(seen, shown, 20.0)
    assert not passed_over(seen[1:], shown, 20.0)


def test_a_mark_that_was_passed_over_at_an_end_shows_where_ends_are_asked_about() -> None:
    seen = [Seen("山", 0.9, 20.0), Seen("村", 0.9, 40.0)]
    shown = np.full((48, 80), 255, np.uint8)
    shown[10:40, 12:50] = 0
    assert not passed_over(seen, shown, 20.0, ends=True)
    shown[30:36, 60:66] = 0
    assert passed_over(seen, shown, 20.0, ends=True)
    assert not passed_over(seen, shown, 20.0)


def test_a_comma_in_a_column_is_no_apostrophe() -> None:
    down = Line("l", Box(0, 0, 30, 300), 30.0, Direction.VERTICAL)
    across = Line("l", Box(0, 0, 300, 30), 30.0)
    assert rapidocr._run(down, saw("敵機六架'廿四日")).text == "敵機六架，廿四日"
    assert rapidocr._run(across, saw("O'Neill")).text == "O'Neill"


def test_a_line_in_doubt_is_looked_at_closer(monkeypatch: pytest.MonkeyPatch) -> None:
    gray, lines = page()
    monkeypatch.setattr(rapidocr, "DOUBT", 1.1)
    looked: list[strips.Sight] = []

    def cut(gray: Gray, line: Line, sight: strips.Sight, way: Way) -> Gray | None:
        looked.append(sight)
        return strips.strip(gray, line, sight, way)

    monkeypatch.setattr(rapidocr, "strip", cut)
    assert errors(RapidOCR().recognize(gray, lines)) <= 0.02
    assert looked == [rapidocr.QUICK, rapidocr.CLOSE] * len(lines)


def test_reading_that_is_broken_off_ends_before_the_next_line() -> None:
    gray, lines = page()
    with children.watched() as watch:
        assert RapidOCR().recognize(gray, lines[:1])
        watch.end()
        with pytest.raises(children.Ended):
            RapidOCR().recognize(gray, lines)


def saw(text: str) -> tuple[Seen, ...]:
    return tuple(Seen(character, 0.9, 10.0 * place) for place, character in enumerate(text))


@pytest.mark.parametrize(
    ("turned", "stacked", "read"),
    [
        ("方人士宣稱中國", "方人士宣稱、中國", "方人士宣稱、中國"),
        ("方人士宣稱中國", "方入士宣稱、中", "方人士宣稱、中國"),
        ("方人士宣稱中國", "方人士宣稱一中國", "方人士宣稱中國"),
        ("戰事之", "", "戰事之"),
        ("本報訊昨日", "【本報訊】昨日", "【本報訊】昨日"),
        ("說－循序而進", "說「循序而進」", "說「循序而進」"),
        ("第一天", "第「天", "第「天"),
    ],
)
def test_only_marks_are_taken_from_the_look_at_a_column_s_stacked_glyphs(turned: str, stacked: str, read: str) -> None:
    assert "".join(seen.character for seen in with_marks(saw(turned), saw(stacked))) == read


def test_auto_leaves_columns_to_the_network_alone() -> None:
    assert choose("auto", "chi_tra", 60.0, Direction.VERTICAL).engine.name == "rapidocr"
    assert choose("vote", "chi_tra", 60.0, Direction.VERTICAL).engine.name == "vote"


def test_the_runtime_writes_nothing_of_its_own_and_reports_to_nobody(tmp_path: Path) -> None:
    here = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    environment = {key: value for key, value in os.environ.items() if key != network.SILENCE} | here
    code = "from ocr.engines.network import network; network()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(tmp_path.iterdir()) == []
