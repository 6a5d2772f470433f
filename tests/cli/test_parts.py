"""`banmian read --parts`: a page scanned in two, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.geometry import Box
from tests.cli import paper
from tests.cli.conftest import Call
from tests.image.parts import sheets
from tests.painter.parts import scanned

BODY = [text.strip("　") for text in paper.PARAGRAPHS]


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small page as two scans, the lower first by name; each holds half of both columns."""
    gray = np.asarray(paper.page(), np.uint8)
    height, width = gray.shape
    shown = (Box(0, 0, width, round(height * 0.72)), Box(0, round(height * 0.42), width, height))
    folder = tmp_path_factory.mktemp("halves")
    upper, lower = scanned(gray, shown, 41)
    for name, scan in (("page-b.png", upper), ("page-a.png", lower)):
        Image.fromarray(scan.gray).save(folder / name)
    return folder / "page-a.png", folder / "page-b.png"


def test_two_scans_give_the_articles_of_the_page(banmian: Call, halves: tuple[Path, Path], tmp_path: Path) -> None:
    out, whole, overlay = tmp_path / "out.json", tmp_path / "whole.png", tmp_path / "over.png"
    places = ("-o", out, "--whole", whole, "--overlay", overlay)
    done = banmian("read", *halves, "--parts", "--engine", "tesseract", "--format", "json", *places)
    assert (done.code, done.said) == (0, [])
    (page,) = [json.loads(line) for line in out.read_text().splitlines()]
    (article,) = page["articles"]
    assert article["title"] == paper.TITLE
    assert [paragraph["text"].strip("　") for paragraph in article["paragraphs"]] == BODY
    assert any("page-a.png" in removal["why"] for removal in page["removals"])
    assert page["source"] == str(whole)
    with Image.open(whole) as picture, Image.open(overlay) as drawn:
        assert list(picture.size) == page["size"]
        assert drawn.size[0] == picture.size[0]


def test_scans_that_do_not_overlap_are_said_and_read_as_pages(
    banmian: Call, halves: tuple[Path, Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.png"
    Image.fromarray(sheets.page(43, rows=4, columns=2)).save(other)
    done = banmian("read", halves[0], other, "--parts", "--engine", "tesseract", "--format", "json")
    assert done.code == 0
    assert [json.loads(line)["source"] for line in done.out.splitlines()] == [str(halves[0]), str(other)]
    said = [line for line in done.said if "shows nothing that another part shows" in line]
    assert [str(path) in line for path, line in zip((halves[0], other), said, strict=True)] == [True, True]


def test_a_part_that_cannot_be_read_leaves_nothing_written(
    banmian: Call, halves: tuple[Path, Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(halves[0].read_bytes()[:3000])
    done = banmian("read", halves[1], broken, "--parts", "-o", tmp_path / "out.txt")
    assert done.code == 3
    (said,) = done.said
    assert str(broken) in said
    assert "leave it out" in said
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--whole", "w.png"), "--parts"),
        (("--parts", "--format", "pdf", "-o", "x.pdf"), "--whole"),
    ],
)
def test_options_that_want_each_other_say_so(
    banmian: Call, halves: tuple[Path, Path], arguments: tuple[str, ...], hint: str
) -> None:
    done = banmian("read", *halves, *arguments)
    assert done.code == 2
    assert hint in done.said[-1]


def test_parts_become_a_searchable_pdf_of_the_whole(banmian: Call, halves: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    places = ("-o", out, "--whole", tmp_path / "whole.png")
    assert banmian("read", *halves, "--parts", "--engine", "tesseract", "--format", "pdf", *places).code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_segment_draws_parts_as_one_page(banmian: Call, halves: tuple[Path, Path], tmp_path: Path) -> None:
    both, one = tmp_path / "both.png", tmp_path / "one.png"
    assert banmian("segment", *halves, "--parts", "--quick", "-o", both).code == 0
    assert banmian("segment", halves[1], "--quick", "-o", one).code == 0
    with Image.open(both) as drawn, Image.open(one) as upper:
        assert drawn.height > upper.height + 5 * paper.EM
    assert banmian("segment", *halves, "--quick", "-o", tmp_path / "no.png").code == 2
