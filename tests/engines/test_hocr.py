"""Text and hOCR of one call put together."""

import pytest

from ocr.engines.hocr import Reading, readings, without_spaces
from ocr.errors import EngineError


def page(*cells: tuple[str, float]) -> str:
    spans = "".join(
        f"<span class='ocrx_cinfo' title='x_bboxes 1 2 3 4; x_conf {percent}'>{cell}</span>" for cell, percent in cells
    )
    return f"<div class='ocr_page' id='page_1' title='ppageno 0'>{spans}</div>"


def test_each_image_gets_its_text_and_a_confidence_a_character() -> None:
    found = readings("水 渠\n\f桥\n\f", page(("水", 99), ("渠", 50)) + page(("桥", 75.5)), 2)
    assert found == [Reading("水 渠", (0.99, 0.5)), Reading("桥", (0.755,))]


def test_an_image_without_text_keeps_its_place() -> None:
    assert [r.raw for r in readings("\f桥\n\f", page() + page(("桥", 90)), 2)] == ["", "桥"]
    assert [r.raw for r in readings("桥\n\f\f", page(("桥", 90)) + page(), 2)] == ["桥", ""]


def test_escaped_characters_and_cells_of_several_are_told_apart() -> None:
    assert readings("A&B<\n\f", page(("A&amp;B", 80), ("&lt;", 60)), 1) == [Reading("A&B<", (0.8, 0.8, 0.8, 0.6))]


def test_outputs_that_differ_share_their_mean_confidence() -> None:
    assert readings("水渠\n\f", page(("水", 80), ("桥", 60)), 1) == [Reading("水渠", (0.7, 0.7))]


@pytest.mark.parametrize("images", [1, 3])
def test_another_number_of_answers_than_images_is_an_error(images: int) -> None:
    with pytest.raises(EngineError, match="2 of"):
        readings("水\f渠\f", page(("水", 90)) + page(("渠", 90)), images)


def test_spaces_beside_han_go_and_those_between_words_stay() -> None:
    text, sure = without_spaces(Reading("水 渠 Open Bridge 好", (0.1, 0.2, *[0.3] * 4, *[0.4] * 6, 0.5)))
    assert text == "水渠Open Bridge好"
    assert sure == (0.1, 0.2, *[0.3] * 5, *[0.4] * 6, 0.5)


def test_a_reading_without_characters_is_not_sure_of_anything() -> None:
    empty = Reading("", ())
    assert (empty.confidence, empty.weakest) == (0.0, 0.0)
