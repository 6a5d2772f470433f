"""The script of a page is told from a few of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from ocr.engines.script import SAMPLE, SIMPLIFIED, TRADITIONAL, sample, written_in
from ocr.engines.tesseract import Tesseract
from ocr.geometry import Box
from ocr.page import Gray, Line, Run
from tests.painter.random_page import random_page

BLANK = np.full((10, 10), 255, np.uint8)
LINES = [Line(f"l{k}", Box(0, 40 * k, 400, 40 * k + 25), 25.0) for k in range(4)]


@dataclass
class Says:
    """An engine that says one text of every line, its characters as sure as told."""

    text: str
    sure: tuple[float, ...]
    asked: int = 0
    name: str = "says"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        self.asked += len(lines)
        return tuple(Run(line.id, self.text, self.text, 0.9, self.sure, line) for line in lines)


def test_the_model_that_is_surer_of_what_the_two_read_apart_is_believed() -> None:
    simplified, traditional = Says("银门开了", (0.6, 0.9, 0.9, 0.9)), Says("鐵門開了", (0.9, 0.9, 0.9, 0.9))
    assert written_in(simplified, traditional, BLANK, LINES) == TRADITIONAL
    unsure = replace(traditional, sure=(0.5, 0.9, 0.9, 0.9))
    assert written_in(simplified, unsure, BLANK, LINES) == SIMPLIFIED


def test_the_second_model_is_not_asked_about_lines_the_first_is_sure_of() -> None:
    traditional = Says("鐵門開了", (1.0,) * 4)
    assert written_in(Says("铁门开了", (0.99,) * 4), traditional, BLANK, LINES) == SIMPLIFIED
    assert traditional.asked == 0


def test_lines_that_cannot_be_read_are_taken_for_simplified_ones() -> None:
    assert written_in(Says("", ()), Says("", ()), BLANK, LINES) == SIMPLIFIED


def test_the_sample_is_of_long_lines_of_body_type_from_all_over_the_page() -> None:
    page = random_page(3).layout.lines
    chosen = sample(page)
    assert len(chosen) == SAMPLE
    assert len(set(chosen)) == SAMPLE
    assert all(line.box.width >= 6 * line.em for line in chosen)
    assert page.index(chosen[-1]) > len(page) / 2
    assert sample(()) == ()


@pytest.mark.parametrize(("direction", "script"), [("horizontal", SIMPLIFIED), ("vertical", TRADITIONAL)])
def test_tesseract_tells_painted_pages_apart(direction: str, script: str) -> None:
    page = random_page(4, direction)
    models = Tesseract(lang="chi_sim"), Tesseract(lang="chi_tra")
    assert written_in(*models, page.gray, sample(page.layout.lines)) == script
