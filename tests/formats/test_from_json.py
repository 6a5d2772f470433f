"""A page out of its JSON is the page; what is no page says so in one line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ocr.errors import InputError
from ocr.formats import FORMATS, from_json
from ocr.formats import json as page_json
from ocr.geometry import Direction
from ocr.page import Kind, Page, Paragraph
from tests.formats.sample import EMPTY, PAGE, STRAY, run


def again(page: Page) -> Page:
    return from_json.page(json.loads(page_json.write(page)), "page.json")


@pytest.mark.parametrize("page", [PAGE, EMPTY], ids=["full", "empty"])
def test_a_page_written_read_and_written_again_is_the_same(page: Page) -> None:
    assert page_json.write(again(page)) == page_json.write(page)
    for name in ("text", "markdown"):
        assert FORMATS[name].write(again(page)) == FORMATS[name].write(page)


def test_a_line_that_runs_another_way_than_its_page_still_does() -> None:
    upright = replace(STRAY, direction=Direction.VERTICAL)
    page = again(replace(PAGE, unplaced=(Paragraph(Kind.BODY, "不知", (run(upright, "不知"),)),)))
    line = page.unplaced[0].runs[0].line
    assert line is not None
    assert line.direction is Direction.VERTICAL


def test_a_doubt_is_kept_when_rounding_would_hide_it() -> None:
    doubt = replace(run(STRAY, "不知"), confidences=(0.49999, 0.9))
    page = again(replace(PAGE, unplaced=(Paragraph(Kind.BODY, "不知", (doubt,)),)))
    assert page.unplaced[0].runs[0].doubtful == (0,)


def test_a_page_put_together_by_hand_needs_no_more_than_its_texts() -> None:
    page = from_json.page({"articles": [{"title": "短讯", "paragraphs": ["渠水清清。"]}]}, "x")
    assert (page.articles[0].id, page.articles[0].paragraphs[0].text) == ("a01", "渠水清清。")


def test_text_that_no_file_can_hold_is_replaced() -> None:
    page = from_json.page(json.loads('{"articles": [{"title": "渠\\ud800水"}]}'), "x")
    assert page.articles[0].title == "渠\ufffd水"
    assert FORMATS["text"].data([page])


def test_a_later_version_of_the_same_shape_is_read() -> None:
    assert from_json.page({"articles": [], "version": "1.7"}, "x").articles == ()


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        ([], "holds no page"),
        ({"articles": {}}, "holds no page"),
        ({"articles": [1]}, "no page of banmian"),
        ({"articles": [{"title": 1}]}, "a text is wanted"),
        ({"articles": [{"confidence": 2}]}, "from 0 to 1"),
        ({"articles": [{"paragraphs": [{"kind": "poem", "text": ""}]}]}, "poem"),
        ({"articles": [{"box": [1, 2]}]}, "no page of banmian"),
        ({"articles": [], "direction": "sideways"}, "sideways"),
        ({"articles": [], "version": "2.0"}, "version 2.0, and this banmian knows 1.0"),
        ({"articles": [], "version": [1]}, "version"),
        ({"articles": [], "dpi": float("nan")}, "a number is wanted, not nan"),
        ({"articles": [], "dpi": 0}, "above 0"),
        ({"articles": [], "steps": [{"name": "skew", "details": {"degrees": float("inf")}}]}, "a number is wanted"),
        ({"articles": [{"box": [0, 0, 1e999, 5]}]}, "no page of banmian"),
    ],
)
def test_what_is_no_page_says_what_is_wrong(value: Any, cause: str) -> None:
    with pytest.raises(InputError, match=rf"^page\.json: .*{cause}") as raised:
        from_json.page(value, "page.json")
    assert "\n" not in str(raised.value)
