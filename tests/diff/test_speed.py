"""Time and memory of the whole command, in processor time: how long one waits depends on who else works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.diff.errors import text, with_blocks_moved, with_errors

MEASURED = """
import json, re, sys, time
from ocr.cli.main import run
code = run(sys.argv[1:])
peak = re.search("VmHWM: *([0-9]+) kB", open("/proc/self/status").read().replace("\\t", " "))
print(json.dumps([code, time.process_time(), int(peak[1]) / 1024]))
"""
"""Runs a command; prints its exit code, seconds and megabytes (those of getrusage are at least its parent's)."""


@pytest.mark.parametrize(("length", "seconds"), [(20_000, 1.5), (200_000, 20.0)])
def test_two_texts_with_a_tenth_wrong_and_two_blocks_moved_take_no_longer_than_this(
    length: int, seconds: float, tmp_path: Path
) -> None:
    said = text(length, 1)
    for name, content in (("ref", said), ("out", with_errors(with_blocks_moved(said), 0.1, 2))):
        lines = [content[k : k + 250] for k in range(0, len(content), 250)]
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    files = [str(tmp_path / name) for name in ("out.txt", "ref.txt", "diff.json")]
    command = [sys.executable, "-c", MEASURED, "diff", *files[:2], "--format", "json", "-o", files[2]]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, used, megabytes = json.loads(done.stdout)
    assert code == 0
    assert used <= seconds
    assert megabytes <= 500
    found = json.loads(Path(files[2]).read_text(encoding="utf-8"))
    assert found["figures"]["flexible"] == pytest.approx(0.1, abs=0.02)
    assert found["kinds"]["moved"]["characters"] == pytest.approx(0.2 * length * 0.92, rel=0.1)
