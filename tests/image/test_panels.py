"""Light text on dark, and dark text on a tint, come out as dark text on white; nothing else is turned over."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.geometry import Box
from ocr.image.normalize import normalize
from ocr.page import Gray, PageImage
from tests.image.sheet import sheet
from tests.painter.fonts import font

EM = 24


@pytest.fixture(scope="module")
def page() -> Gray:
    return sheet(EM, columns=4, lines=40).gray


def with_panel(page: Gray, box: Box, text: str, ground: int, ink: int, size: int, radius: int = 0) -> Gray:
    picture = Image.fromarray(page)
    pen = ImageDraw.Draw(picture)
    clear = box.grow(EM)
    pen.rectangle((clear.left, clear.top, clear.right, clear.bottom), fill=255)
    pen.rounded_rectangle((box.left, box.top, box.right - 1, box.bottom - 1), radius, fill=ground)
    letters = font("hei", size)
    top = round(box.center[1] - size * 0.62 * text.count("\n") - size * 0.7)
    for line in text.split("\n"):
        pen.text((round(box.center[0] - letters.getlength(line) / 2), top), line, font=letters, fill=ink)
        top += round(1.3 * size)
    return np.array(picture)


def read(gray: Gray) -> PageImage:
    return normalize(PageImage(gray=gray, source="panel", scan_size=(gray.shape[1], gray.shape[0])))


def close(found: Box, expected: Box) -> bool:
    return max(abs(a - b) for a, b in zip(found.as_list(), expected.as_list(), strict=True)) <= EM / 3


@pytest.mark.parametrize(
    ("text", "size", "box", "radius"),
    [
        ("要闻综合", 40, Box(300, 400, 620, 470), 0),
        ("本版导读", 24, Box(300, 400, 460, 436), 6),
        ("市民中心今起开放\n办事窗口增至二十个\n周末照常服务", 30, Box(300, 400, 700, 600), 0),
    ],
)
@pytest.mark.parametrize("ground", [20, 95])
def test_light_text_on_dark_becomes_dark_on_white(
    page: Gray, text: str, size: int, box: Box, radius: int, ground: int
) -> None:
    found = read(with_panel(page, box, text, ground, 255, size, radius))
    (panel,) = found.panels
    assert panel.inverted
    assert close(panel.box, box)
    inside = found.gray[box.top : box.bottom, box.left : box.right]
    wanted = with_panel(np.full_like(page, 255), box, text, 255, 0, size)[box.top : box.bottom, box.left : box.right]
    assert (inside[wanted < 60] < 128).mean() > 0.95
    assert (inside[cv2.erode(wanted, np.ones((5, 5), np.uint8)) == 255] > 200).mean() > 0.98


@pytest.mark.parametrize("ground", [232, 200, 150])
def test_a_tint_is_lifted_and_the_panel_recorded(page: Gray, ground: int) -> None:
    box = Box(300, 400, 760, 620)
    text = "编者按 老街改造一年\n商户说变化看得见\n本报今起刊发报道"
    found = read(with_panel(page, box, text, ground, 0, 30))
    (panel,) = found.panels
    assert not panel.inverted
    assert close(panel.box, box)
    inside = found.gray[box.top + 8 : box.bottom - 8, box.left + 8 : box.right - 8]
    assert np.median(inside) == 255
    assert (inside < 100).mean() > 0.03


def test_a_panel_s_box_is_where_it_stands_on_the_straightened_page(page: Gray) -> None:
    box = Box(300, 400, 620, 470)
    gray = with_panel(page, box, "要闻综合", 30, 255, 40)
    height, width = gray.shape
    angle = math.radians(2.0)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -2.0, 1)
    found = read(np.asarray(cv2.warpAffine(gray, matrix, (width, height), borderValue=255), np.uint8))
    (panel,) = found.panels
    x, y = box.center[0] - width / 2, box.center[1] - height / 2
    on_scan = (
        width / 2 + x * math.cos(angle) - y * math.sin(angle),
        height / 2 + x * math.sin(angle) + y * math.cos(angle),
    )
    back = found.to_scan.points(np.array([panel.box.center]))[0]
    assert np.hypot(*(back - on_scan)) < 4
    assert abs(panel.box.height - box.height) <= EM / 2


@pytest.mark.parametrize("word", ["国日目口", "一二三工", "圆固田回", "相眼睛帽"])
def test_a_heavy_headline_is_not_turned_over(page: Gray, word: str) -> None:
    for size in (60, 110, 170):
        gray = with_panel(page, Box(200, 300, 1000, 520), word, 255, 0, size)
        assert read(gray).panels == ()


def test_a_frame_of_rules_is_no_panel(page: Gray) -> None:
    framed = page.copy()
    cv2.rectangle(framed, (80, 80), (750, 700), 0, 3)
    assert read(framed).panels == ()


def test_a_picture_is_no_panel(page: Gray) -> None:
    rng = np.random.default_rng(8)
    coarse = rng.integers(20, 235, (14, 18), dtype=np.uint8)
    photo = page.copy()
    photo[300:700, 200:760] = cv2.resize(coarse, (560, 400), interpolation=cv2.INTER_CUBIC)
    assert read(photo).panels == ()


def test_a_drawing_on_a_flat_ground_is_no_panel(page: Gray) -> None:
    drawing = page.copy()
    drawing[280:720, 180:780] = 255
    drawing[300:700, 200:760] = 140
    for left in (240, 420, 610):
        drawing[480:690, left : left + 70] = 70
        cv2.circle(drawing, (left + 35, 450), 28, 200, cv2.FILLED)
        cv2.line(drawing, (left, 300), (left + 60, 420), 60, 6)
    found = read(drawing)
    assert found.panels == ()
    assert found.gray[320:340, 700:750].max() < 200


def test_a_solid_bar_without_text_stays_dark(page: Gray) -> None:
    barred = page.copy()
    barred[200:290, 60:1300] = 255
    barred[230:260, 80:1200] = 0
    found = read(barred)
    assert found.panels == ()
    assert found.gray[235:255, 100:1100].max() < 60


@pytest.mark.parametrize("seed", range(3))
def test_a_tint_with_a_picture_on_it_is_a_panel_all_the_same(page: Gray, seed: int) -> None:
    box = Box(300, 400, 700, 1000)
    lines = "\n".join(["市民中心今起开放办事窗口"] * 6 + [""] * 7 + ["周末照常服务老人有人帮办"] * 3)
    gray = with_panel(page, box, lines, 232, 0, EM)
    rng = np.random.default_rng(seed)
    tones = cv2.resize(rng.integers(20, 200, (6, 8), dtype=np.uint8), (340, 190), interpolation=cv2.INTER_CUBIC)
    gray[635:825, 330:670] = tones
    panels = [panel.box for panel in read(gray).panels]
    assert len(panels) == 1
    assert close(panels[0], box)


@pytest.mark.parametrize("seed", range(3))
def test_a_pale_photograph_with_a_few_dark_things_in_it_is_no_panel(page: Gray, seed: int) -> None:
    box = Box(300, 400, 700, 800)
    gray = with_panel(page, box, "", 232, 0, EM)
    rng = np.random.default_rng(seed)
    gray[560:680, 380:500] = 120
    for _ in range(14):
        x, y = int(rng.integers(310, 660)), int(rng.integers(410, 770))
        cv2.line(gray, (x, y), (x + 24, y + int(rng.integers(4, 20))), 60, 2)
    assert read(gray).panels == ()


def test_a_dark_tag_on_a_tint_hides_neither_of_the_two(page: Gray) -> None:
    box, tag = Box(300, 400, 900, 760), Box(520, 420, 680, 456)
    text = "老街改造一年之后\n商户说变化看得见\n本报今起刊发报道\n请看明天的版面"
    tinted = Image.fromarray(with_panel(page, box, text, 225, 0, 30))
    pen = ImageDraw.Draw(tinted)
    pen.rectangle((tag.left, tag.top, tag.right - 1, tag.bottom - 1), fill=30)
    pen.text((tag.left + 32, tag.top + 1), "新闻背景", font=font("hei", 24), fill=255)
    found = read(np.array(tinted))
    assert {panel.inverted for panel in found.panels} == {True, False}
    assert any(close(panel.box, box) for panel in found.panels)
    assert (found.gray[tag.top + 4 : tag.bottom - 4, tag.left + 4 : tag.right - 4] > 200).mean() > 0.5
