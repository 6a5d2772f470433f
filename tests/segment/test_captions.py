"""A caption is whole with its last row, which ends short and names the photographer."""

from __future__ import annotations

from ocr.geometry import Box
from ocr.page import Kind
from ocr.segment.blocks import Found, Stack
from ocr.segment.captions import with_last_rows

EM = 20.0


def rows(*boxes: Box) -> Stack:
    return Stack(tuple(Found(box, EM) for box in boxes), Box.around(boxes))


CAPTION = rows(Box(140, 500, 600, 520), Box(100, 530, 600, 550))
END, NAME = rows(Box(100, 560, 300, 580)), rows(Box(540, 561, 600, 580))


def test_a_last_row_that_was_cut_at_a_wide_space_is_one_line_of_its_caption() -> None:
    stacks, kinds = with_last_rows([CAPTION, END, NAME], [Kind.CAPTION, Kind.BODY, Kind.BODY], EM)
    assert kinds == [Kind.CAPTION]
    assert [line.box for line in stacks[0].lines][2:] == [Box(100, 560, 600, 580)]
    assert stacks[0].box == Box(100, 500, 600, 580)


def test_a_line_that_goes_on_below_or_stands_apart_is_no_part_of_a_caption() -> None:
    column = rows(*(Box(100, y, 300, y + 20) for y in range(590, 900, 30)))
    wide, far = rows(Box(100, 560, 700, 580)), rows(Box(100, 575, 300, 595))
    for line, other in ((END, column), (wide, NAME), (far, column)):
        stacks, _ = with_last_rows([CAPTION, line, other], [Kind.CAPTION, Kind.BODY, Kind.BODY], EM)
        assert line in stacks
        assert CAPTION.lines[0] in stacks[0].lines


def test_where_nothing_ends_a_caption_all_blocks_stay_as_they_are() -> None:
    column = rows(*(Box(100, y, 300, y + 20) for y in range(560, 900, 30)))
    blocks, kinds = [CAPTION, column], [Kind.CAPTION, Kind.BODY]
    assert with_last_rows(blocks, kinds, EM) == (blocks, kinds)


def test_a_line_farther_under_a_caption_than_its_rows_from_one_another_is_the_text_that_goes_on() -> None:
    low = rows(Box(100, 566, 300, 586))
    stacks, kinds = with_last_rows([CAPTION, low], [Kind.CAPTION, Kind.BODY], EM)
    assert (stacks, kinds) == ([CAPTION, low], [Kind.CAPTION, Kind.BODY])
