"""`banmian diff` from files to views, and everything that can be wrong with what it is given."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from ocr.cli import report
from ocr.diff.json import schema
from ocr.errors import InputError, OutputError, ShortfallError
from ocr.formats import FORMATS
from tests.cli.conftest import Call
from tests.formats import sample

SAID = "村口的老水渠重新通了水，渠边的人家说，夜里又能听见水声，睡得比往年踏实。"
TRUTH = {"articles": [{"title": "老水渠又响起来了", "paragraphs": [SAID]}], "furniture": []}


def put(path: Path, value: object) -> Path:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """An output with one character wrong, and its reference."""
    wrong = {"articles": [{"title": "老水渠又响起来了", "paragraphs": [SAID.replace("踏实", "踏买")]}]}
    return put(tmp_path / "page.json", wrong), put(tmp_path / "page.truth.json", TRUTH)


def test_text_is_the_view_when_nothing_is_said(pair: tuple[Path, Path], banmian: Call) -> None:
    done = banmian("diff", *pair)
    assert (done.code, done.said) == (0, [])
    assert "[实]" in done.out
    assert "[买]" in done.out
    assert "\x1b" not in done.out


def test_json_keeps_to_the_schema(pair: tuple[Path, Path], banmian: Call) -> None:
    done = banmian("diff", *pair, "--format", "json")
    data = json.loads(done.out)
    jsonschema.validate(data, schema())
    assert data["counts"]["cer"] == [1, len(SAID) + 8]
    assert data["kinds"]["misread"] == {"differences": 1, "characters": 1}


def test_html_goes_into_a_file_that_is_not_overwritten_unasked(
    pair: tuple[Path, Path], tmp_path: Path, banmian: Call
) -> None:
    out = tmp_path / "diff.html"
    assert banmian("diff", *pair, "--format", "html", "-o", out).code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert banmian("diff", *pair, "--format", "html", "-o", out).code == OutputError.exit_code
    assert banmian("diff", *pair, "--format", "html", "-o", out, "--force").code == 0


@pytest.mark.parametrize("form", ["json", "markdown", "text"])
def test_what_banmian_writes_is_right_against_itself(form: str, tmp_path: Path, banmian: Call) -> None:
    out = put(tmp_path / f"page{FORMATS[form].suffix}", FORMATS[form].write(sample.PAGE))
    reference = put(tmp_path / "ref.json", FORMATS["json"].write(sample.PAGE))
    done = banmian("diff", out, reference, "--format", "json")
    figures = json.loads(done.out)["figures"]
    assert (figures["cer"], figures["article_cer"], figures["leaked"]) == (0, 0, 0)


def test_standard_input_can_be_either(pair: tuple[Path, Path], banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, name in (("-", pair[1]), pair[0]), ((pair[0], "-"), pair[1]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(name.read_bytes())))
        assert "[买]" in banmian("diff", *arguments).out
    assert banmian("diff", "-", "-").code == 2


def test_variants_are_the_same_only_on_request(tmp_path: Path, banmian: Call) -> None:
    old, new = (
        put(tmp_path / "old.txt", "報社説明爲何停刊並致歉意"),
        put(tmp_path / "new.txt", "報社說明為何停刊並致歉意"),
    )
    kinds = json.loads(banmian("diff", old, new, "--format", "json").out)["kinds"]
    assert kinds["variant"]["differences"] == 2
    same = json.loads(banmian("diff", old, new, "--format", "json", "--variants").out)
    assert same["figures"]["cer"] == 0


@pytest.mark.parametrize(("out", "reference", "cer"), [("", "", 0.0), (SAID, "", 1.0), ("", SAID, 1.0)])
def test_empty_files_are_defined(out: str, reference: str, cer: float, tmp_path: Path, banmian: Call) -> None:
    done = banmian("diff", put(tmp_path / "a.txt", out), put(tmp_path / "b.txt", reference), "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["figures"]["cer"] == cer


def test_a_figure_that_falls_short_is_named_and_leaves_with_nine(pair: tuple[Path, Path], banmian: Call) -> None:
    done = banmian("diff", *pair, "--fail-under", "cer=0.001", "--fail-under", "titles=1")
    assert (done.code, len(done.said)) == (ShortfallError.exit_code, 1) == (9, 1)
    assert "cer" in done.said[0]
    assert "titles" not in done.said[0]
    assert "[买]" in done.out, "the view is written all the same"
    assert banmian("diff", *pair, "--fail-under", "cer=5%").code == 0


@pytest.mark.parametrize("limit", ["cer", "speed=1", "cer=nan"])
def test_a_limit_that_is_none_is_wrong_usage(limit: str, pair: tuple[Path, Path], banmian: Call) -> None:
    assert banmian("diff", *pair, "--fail-under", limit).code == 2


def test_a_baseline_says_better_and_worse(pair: tuple[Path, Path], tmp_path: Path, banmian: Call) -> None:
    old = tmp_path / "old.json"
    assert banmian("diff", *pair, "--format", "json", "-o", old).code == 0
    better = banmian("diff", pair[1], pair[1], "--baseline", old)
    assert any(line.startswith("cer ") and "better" in line for line in better.out.splitlines())
    assert "worse" not in better.out
    done = banmian("diff", *pair, "--baseline", pair[0])
    assert (done.code, len(done.said)) == (InputError.exit_code, 1)


def test_folders_are_paired_by_name_and_what_has_no_partner_is_said(tmp_path: Path, banmian: Call) -> None:
    for folder in ("out", "ref"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        put(tmp_path / "out" / f"{name}.txt", SAID)
        put(tmp_path / "ref" / f"{name}.truth.json", TRUTH)
    done = banmian("diff", tmp_path / "out", tmp_path / "ref", "--format", "json")
    assert (done.code, [p["name"] for p in json.loads(done.out)["pages"]]) == (0, ["a", "b"])
    put(tmp_path / "ref" / "c.truth.json", TRUTH)
    put(tmp_path / "out" / "d.txt", SAID)
    done = banmian("diff", tmp_path / "out", tmp_path / "ref", "--format", "json")
    assert done.code == report.SOME_FAILED
    assert [("c.truth.json" in line, "d.txt" in line) for line in done.said] == [(True, False), (False, True)]
    put(tmp_path / "out" / "b.txt", "").write_bytes(bytes(range(256)))
    done = banmian("diff", tmp_path / "out", tmp_path / "ref", "--format", "json", "--fail-under", "cer=0")
    assert done.code == report.SOME_FAILED
    assert [p["name"] for p in json.loads(done.out)["pages"]] == ["a"]


def test_folders_that_pair_with_nothing_are_one_line(tmp_path: Path, banmian: Call) -> None:
    for folder, name in (("out", "a.json"), ("ref", "b.json")):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder / name, TRUTH)
    done = banmian("diff", tmp_path / "out", tmp_path / "ref")
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
    done = banmian("diff", tmp_path / "out", tmp_path / "ref" / "b.json")
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bad.json", b"{"),
        ("bad.json", b'{"articles": 3}'),
        ("bad.xml", b"<alto>"),
        ("bad.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><alto>&x;</alto>'),
        ("bad.xml", b"<html/>"),
        ("bad.txt", bytes(range(256))),
        ("bad.png", b"\x89PNG\r\n\x1a\n0000"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_bad_file_on_either_side_is_one_line_with_its_name(
    name: str, data: bytes, first: bool, pair: tuple[Path, Path], tmp_path: Path, banmian: Call
) -> None:
    bad = tmp_path / name
    bad.write_bytes(data)
    done = banmian("diff", *((bad, pair[1]) if first else (pair[0], bad)))
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
    assert str(bad) in done.said[0]


def test_a_missing_file_is_one_line(pair: tuple[Path, Path], tmp_path: Path, banmian: Call) -> None:
    done = banmian("diff", tmp_path / "none.json", pair[1])
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
    assert "no such file" in done.said[0]


def test_files_of_different_numbers_of_pages_are_refused_and_running_text_is_joined(
    pair: tuple[Path, Path], tmp_path: Path, banmian: Call
) -> None:
    two = put(tmp_path / "two.json", [TRUTH, TRUTH])
    done = banmian("diff", two, pair[1])
    assert (done.code, len(done.said)) == (InputError.exit_code, 1)
    assert "2 pages" in done.said[0]
    halves = put(tmp_path / "halves.txt", f"老水渠又响起来了{SAID[:20]}\f{SAID[20:]}")
    assert json.loads(banmian("diff", halves, pair[1], "--format", "json").out)["figures"]["cer"] == 0


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_hostile_text_comes_out_as_text_whatever_the_view(form: str, tmp_path: Path, banmian: Call) -> None:
    evil = {"articles": [{"title": "]]>\0\ud800<script>\u001b[2J\u202e", "paragraphs": ["渠" * 10_000]}]}
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(evil), encoding="ascii")
    done = banmian("diff", bad, put(tmp_path / "ref.json", TRUTH), "--format", form)
    assert (done.code, done.said) == (0, [])
    assert "\0" not in done.out
    assert "\x1b" not in done.out
    assert form == "json" or "<script>\x1b" not in done.out


def test_a_scan_is_for_the_html_view_and_must_be_a_picture(
    pair: tuple[Path, Path], tmp_path: Path, banmian: Call
) -> None:
    picture = tmp_path / "page.png"
    Image.new("L", (200, 100), 255).save(picture)
    assert banmian("diff", *pair, "--scan", picture).code == 2
    for given in (picture, tmp_path):
        done = banmian("diff", *pair, "--format", "html", "--scan", given)
        assert done.code == 0
        assert "data:image/jpeg;base64," in done.out
    done = banmian("diff", *pair, "--format", "html", "--scan", pair[0])
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)
    Image.new("L", (200, 100), 255).save(
        tmp_path / "two.tif", save_all=True, append_images=[Image.new("L", (200, 100))]
    )
    done = banmian("diff", *pair, "--format", "html", "--scan", tmp_path / "two.tif")
    assert (done.code, "2 page(s)" in done.said[0]) == (InputError.exit_code, True)
    (tmp_path / "empty").mkdir()
    done = banmian("diff", *pair, "--format", "html", "--scan", tmp_path / "empty")
    assert (done.code, done.out, len(done.said)) == (InputError.exit_code, "", 1)


def test_on_a_terminal_there_is_colour_within_its_width(pair: tuple[Path, Path]) -> None:
    code = "import sys; from ocr.cli.main import run; sys.exit(run(sys.argv[1:]))"
    for extra, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
        ours, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "70", "TERM": "xterm", **extra}
        environment.pop("NO_COLOR" if not extra else "", None)
        command = [sys.executable, "-c", code, "diff", *map(str, pair)]
        with subprocess.Popen(command, stdout=theirs, env=environment) as process:
            os.close(theirs)
            shown = b""
            while chunk := _read(ours):
                shown += chunk
        os.close(ours)
        assert process.returncode == 0
        assert (b"\x1b[" in shown) is coloured


def _read(handle: int) -> bytes:
    """What a terminal shows next; it ends with an error when its other side is closed."""
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""
