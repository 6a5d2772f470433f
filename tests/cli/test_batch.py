"""`banmian batch`: exit codes, what is said, how it is broken off and goes on."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ocr import pipeline
from ocr.batch import run
from ocr.cli.main import run as call
from ocr.cli.progress import Lines
from ocr.errors import InputError, OutputError
from tests.batch import recorded
from tests.batch.desk import tree
from tests.cli.conftest import Call


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six pages that are read from recordings."""
    monkeypatch.setattr(run.planned, "__defaults__", (recorded.understand,))
    return recorded.pages(tmp_path / "in", 6)


def test_a_real_page_is_read_as_read_reads_it(scan: Path, tmp_path: Path, banmian: Call) -> None:
    one = banmian("read", scan, "--format", "json", "--engine", "tesseract").out
    done = banmian("batch", scan, "-o", tmp_path / "out", "--engine", "tesseract")
    assert done.code == 0
    [written] = tree(tmp_path / "out").values()
    assert json.loads(written) == json.loads(one) | {"source": "page.png"}


def test_a_file_that_cannot_be_opened_is_counted_like_others(
    pages: Path, tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pages / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    totals: list[int] = []

    def watcher(coming: int, *, quiet: bool) -> Lines:
        totals.append(coming)
        return Lines(coming)

    monkeypatch.setattr("ocr.cli.batch.watcher", watcher)
    arguments = ("batch", pages, "-o", tmp_path / "out", "--jobs", "1")
    assert "7 pages: 6 read now, 0 before, 1 failed" in banmian(*arguments).said[-1]
    assert "7 pages: 0 read now, 6 before, 1 failed" in banmian(*arguments).said[-1]
    assert totals == [7, 1]


def test_the_report_counts_and_says_how_sure_each_page_is(pages: Path, tmp_path: Path, banmian: Call) -> None:
    (pages / "bad.png").write_bytes(b"no picture")
    done = banmian("batch", pages, "-o", tmp_path / "out", "--jobs", "1")
    assert done.code == 8
    assert any("bad.png" in line for line in done.said)
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert report["counts"] == {"pages": 7, "done": 6, "failed": 1, "left": 0}
    [bad] = [page for page in report["pages"] if page["outcome"] == "failed"]
    assert (bad["page"], bad["code"]) == ("bad.png", InputError.exit_code)
    assert bad["remedy"].startswith("give JPEG")
    sure = {page["page"]: page["sure"] for page in report["pages"] if page["outcome"] == "done"}
    assert min(sure, key=lambda name: sure[name]) == "even/p005.png"
    html = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert html.count("data:image/jpeg;base64,") == 6
    assert bad["remedy"] in html
    least = html[html.index("Least sure") : html.index("Slowest")]
    assert least.index("even/p005.png") < least.index("odd/p000.png")
    assert "http" not in html


def test_failures_stand_until_they_are_retried(pages: Path, tmp_path: Path, banmian: Call) -> None:
    (pages / "bad.png").write_bytes(b"no picture")
    arguments = ("batch", pages, "-o", tmp_path / "out", "--jobs", "1")
    assert [banmian(*arguments).code, banmian(*arguments).code] == [8, 8]
    (pages / "bad.png").unlink()
    assert banmian(*arguments).code == 0


def test_a_dry_run_lists_and_writes_nothing(pages: Path, tmp_path: Path, banmian: Call) -> None:
    done = banmian("batch", pages, "-o", tmp_path / "out", "--dry-run", "--include", "odd/*")
    assert (done.code, done.out.split()) == (0, ["odd/p000.png", "odd/p002.png", "odd/p004.png"])
    assert done.said == ["banmian: 3 of 3 pages would be read"]
    assert not (tmp_path / "out").exists()


def test_quiet_says_nothing(pages: Path, tmp_path: Path, banmian: Call) -> None:
    assert banmian("batch", pages, "-o", tmp_path / "out", "-q", "--jobs", "1").said == []


@pytest.mark.parametrize("given", ["missing", "file"])
def test_an_input_or_output_that_cannot_be_is_told_in_one_line(
    given: str, pages: Path, tmp_path: Path, banmian: Call
) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    source, out = (tmp_path / "none", tmp_path / "out") if given == "missing" else (pages, tmp_path / "taken")
    done = banmian("batch", source, "-o", out)
    assert (done.code, len(done.said)) == ((InputError if given == "missing" else OutputError).exit_code, 1)


def test_two_batches_on_one_folder_end_the_second_with_7(pages: Path, tmp_path: Path, banmian: Call) -> None:
    with run.held(tmp_path / "out"):
        done = banmian("batch", pages, "-o", tmp_path / "out")
    assert done.code == OutputError.exit_code
    assert "another batch" in done.said[0]


def test_a_full_disk_under_the_ledger_ends_the_batch_and_the_same_command_goes_on(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, banmian: Call
) -> None:
    write, left = os.write, 2

    def full(handle: int, data: bytes) -> int:
        nonlocal left
        if b'"outcome"' in data:
            left -= 1
            if left < 0:
                raise OSError(28, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        done = banmian("batch", pages, "-o", tmp_path / "out", "--jobs", "1", "-q")
    assert done.code == OutputError.exit_code
    assert "No space left on device" in done.said[0]
    assert banmian("batch", pages, "-o", tmp_path / "out", "--jobs", "1", "-q").code == 0
    assert len(tree(tmp_path / "out")) == 6


def start(*arguments: str | Path, **streams: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.batch.command", "batch", *map(str, arguments)]
    return subprocess.Popen(command, **({"stdout": -1, "stderr": -1} | streams))  # type: ignore[call-overload,no-any-return]


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


SLOW = 16
"""Pages of which a busy machine cannot have read all before the first is seen."""


@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, "1"), (signal.SIGINT, "2"), (signal.SIGKILL, "2")])
def test_broken_off_it_goes_on_where_it_was(
    number: int, jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for page in range(SLOW):
        recorded.save(folder / f"slow{page}.png", page)
    process = start(folder, "-o", out, "--jobs", jobs)
    wait_for(lambda: list(out.glob("slow*.json")))
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    done = len(list(out.glob("slow*.json")))
    assert 0 < done < SLOW
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert b"the same command goes on" in said
        assert list(out.rglob("*.part")) == []
        assert json.loads((out / "report.json").read_text(encoding="utf-8"))["counts"]["left"] > 0
    monkeypatch.setattr(run.planned, "__defaults__", (recorded.understand,))
    assert call(["batch", str(folder), "-o", str(out), "-q", "--jobs", "1"]) == 0
    assert len(tree(out)) == SLOW


def test_on_a_terminal_there_is_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = start(recorded.pages(tmp_path / "in", 3), "-o", tmp_path / "out", "--jobs", "1", stderr=theirs)
    os.close(theirs)
    said = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.communicate(timeout=30)[0] == b""
    assert process.returncode == 0
    assert b"3/3" in said
    assert "━".encode() in said


def test_elsewhere_a_plain_line_says_rate_and_time_left() -> None:
    lines = Lines(100)
    lines.told_of, lines.failed = 25, 2
    assert lines.state(50.0) == "25 of 100 pages, 2 failed, 30.0 a minute, 0:02:30 left"


def test_five_hundred_finished_pages_are_looked_over_in_five_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "understand", recorded.understand)
    monkeypatch.setattr(run.planned, "__defaults__", (recorded.understand,))
    arguments = ["batch", str(recorded.pages(tmp_path / "in", 500)), "-o", str(tmp_path / "out"), "-q", "--jobs", "1"]
    before = resident()
    assert call(arguments) == 0
    assert resident() - before < 50
    began = time.perf_counter()
    assert call(arguments) == 0
    assert time.perf_counter() - began < 5
    assert len(tree(tmp_path / "out")) == 500


def resident() -> float:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_formats_that_show_the_scan_are_written_as_well(scan: Path, tmp_path: Path, banmian: Call) -> None:
    done = banmian(
        "batch", scan, "-o", tmp_path / "out", "--engine", "tesseract", "--format", "html", "--format", "pdf"
    )
    assert done.code == 0, done.said
    proof = (tmp_path / "out/page.proof.html").read_text(encoding="utf-8")
    assert "tile-0-0-0" in proof
    assert f'"source":{json.dumps(os.path.relpath(scan, tmp_path / "out"))}' in proof
    assert str(tmp_path) not in proof  # the folder may go elsewhere
    assert (tmp_path / "out/page.pdf").read_bytes().startswith(b"%PDF")
