"""`banmian doctor` tells what is there, and for what is missing the command that brings it."""

from __future__ import annotations

import builtins
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from ocr.cli import doctor
from ocr.errors import DependencyError
from tests.cli.conftest import Call


def test_on_a_machine_that_can_read_pages_all_is_well(banmian: Call) -> None:
    done = banmian("doctor")
    assert (done.code, done.said) == (0, [])
    assert "missing" not in done.out
    for what in ("tesseract", "model chi_sim", "OpenCV", "generic-horizontal"):
        assert what in done.out


def test_without_tesseract_it_says_what_to_install(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = banmian("doctor")
    assert (done.code, len(done.said)) == (DependencyError.exit_code, 1)
    assert "apt-get install tesseract-ocr\n" in done.out
    assert "apt-get install tesseract-ocr-chi-sim\n" in done.out


@pytest.mark.parametrize(
    ("message", "remedy"),
    [("libGL.so.1: cannot open shared object file", "libgl1"), ("No module named 'cv2'", "pip install opencv-python")],
)
def test_a_library_that_does_not_load_has_its_remedy_too(
    message: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> Any:
        if name == "cv2":
            raise ImportError(message)
        return builtins.__import__(name)

    monkeypatch.setattr("importlib.import_module", refuse)
    [finding] = [finding for finding in doctor.examine() if finding.what == "OpenCV"]
    assert not finding.found
    assert remedy in finding.remedy


def test_every_dependency_of_the_package_is_looked_for() -> None:
    lines = [line for line in metadata.requires("banmian") or () if "extra ==" not in line]
    wanted = {name[0] for line in lines if (name := re.match(r"[\w-]+", line))}
    assert wanted - {"click"} == {distribution for _, distribution, _ in doctor.PACKAGES}
