"""What tells that a text ends, or that one begins, at the edge of a column."""

from __future__ import annotations

import pytest

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.seams import LOG_ODDS, OLD_ODDS, head, tail
from ocr.reconstruct.units import Unit
from tests.reconstruct.desk import Desk
from tests.reconstruct.test_stream import surveyed


def unit_of(text: str) -> Unit:
    desk = Desk()
    desk.column(text, 60, 120)
    return next(unit for unit in surveyed(desk)[0] if unit.kind is Kind.BODY)


def test_a_further_item_of_a_list_begins_a_paragraph_though_it_hangs_out() -> None:
    conventions = Conventions(load())
    text = "二）修缮渡口的旧码头、所需费用由村里分三年筹足、不另摊派、"
    assert head(unit_of(">（" + text), conventions).probability < 0.5
    assert head(unit_of(">" + text[2:]), conventions).probability > 0.9


@pytest.mark.parametrize(("end", "open_"), [("云、", False), ("云", False), ("旧、", True)])
def test_on_an_old_page_a_report_that_ends_with_its_word_is_whole_though_its_line_is_full(
    end: str, open_: bool
) -> None:
    conventions = Conventions(load())
    body = ">据船工说渡口明日起照常开放并加开早班船一次价目仍"
    unit = unit_of(body[: 1 + 26 - len(end)] + end)
    assert (tail(unit, conventions, OLD_ODDS).probability > 0.5) is open_
    assert tail(unit, conventions, LOG_ODDS).probability > 0.5
