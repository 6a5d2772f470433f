"""Scans in, pages out: put together where they overlap by pixels and by text, else by themselves, which is said."""

from __future__ import annotations

import numpy as np
import pytest

from ocr import parts, pipeline
from ocr.errors import InputError
from ocr.formats import from_json, json
from ocr.geometry import Box
from ocr.options import Options
from ocr.page import Layout, PageImage, Run
from ocr.parts.pages import ALONE
from tests.image.parts import sheets
from tests.painter.parts import scanned


@pytest.fixture(scope="module")
def scans() -> list[PageImage]:
    return [scan.image(f"{n}.jpg") for n, scan in enumerate(sheets.cut(sheets.page(31, rows=14), "above", 31), 1)]


def reading(monkeypatch: pytest.MonkeyPatch, *, alike: bool) -> None:
    """Every line reads as its own name; from the second part as something else if the readings are not alike."""

    def recognised(image: PageImage, layout: Layout, options: Options) -> tuple[None, tuple[Run, ...]]:
        runs = []
        for line in layout.lines:
            name = line.id.removeprefix("part1-").removeprefix("part2-")
            text = "水" * 12 if line.id.startswith("part2-") and not alike else f"渠{name}渠{name}"
            runs.append(Run(line.id, text, text, 0.9, (0.9,) * len(text), line))
        return None, tuple(runs)

    monkeypatch.setattr(pipeline, "recognised", recognised)


def notes(page: parts.Whole) -> list[str]:
    return [str(value) for step in page.page.steps for key, value in step.details if key == "note"]


def test_two_parts_are_one_page_with_every_line_once(scans: list[PageImage], monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, alike=True)
    (whole,) = parts.read(scans, Options(jobs=1))
    assert whole.page.source == "1.jpg + 2.jpg"
    assert whole.page.layout is not None
    assert len(whole.page.layout.lines) == 3 * 14
    twice = [removal for removal in whole.page.removals if removal.runs[0].startswith("part")]
    assert len(twice) >= 3 * 3  # the overlap is 7 em, five lines
    assert {removal.repeats[0] for removal in twice} <= {line.id for line in whole.page.layout.lines}
    assert whole.scan().size == whole.page.size
    assert notes(whole) == []


def test_the_json_of_parts_keeps_to_its_schema_and_comes_back(
    scans: list[PageImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    reading(monkeypatch, alike=True)
    (whole,) = parts.read(scans, Options(jobs=1))
    plain = json.plain(whole.page)
    jsonschema.validate(plain, json.schema())
    assert json.plain(from_json.page(plain, "parts.json")) == plain
    ways = [step["details"] for step in plain["steps"] if step["name"] == "part"]
    assert [way["source"] for way in ways] == ["1.jpg", "2.jpg"]
    assert abs(ways[1]["xx"] - 1) < 0.06


def test_overlaps_that_read_differently_are_taken_apart_again(
    scans: list[PageImage], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading(monkeypatch, alike=False)
    found = list(parts.read(scans, Options(jobs=1)))
    assert [(whole.page.source, whole.page.number) for whole in found] == [("1.jpg", 1), ("2.jpg", 2)]
    assert [notes(whole) for whole in found] == [[ALONE], [ALONE]]


def test_parts_that_do_not_overlap_are_pages_that_say_so() -> None:
    gray = sheets.page(32, rows=14)
    height, width = gray.shape
    apart = (Box(0, 0, width, height // 2 - 15), Box(0, height // 2 + 15, width, height))
    scans = [scan.image(f"{n}.jpg") for n, scan in enumerate(scanned(gray, apart, 32), 1)]
    found = list(parts.read(scans, Options(), quick=True))
    assert [whole.page.source for whole in found] == ["1.jpg", "2.jpg"]
    assert [notes(whole) for whole in found] == [[ALONE], [ALONE]]
    assert np.array_equal(found[1].scan().gray, scans[1].gray)


def test_one_part_alone_is_a_page_without_a_note(scans: list[PageImage]) -> None:
    (whole,) = parts.read(scans[:1], Options(), quick=True)
    assert (whole.page.source, notes(whole)) == ("1.jpg", [])


def test_no_part_at_all_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no part"):
        list(parts.read([], Options()))
