"""`banmian read` prints data to stdout and talk to stderr, and writes files whole or not at all."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from ocr.cli import report
from ocr.errors import OutputError
from ocr.formats import json as page_json
from tests.cli import paper
from tests.cli.conftest import Call


def test_a_page_becomes_one_story_whole_and_in_order(scan: Path, banmian: Call) -> None:
    done = banmian("read", scan, "--format", "json")
    assert (done.code, done.said) == (0, [])
    page = json.loads(done.out)
    jsonschema.Draft202012Validator(page_json.schema()).validate(page)
    [article] = page["articles"]
    assert article["title"] == paper.TITLE
    assert article["byline"].replace(" ", "") == paper.BYLINE.replace(" ", "")
    assert len(article["paragraphs"]) == len(paper.PARAGRAPHS)
    for found, printed in zip(article["paragraphs"], paper.PARAGRAPHS, strict=True):
        assert Levenshtein.normalized_distance(found["text"], printed.strip()) < 0.05


def test_boxes_lie_where_the_text_is_on_the_scan(scan: Path, banmian: Call) -> None:
    page = json.loads(banmian("read", scan, "--format", "json").out)
    [title] = [line for line in page["articles"][0]["head_lines"] if line["text"] == paper.TITLE]
    left, top, right, bottom = title["box"]
    with Image.open(scan) as picture:
        ink = picture.crop((left - 8, top - 8, right + 8, bottom + 8)).point(lambda value: 255 * (value < 128))
    x0, y0, x1, y1 = ink.getbbox() or (0, 0, 0, 0)
    assert all(abs(found - expected) <= 4 for found, expected in zip((x0, y0), (8, 8), strict=True))
    assert abs(x1 - (right - left + 8)) <= 4
    assert abs(y1 - (bottom - top + 8)) <= 4


def test_text_is_the_default_and_markdown_has_a_heading(scan: Path, banmian: Call) -> None:
    plain = banmian("read", scan).out
    assert plain.startswith(paper.TITLE)
    assert "\u3000\u3000开春以后" in plain
    assert f"## {paper.TITLE}" in banmian("read", scan, "--format", "markdown").out


def test_standard_input_is_a_page_too(scan: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(scan.read_bytes())))
    done = banmian("read", "-", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["source"] == "<stdin>"
    assert json.loads(done.out)["articles"][0]["title"] == paper.TITLE


def test_every_page_of_a_file_is_read(tmp_path: Path, banmian: Call) -> None:
    book = tmp_path / "book.tif"
    paper.page().save(book, save_all=True, append_images=[Image.new("L", (800, 600), 255)], dpi=(200, 200))
    done = banmian("read", book, "--format", "json", "--overlay", tmp_path / "seen.png")
    assert [json.loads(line)["page"] for line in done.out.splitlines()] == [1, 2]
    assert sorted(path.name for path in tmp_path.glob("seen*")) == ["seen-p2.png", "seen.png"]


def test_several_pages_go_into_a_folder_named_after_them(scan: Path, tmp_path: Path, banmian: Call) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(scan.read_bytes())
    done = banmian("read", scan, other, "-o", tmp_path / "out", "--overlay", tmp_path / "out")
    assert (done.code, done.out) == (0, "")
    assert sorted(os.listdir(tmp_path / "out")) == ["other.png", "other.txt", "page.png", "page.txt"]


def test_two_pages_of_one_name_are_not_written_over_each_other(scan: Path, tmp_path: Path, banmian: Call) -> None:
    other = tmp_path / "page.png"
    other.write_bytes(scan.read_bytes())
    done = banmian("read", scan, other, "-o", tmp_path / "out", "--force")
    assert done.code == OutputError.exit_code
    assert str(other) in done.said[0]


def test_the_same_page_twice_is_wrong_usage(scan: Path, banmian: Call) -> None:
    assert banmian("read", scan, scan).code == 2


def test_an_existing_file_stays_unless_forced(scan: Path, tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "out.txt"
    out.write_text("mine", encoding="utf-8")
    done = banmian("read", scan, "-o", out)
    assert (done.code, len(done.said)) == (OutputError.exit_code, 1)
    assert "--force" in done.said[0]
    assert out.read_text(encoding="utf-8") == "mine"
    assert banmian("read", scan, "-o", out, "--force").code == 0
    assert paper.TITLE in out.read_text(encoding="utf-8")


def test_verbose_says_each_step_on_stderr_only(scan: Path, banmian: Call) -> None:
    done = banmian("read", scan, "-v")
    assert paper.TITLE in done.out
    assert any("recognize" in line for line in done.said)
    assert any("1 articles" in line for line in done.said)


def test_a_page_read_again_with_more_jobs_gives_the_same_bytes(scan: Path, banmian: Call) -> None:
    one, other = (banmian("read", scan, "--format", "json", "--jobs", jobs).out for jobs in ("1", "3"))
    assert one == other


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ocr", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("after", [0.3, 1.0])
def test_a_killed_run_leaves_no_file(how: signal.Signals, after: float, scan: Path, tmp_path: Path) -> None:
    running = start("read", scan, "-o", tmp_path / "out.txt")
    time.sleep(after)
    running.send_signal(how)
    _, said = running.communicate(timeout=60)
    assert os.listdir(tmp_path) in ([], ["out.txt"])
    if (tmp_path / "out.txt").exists():
        assert paper.TITLE in (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert b"Traceback" not in said or running.returncode < 0


def test_an_interrupted_run_says_so_in_one_line(scan: Path, tmp_path: Path) -> None:
    running = start("read", scan, "-o", tmp_path / "out.txt", "-v")
    assert running.stderr is not None
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert b"reading" in first
    assert running.returncode == report.INTERRUPTED
    assert said.splitlines()[-1] == b"banmian: interrupted"
    assert b"Traceback" not in said


def test_a_reader_who_has_enough_is_no_error(scan: Path) -> None:
    running = start("read", scan)
    assert running.stdout is not None
    running.stdout.close()
    running.stdout = None
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said) == (0, b"")
