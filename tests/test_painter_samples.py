"""The shipped samples are what their sheets say: same truth, small pictures, each with its line of provenance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.painter.samples import SAMPLES, as_jpeg, draw, names

PICTURE_LIMIT = 400_000


def test_there_are_at_least_six_samples_of_three_to_six_stories() -> None:
    assert len(names()) >= 6
    for name in names():
        truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
        assert 3 <= len(truth["articles"]) <= 6


@pytest.mark.parametrize("name", names())
def test_a_sheet_still_gives_the_shipped_truth(name: str) -> None:
    gray, truth, row = draw(name)
    shipped = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(truth)) == shipped
    assert row in (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert gray.shape == (truth["height"], truth["width"])


@pytest.mark.parametrize("name", names())
def test_a_shipped_picture_is_small_and_has_the_size_its_truth_says(name: str) -> None:
    path = SAMPLES / f"{name}.jpg"
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))
    assert path.stat().st_size <= PICTURE_LIMIT
    with Image.open(path) as picture:
        assert picture.size == (truth["width"], truth["height"])
        assert 1200 <= picture.size[0] <= 1800


def test_drawing_a_sample_twice_gives_the_same_bytes() -> None:
    name = names()[0]
    assert as_jpeg(draw(name)[0]) == as_jpeg(draw(name)[0])


def test_no_file_lies_in_samples_without_a_sheet() -> None:
    expected = {f"{name}{end}" for name in names() for end in (".jpg", ".truth.json")} | {"README.md"}
    assert {path.name for path in Path(SAMPLES).iterdir()} == expected
