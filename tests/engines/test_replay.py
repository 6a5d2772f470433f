"""Readings given back from a recording."""

from pathlib import Path

import numpy as np
import pytest

from ocr.engines.base import Engine
from ocr.engines.replay import Replay, load, record
from ocr.errors import EngineError
from ocr.geometry import Box
from ocr.page import Line, Run

PAGE = np.full((10, 10), 255, np.uint8)
LINES = (Line("l1", Box(0, 0, 100, 20), 20.0), Line("l2", Box(0, 30, 100, 50), 20.0))
RUNS = (
    Run("l1", "水渠通了", "水 渠 通了", 0.9, (0.9, 0.8, 0.9, 1.0), LINES[0]),
    Run("l2", "桥也通了", "桥也通了", 0.8, (), LINES[1]),
)


def saved(text: str, folder: Path) -> Path:
    path = folder / "recording.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_recording_gives_back_the_runs_it_was_made_from(tmp_path: Path) -> None:
    engine: Engine = load(saved(record(RUNS), tmp_path))
    assert engine.recognize(PAGE, LINES) == RUNS


def test_lines_of_other_ids_are_found_by_their_boxes(tmp_path: Path) -> None:
    engine = load(saved(record(RUNS), tmp_path))
    moved = [
        Line("x", Box(3, 32, 98, 49), 20.0),
        Line("y", Box(0, 3, 100, 22), 20.0),
        Line("z", Box(0, 90, 9, 99), 9.0),
    ]
    assert [run.text for run in engine.recognize(PAGE, moved)] == ["桥也通了", "水渠通了", ""]
    assert [run.confidence for run in engine.recognize(PAGE, moved)] == [0.8, 0.9, 0.0]


def test_an_id_and_a_text_are_enough(tmp_path: Path) -> None:
    engine = load(saved('{"lines": [{"id": "l2", "text": "桥"}]}', tmp_path))
    assert [run.text for run in engine.recognize(PAGE, LINES)] == ["", "桥"]


def test_nothing_recorded_leaves_every_line_unread() -> None:
    assert [run.confidence for run in Replay(()).recognize(PAGE, LINES)] == [0.0, 0.0]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"lines": [{"text": "水"}]}', '{"lines": [{"id": "l1"}]}', '{"lines": [{"text": "水", "box": [1]}]}'],
)
def test_what_is_no_recording_is_told_with_the_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"recording\.json"):
        load(saved(text, tmp_path))


def test_a_missing_recording_is_told_with_the_file(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"nowhere\.json"):
        load(tmp_path / "nowhere.json")
