"""The command answers at once, and knows its exit codes."""

from __future__ import annotations

import subprocess
import sys
import time

import click

from ocr.cli import report
from ocr.cli.main import COMMANDS, cli
from tests.cli.conftest import Call


def test_help_loads_nothing_heavy_and_answers_at_once() -> None:
    code = "import sys; from ocr.cli.main import run; run(['--help']); print(sorted(sys.modules))"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert time.perf_counter() - started < 2  # a fifth of a second where nothing else runs
    for heavy in ("'numpy'", "'cv2'", "'scipy'", "'PIL'", "'pytesseract'"):
        assert heavy not in done.stdout


def test_the_list_of_commands_is_what_can_be_called(banmian: Call) -> None:
    context = click.Context(cli)
    for name in COMMANDS:
        assert cli.get_command(context, name)
        assert name in banmian("--help").out
    assert cli.get_command(context, "no-such-command") is None


def test_wrong_usage_is_code_2(banmian: Call) -> None:
    for arguments in (
        ["read"],
        ["no-such-command"],
        ["read", "x.png", "--format", "yaml"],
        ["read", "x", "--jobs", "0"],
    ):
        assert banmian(*arguments).code == 2


def test_a_part_that_cannot_be_loaded_points_to_the_doctor() -> None:
    assert report.tell(ImportError("libGL.so.1: cannot open"), verbose=False) == 4


def test_the_code_of_a_run_is_that_of_its_failures_when_all_failed_alike() -> None:
    assert report.outcome([], 3) == 0
    assert report.outcome([3], 1) == 3
    assert report.outcome([3, 3], 2) == 3
    assert report.outcome([3], 2) == report.SOME_FAILED
    assert report.outcome([3, 7], 2) == report.SOME_FAILED
