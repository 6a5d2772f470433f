"""Flexible character accuracy: what is left of the errors when order is free (Clausner et al. 2020)."""

from __future__ import annotations

import pytest

from ocr.evaluate import PageText, Story, measure
from ocr.evaluate.rates import Rate

COLUMNS = (
    "开春以后村口的老水渠重新通了水",
    "渠边的人家说夜里又能听见水声了",
    "去年秋天三个村的人合在一起砌渠",
    "砌渠用的石头是从河滩上挑来的呢",
)


def flexible(truth: tuple[str, ...], output: tuple[str, ...]) -> Rate:
    return measure(PageText((Story(paragraphs=truth),)), PageText((Story(paragraphs=output),))).flexible


def test_lines_in_any_order_have_no_error() -> None:
    assert flexible(COLUMNS, COLUMNS[::-1]).errors == 0
    assert measure(PageText((Story(paragraphs=COLUMNS),)), PageText((Story(paragraphs=COLUMNS[::-1]),))).cer.value > 0.5


def test_two_columns_read_straight_across_have_no_error() -> None:
    across = (COLUMNS[0] + COLUMNS[2], COLUMNS[1] + COLUMNS[3])
    assert flexible(COLUMNS, across).errors == 0


@pytest.mark.parametrize(
    ("output", "errors"),
    [
        ((COLUMNS[1], COLUMNS[0].replace("渠", "梁")), 1),  # misread
        ((COLUMNS[1], COLUMNS[0].replace("渠", "")), 1),  # left out
        ((COLUMNS[1], COLUMNS[0].replace("渠", "渠渠")), 1),  # put in
        ((COLUMNS[1],), len(COLUMNS[0])),  # a line missing
        ((COLUMNS[1], COLUMNS[0], "此行为无中生有"), 7),  # a line too many
    ],
)
def test_errors_are_counted_wherever_the_text_stands(output: tuple[str, ...], errors: int) -> None:
    assert flexible(COLUMNS[:2], output) == Rate(errors, len("".join(COLUMNS[:2])))


def test_what_is_left_between_the_same_neighbours_is_compared_and_not_counted_twice() -> None:
    start, end = COLUMNS[0], COLUMNS[1]
    truth, output = (start + "甲乙丙丁戊己庚辛" + end,), (end, start + "甲天丙地戊人庚和")
    assert flexible(truth, output).errors == 4


def test_the_gap_is_what_order_costs() -> None:
    swapped = (COLUMNS[1], COLUMNS[0].replace("渠", "梁"))
    report = measure(PageText((Story(paragraphs=COLUMNS[:2]),)), PageText((Story(paragraphs=swapped),)))
    assert report.gap == pytest.approx(report.cer.value - 1 / 30)
    assert report.figures()["flexible_accuracy"] == pytest.approx(29 / 30)
