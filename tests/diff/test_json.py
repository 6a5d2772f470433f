"""The JSON view keeps to its schema and says where every difference is."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from ocr.diff.baseline import changes
from ocr.diff.figures import FIGURES, values
from ocr.diff.json import schema, write
from ocr.evaluate import PageText
from ocr.evaluate.edits import Kind
from tests.diff.pages import comparison
from tests.evaluate.texts import BRIDGE, PAGE


def written(output: PageText | None = None, truth: PageText = PAGE, pages: int = 1) -> dict[str, Any]:
    made = comparison(pages=pages) if output is None else comparison(output, truth, pages=pages)
    data: dict[str, Any] = json.loads(write(made, changes({"cer": 0.5}, values(made.report))))
    jsonschema.validate(data, schema(), format_checker=jsonschema.FormatChecker())
    return data


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("output", [None, PAGE, PageText()])
@pytest.mark.parametrize("pages", [1, 3])
def test_whatever_is_compared_the_json_keeps_to_the_schema(output: PageText | None, pages: int) -> None:
    assert len(written(output, pages=pages)["pages"]) == pages


def test_empty_against_anything_keeps_to_the_schema() -> None:
    for truth in (PAGE, PageText()):
        assert written(PageText(), truth)["figures"]["cer"] == (1.0 if truth is PAGE else 0.0)
    assert written(PAGE, PageText())["figures"]["cer"] == 1.0


def test_the_schema_knows_the_kinds_of_the_program_and_the_program_has_every_figure() -> None:
    assert schema()["$defs"]["kind"]["enum"] == [kind.value for kind in Kind]
    assert list(written()["figures"]) == list(FIGURES)


def test_a_moved_paragraph_says_from_where_to_where_and_a_place_on_the_scan_where_there_is_one() -> None:
    found = written()["pages"][0]["differences"]
    [moved] = [d for d in found if d["kind"] == "moved"]
    assert moved["reference"] == {
        "article": 1,
        "field": "paragraph 2",
        "start": 0,
        "end": len(BRIDGE[1]),
        "text": BRIDGE[1].replace("，", ","),
    }
    assert (moved["output"]["article"], moved["output"]["field"]) == (2, "paragraph 3")
    [wrong] = [d for d in found if d["kind"] == "punctuation"]
    left, top, right, bottom = wrong["output"]["box"]
    assert (top, bottom) == (20, 40)
    assert 100 <= left < right <= 900


def test_the_kinds_add_up_to_the_differences() -> None:
    page = written()["pages"][0]
    assert sum(kind["differences"] for kind in page["kinds"].values()) == len(page["differences"])
    assert [d["id"] for d in page["differences"]] == list(range(1, len(page["differences"]) + 1))
    listed = {n for article in page["articles"] for n in article["differences"]}
    assert listed <= {d["id"] for d in page["differences"]}
