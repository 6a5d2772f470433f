"""A page goes one way through the house, and comes out with its evidence."""

from __future__ import annotations

import io
import pickle
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr import pipeline, version
from ocr.errors import InputError
from ocr.options import Options
from ocr.page import Layout, Page, PageImage, Run
from tests.cli import paper
from tests.image.test_spread import opened
from tests.painter.random_page import random_page


def stream(picture: Image.Image) -> io.BytesIO:
    data = io.BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    return data


@pytest.fixture(scope="module")
def page() -> Page:
    [read] = pipeline.read(stream(paper.page()), Options(jobs=1))
    return read


def test_a_page_read_says_what_was_done_to_it_in_order(page: Page) -> None:
    names = [step.name for step in page.steps]
    wanted = ["program", "load", "segment", "recognize", "reconstruct"]
    assert [name for name in names if name in wanted] == wanted


def test_a_page_read_says_which_programs_and_models_read_it(page: Page) -> None:
    told = {step.name: dict(step.details) for step in page.steps}
    assert told["program"]["banmian"] == version.installed()
    assert re.match(r"\d+\.\d+", str(told["recognize"]["tesseract"]))
    assert re.match(r"chi_\w+ sha256:[0-9a-f]{16}", str(told["recognize"]["tesseract_model"]))


def test_a_page_read_pickles_small_because_it_holds_no_pixels(page: Page) -> None:
    assert len(pickle.dumps(page)) < 100_000
    assert pickle.loads(pickle.dumps(page)).articles == page.articles


def test_every_line_found_is_in_an_article_or_kept_apart(page: Page) -> None:
    assert page.layout is not None
    runs = [run for article in page.articles for run in article.head_runs]
    runs += [run for article in page.articles for paragraph in article.paragraphs for run in paragraph.runs]
    runs += [run for piece in page.furniture for run in piece.runs]
    runs += [run for paragraph in page.unplaced for run in paragraph.runs]
    removed = {run for removal in page.removals for run in removal.runs}
    assert {run.id for run in runs} | removed == {line.id for line in page.layout.lines}


def test_a_layout_alone_has_lines_and_no_articles() -> None:
    [scan] = pipeline.scans(stream(paper.page()), Options())
    laid_out = pipeline.lay_out(scan, Options())
    assert laid_out.layout is not None
    assert len(laid_out.layout.lines) >= 10
    assert laid_out.articles == ()


@pytest.mark.parametrize("shade", [0, 255])
def test_an_even_page_has_no_lines_and_no_articles(shade: int) -> None:
    [read] = pipeline.read(stream(Image.new("L", (900, 1200), shade)), Options())
    assert (read.articles, read.furniture, read.unplaced) == ((), (), ())
    assert read.size == (900, 1200)


def test_a_page_too_small_to_hold_a_line_is_an_input_error() -> None:
    with pytest.raises(InputError, match="1 x 1"):
        next(pipeline.read(stream(Image.new("L", (1, 1))), Options()))


def test_a_page_is_larger_than_the_limit_before_it_is_unpacked() -> None:
    noise = Image.fromarray(np.zeros((200, 300), np.uint8))
    with pytest.raises(InputError, match="300 x 200"):
        next(pipeline.read(stream(noise), Options(max_pixels=59_999)))
    assert next(pipeline.scans(stream(noise), Options(max_pixels=60_000))).size == (300, 200)


@pytest.mark.parametrize(("direction", "first"), [("horizontal", "left"), ("vertical", "right")])
def test_an_opened_paper_is_two_pages_in_the_order_of_reading(tmp_path: Path, direction: str, first: str) -> None:
    path = tmp_path / "opened.png"
    page = random_page(12 if direction == "vertical" else 9, direction).gray
    Image.fromarray(opened(page, page)).save(path)
    scans = list(pipeline.scans(path, Options()))
    halves = [dict(scan.steps[-1].details)["half"] for scan in scans]
    assert [scan.number for scan in scans] == [1, 2]
    assert halves == [first, "left" if first == "right" else "right"]
    assert {scan.scan_size for scan in scans} == {(2 * page.shape[1], page.shape[0])}


def test_the_language_is_found_on_the_page_unless_it_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def found(*given: object) -> str:
        asked.append(1)
        return "traditional"

    monkeypatch.setattr(pipeline, "written_in", found)
    image = PageImage(np.full((50, 50), 255, np.uint8), "x")
    layout = Layout((50, 50), 20.0, ())
    unsure = (Run("l1", "今天开门", "今天开门", 0.9, (0.9,) * 4),)
    assert pipeline._language(image, layout, unsure, Options()) == "chi_tra"
    assert pipeline._language(image, layout, unsure, Options(lang="chi_sim")) == "chi_sim"
    assert len(asked) == 1


def test_a_page_read_surely_needs_no_second_reader_to_tell_its_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "written_in", lambda *given: pytest.fail("asked"))
    image = PageImage(np.full((50, 50), 255, np.uint8), "x")
    layout = Layout((50, 50), 20.0, ())
    sure = (Run("l1", "今天开门", "今天开门", 0.99, (0.99,) * 4),)
    old = (Run("l1", "今天開門營業", "今天開門營業", 0.99, (0.99,) * 6),)
    assert pipeline._language(image, layout, sure, Options()) == "chi_sim"
    assert pipeline._language(image, layout, old, Options()) == "chi_tra"
