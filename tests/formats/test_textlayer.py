"""The text over the scan: read in the order of the articles, found where it was read, not drawn."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ocr.formats.pieces import pieces
from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Line, Page, Run
from tests.formats.pdfs import SIZE, TEXT, body, made, page_of, places, seen


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.jpg"
    Image.effect_noise(SIZE, 60).save(path, quality=80)
    return path


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_pdfium_reads_the_articles_in_their_order_without_spaces(scan: Path, down: bool) -> None:
    found = seen(made(page_of(scan, down=down)))
    assert re.sub(r"[\r\n]+", "", found) == TEXT


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_poppler_reads_the_articles_in_their_order_without_spaces(scan: Path, down: bool, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    (tmp_path / "x.pdf").write_bytes(made(page_of(scan, down=down)))
    found = subprocess.run(["pdftotext", "-raw", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
    assert re.sub(r"[\n\f]+", "", found.stdout.decode()) == TEXT
    assert found.stderr == b""


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
@pytest.mark.parametrize("seed", range(8))
def test_lines_that_stand_side_by_side_are_read_in_the_order_of_the_articles(
    scan: Path, tmp_path: Path, down: bool, seed: int
) -> None:
    page = side_by_side(scan, random.Random(seed), down=down)
    wanted = "".join(article.paragraphs[0].text for article in page.articles)
    data = made(page)
    assert re.sub(r"\s+", "", seen(data)) == wanted
    if shutil.which("pdftotext"):
        (tmp_path / "x.pdf").write_bytes(data)
        found = subprocess.run(["pdftotext", "-raw", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
        assert re.sub(r"\s+", "", found.stdout.decode()) == wanted


def side_by_side(scan: Path, rng: random.Random, *, down: bool) -> Page:
    """Eight stories of a line, in any order: four lines beside one another, of any length, at one height or nearly."""
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    articles = []
    for number, at in enumerate(rng.sample(range(8), 8)):
        text = "".join(chr(0x4E00 + 20 * number + k) for k in range(rng.randint(1, 5)))
        left, top = 20 + 140 * (at % 4), 40 + 150 * (at // 4) + rng.randint(-3, 3)
        wide, high = (20, 20 * len(text)) if down else (20 * len(text), 20)
        run = Run(f"l{at}", text, text, line=Line(f"l{at}", Box(left, top, left + wide, top + high), 20.0, direction))
        articles.append(Article(f"a{number}", paragraphs=(body(run),)))
    return Page(str(scan), 1, SIZE, 100.0, direction, Transform(), articles=tuple(articles))


@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_each_character_lies_where_it_was_read(scan: Path, down: bool) -> None:
    page = page_of(scan, down=down)
    found = places(made(page))
    for piece in pieces(page):
        for line in piece.lines:
            for at, character in enumerate(line.text):
                if TEXT.count(character) == 1 and ord(character) < 0x10000:
                    box = line.part(at, at + 1)
                    assert box is not None
                    assert found[character] == pytest.approx(tuple(box.as_list()), abs=7), character


def test_text_is_not_drawn(scan: Path) -> None:
    page = page_of(scan)
    with pypdfium2.PdfDocument(made(page)) as full, pypdfium2.PdfDocument(made(replace(page, articles=()))) as bare:
        assert full[0].render().to_pil().tobytes() == bare[0].render().to_pil().tobytes()
