"""A line of the body that looks larger than it is goes back among its neighbours; heads stay."""

from __future__ import annotations

from ocr.geometry import Box
from ocr.segment.blocks import Found
from ocr.segment.ordinary import among_text

EM = 24.0
OVER, UNDER = Box(40, 70, 440, 94), Box(40, 150, 440, 174)
BETWEEN = Box(40, 106, 440, 140)


def read(size: float, stroke: float, *, between: Box = BETWEEN, beside: bool = True) -> list[Found]:
    body = [Found(OVER, EM), Found(UNDER, EM)] if beside else []
    return among_text(
        [Found(between, 34.0, display=True), *body],
        lambda box: size if box == between else EM,
        lambda box: stroke if box == between else 4.0,
    )


def test_type_as_large_and_as_light_as_the_lines_at_its_sides_is_text() -> None:
    (line,) = (line for line in read(25.0, 4.2) if line.box == BETWEEN)
    assert (line.display, line.em) == (False, 25.0)


def test_larger_type_and_bold_type_stay_display_type() -> None:
    assert any(line.display for line in read(30.0, 4.2))
    assert any(line.display for line in read(25.0, 6.0))


def test_a_line_by_itself_or_past_the_measure_of_its_neighbours_stays_as_it_is() -> None:
    assert any(line.display for line in read(25.0, 4.2, beside=False))
    assert any(line.display for line in read(25.0, 4.2, between=Box(40, 106, 540, 140)))


def test_what_was_left_over_of_the_line_comes_back_to_it() -> None:
    rest = Found(Box(445, 110, 500, 138), 22.0)
    found = among_text(
        [Found(BETWEEN, 34.0, display=True), rest, Found(Box(40, 70, 500, 94), EM), Found(Box(40, 150, 500, 174), EM)],
        lambda box: EM,
        lambda box: 4.0,
    )
    assert sorted(line.box for line in found)[1] == Box(40, 106, 500, 140)
    assert len(found) == 3
