"""Photographs and drawings are pictures; text beside them is not swallowed."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from ocr.geometry import Box
from ocr.page import Kind
from ocr.segment.pictures import is_grey_bar
from tests.segment.desk import EM, Desk, covered


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_text_round_a_photograph_is_kept_and_none_is_found_in_it(desk: Desk) -> None:
    above = desk.column((80, 80), 5) + desk.column((500, 80), 5)
    beside = desk.column((80, 280), 14)
    picture = desk.photograph(Box(500, 300, 1100, 840))
    layout = desk.layout()
    assert all(covered(line, layout) > 0.6 for line in above + beside)
    assert len(layout.lines) == len(above + beside)
    assert max(p.overlap(picture) for p in layout.pictures) > 0.9 * picture.area


def test_a_line_drawing_is_a_picture(desk: Desk) -> None:
    desk.column((80, 80), 20)
    for k in range(8):
        desk.pen.ellipse((540 + 30 * k, 200 + 20 * k, 900 + 12 * k, 640 - 10 * k), outline=0, width=4)
    layout = desk.layout()
    assert any(p.overlap(Box(540, 200, 984, 640)) > 0.7 * 444 * 440 for p in layout.pictures)
    assert all(line.box.right < 500 for line in layout.lines)


def test_a_caption_right_under_a_picture_is_one(desk: Desk) -> None:
    desk.column((80, 80), 20)
    desk.photograph(Box(500, 80, 1080, 480))
    desk.text((500, 496), "居民夸赞环境变好")
    assert [b.kind for b in desk.layout().blocks if b.box.left > 450] == [Kind.CAPTION]


@pytest.mark.parametrize("seed", range(3))
def test_a_photograph_whose_light_parts_are_paper_is_one_by_its_blots(desk: Desk, seed: int) -> None:
    rng, box, em = random.Random(seed), Box(500, 200, 1080, 520), 26
    paper = Image.new("L", (box.width, box.height), 255)
    pen = ImageDraw.Draw(paper)
    for _ in range(260):
        x, y, wide = rng.randint(0, box.width), rng.randint(0, box.height), rng.randint(em, 2 * em)
        pen.ellipse((x - wide // 2, y - wide // 4, x + wide // 2, y + wide // 4), fill=rng.choice((50, 90, 130, 190)))
    desk.picture.paste(paper, (box.left, box.top))
    text = desk.column((80, 80), 20)
    layout = desk.layout()
    assert max((p.overlap(box) for p in layout.pictures), default=0) > 0.85 * box.area
    assert sum(line.box.right < box.left for line in layout.lines) == len(text)


def test_a_headline_of_heavy_glyphs_is_no_picture(desk: Desk) -> None:
    desk.text((80, 60), "城南老街正修路", 140, "hei")
    desk.column((80, 300), 12)
    layout = desk.layout()
    assert layout.pictures == ()
    assert [b.kind for b in layout.blocks] == [Kind.HEADLINE, Kind.BODY]


def test_a_bar_that_is_grey_through_and_through_is_no_rule_and_a_double_rule_and_a_black_one_are(desk: Desk) -> None:
    thick, thin = desk.rule(Box(80, 100, 900, 106)), desk.rule(Box(80, 110, 900, 112))
    black, grey = desk.rule(Box(80, 200, 900, 212)), Box(80, 300, 900, 312)
    desk.pen.rectangle((grey.left, grey.top, grey.right - 1, grey.bottom - 1), fill=150)
    gray = desk.image().gray
    assert is_grey_bar(gray, grey, EM)
    assert not is_grey_bar(gray, black, EM)
    assert not is_grey_bar(gray, Box.around((thick, thin)), EM)


def test_photographs_and_the_text_in_the_corner_between_them_are_not_one_picture() -> None:
    desk = Desk(1700, 1100)
    boxes = desk.column((60, 80), 4, glyphs=18)
    for number, box in enumerate((Box(620, 80, 1080, 620), Box(1100, 80, 1640, 620), Box(60, 300, 590, 1000))):
        desk.photograph(box, seed=number + 3)
    layout = desk.layout()
    assert all(covered(box, layout) > 0.6 for box in boxes)
