"""Who read a page, which versions they are and which models they read with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pytest

from ocr.engines import network
from ocr.engines.provenance import DIGITS, provenance
from ocr.engines.rapidocr import RapidOCR
from ocr.engines.replay import Replay
from ocr.engines.tesseract import Tesseract
from ocr.engines.vote import Vote
from ocr.geometry import Direction

PROGRAM = """#!/bin/sh
case "$1" in
  --version) echo "tesseract {version}"; exit 0;;
  --list-langs) printf '{listed}:\\nchi_sim\\nchi_sim_vert\\n'; exit 0;;
esac
"""
BOTH = (Direction.HORIZONTAL, Direction.VERTICAL)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tesseract that says its version and where its models lie, which are short."""
    put(tmp_path, monkeypatch, f'List of available languages in "{tmp_path}/data/" (2)')
    data = tmp_path / "data"
    data.mkdir()
    for name in ("chi_sim", "chi_sim_vert"):
        (data / f"{name}.traineddata").write_text(name)
    return data


def put(folder: Path, monkeypatch: pytest.MonkeyPatch, listed: str, version: str = "5.3.4-46-g21a9") -> None:
    program = folder / "tesseract"
    program.write_text(PROGRAM.format(listed=listed, version=version), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def named(names: Sequence[str]) -> str:
    return ", ".join(f"{name} sha256:{hashlib.sha256(name.encode()).hexdigest()[:DIGITS]}" for name in names)


def test_tesseract_has_its_version_in_full_and_the_hash_of_each_model_it_reads_with(models: Path) -> None:
    told = dict(provenance(Tesseract("chi_sim"), [Direction.HORIZONTAL]))
    assert told == {"tesseract": "5.3.4-46-g21a9", "tesseract_model": named(["chi_sim"])}
    both = dict(provenance(Tesseract("chi_sim"), BOTH))
    assert both["tesseract_model"] == named(["chi_sim", "chi_sim_vert"])


def test_a_model_whose_file_is_not_found_has_its_name_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, monkeypatch, "List of available languages (2)", version="v4.1.1")
    told = dict(provenance(Tesseract("chi_sim"), BOTH))
    assert told == {"tesseract": "4.1.1", "tesseract_model": "chi_sim, chi_sim_vert"}


def test_rapidocr_has_the_versions_of_its_packages_and_the_hash_of_its_network() -> None:
    pytest.importorskip("rapidocr")
    told = dict(provenance(RapidOCR(), BOTH))
    found = hashlib.sha256(network.model_file().read_bytes()).hexdigest()[:DIGITS]
    assert told["rapidocr"] == f"{metadata.version('rapidocr')} on onnxruntime {metadata.version('onnxruntime')}"
    assert told["rapidocr_model"] == f"{Path(network.MODEL).name} sha256:{found}"


def test_two_readers_are_both_named_and_a_replay_nobody(models: Path) -> None:
    pytest.importorskip("rapidocr")
    told = dict(provenance(Vote(RapidOCR(), Tesseract()), [Direction.HORIZONTAL]))
    assert list(told) == ["rapidocr", "rapidocr_model", "tesseract", "tesseract_model"]
    assert provenance(Replay(()), BOTH) == ()
