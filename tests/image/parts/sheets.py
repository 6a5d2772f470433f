"""Pages full of type, no two lines alike, and scans of parts of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from ocr.geometry import Box
from ocr.image.parts.arrange import Group, arranged, find_pairs
from ocr.image.parts.part import Part, prepared
from ocr.image.render import onto_page
from ocr.page import Gray
from tests.painter.fonts import font
from tests.painter.parts import Scanned, boxes, scanned

EM = 24
LEADING = 34
MARGIN = 60
MEASURE = 12
GUTTER = 40


@cache
def page(seed: int, rows: int = 18, columns: int = 3, head: str = "") -> Gray:
    """Columns of characters chosen at random, under a running head if one is given."""
    rng = random.Random(seed)
    width = 2 * MARGIN + columns * MEASURE * EM + (columns - 1) * GUTTER
    picture = Image.new("L", (width, 2 * MARGIN + rows * LEADING), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((MARGIN, 10), head, fill=0, font=font("song-bold", 36))
    for column in range(columns):
        for row in range(rows):
            at = MARGIN + column * (MEASURE * EM + GUTTER), MARGIN + row * LEADING
            pen.text(at, "".join(_character(rng) for _ in range(MEASURE)), fill=0, font=font("song", EM))
    return np.asarray(picture, np.uint8)


@cache
def table(seed: int, rows: int = 18) -> Gray:
    """Lines that read the same but for a number at their end, each under a rule."""
    rng = random.Random(seed)
    picture = Image.new("L", (1000, 2 * MARGIN + rows * LEADING), 255)
    pen = ImageDraw.Draw(picture)
    for row in range(rows):
        for column, words in enumerate(("今日开往江南站的列车时刻", "票价及候车室服务电话")):
            text = f"{words}{rng.randrange(1000, 9999)}"
            pen.text((MARGIN + column * 460, MARGIN + row * LEADING), text, fill=0, font=font("song", EM))
        pen.line((MARGIN, MARGIN + row * LEADING + 30, 940, MARGIN + row * LEADING + 30), fill=60)
    return np.asarray(picture, np.uint8)


def _character(rng: random.Random) -> str:
    """One of the 3,755 commonest (GB 2312, first level)."""
    while True:
        raw = bytes((rng.randrange(0xB0, 0xD8), rng.randrange(0xA1, 0xFF)))
        try:
            return raw.decode("gb2312")
        except UnicodeDecodeError:
            continue


def cut(gray: Gray, arrangement: str, seed: int, overlap: float = 7.0) -> tuple[Scanned, ...]:
    """Scans of the parts of a page; overlap: in em."""
    shown = boxes((gray.shape[1], gray.shape[0]), arrangement, overlap * EM, np.random.default_rng(seed))
    return scanned(gray, shown, seed)


def ready(scans: Sequence[Scanned]) -> list[Part]:
    return [prepared(scan.image(f"scan {n}")) for n, scan in enumerate(scans)]


def groups(parts: Sequence[Part]) -> tuple[Group, ...]:
    return arranged(parts, find_pairs(parts), range(len(parts)))


def torn(scans: Sequence[Scanned], parts: Sequence[Part], group: Group, shared: Box) -> float:
    """By how many em two parts of a group differ on where a place of both is, at the most."""
    xs, ys = np.meshgrid(np.linspace(shared.left, shared.right, 7), np.linspace(shared.top, shared.bottom, 7))
    points = np.stack([xs.ravel(), ys.ravel()], axis=1)
    planes = []
    for number, way in zip(group.parts, group.onto, strict=True):
        on_part = onto_page(parts[number].image.to_scan, onto_page(scans[number].to_page, points))
        planes.append(on_part @ way[:, :2].T + way[:, 2])
    return float(np.hypot(*(planes[0] - planes[1]).T).max()) / parts[group.anchor].image.em


def shared(one: Box, other: Box) -> Box:
    return Box(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )
