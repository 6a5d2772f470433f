"""Waves and dots are rules; rows of glyphs are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.geometry import Box, Direction
from ocr.segment.ink import find_ink
from ocr.segment.ornaments import find_ornaments
from tests.painter.degrade import degrade
from tests.painter.draft import Draft
from tests.painter.fonts import font
from tests.painter.random_page import random_page

EM = 24


def ornaments(draft: Draft) -> tuple[list[tuple[Box, Direction]], np.ndarray]:
    ink = find_ink(np.asarray(draft.image, dtype=np.uint8), EM)
    rules, pixels = find_ornaments(ink, np.zeros_like(ink.mask))
    return [(rule.box, rule.direction) for rule in rules], pixels


@pytest.mark.parametrize("sign", ["wave", "dots"])
@pytest.mark.parametrize("box", [Box(60, 100, 700, 110), Box(300, 60, 310, 700)])
def test_a_rule_of_signs_is_found_along_its_whole_length(sign: str, box: Box) -> None:
    draft = Draft((800, 800), EM)
    draft.ornament(box, sign)
    ((found, direction),), pixels = ornaments(draft)
    assert direction is (Direction.HORIZONTAL if box.width > box.height else Direction.VERTICAL)
    assert max(abs(a - b) for a, b in zip(found.as_list(), box.as_list(), strict=True)) < EM
    assert np.count_nonzero(pixels) > 0


def test_a_short_row_of_dots_is_no_rule() -> None:
    draft = Draft((800, 800), EM)
    draft.ornament(Box(60, 100, 60 + 5 * EM, 110), "dots")
    assert ornaments(draft)[0] == []


@pytest.mark.parametrize("style", ["clean", "photo"])
def test_nothing_in_a_page_s_text_is_taken_for_an_ornament(style: str) -> None:
    page = random_page(2)
    gray, _ = degrade(page.gray, style, 2)
    ink = find_ink(gray, page.layout.em)
    rules, _ = find_ornaments(ink, np.zeros_like(ink.mask))
    bodies = [b.box for b in page.layout.blocks]
    assert [r.box for r in rules if sum(r.box.overlap(b) for b in bodies) > 0.5 * r.box.area] == []


def test_a_wave_survives_microfilm() -> None:
    draft = Draft((900, 500), EM)
    draft.ornament(Box(60, 200, 840, 212), "wave")
    gray, _ = degrade(np.asarray(draft.image, dtype=np.uint8), "film", 3)
    sheet = Draft((gray.shape[1], gray.shape[0]), EM)
    sheet.image = Image.fromarray(gray)
    found = ornaments(sheet)[0]
    assert any(direction is Direction.HORIZONTAL and box.width > 20 * EM for box, direction in found)


@pytest.mark.parametrize("down", [False, True])
def test_a_border_of_crosses_is_a_rule_and_small_type_as_long_as_it_is_none(down: bool) -> None:
    page = Image.new("L", (800, 800), 255)
    pen = ImageDraw.Draw(page)
    for left in range(60, 700, 14):
        for ends in ((left, 100, left + 11, 111), (left, 111, left + 11, 100)):
            pen.line(ends, fill=0, width=2)
    pen.text((60, 300), "渡口每天开船十二班学生和老人坐船不要钱木船上备了救生衣", font=font("song", 16), fill=0)
    gray = np.asarray(page)
    ink = find_ink(gray.T.copy() if down else gray, EM)
    rules, _ = find_ornaments(ink, np.zeros_like(ink.mask))
    assert [(r.box.height if down else r.box.width) > 600 for r in rules] == [True]


def test_a_wave_goes_on_where_type_comes_so_close_on_one_side_that_it_seems_to_touch() -> None:
    draft = Draft((1000, 400), EM)
    draft.ornament(Box(60, 200, 940, 212), "wave")
    pen = ImageDraw.Draw(draft.image)
    for left in range(400, 700, EM):  # feet of columns
        pen.rectangle((left, 120, left + 9, 197), fill=0)
    (box,) = [box for box, direction in ornaments(draft)[0] if direction is Direction.HORIZONTAL]
    assert box.left <= 60 + EM
    assert box.right >= 940 - EM


def test_a_line_of_small_type_at_the_end_of_a_wave_is_none_of_it() -> None:
    draft = Draft((1000, 400), EM)
    draft.ornament(Box(60, 200, 500, 212), "wave")
    pen = ImageDraw.Draw(draft.image)
    pen.text((506, 196), "本版编辑何小舟田小满邱明远", fill=0, font=font("song", 20))
    (box,) = [box for box, direction in ornaments(draft)[0] if direction is Direction.HORIZONTAL]
    assert box.right <= 500 + EM


def test_a_border_of_diamonds_filled_and_hollow_by_turns_is_a_rule() -> None:
    draft = Draft((1000, 400), EM)
    pen = ImageDraw.Draw(draft.image)
    for number, left in enumerate(range(60, 900, EM + 2)):
        corners = [(left, 206), (left + 10, 200), (left + 20, 206), (left + 10, 212)]
        pen.polygon(corners, outline=0, fill=0 if number % 2 else None)
    (box,) = [box for box, direction in ornaments(draft)[0] if direction is Direction.HORIZONTAL]
    assert box.left <= 60 + EM
    assert box.right >= 880


@pytest.mark.parametrize("glyphs", [True, False])
def test_bars_of_glyphs_in_line_are_no_rule(*, glyphs: bool) -> None:
    draft = Draft((1000, 400), EM)
    pen = ImageDraw.Draw(draft.image)
    for left in range(60, 400, 40):
        pen.rectangle((left, 200, left + 32, 203), fill=0)
        if glyphs:
            pen.rectangle((left + 14, 180, left + 17, 226), fill=0)
    assert (ornaments(draft)[0] == []) is glyphs
