"""What a block is, told by its size and place."""

from __future__ import annotations

from ocr.geometry import Box, Direction
from ocr.page import Kind, Separator
from ocr.segment.blocks import Found, Stack
from ocr.segment.kinds import head_row, kind_of, without_plain

EM = 20.0
SIZE = (1000, 1500)


def stack(box: Box, lines: int = 1, em: float = EM, display: bool = False) -> Stack:
    step = box.height // lines
    high = round(0.7 * step) if lines > 1 else step
    rows = [Box(box.left, box.top + step * k, box.right, box.top + step * k + high) for k in range(lines)]
    return Stack(tuple(Found(row, em, display) for row in rows), box)


BODY = stack(Box(100, 300, 360, 900), 20)


def test_large_type_is_a_headline_and_the_rest_body() -> None:
    head = stack(Box(100, 200, 600, 260), em=60, display=True)
    assert kind_of(head, EM, 0, [head, BODY], ()) is Kind.HEADLINE
    assert kind_of(BODY, EM, 0, [head, BODY], ()) is Kind.BODY


def test_what_stands_over_the_head_rule_is_furniture() -> None:
    rule = Separator(Box(50, 90, 950, 93), Direction.HORIZONTAL, 3.0)
    name, number = stack(Box(60, 60, 300, 80)), stack(Box(900, 60, 930, 80))
    row = head_row((rule,), SIZE, [name, number, BODY, stack(Box(700, 300, 950, 900), 20)])
    assert row == 90
    assert kind_of(name, EM, row, [name, number, BODY], ()) is Kind.RUNNING_HEAD
    assert kind_of(number, EM, row, [name, number, BODY], ()) is Kind.PAGE_NUMBER
    masthead = stack(Box(60, 10, 500, 88), em=76, display=True)
    assert kind_of(masthead, EM, row, [masthead, BODY], ()) is Kind.MASTHEAD


def test_a_rule_under_columns_of_text_ends_no_running_head() -> None:
    rule = Separator(Box(50, 190, 950, 193), Direction.HORIZONTAL, 3.0)
    assert head_row((rule,), SIZE, [stack(Box(60, 20, 950, 180), 6), BODY]) == 0
    assert head_row((), SIZE, [BODY]) == 0
    assert head_row((rule,), SIZE, []) == 0


def test_a_caption_is_a_few_lines_under_a_picture_unless_a_column_goes_on_below() -> None:
    picture = Box(500, 300, 900, 600)
    caption = stack(Box(500, 612, 900, 660), 2)
    assert kind_of(caption, EM, 0, [BODY, caption], (picture,)) is Kind.CAPTION
    column = stack(Box(500, 670, 900, 1200), 18)
    assert kind_of(caption, EM, 0, [BODY, caption, column], (picture,)) is Kind.BODY


def test_a_caption_whose_rows_measure_unlike_is_one_and_a_column_under_it_after_some_white_does_not_go_on_from_it() -> (
    None
):
    picture = Box(500, 300, 900, 600)
    first, last = stack(Box(500, 612, 900, 630), em=15), stack(Box(500, 638, 900, 656))
    column = stack(Box(500, 673, 900, 1203), 20)
    found = [kind_of(row, EM, 0, [BODY, first, last, column], (picture,)) for row in (first, last)]
    assert found == [Kind.CAPTION, Kind.BODY]  # the last row is taken into the caption when all kinds are told
    close = stack(Box(500, 662, 900, 1192), 20)
    assert kind_of(first, EM, 0, [BODY, first, last, close], (picture,)) is Kind.BODY


def test_small_type_at_a_pictures_foot_beside_it_is_its_caption_and_body_type_or_a_line_higher_up_is_none() -> None:
    picture = Box(400, 300, 900, 700)
    small, high, plain = (
        stack(Box(100, 640, 370, 696), 2, em=17),
        stack(Box(100, 540, 370, 596), 2, em=17),
        stack(Box(100, 640, 370, 696), 2),
    )
    kinds = [kind_of(s, EM, 0, [s, BODY], (picture,)) for s in (small, high, plain)]
    assert kinds == [Kind.CAPTION, Kind.BODY, Kind.BODY]
    assert kind_of(small, EM, 0, [small, BODY], (Box(400, 660, 900, 700),)) is Kind.BODY


def test_text_under_a_picture_that_a_subhead_cuts_off_from_its_column_is_no_caption() -> None:
    picture, column = Box(500, 300, 900, 600), stack(Box(500, 740, 900, 1200), 18)
    text = stack(Box(500, 612, 900, 690), 3)
    assert kind_of(text, EM, 0, [BODY, text, column], (picture,)) is Kind.BODY
    small = stack(Box(500, 612, 900, 690), 3, em=17)
    assert kind_of(small, EM, 0, [BODY, small, column], (picture,)) is Kind.CAPTION


def leaning(stroke: float, gap: int) -> list[Stack]:
    """Three lines of a text and, so far under them, one that measures larger."""
    lines = tuple(Found(Box(60, 100 + 40 * k, 300, 128 + 40 * k), 28.0, stroke=3.0) for k in range(3))
    low = 100 + 40 * 2 + 28 + gap
    one = Found(Box(60, low, 300, low + 36), 36.0, stroke=stroke)
    return [Stack(lines, Box(60, 100, 300, 208)), Stack((one,), one.box)]


def test_a_line_in_the_body_s_strokes_close_to_a_text_is_text_though_it_measures_larger() -> None:
    stacks, kinds = without_plain(leaning(3.1, 6), [Kind.BODY, Kind.HEADLINE], 28.0)
    assert kinds == [Kind.BODY, Kind.BODY]
    assert stacks[1].em == 28.0


def test_a_heavier_line_and_one_that_stands_apart_are_headings() -> None:
    for stacks in (leaning(4.0, 6), leaning(3.1, 20)):
        assert without_plain(stacks, [Kind.BODY, Kind.HEADLINE], 28.0) == (stacks, [Kind.BODY, Kind.HEADLINE])


def test_small_type_under_a_picture_is_its_caption_though_it_was_given_the_measure_of_a_wider_column() -> None:
    picture, row = Box(100, 1000, 340, 1200), Box(100, 1210, 220, 1226)
    for em, kind in ((17, Kind.CAPTION), (EM, Kind.BODY)):
        line = Stack((Found(row, em),), Box(100, 1210, 460, 1226))
        assert kind_of(line, EM, 0, [BODY, line], (picture,)) is kind
