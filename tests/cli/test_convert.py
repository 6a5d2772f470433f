"""`banmian convert` and several formats of one call: what is written where, and what is said."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from ocr.errors import InputError, OutputError
from ocr.formats import FORMATS
from ocr.formats import json as page_json
from tests.cli import paper
from tests.cli.conftest import Call
from tests.formats.hostile import UNFIT
from tests.formats.sample import EMPTY, PAGE


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "page.json"
    path.write_text(page_json.write(PAGE), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", sorted(name for name, form in FORMATS.items() if not form.scan))
def test_a_result_is_written_as_reading_would_write_it(
    form: str, result: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    done = banmian("convert", result, "--format", form)
    assert (done.code, done.said) == (0, [])
    assert done.out.startswith(FORMATS[form].write(PAGE)[:150])


def test_several_formats_share_a_stem_or_a_folder(result: Path, tmp_path: Path, banmian: Call) -> None:
    assert banmian("convert", result, "--format", "alto,tei", "--format", "text", "-o", tmp_path / "new").code == 0
    assert {path.name for path in tmp_path.glob("new*")} == {"new.alto.xml", "new.tei.xml", "new.txt"}
    folder = tmp_path / "folder"
    folder.mkdir()
    assert banmian("convert", result, "--format", "alto,hocr", "-o", folder).code == 0
    assert {path.name for path in folder.iterdir()} == {"page.alto.xml", "page.hocr"}


def test_pages_of_one_result_are_files_of_their_own_where_a_file_holds_one(tmp_path: Path, banmian: Call) -> None:
    result = tmp_path / "book.jsonl"
    result.write_text(page_json.write(PAGE) + page_json.write(EMPTY), encoding="utf-8")
    assert banmian("convert", result, "--format", "page,markdown", "-o", tmp_path / "x").code == 0
    assert {path.name for path in tmp_path.glob("x*")} == {"x.page.xml", "x-p2.page.xml", "x.md"}
    shown = banmian("convert", result, "--format", "page")
    assert shown.code == OutputError.exit_code
    assert "-o" in shown.said[0]


def test_several_formats_need_a_place(result: Path, banmian: Call) -> None:
    assert banmian("convert", result, "--format", "alto,page").code == 2
    assert banmian("convert", result, "--format", "alto,poem").code == 2
    assert banmian("convert", result).code == 2


def test_a_pdf_of_standard_input_is_refused_before_anything_is_read(banmian: Call) -> None:
    assert banmian("read", "-", "--format", "json,pdf", "-o", "x").code == 2


def test_a_pdf_is_made_of_the_scan_that_is_named(result: Path, tmp_path: Path, banmian: Call) -> None:
    Image.new("L", PAGE.size, 255).save(tmp_path / "other.jpg")
    done = banmian("convert", result, "--format", "pdf", "--scan", tmp_path / "other.jpg", "-o", tmp_path / "x.pdf")
    assert done.code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert banmian("convert", result, "--format", "pdf", "-o", tmp_path / "y.pdf").code == InputError.exit_code
    assert not (tmp_path / "y.pdf").exists()
    assert banmian("convert", result, tmp_path / "b.json", "--format", "pdf", "--scan", "x", "-o", tmp_path).code == 2


def test_nothing_is_overwritten_unasked(result: Path, tmp_path: Path, banmian: Call) -> None:
    (tmp_path / "x.tei.xml").write_text("mine", encoding="utf-8")
    done = banmian("convert", result, "--format", "alto,tei", "-o", tmp_path / "x")
    assert (done.code, (tmp_path / "x.tei.xml").read_text(encoding="utf-8")) == (OutputError.exit_code, "mine")
    assert not (tmp_path / "x.alto.xml").exists()


def test_characters_that_xml_cannot_hold_are_reported(tmp_path: Path, banmian: Call) -> None:
    result = tmp_path / "odd.json"
    result.write_text(json.dumps({"source": "odd.png", "articles": [{"title": UNFIT}]}), encoding="utf-8")
    done = banmian("convert", result, "--format", "alto")
    assert done.code == 0
    assert "\ufffd" in done.out
    assert any("cannot hold 3 characters" in line for line in done.said)  # lone surrogates were gone before


def test_a_result_that_is_none_is_told_and_the_others_are_written(result: Path, tmp_path: Path, banmian: Call) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"articles": 3}', encoding="utf-8")
    out = tmp_path / "out"
    done = banmian("convert", bad, result, tmp_path / "none.json", "--format", "tei", "-o", out)
    assert done.code == 8
    assert [line.split(":")[1].strip() for line in done.said] == [str(bad), str(tmp_path / "none.json")]
    assert [path.name for path in out.iterdir()] == ["page.tei.xml"]
    assert banmian("convert", bad, "--format", "tei").code == InputError.exit_code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        page_json.write(PAGE).encode()[:900],
        page_json.write(PAGE).replace('"version": "1.0"', '"version": "9.0"').encode(),
        page_json.write(PAGE).replace('"page": 1', '"page": Infinity').encode(),
        page_json.write(PAGE).replace('"dpi": 300.0', '"dpi": NaN').encode(),
        bytes(range(256)),
        b"[" * 100_000,
    ],
    ids=["empty", "cut off", "of another version", "an endless number", "no number", "binary", "deep"],
)
def test_what_is_no_result_is_told_in_one_line_and_nothing_is_written(
    content: bytes, tmp_path: Path, banmian: Call
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    for command in ("convert", "apply"):
        done = banmian(command, bad, "--format", "json,tei", "-o", tmp_path / "new")
        assert (done.code, len(done.said)) == (InputError.exit_code, 1)
        assert done.said[0].startswith(f"banmian: {bad}: ")
        assert list(tmp_path.iterdir()) == [bad]


def test_standard_input_is_a_result_too(result: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(result.read_bytes())))
    assert PAGE.articles[0].title in banmian("convert", "-", "--format", "text").out


@pytest.mark.parametrize("engine", ["auto", "tesseract"])
def test_reading_writes_several_formats_at_once_and_converting_gives_the_same(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    book = tmp_path / "book.tif"
    paper.page().save(book, save_all=True, append_images=[Image.new("L", (800, 600), 255)], dpi=(200, 200))
    assert (
        banmian(
            "read", book, "--engine", engine, "--format", "json,alto,page,hocr,tei,text", "-o", tmp_path / "read"
        ).code
        == 0
    )
    assert (
        banmian("convert", tmp_path / "read.json", "--format", "alto,page,hocr,tei", "-o", tmp_path / "new").code == 0
    )
    made = sorted(tmp_path.glob("new*"))
    assert len(made) == 8
    for path in made:
        assert path.read_bytes() == (tmp_path / path.name.replace("new", "read")).read_bytes()
