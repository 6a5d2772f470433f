"""A page is read again when its input, options, version or outputs are no longer what they were, and only then."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ocr import pipeline
from ocr.batch import run
from ocr.batch.ledger import DONE, FAILED, Ledger
from ocr.batch.plan import STATE
from ocr.errors import DependencyError, OutputError
from tests.batch import recorded
from tests.batch.desk import OPTIONS, perform, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return recorded.pages(tmp_path / "in", 5)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_the_tree_is_mirrored_and_a_second_run_reads_nothing(folder: Path, out: Path) -> None:
    _, told = perform(folder, out)
    assert sorted(tree(out)) == ["even/p001.json", "even/p003.json", "odd/p000.json", "odd/p002.json", "odd/p004.json"]
    assert len(told) == 5
    before = tree(out)
    batch, told = perform(folder, out)
    assert (told, batch.failed, tree(out)) == ([], (), before)


def test_only_a_changed_page_is_read_again(folder: Path, out: Path) -> None:
    perform(folder, out)
    recorded.save(folder / "odd/p002.png", 77)
    _, told = perform(folder, out)
    assert [entry.page for entry in told] == ["odd/p002.png"]
    assert "第77个" in (out / "odd/p002.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["cut", "removed"])
def test_a_damaged_output_is_written_again(folder: Path, out: Path, damage: str) -> None:
    perform(folder, out)
    before, path = tree(out), out / "odd/p002.json"
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-5])
    else:
        path.unlink()
    _, told = perform(folder, out)
    assert [entry.page for entry in told] == ["odd/p002.png"]
    assert tree(out) == before


def test_other_options_or_another_version_read_all_again(folder: Path, out: Path) -> None:
    perform(folder, out)
    assert len(perform(folder, out, options=replace(OPTIONS, lang="chi_tra"))[1]) == 5
    assert len(perform(folder, out, options=replace(OPTIONS, lang="chi_tra"), version="2")[1]) == 5
    assert len(perform(folder, out, options=replace(OPTIONS, lang="chi_tra", jobs=7), version="2")[1]) == 0


def test_force_reads_all_again(folder: Path, out: Path) -> None:
    perform(folder, out)
    assert len(perform(folder, out, force=True)[1]) == 5


def test_another_format_is_added_and_the_first_is_not_forgotten(folder: Path, out: Path) -> None:
    perform(folder, out)
    assert len(perform(folder, out, forms=("text", "markdown"))[1]) == 5
    assert perform(folder, out, forms=("json", "text", "markdown"))[1] == []
    assert {Path(name).suffix for name in tree(out)} == {".json", ".txt", ".md"}


def test_a_failed_page_is_left_alone_until_it_is_asked_for_or_changes(folder: Path, out: Path) -> None:
    bad = folder / "bad.png"
    bad.write_bytes(b"no picture")
    batch, told = perform(folder, out)
    assert [entry.page for entry in told if entry.outcome == FAILED] == ["bad.png"]
    assert len(told) == 6
    batch, told = perform(folder, out)
    assert (told, [item.page for item in batch.failed]) == ([], ["bad.png"])
    assert [entry.page for entry in perform(folder, out, retry_failed=True)[1]] == ["bad.png"]
    recorded.save(bad, 9)
    batch, told = perform(folder, out)
    assert ([entry.outcome for entry in told], batch.failed) == ([DONE], ())


def test_every_page_of_a_file_has_outputs_of_its_own(tmp_path: Path, out: Path) -> None:
    for suffix in ("tif", "pdf"):
        sheets = [Image.new("L", (64, 64), level) for level in (10, 20, 30)]
        (tmp_path / "in").mkdir(exist_ok=True)
        sheets[0].save(tmp_path / f"in/{suffix}book.{suffix}", save_all=True, append_images=sheets[1:])
    _, told = perform(tmp_path / "in", out)
    assert [entry.page for entry in told] == [f"{s}book.{s}#{n}" for s in ("pdf", "tif") for n in (1, 2, 3)]
    written = [json.loads(text) for text in tree(out).values()]
    assert [(page["source"], page["page"]) for page in written] == [
        (f"{s}book.{s}", n) for s in ("pdf", "tif") for n in (1, 2, 3)
    ]
    assert "第20个" in (out / "tifbook-p2.json").read_text(encoding="utf-8")


def test_two_pages_on_one_scan_stand_in_one_output(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded.save(tmp_path / "in/spread.png", 5)
    monkeypatch.setattr(pipeline, "_cut", lambda scan, options: (scan, replace(scan, gray=scan.gray + 1)))
    perform(tmp_path / "in", out, forms=("json", "text"))
    left, right = (json.loads(line) for line in (out / "spread.json").read_text(encoding="utf-8").splitlines())
    assert (left["page"], right["page"]) == (1, 2)
    text = (out / "spread.txt").read_text(encoding="utf-8")
    assert text.index("第5个") < text.index("\f") < text.index("第6个")


def test_a_torn_last_line_of_the_ledger_costs_that_page_alone(folder: Path, out: Path) -> None:
    perform(folder, out)
    before, path = tree(out), out / ".banmian/ledger.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    _, told = perform(folder, out)
    assert [entry.page for entry in told] == ["odd/p004.png"]
    assert (tree(out), len(Ledger(path).entries), path.read_bytes().count(b"\n")) == (before, 5, 5)


def test_a_second_batch_on_one_folder_says_so_and_stops(folder: Path, out: Path) -> None:
    with run.held(out), pytest.raises(OutputError, match=r"another batch writes there \(process [0-9]+ on"):
        perform(folder, out)
    assert tree(out) == {}
    perform(folder, out)
    assert len(tree(out)) == 5


@pytest.mark.parametrize("code", [DependencyError.exit_code, OutputError.exit_code])
def test_a_failure_that_is_not_the_page_s_is_tried_again_unasked(tmp_path: Path, out: Path, code: int) -> None:
    folder = recorded.pages(tmp_path / "in", 1)
    perform(folder, out)
    path = out / STATE / "ledger.jsonl"
    entry = json.loads(path.read_bytes())
    path.write_text(json.dumps({**entry, "outcome": FAILED, "cause": "no tesseract; install it", "code": code}) + "\n")
    assert [(entry.page, entry.outcome) for entry in perform(folder, out)[1]] == [("odd/p000.png", DONE)]


def test_a_name_that_is_not_utf_8_is_a_page_like_others(folder: Path, out: Path) -> None:
    odd = os.fsdecode(b"\xb5\xda1\xb0\xe6.png")  # as a zip from a Windows machine leaves it
    recorded.save(folder / odd, 9)
    batch, told = perform(folder, out)
    assert (len(told), batch.failed) == (6, ())
    assert perform(folder, out)[1] == []
    assert "第9个" in (out / odd).with_suffix(".json").read_text(encoding="utf-8")
    assert '%B5%DA1%B0%E6.json"' in (out / "report.html").read_text(encoding="utf-8")
