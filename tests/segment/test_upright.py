"""Kicker, headline and deck that run down close beside one another on a horizontal page are a line each."""

from __future__ import annotations

import pytest

from ocr.geometry import Box, Direction
from tests.segment.desk import EM, Desk

KICKER, HEAD, SECOND, DECK = "两岸桃花照眼明夜雨", "山村小学新添书桌", "城南老街正修路", "居民夸赞环境变好走访多个"
COLUMN = 13 * EM


def read_down(desk: Desk) -> list[Box]:
    """The lines that are read down, from right to left."""
    lines = [line for line in desk.layout().lines if line.direction is Direction.VERTICAL]
    return [line.box for line in sorted(lines, key=lambda line: -line.box.left)]


def are(found: list[Box], printed: list[Box]) -> bool:
    """Whether each line was found whole and by itself, side bearings left out."""
    return len(found) == len(printed) and all(
        a.overlap(b) >= 0.95 * a.area and a.height >= 0.9 * b.height for a, b in zip(found, printed, strict=True)
    )


@pytest.mark.parametrize("left", [70, 940])
@pytest.mark.parametrize("space", [4, 32])
@pytest.mark.parametrize("small", [32, 46])
def test_kicker_headline_and_deck_are_a_line_each_however_wide_the_headline_is_set(
    left: int, space: int, small: int
) -> None:
    desk = Desk(1400)
    deck = desk.upright((left, 220), DECK, small, "song")
    head = desk.upright((left + small + 12, 100), HEAD, 92, space=space)
    kicker = desk.upright((left + small + 116, 100), KICKER, small, "song")
    for n in range(2):
        desk.column(((70 if left > 500 else 380) + n * (COLUMN + 40), 100), 28, indent=2)
    assert are(read_down(desk), [kicker, head, deck])


def test_a_headline_of_two_lines_between_two_stories_is_two_lines() -> None:
    desk = Desk(1200)
    second = desk.upright((484, 164), SECOND, 64)
    first = desk.upright((554, 100), HEAD, 64)
    for left in (70, 660):
        desk.column((left, 100), 28, indent=2)
    assert are(read_down(desk), [first, second])


def test_a_deck_of_two_lines_beside_a_headline_is_two_lines() -> None:
    desk = Desk(1200)
    second = desk.upright((98, 240), "春江水暖鸭先知晓风吹柳", 31, "song")
    first = desk.upright((138, 200), DECK, 31, "song")
    head = desk.upright((186, 100), HEAD, 80)
    for left in (320, 740):
        desk.column((left, 100), 28, indent=2)
    assert are(read_down(desk), [head, first, second])


def test_an_upright_head_set_wide_goes_on_past_glyphs_in_strokes_and_before_a_bracket() -> None:
    desk = Desk(1200)
    head = desk.upright((80, 100), "山村小学新添书桌﹁居民﹂", 64, "kai", space=22)
    for left in (240, 660):
        desk.column((left, 100), 28, indent=2)
    assert are(read_down(desk), [head])


def test_rows_of_large_type_a_few_glyphs_wide_are_read_across_beside_smaller_ones_too() -> None:
    desk = Desk(1200)
    for n, row in enumerate(("山村小", "城南老", "居民夸", "两岸桃", "晓风吹")):
        desk.text((80, 100 + 62 * n), row, 44, "hei")
    desk.column((220, 104), 20, glyphs=3)
    desk.column((420, 100), 28)
    desk.column((820, 100), 28)
    assert read_down(desk) == []
