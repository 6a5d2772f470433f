"""Short blocks are named by the headline or the column they stand with."""

from __future__ import annotations

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


def test_long_blocks_and_blocks_of_other_kinds_keep_theirs() -> None:
    text = column(Box(100, 162, 500, 400))
    assert with_hints([HEAD, text], [Kind.HEADLINE, Kind.BODY], EM) == [Kind.HEADLINE, Kind.BODY]
    caption = line(Box(180, 162, 420, 182))
    assert with_hints([HEAD, caption], [Kind.HEADLINE, Kind.CAPTION], EM)[1] is Kind.CAPTION
