"""A Tesseract that crashes, hangs, babbles or is not there: small programs on PATH, not mocks."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ocr.engines import tesseract
from ocr.engines.crops import ACROSS
from ocr.engines.tesseract import Tesseract
from ocr.errors import DependencyError, EngineError
from ocr.geometry import Box
from ocr.page import Line

PAGE = np.full((400, 900), 255, np.uint8)
PAGE[:, ::2] = 0  # ink wherever a line may be
WIDE = 600
"""Crops this many pixels wide and more are the ones the faulty programs stumble on."""

Put = Callable[..., None]

PROGRAM = """#!/bin/sh
case "$1" in
  --version) echo "{version}"; exit 0;;
  --list-langs) printf 'List of available languages (2):\\nchi_sim\\nchi_sim_vert\\n'; exit 0;;
esac
{first}
: > "$2.txt"
: > "$2.hocr"
while read -r crop; do
  width=$(head -n 2 "$crop" | tail -n 1 | cut -d' ' -f1)
  if [ "$width" -ge {wide} ]; then wide=yes; else wide=no; fi
  {each}
  printf '%s\\n\\f' "$width" >> "$2.txt"
  printf "<div class='ocr_page'><span class='ocrx_cinfo' title='x_conf 99'>%s</span></div>" "$width" >> "$2.hocr"
done
"""


@pytest.fixture
def put_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Puts a faulty tesseract before the real one: `first` runs once a call, `each` once a crop."""

    def put(first: str = ":", each: str = ":", version: str = "tesseract 5.3.0", mode: int = 0o755) -> None:
        path = tmp_path / "tesseract"
        path.write_text(PROGRAM.format(wide=WIDE, first=first, each=each, version=version), encoding="utf-8")
        path.chmod(mode)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return put


def lines(*widths: int) -> list[Line]:
    return [Line(f"l{at}", Box(10, 10 + 30 * at, 10 + width, 30 + 30 * at), 20.0) for at, width in enumerate(widths)]


def widths_read(asked: list[Line], timeout: float = 30.0) -> list[bool]:
    """Whether each line was read; the text of a line that was is the width of its crop, so it must be its own."""
    runs = Tesseract(timeout=timeout).recognize(PAGE, asked)
    assert [run.id for run in runs] == [line.id for line in asked]
    for run, line in zip(runs, asked, strict=True):
        assert run.text == "" or abs(int(run.text) - line.box.width * 48 / (ACROSS.first.extent * 20)) < 20
        assert bool(run.text) == (run.confidence > 0)
    return [bool(run.text) for run in runs]


ASKED = (100, 200, 800, 150, 300)
ALL_BUT_THE_WIDE = [True, True, False, True, True]


def test_a_program_without_fault_is_read_line_for_line(put_on_path: Put) -> None:
    put_on_path()
    assert widths_read(lines(*ASKED)) == [True] * 5


@pytest.mark.parametrize(
    "each",
    [
        "if [ $wide = yes ]; then kill -SEGV $$; fi",
        'if [ $wide = yes ]; then printf "\\377\\376 broken" >&2; exit 3; fi',
        "if [ $wide = yes ]; then continue; fi",
        'if [ $wide = yes ]; then printf "\\377\\376" > "$2.hocr"; exit 0; fi',
        'if [ $wide = yes ]; then rm "$2.txt"; exit 0; fi',
    ],
    ids=["crashes", "fails with a garbled message", "leaves it out", "writes no text", "writes nothing"],
)
def test_a_line_that_fails_is_unread_and_the_others_are_read(each: str, put_on_path: Put) -> None:
    put_on_path(each=each)
    assert widths_read(lines(*ASKED)) == ALL_BUT_THE_WIDE


def test_a_line_that_hangs_is_unread_and_the_others_are_read(put_on_path: Put) -> None:
    put_on_path(each="if [ $wide = yes ]; then exec sleep 60; fi")
    assert widths_read(lines(100, 800, 200), timeout=2.0) == [True, False, True]


@pytest.mark.parametrize(
    "first", ["exit 1", "kill -SEGV $$", "exit 0", "echo babble > $2.txt; echo babble > $2.hocr; exit 0"]
)
def test_a_program_that_reads_nothing_at_all_is_an_engine_error(first: str, put_on_path: Put) -> None:
    put_on_path(first=first)
    with pytest.raises(EngineError):
        Tesseract().recognize(PAGE, lines(*ASKED))


def test_a_program_that_always_hangs_is_given_up(put_on_path: Put) -> None:
    put_on_path(first="exec sleep 60")
    with pytest.raises(EngineError, match="no answer"):
        Tesseract(timeout=0.5).recognize(PAGE, lines(*ASKED))


def test_an_old_version_is_told_with_the_remedy(put_on_path: Put) -> None:
    put_on_path(version="tesseract 3.04.01")
    with pytest.raises(DependencyError, match=r"3\.4 is too old.*apt-get install"):
        Tesseract().recognize(PAGE, lines(100))


def test_a_program_of_another_kind_is_told(put_on_path: Put) -> None:
    put_on_path(version="something else 1.0")
    with pytest.raises(DependencyError, match="does not say which tesseract"):
        Tesseract().recognize(PAGE, lines(100))


def test_a_program_that_does_not_say_its_version_in_time_is_told(
    put_on_path: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(version="$(exec sleep 60)")
    monkeypatch.setattr(tesseract, "PATIENCE", (0.5, 0.5))
    with pytest.raises(DependencyError, match="no answer"):
        Tesseract().recognize(PAGE, lines(100))


def test_no_tesseract_at_all_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        DependencyError, match=r"cannot run tesseract.*apt-get install tesseract-ocr tesseract-ocr-chi-sim"
    ):
        Tesseract().recognize(PAGE, lines(100))


def test_a_program_that_may_not_be_run_is_told(
    put_on_path: Put, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put_on_path(mode=0o644)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DependencyError, match="cannot run tesseract"):
        Tesseract().recognize(PAGE, lines(100))


def test_a_model_that_is_not_there_is_told_with_the_remedy(put_on_path: Put) -> None:
    put_on_path()
    with pytest.raises(
        DependencyError, match="no model chi_tra; install it: sudo apt-get install tesseract-ocr tesseract-ocr-chi-tra"
    ):
        Tesseract(lang="chi_tra").recognize(PAGE, lines(100))


INTERRUPTED = """
import sys
import numpy as np
from ocr.engines.spread import spread
from ocr.engines.crops import ACROSS
from ocr.engines.tesseract import Tesseract
from ocr.geometry import Box
from ocr.page import Line

page = np.full((400, 900), 255, np.uint8)
page[:, ::2] = 0
lines = [Line(f"l{at}", Box(10, 10 + 30 * at, 210, 30 + 30 * at), 20.0) for at in range(8)]
print("ready", flush=True)
try:
    spread(Tesseract(), page, lines, int(sys.argv[1]))
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("to_all", [False, True], ids=["the program alone", "the children too, as a terminal does"])
def test_an_interrupt_ends_calls_that_hang_and_leaves_no_child(
    jobs: int, to_all: bool, put_on_path: Put, tmp_path: Path
) -> None:
    put_on_path(first=f"echo $$ >> {tmp_path}/pids; exec sleep 60")
    command = [sys.executable, "-c", INTERRUPTED, str(jobs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as running:
        until(lambda: (tmp_path / "pids").exists() and len((tmp_path / "pids").read_text().split()) >= jobs)
        began = time.perf_counter()
        (os.killpg if to_all else os.kill)(running.pid, signal.SIGINT)
        said, _ = running.communicate(timeout=30)
    assert time.perf_counter() - began < 2
    assert said.split() == [b"ready", b"interrupted"]
    assert not [pid for pid in (tmp_path / "pids").read_text().split() if Path("/proc", pid).exists()]


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)
