"""Words in a drawing are no text; the line under it is its caption."""

from __future__ import annotations

from ocr.geometry import Box
from ocr.page import Kind
from tests.reconstruct.desk import COLUMN, Desk, broken, texts
from tests.reconstruct.stories import FERRY

LEFT, MIDDLE = 60, 60 + COLUMN + 30


def drawn(pieces: int) -> Desk:
    """A story in two columns, the second under a drawing in so many pieces with names of its parts."""
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口七年以后重新开放了"], LEFT, 40, 40)
    first, second = broken(FERRY, 5)
    desk.column(first, LEFT, 120)
    width = 600 // pieces
    for n in range(pieces):
        desk.pictures.append(Box(MIDDLE + n * width, 120, MIDDLE + n * width + width - 4, 420))
    desk.lines(Kind.BODY, ["船头航灯"], MIDDLE + 40, 180)
    desk.lines(Kind.BODY, ["石阶"], MIDDLE + 300, 300)
    desk.lines(Kind.BODY, ["老木船的样子"], MIDDLE, 430)
    desk.column(second, MIDDLE, 480)
    return desk


def test_names_in_a_drawing_are_kept_apart_and_the_line_under_it_is_its_caption() -> None:
    made = drawn(5).read()
    assert texts(made) == [list(FERRY)]
    assert sorted(paragraph.text for paragraph in made.unplaced) == ["石阶", "船头航灯"]
    assert made.articles[0].captions == ("老木船的样子",)


def test_strokes_of_a_drawing_read_as_large_type_and_labels_that_look_like_small_heads_head_nothing() -> None:
    desk = drawn(5)
    desk.lines(Kind.HEADLINE, ["上"], MIDDLE + 20, 220, 180)
    desk.lines(Kind.HEADLINE, ["缆绳和铁锚"], MIDDLE + 240, 230)
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert [(article.title, article.subtitle) for article in made.articles] == [("老渡口七年以后重新开放了", "")]


def test_a_photograph_is_no_drawing() -> None:
    said = [paragraph.text for article in drawn(1).read().articles for paragraph in article.paragraphs]
    assert any("石阶" in text for text in said)
