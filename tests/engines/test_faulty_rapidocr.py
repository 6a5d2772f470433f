"""A second reader that is not there, damaged, or talks nonsense: packages laid out in a folder, not mocks."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from ocr.engines import network
from tests.cli import paper
from tests.engines.needs import second_reader

pytestmark = second_reader

BLOCK = """
import sys
from importlib import metadata
hidden = {hidden!r}
real = metadata.Distribution.from_name.__func__
def from_name(cls, name):
    if name in hidden:
        raise metadata.PackageNotFoundError(name)
    return real(cls, name)
metadata.Distribution.from_name = classmethod(from_name)
"""
"""What a program runs first to be as if distributions were not installed."""

RUNTIME = """
class SessionOptions: pass
class _Meta: custom_metadata_map = {{"character": "水\\n渠"}}
class _Input: name = "x"
class InferenceSession:
    def __init__(self, *a, **k): pass
    def get_modelmeta(self): return _Meta()
    def get_inputs(self): return [_Input()]
    calls = 0
    def run(self, names, feed):
        import numpy as np
        InferenceSession.calls += 1
        {run}
"""

Prepare = Callable[[Path], str]


def put(folder: Path, name: str, files: dict[str, bytes]) -> None:
    """A distribution laid out as pip would, its checksums in its RECORD."""
    info = f"{name}-3.10.0.dist-info"
    files = {**files, f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 3.10.0\n".encode()}
    rows = []
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(data)}")
    (folder / info / "RECORD").write_text("\n".join(rows) + "\n")


def model() -> Path:
    return Path(str(metadata.distribution("rapidocr").locate_file(network.MODEL)))


def absent(folder: Path) -> str:
    return BLOCK.format(hidden=["rapidocr", "onnxruntime"])


def no_model(folder: Path) -> str:
    put(folder, "rapidocr", {"rapidocr/__init__.py": b""})
    return ""


def damaged(folder: Path) -> str:
    data = bytearray(model().read_bytes())
    put(folder, "rapidocr", {network.MODEL: bytes(data)})
    data[len(data) // 2] ^= 255  # one byte of twenty million
    (folder / network.MODEL).write_bytes(bytes(data))
    return ""


def no_network_at_all(folder: Path) -> str:
    put(folder, "rapidocr", {network.MODEL: b"this is no network"})
    return ""


def runtime_fails(folder: Path) -> str:
    (folder / "onnxruntime.py").write_text("raise ImportError('libgomp.so.1: cannot open shared object file')")
    return ""


def runtime_says(run: str) -> Prepare:
    def prepare(folder: Path) -> str:
        (folder / "onnxruntime.py").write_text(RUNTIME.format(run=run))
        return ""

    return prepare


def read(
    tmp_path: Path, prepare: Prepare, *arguments: str, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """`banmian read` of the small page in a process that finds the faulty packages first."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    first = prepare(folder)
    page = paper.save(tmp_path / "page.png")
    code = f"{first}\nimport sys\nfrom ocr.cli.main import run\nsys.exit(run({['read', str(page), *arguments]!r}))"
    environment = {**os.environ, "PYTHONPATH": str(folder), "PATH": path if path is not None else os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


FAULTS: dict[str, tuple[Prepare, int, str]] = {
    "absent": (absent, 4, "pip install 'banmian[rapidocr]'"),
    "without its model": (no_model, 6, "the model is missing"),
    "with one byte of the model wrong": (damaged, 6, "the model is damaged"),
    "with a file that is no network": (no_network_at_all, 6, "cannot open the model"),
    "with a runtime that does not load": (runtime_fails, 4, "onnxruntime cannot be loaded (libgomp.so.1"),
    "with a runtime that fails on every line": (runtime_says("raise RuntimeError('no kernel')"), 6, "no kernel"),
    "with a runtime that answers another shape": (
        runtime_says("return [np.zeros((1, 5, 9))]"),
        6,
        "the model answered",
    ),
    "with a runtime that answers no line": (runtime_says("return [np.zeros((0, 5, 4))]"), 6, "the model answered"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_asked_for_by_name_it_is_one_line_with_the_remedy(fault: str, tmp_path: Path) -> None:
    prepare, code, cause = FAULTS[fault]
    done = read(tmp_path, prepare, "--engine", "rapidocr")
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert cause in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("fault", ["absent", "with one byte of the model wrong", "with a runtime that does not load"])
def test_auto_reads_with_tesseract_and_says_so_unless_the_extra_was_never_there(fault: str, tmp_path: Path) -> None:
    prepare, _, cause = FAULTS[fault]
    done = read(tmp_path, prepare)
    assert done.returncode == 0
    assert "纸船" in done.stdout
    assert (cause in done.stderr) == (fault != "absent")


def test_a_line_on_which_it_fails_is_read_by_the_other(tmp_path: Path) -> None:
    fails_once = (
        "if InferenceSession.calls == 3: raise RuntimeError('once')\n"
        "        odds = np.zeros((1, 4, 4), np.float32); odds[0, :, 1] = 1.0; return [odds]"
    )
    alone = read(tmp_path, runtime_says(fails_once), "--engine", "rapidocr", "--format", "json", "--jobs", "1")
    assert alone.returncode == 0
    assert "1 line could not be read" in alone.stderr
    shutil.rmtree(tmp_path / "faulty")
    both = read(tmp_path, runtime_says(fails_once), "--format", "json", "--jobs", "1")
    assert both.returncode == 0
    assert "could not be read" not in both.stderr
    lines: list[dict[str, Any]] = [
        line for article in json.loads(both.stdout)["articles"] for line in article["head_lines"]
    ] + [line for a in json.loads(both.stdout)["articles"] for p in a["paragraphs"] for line in p["lines"]]
    assert [line for line in lines if line["text"] != "水" and line.get("doubtful")]


def test_with_neither_reader_both_remedies_are_told(tmp_path: Path) -> None:
    done = read(tmp_path, absent, path=str(tmp_path))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (4, "", 1)
    assert "apt-get install tesseract-ocr" in done.stderr
    assert "pip install 'banmian[rapidocr]'" in done.stderr


def test_without_tesseract_auto_reads_all_the_same_and_says_so(tmp_path: Path) -> None:
    done = read(tmp_path, lambda folder: "", path=str(tmp_path))
    assert done.returncode == 0
    assert "纸船" in done.stdout
    assert "read without tesseract" in done.stderr
    assert len(done.stderr.splitlines()) == 1
