"""Parts of a page in a batch: found by name, one task, one line in the ledger that knows all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.batch import run
from ocr.batch.plan import Standing, Wish
from ocr.batch.sources import Sieve, Source, find, grouped
from ocr.geometry import Box
from ocr.options import Options
from tests.batch import recorded
from tests.cli import paper
from tests.cli.conftest import Call
from tests.cli.conftest import banmian as banmian
from tests.painter.parts import scanned

HALF = re.compile(r"(.+)-half-\d")


def sources(*names: str) -> list[Source]:
    return [Source(Path("in", name), name) for name in names]


def names(found: tuple[Source, ...]) -> list[tuple[str, list[str]]]:
    return [(source.name, [part.name for part in source.parts]) for source in found]


def test_files_that_a_pattern_finds_the_same_in_are_one_page_of_their_folder() -> None:
    given = sources("a/x-half-1.jpg", "a/x-half-2.jpg", "a/y.jpg", "b/x-half-1.jpg", "b/x-half-2.png", "b/z-half-1.jpg")
    assert names(grouped(given, HALF)) == [
        ("a/x", ["a/x-half-1.jpg", "a/x-half-2.jpg"]),
        ("a/y.jpg", []),
        ("b/x", ["b/x-half-1.jpg", "b/x-half-2.png"]),
        ("b/z-half-1.jpg", []),
    ]


def test_a_pattern_without_groups_names_the_page_by_all_it_finds() -> None:
    found = grouped(sources("p1_left.jpg", "p1_right.jpg", "p2_left.jpg", "p2_right.jpg"), re.compile(r"p\d+_"))
    assert [source.name for source in found] == ["p1", "p2"]


def test_a_page_of_parts_does_not_take_the_place_of_a_page_of_its_name(tmp_path: Path) -> None:
    for number, name in enumerate(("x-half-1.png", "x-half-2.png", "x.png")):
        recorded.save(tmp_path / "in" / name, number)
    batch = run.planned(grouped(find([str(tmp_path / "in")], Sieve(), tmp_path / "out"), HALF), wish(tmp_path))
    assert sorted(path for item in batch.items for _, path in item.outputs) == ["x.json", "x.png.json"]


def wish(folder: Path) -> Wish:
    return Wish(folder / "out", Options(engine="tesseract", jobs=1), ("json",), "1")


@pytest.mark.parametrize("changed", ["x-half-1.png", "x-half-2.png"])
def test_the_key_of_a_page_covers_every_part(tmp_path: Path, changed: str) -> None:
    for number, name in enumerate(("x-half-1.png", "x-half-2.png")):
        recorded.save(tmp_path / "in" / name, number)
    found = grouped(find([str(tmp_path / "in")], Sieve(), tmp_path / "out"), HALF)
    (before,) = run.planned(found, wish(tmp_path)).items
    recorded.save(tmp_path / "in" / changed, 7)
    (after,) = run.planned(found, wish(tmp_path)).items
    assert before.key.input != after.key.input
    assert (before.standing, before.page) == (Standing.TODO, "x")


def test_a_part_that_is_no_picture_fails_its_page_and_no_other(banmian: Call, tmp_path: Path) -> None:
    recorded.save(tmp_path / "in" / "x-half-1.png", 1)
    (tmp_path / "in" / "x-half-2.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    recorded.save(tmp_path / "in" / "y.png", 255)
    arguments = ("--parts", HALF.pattern, "--engine", "tesseract", "--jobs", "1")
    done = banmian("batch", tmp_path / "in", "-o", tmp_path / "out", *arguments)
    assert done.code == 8
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    outcomes = {page["page"]: page for page in report["pages"]}
    assert outcomes["x"]["outcome"] == "failed"
    assert "x-half-2.png" in outcomes["x"]["cause"]
    assert outcomes["y.png"]["outcome"] == "done"


def test_parts_in_a_batch_are_read_once_and_again_when_one_changes(banmian: Call, tmp_path: Path) -> None:
    gray = np.asarray(paper.page(), np.uint8)
    height, width = gray.shape
    shown = (Box(0, 0, width, round(height * 0.72)), Box(0, round(height * 0.42), width, height))
    folder = tmp_path / "in"
    folder.mkdir()
    for number, scan in enumerate(scanned(gray, shown, 42), 1):
        Image.fromarray(scan.gray).save(folder / f"x-half-{number}.png")
    how = ("--parts", HALF.pattern, "--engine", "tesseract", "--jobs", "1")
    arguments = ("batch", folder, "-o", tmp_path / "out", *how)
    assert banmian(*arguments).code == 0
    page = json.loads((tmp_path / "out" / "x.json").read_text())
    assert page["source"] == "x-half-1.png + x-half-2.png"
    assert [article["title"] for article in page["articles"]] == [paper.TITLE]
    assert banmian(*arguments, "--dry-run").out == ""
    with (folder / "x-half-2.png").open("ab") as part:
        part.write(b"\0")
    assert banmian(*arguments, "--dry-run").out == "x\n"


def test_a_pattern_that_is_none_is_wrong_usage(banmian: Call, tmp_path: Path) -> None:
    done = banmian("batch", tmp_path, "-o", tmp_path / "out", "--parts", "(")
    assert done.code == 2
    assert "regular expression" in done.said[-1]


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_what_is_made_of_one_picture_is_refused_for_pages_in_parts(form: str, banmian: Call, tmp_path: Path) -> None:
    done = banmian("batch", tmp_path, "-o", tmp_path / "out", "--parts", "x", "--format", form)
    assert done.code == 2
    assert "read --parts --whole" in done.said[-1]
