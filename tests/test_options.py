"""Options name a reading: the same digest, the same result."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from typing import Any

import pytest

from ocr import profile
from ocr.geometry import Direction
from ocr.options import UNCHANGING, Options

OTHER: dict[str, Any] = {
    "profile": profile.load("peoples-daily"),
    "lang": "chi_tra",
    "dpi": 150.0,
    "engine": "another",
    "max_pixels": 1000,
    "call_timeout": 1.0,
}


def test_every_option_is_known_to_change_the_result_or_not() -> None:
    assert {f.name for f in fields(Options)} == set(OTHER) | UNCHANGING


@pytest.mark.parametrize("name", OTHER)
def test_another_value_is_another_digest(name: str) -> None:
    assert replace(Options(), **{name: OTHER[name]}).digest() != Options().digest()


def test_the_number_of_jobs_does_not_change_the_digest() -> None:
    assert replace(Options(), jobs=1).digest() == replace(Options(), jobs=7).digest()


def test_the_digest_is_the_same_in_another_process() -> None:
    code = "from ocr.options import Options; print(Options().digest())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == Options().digest()


@pytest.mark.parametrize(
    ("layout", "lang", "direction", "expected"),
    [
        ("generic-horizontal", "", Direction.HORIZONTAL, "chi_sim"),
        ("generic-horizontal", "", Direction.VERTICAL, "chi_tra"),
        ("generic-vertical", "", Direction.VERTICAL, "chi_tra"),
        ("peoples-daily", "", Direction.VERTICAL, "chi_sim"),
        ("peoples-daily", "eng", Direction.HORIZONTAL, "eng"),
    ],
)
def test_the_language_is_the_reader_s_else_the_profile_s_else_the_page_s(
    layout: str, lang: str, direction: Direction, expected: str
) -> None:
    assert Options(profile=profile.load(layout), lang=lang).language(direction) == expected
