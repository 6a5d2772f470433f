"""`banmian segment` writes a picture of what was found, on the scan's own pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.errors import InputError, OutputError
from ocr.formats import overlay
from tests.cli.conftest import Call


def pixels(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def colours(path: Path) -> set[tuple[int, int, int]]:
    return {(int(r), int(g), int(b)) for r, g, b in np.unique(pixels(path).reshape(-1, 3), axis=0)}


def test_the_picture_shows_the_story_and_is_as_wide_as_the_scan(scan: Path, tmp_path: Path, banmian: Call) -> None:
    done = banmian("segment", scan, "-o", tmp_path / "seen.png")
    assert (done.code, done.out) == (0, "")
    assert pixels(tmp_path / "seen.png").shape[1] == pixels(scan).shape[1]
    assert overlay.ARTICLES[0] in colours(tmp_path / "seen.png")


def test_quick_needs_no_engine(scan: Path, tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert banmian("segment", scan, "-o", tmp_path / "seen.png", "--quick").code == 0
    assert overlay.NONE in colours(tmp_path / "seen.png")


def test_an_existing_picture_stays_unless_forced(scan: Path, tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "seen.png"
    out.write_bytes(b"mine")
    assert banmian("segment", scan, "-o", out, "--quick").code == OutputError.exit_code
    assert out.read_bytes() == b"mine"
    assert banmian("segment", scan, "-o", out, "--quick", "--force").code == 0


def test_a_bad_page_is_one_line(tmp_path: Path, banmian: Call) -> None:
    done = banmian("segment", tmp_path / "none.png", "-o", tmp_path / "seen.png")
    assert (done.code, len(done.said)) == (InputError.exit_code, 1)
