"""The wheel is whole: what is installed from it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as its wheel lays it down."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    return site


def python(code: str, site: Path) -> str:
    """What a program prints that finds the package in `site` alone, run from the root folder."""
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"}
    done = subprocess.run([sys.executable, "-c", code], cwd="/", env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_the_profiles_and_reads_them_from_anywhere(installed: Path) -> None:
    found = python("from ocr import profile; print(profile.folder(), *profile.available())", installed).split()
    assert Path(found[0]) == installed / "ocr" / "layouts"
    assert found[1:] == sorted(path.stem for path in (ROOT / "layouts").glob("*.toml"))
    assert python("from ocr import profile; print(profile.load('peoples-daily').columns)", installed).strip() == "8"


def test_the_wheel_holds_the_schema_of_its_json(installed: Path) -> None:
    printed = python("from ocr.formats import json; print(json.schema()['title'])", installed)
    assert "banmian" in printed


def test_the_wheel_holds_what_the_diff_is_written_with(installed: Path) -> None:
    code = """
from ocr.diff import html, json
from ocr.diff.comparison import Comparison, compare
from ocr.diff.sources import parse
page = parse("渠水清清。".encode(), "x.txt")
made = Comparison(compare("x", page, page, variants=None))
print(json.schema()["title"], len(html.write(made, None, {})) > 5000)
"""
    assert python(code, installed).strip().endswith("banmian diff True")


def test_the_wheel_holds_what_the_proof_page_is_written_with(installed: Path) -> None:
    code = """
from ocr.formats import FORMATS, from_json
text = FORMATS["html"].write(from_json.page({"articles": [{"title": "渠水"}]}, "x"))
print(len(text) > 50000, "{{" in text)
"""
    assert python(code, installed).split() == ["True", "False"]


def test_the_command_in_the_wheel_lists_its_profiles(installed: Path) -> None:
    code = "import sys; from ocr.cli.main import run; sys.exit(run(['layouts']))"
    assert "generic-horizontal" in python(code, installed)


def test_the_wheel_holds_no_tests_and_no_samples(installed: Path) -> None:
    tops = {path.name for path in installed.iterdir()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"ocr"}


def test_an_editable_install_reads_the_repository_s_profiles() -> None:
    from ocr import profile

    assert profile.folder() == ROOT / "layouts"
