"""Results come out as UTF-8 in every locale, and a stream that is closed or full is one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ocr.cli.main import run
from tests.cli import paper

CLOSED = {"stdin": "<&-", "stdout": ">&-", "full": ">/dev/full"}


@pytest.fixture(scope="module")
def result(scan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("result") / "page.json"
    assert run(["read", str(scan), "--engine", "tesseract", "--format", "json", "-o", str(path)]) == 0
    return path


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run banmian by the shell, for only that can close a stream."""
    command = f'"{sys.executable}" -m ocr {line}'
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, env=os.environ | environment, timeout=60, check=False
    )


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_results_are_utf_8_in_every_locale(result: Path, encoding: str) -> None:
    done = shell(f"convert {result} --format tei", LC_ALL="C", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert paper.TITLE in done.stdout.decode("utf-8")


def test_half_a_character_in_a_name_is_replaced_on_stdout_as_in_files(result: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps(json.loads(result.read_text(encoding="utf-8")) | {"source": "\udcff.png"}))
    done = shell(f"convert {odd} --format json", PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["source"] == "\ufffd.png"
    assert shell(f"convert {odd} --format json -o {tmp_path}/again.json").returncode == 0
    assert (tmp_path / "again.json").read_bytes() == done.stdout


@pytest.mark.parametrize(("stream", "code"), [("stdout", 7), ("full", 7), ("stdin", 3)])
def test_a_stream_that_is_closed_or_full_is_one_line(result: Path, stream: str, code: int) -> None:
    done = shell(f"convert {'-' if stream == 'stdin' else result} --format text {CLOSED[stream]}")
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)
    assert b"unexpected" not in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize("line", ["layouts", "layouts show generic-horizontal", "doctor", "read --help", "--version"])
@pytest.mark.parametrize("stream", ["stdout", "full"])
def test_whatever_a_command_says_to_a_stream_that_is_closed_or_full_is_one_line(line: str, stream: str) -> None:
    done = shell(f"{line} {CLOSED[stream]}")
    assert (done.returncode, len(done.stderr.splitlines())) == (7, 1)
    assert b"unexpected" not in done.stderr


def test_talk_never_gets_among_the_results(scan: Path) -> None:
    assert shell(f"read {scan.with_name('none.png')} 2>&-").stdout == b""


def test_an_odd_name_is_still_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["read", f"{tmp_path}/a\nb\x1b[31m.png"]) == 3
    assert capfd.readouterr().err.splitlines() == [
        f"banmian: {tmp_path}/a\\nb\\x1b[31m.png: no such file; check the path"
    ]
