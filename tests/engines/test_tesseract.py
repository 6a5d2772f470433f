"""Reading painted lines with the Tesseract of this machine."""

import os

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines.spread import spread
from ocr.engines.tesseract import Tesseract, model
from ocr.engines.threads import LIMIT
from ocr.errors import DependencyError
from ocr.geometry import Box, Direction
from ocr.page import Gray, Line, Run
from tests.engines.painted import TEXTS, page


def errors(runs: tuple[Run, ...], texts: tuple[str, ...] = TEXTS) -> float:
    """Wrong characters over characters, all lines together."""
    wrong = sum(Levenshtein.distance(run.text, text) for run, text in zip(runs, texts, strict=True))
    return wrong / sum(map(len, texts))


@pytest.mark.parametrize(("em", "face"), [(14, "song"), (28, "song"), (37, "kai"), (64, "hei"), (150, "song-bold")])
def test_lines_of_every_size_are_read(em: int, face: str) -> None:
    gray, lines = page(em=em, face=face)
    assert errors(Tesseract().recognize(gray, lines)) <= 0.05


def test_each_run_has_its_line_and_a_confidence_for_each_character() -> None:
    gray, lines = page()
    runs = Tesseract().recognize(gray, lines)
    assert [run.id for run in runs] == [line.id for line in lines]
    for run, line in zip(runs, lines, strict=True):
        assert run.line is line
        assert len(run.confidences) == len(run.text)
        assert 0.8 < run.confidence <= 1.0
        assert " " not in run.text
        assert run.raw.replace(" ", "") == run.text


def test_white_on_black_is_read() -> None:
    gray, lines = page()
    inverted = [Line(line.id, line.box, line.em, inverted=True) for line in lines]
    assert errors(Tesseract().recognize(255 - gray, inverted)) <= 0.05


def test_boxes_a_tenth_of_an_em_loose_or_tight_are_read() -> None:
    gray, lines = page(em=30)
    for by in (-3, 3):
        moved = [Line(line.id, line.box.grow(by), line.em) for line in lines]
        assert errors(Tesseract().recognize(gray, moved)) <= 0.08


def test_grey_noisy_type_is_read() -> None:
    gray, lines = page(em=30)
    noise = np.random.default_rng(7).normal(0, 7, gray.shape)
    worn: Gray = (80 + gray * 0.45 + noise).clip(0, 255).astype(np.uint8)
    assert errors(Tesseract().recognize(worn, lines)) <= 0.08


@pytest.mark.parametrize("em", [30, 80])
def test_a_line_that_runs_down_is_read_beside_lines_that_run_across(em: int) -> None:
    gray, lines = page(em=em)
    texts = ("山里来了放水的人", "两千亩稻田有了水")
    down, columns = page(texts, em=em, face="hei", direction=Direction.VERTICAL)
    height = max(gray.shape[0], down.shape[0])
    both = np.hstack([np.pad(g, ((0, height - g.shape[0]), (0, 0)), constant_values=255) for g in (gray, down)])
    moved = tuple(
        Line(f"v{at}", line.box.shift(gray.shape[1], 0), line.em, line.direction) for at, line in enumerate(columns)
    )
    runs = Tesseract().recognize(both, [moved[0], *lines, moved[1]])
    assert [run.id for run in runs] == ["v0", *(line.id for line in lines), "v1"]
    assert errors((runs[0], runs[-1]), texts) <= 0.1
    assert errors(runs[1:-1]) <= 0.05


def test_flattened_type_that_runs_down_is_read_at_the_second_look() -> None:
    texts = ("山里来了放水的人们", "两千亩稻田有了山泉")
    gray, lines = page(texts, em=70, face="hei", direction=Direction.VERTICAL)
    rows = np.linspace(0, gray.shape[0] - 1, round(gray.shape[0] * 0.65)).round().astype(int)
    flat = [
        Line(
            line.id,
            Box(line.box.left, round(line.box.top * 0.65), line.box.right, round(line.box.bottom * 0.65)),
            70.0,
            line.direction,
        )
        for line in lines
    ]
    assert errors(Tesseract().recognize(gray[rows], flat), texts) <= 0.15


def test_the_reading_does_not_depend_on_how_many_calls_it_is_spread_over() -> None:
    gray, lines = page()
    alone = spread(Tesseract(), gray, lines, 1)
    assert spread(Tesseract(), gray, lines, 3) == alone


def test_a_blank_line_is_unread_and_no_lines_are_no_runs() -> None:
    gray, lines = page()
    blank = Line("blank", Box(0, 0, 60, 8), 8.0)
    runs = Tesseract().recognize(gray, [blank, lines[0]])
    assert (runs[0].text, runs[0].confidence) == ("", 0.0)
    assert runs[1].text
    assert Tesseract().recognize(gray, []) == ()


def test_the_environment_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIMIT, raising=False)
    before = dict(os.environ)
    gray, lines = page(TEXTS[:1])
    Tesseract().recognize(gray, lines)
    assert dict(os.environ) == before


def test_a_missing_model_is_told_with_the_command_that_installs_it() -> None:
    gray, lines = page(TEXTS[:1])
    with pytest.raises(DependencyError, match="apt-get install tesseract-ocr tesseract-ocr-chi-old"):
        Tesseract(lang="chi_sim+chi_old").recognize(gray, lines)


@pytest.mark.parametrize(
    ("lang", "direction", "models"),
    [
        ("chi_sim", Direction.HORIZONTAL, "chi_sim"),
        ("chi_sim", Direction.VERTICAL, "chi_sim_vert"),
        ("chi_tra_vert", Direction.HORIZONTAL, "chi_tra"),
        ("chi_tra_vert", Direction.VERTICAL, "chi_tra_vert"),
        ("chi_sim+eng", Direction.VERTICAL, "chi_sim_vert+eng"),
    ],
)
def test_lines_are_read_by_the_models_for_the_way_they_run(lang: str, direction: Direction, models: str) -> None:
    assert model(lang, direction) == models
