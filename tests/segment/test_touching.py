"""Glyphs that ink has run together come apart; display type stays whole."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.segment.ink import HEIGHT, WIDTH, Ink, label
from ocr.segment.touching import part_glyphs
from tests.painter.draft import Draft
from tests.painter.typeset import justify, units

EM = 30
TEXT = "國家書店開門營業圖書齊全歡迎市民前來參觀選購每日早晚均有專人接待"


def page(*, joined: bool, head: bool = False) -> Ink:
    draft = Draft((EM * 40, EM * 12), EM)
    for row in range(4):
        draft.set_line(justify(units(TEXT, "song", EM), 10**6, full=False), 20, 20 + row * 50)
    if head:
        draft.set_line(justify(units("開門", "hei", 90), 10**6, full=False), 20, 240)
    mask = np.asarray(255 - np.asarray(draft.image), dtype=np.uint8)
    mask = np.where(mask > 100, 255, 0).astype(np.uint8)
    if joined:  # a bridge of ink between each glyph and the next
        for row in range(4):
            for k in range(1, len(TEXT)):
                x, y = 20 + k * EM, 20 + row * 50 + EM // 2
                cv2.line(mask, (x - 4, y), (x + 4, y), 255, 2)
    return label(mask, float(EM))


def long_ones(ink: Ink) -> int:
    return int((ink.parts[1:, WIDTH] > 1.4 * EM).sum())


def test_glyphs_that_hang_together_by_a_few_pixels_are_parted() -> None:
    ink = page(joined=True)
    parted = part_glyphs(ink)
    assert long_ones(ink) >= 3
    assert long_ones(parted) < long_ones(ink) / 2 + 1
    assert len(parted.parts) > len(ink.parts)
    lost = np.count_nonzero(ink.mask) - np.count_nonzero(parted.mask)
    assert lost < 0.02 * np.count_nonzero(ink.mask)


def test_display_type_keeps_its_size() -> None:
    before, after = page(joined=False, head=True), part_glyphs(page(joined=True, head=True))
    assert before.parts[1:, HEIGHT].max() == after.parts[1:, HEIGHT].max()


def test_a_page_with_hardly_any_glyphs_is_left_alone() -> None:
    mask = np.zeros((200, 200), np.uint8)
    mask[50:80, 20:120] = 255
    ink = label(mask, float(EM))
    assert part_glyphs(ink) is ink
