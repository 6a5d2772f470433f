"""Lines of one size measured apart are given it, where lines scatter."""

from __future__ import annotations

from statistics import pstdev

from ocr.geometry import Box
from ocr.segment.blocks import Found
from ocr.segment.sizes import settled


def lines(sizes: list[float]) -> list[Found]:
    return [Found(Box(0, 40 * k, 300, 40 * k + 25), size) for k, size in enumerate(sizes)]


def test_on_a_clean_page_every_line_keeps_its_measure() -> None:
    given = lines([24.0, 24.2, 23.9] * 6 + [28.0])
    assert settled(given, 24.0) == given


def test_where_lines_scatter_those_of_the_body_get_one_size_and_larger_type_stays() -> None:
    scattered = [21.0, 26.5, 23.0, 25.5, 24.0, 22.0, 27.0, 24.5, 22.5, 25.0, 23.5, 26.0]
    out = settled([*lines(scattered), *lines([40.0])], 24.0)
    assert pstdev(line.em for line in out[:-1]) == 0
    assert abs(out[0].em - 24) < 1
    assert out[-1].em == 40.0


def test_display_type_is_not_touched_and_few_lines_tell_nothing() -> None:
    scattered = lines([20.0, 28.0] * 8)
    head = Found(Box(0, 900, 300, 930), 25.0, display=True)
    assert settled([*scattered, head], 24.0)[-1] == head
    assert settled(scattered[:6], 24.0) == scattered[:6]
