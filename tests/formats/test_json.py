"""The JSON keeps to its schema and reports everything in pixels of the scan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from ocr.formats import FORMATS
from ocr.formats import json as page_json
from tests.formats.sample import EMPTY, FIRST, PAGE

Plain = dict[str, Any]


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = page_json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def boxes(value: object) -> Iterator[list[int]]:
    """Every value of a key "box", at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "box" and inner is not None:
                yield inner
            else:
                yield from boxes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from boxes(inner)


@pytest.mark.parametrize("page", [PAGE, EMPTY], ids=["full", "empty"])
def test_a_written_page_keeps_to_the_schema(page: Any, validator: Any) -> None:
    validator.validate(json.loads(page_json.write(page)))


def test_the_schema_refuses_a_key_it_does_not_know(validator: Any) -> None:
    written = json.loads(page_json.write(PAGE))
    written["articles"][0]["headline"] = "?"
    assert not validator.is_valid(written)


@pytest.mark.parametrize("key", ["version", "joins", "furniture", "steps"])
def test_the_schema_misses_a_key_that_is_left_out(key: str, validator: Any) -> None:
    written = json.loads(page_json.write(PAGE))
    del written[key]
    assert not validator.is_valid(written)


def test_every_kind_that_exists_can_be_written(validator: Any) -> None:
    from dataclasses import replace

    from ocr.page import FURNITURE, Furniture, Kind, Paragraph

    page = replace(
        PAGE,
        unplaced=tuple(Paragraph(kind, "字") for kind in Kind),
        furniture=tuple(Furniture(kind, "字") for kind in sorted(FURNITURE)),
    )
    validator.validate(json.loads(page_json.write(page)))


def test_boxes_are_whole_pixels_of_the_scan() -> None:
    written = json.loads(page_json.write(PAGE))
    [first] = [line["box"] for line in written["articles"][0]["paragraphs"][0]["lines"] if line["id"] == FIRST.id]
    assert first == PAGE.to_scan.box(FIRST.box).as_list()
    assert first != FIRST.box.as_list()
    for left, top, right, bottom in boxes(written):
        assert 0 <= left < right <= PAGE.size[0]
        assert 0 <= top < bottom <= PAGE.size[1]


def test_a_line_has_its_reading_raw_and_mended_with_a_confidence_for_each_character() -> None:
    written = json.loads(page_json.write(PAGE))
    line = written["articles"][0]["head_lines"][0]
    assert (line["text"], line["raw"], line["block"]) == ("老水渠又响起来了", "老 水 渠 又 响 起 来 了", "b01")
    assert line["confidences"] == [0.9] * len(line["text"])


def test_a_join_names_blocks_that_the_lines_name_too() -> None:
    written = json.loads(page_json.write(PAGE))
    named = {line["block"] for line in written["articles"][0]["paragraphs"][0]["lines"]}
    assert {written["joins"][0]["tail"], written["joins"][0]["head"]} <= named


def test_a_line_names_its_reader_only_where_it_is_another_than_the_pages() -> None:
    article = json.loads(page_json.write(PAGE))["articles"][0]
    assert article["head_lines"][0]["reader"] == "rapidocr+tesseract"
    assert "reader" not in article["paragraphs"][0]["lines"][0]


def test_several_pages_are_one_line_each() -> None:
    lines = FORMATS["json"].data([PAGE, EMPTY]).decode().splitlines()
    assert [json.loads(line)["page"] for line in lines] == [1, 2]


def test_chinese_is_written_as_chinese() -> None:
    assert "老水渠又响起来了" in page_json.write(PAGE)


def test_doubtful_characters_are_marked_by_their_place(validator: Any) -> None:
    from dataclasses import replace

    from ocr.page import DOUBTFUL, Paragraph

    [run] = PAGE.unplaced[0].runs
    wavering = replace(run, confidences=(0.9, DOUBTFUL - 0.01, DOUBTFUL, 0.0, 0.9, 0.9))
    page = replace(PAGE, unplaced=(Paragraph(PAGE.unplaced[0].kind, run.text, (wavering,)),))
    written = json.loads(page_json.write(page))
    validator.validate(written)
    assert written["unplaced"][0]["lines"][0]["doubtful"] == [1, 3]
    assert "doubtful" not in written["articles"][0]["head_lines"][0]
