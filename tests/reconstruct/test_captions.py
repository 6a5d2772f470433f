"""A line under a picture is a caption or a line of the text, whichever the text tells."""

from __future__ import annotations

import pytest

from ocr.geometry import Box
from ocr.page import Frame, Kind
from tests.reconstruct.desk import COLUMN, Desk, broken, texts
from tests.reconstruct.stories import FERRY, MORE_FERRY

LEFT, RIGHT = 60, 60 + COLUMN + 30
STORY = (*FERRY, *MORE_FERRY)
CAPTION = "村民在岸边等船。"


def page(line: str, rest: str, first: str, *, framed: bool = False) -> Desk:
    """A story in two columns, the second with a picture at its top, a line under that, and the rest of the text."""
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 50)
    desk.column(first, LEFT, 120)
    picture = Box(RIGHT, 120, RIGHT + COLUMN, 260)
    if framed:
        desk.frames.append(Frame("f1", picture))
    else:
        desk.pictures.append(picture)
    desk.lines(Kind.BODY, [line], RIGHT, 272)
    desk.column(rest, RIGHT, 306)
    return desk


@pytest.mark.parametrize("framed", [False, True])
def test_a_line_under_a_picture_that_the_text_runs_past_is_its_caption(*, framed: bool) -> None:
    first, rest = broken(STORY, 8)
    made = page(CAPTION, rest, first, framed=framed).read()
    assert texts(made) == [list(STORY)]
    assert [article.captions for article in made.articles] == [(CAPTION,)]


def test_a_line_under_a_picture_that_the_text_runs_into_and_on_from_is_text() -> None:
    first, rest = broken(STORY, 8)
    line, _, rest = rest.partition("\n")
    desk = page(line[1:14], ">" + line[14:] + "\n" + rest, first)
    assert texts(desk.read()) == [list(STORY)]


def test_a_line_under_a_picture_that_ends_a_story_is_its_end() -> None:
    first, rest = broken(FERRY, 8)
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 50)
    desk.column(first, LEFT, 120)
    desk.pictures.append(Box(RIGHT, 120, RIGHT + COLUMN, 260))
    desk.column(rest, RIGHT, 272)
    assert texts(desk.read()) == [list(FERRY)]
