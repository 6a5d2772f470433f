"""Short blocks are named by the headline or the column they stand with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr.geometry import Box
from ocr.page import Kind
from ocr.segment.blocks import Found, Stack
from ocr.segment.hints import with_hints

EM = 20.0


def line(box: Box, em: float = EM, display: bool = False) -> Stack:
    return Stack((Found(box, em, display),), box)


HEAD = line(Box(100, 100, 500, 150), 50.0, display=True)


def column(box: Box) -> Stack:
    rows = range(box.top, box.bottom, 30)
    return Stack(tuple(Found(Box(box.left, y, box.right, y + 19), EM) for y in rows), box)


def test_a_line_over_a_headline_is_a_kicker_and_one_under_it_a_deck() -> None:
    kicker, deck = line(Box(200, 68, 400, 88)), line(Box(180, 162, 420, 182))
    kinds = with_hints([kicker, HEAD, deck], [Kind.BODY, Kind.HEADLINE, Kind.BODY], EM)
    assert kinds == [Kind.KICKER, Kind.HEADLINE, Kind.DECK]


def test_a_line_set_in_over_its_columns_text_is_a_subhead() -> None:
    subhead, text = line(Box(180, 560, 280, 580)), column(Box(100, 600, 360, 1000))
    assert with_hints([subhead, text], [Kind.BODY, Kind.BODY], EM) == [Kind.SUBHEAD, Kind.BODY]


def test_a_line_set_in_over_the_one_line_that_is_left_of_its_column_is_a_subhead_if_a_paragraph_begins_there() -> None:
    text, subhead = column(Box(100, 200, 360, 540)), line(Box(190, 560, 270, 580))
    begins, ends = line(Box(140, 605, 360, 625)), line(Box(100, 605, 200, 625))
    assert with_hints([text, subhead, begins], [Kind.BODY] * 3, EM) == [Kind.BODY, Kind.SUBHEAD, Kind.BODY]
    assert with_hints([text, subhead, ends], [Kind.BODY] * 3, EM) == [Kind.BODY] * 3
    assert with_hints([text, subhead], [Kind.BODY] * 2, EM) == [Kind.BODY] * 2


@pytest.mark.parametrize(
    ("size", "stroke", "kind"), [(1.0, 2.0, Kind.BODY), (1.16, 2.0, Kind.SUBHEAD), (1.0, 3.0, Kind.SUBHEAD)]
)
def test_a_line_flush_left_over_a_column_is_a_small_head_when_larger_or_bolder(
    size: float, stroke: float, kind: Kind
) -> None:
    text = column(Box(100, 600, 360, 1000))
    text = replace(text, lines=tuple(replace(row, stroke=2.0) for row in text.lines))
    head = Stack((Found(Box(100, 560, 280, 580), size * EM, stroke=stroke * size),), Box(100, 560, 280, 580))
    assert with_hints([head, text], [Kind.BODY, Kind.BODY], EM) == [kind, Kind.BODY]


def test_long_blocks_and_blocks_of_other_kinds_keep_theirs() -> None:
    text = column(Box(100, 162, 500, 400))
    assert with_hints([HEAD, text], [Kind.HEADLINE, Kind.BODY], EM) == [Kind.HEADLINE, Kind.BODY]
    caption = line(Box(180, 162, 420, 182))
    assert with_hints([HEAD, caption], [Kind.HEADLINE, Kind.CAPTION], EM)[1] is Kind.CAPTION


def test_a_larger_line_that_fills_its_column_is_a_subhead_where_white_parts_it_from_the_text_under_it() -> None:
    text, under = column(Box(100, 200, 360, 540)), column(Box(100, 600, 360, 1000))
    larger, plain = line(Box(102, 562, 359, 585), 23.0), line(Box(102, 565, 359, 585))
    close = line(Box(102, 572, 359, 595), 23.0)
    for heading, kind in ((larger, Kind.SUBHEAD), (plain, Kind.BODY), (close, Kind.BODY)):
        assert with_hints([text, heading, under], [Kind.BODY] * 3, EM) == [Kind.BODY, kind, Kind.BODY]


def test_a_word_in_the_middle_over_a_line_that_fills_its_column_is_a_subhead_in_two_parts() -> None:
    under = column(Box(100, 600, 360, 1000))

    def two(first: Box) -> Stack:
        second = Box(102, 564, 358, 584)
        return Stack((Found(first, EM), Found(second, EM)), Box(100, 534, 360, 584))

    for first, kind in ((Box(210, 534, 250, 554), Kind.SUBHEAD), (Box(140, 534, 180, 554), Kind.BODY)):
        assert with_hints([two(first), under], [Kind.BODY] * 2, EM) == [kind, Kind.BODY]


def test_a_line_under_a_head_but_nearer_to_the_column_under_it_is_the_columns_subhead() -> None:
    own, text = line(Box(250, 180, 350, 200)), column(Box(200, 212, 400, 600))
    assert with_hints([HEAD, own, text], [Kind.HEADLINE, Kind.BODY, Kind.BODY], EM)[1] is Kind.SUBHEAD
    far = column(Box(200, 240, 400, 600))
    assert with_hints([HEAD, own, far], [Kind.HEADLINE, Kind.BODY, Kind.BODY], EM)[1] is Kind.DECK


def test_a_bold_larger_line_that_fills_its_column_is_a_small_head_over_a_new_paragraph() -> None:
    head = Stack((Found(Box(100, 560, 358, 584), 1.17 * EM, stroke=4.0),), Box(100, 560, 360, 584))
    rows = [Found(Box(100, y, 360, y + 19), EM, stroke=2.0) for y in range(592, 900, 30)]
    fresh = Stack((replace(rows[0], box=Box(140, 592, 360, 611)), *rows[1:]), Box(100, 592, 360, 900))
    going = Stack(tuple(rows), Box(100, 592, 360, 900))
    assert with_hints([head, fresh], [Kind.BODY, Kind.BODY], EM)[0] is Kind.SUBHEAD
    assert with_hints([head, going], [Kind.BODY, Kind.BODY], EM)[0] is Kind.BODY


@pytest.mark.parametrize(("em", "kind"), [(1.15 * EM, Kind.KICKER), (EM, Kind.BODY)])
def test_two_lines_over_a_headline_are_its_kicker_when_they_are_larger_than_the_text(em: float, kind: Kind) -> None:
    rows = Box(100, 40, 300, 60), Box(100, 68, 290, 88)
    block = Stack(tuple(Found(row, em) for row in rows), Box(100, 40, 360, 88))
    assert with_hints([block, HEAD], [Kind.BODY, Kind.HEADLINE], EM)[0] is kind
