"""Dirt is taken out of the ink; marks of type, dotted rules and clean pages are left alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.geometry import Box
from ocr.page import Gray
from ocr.segment.dirt import clean_ink, is_dirt
from ocr.segment.ink import find_ink, label
from tests.painter.draft import Draft
from tests.painter.typeset import justify, units

EM = 30
TEXT = "国家书店，今日开门。“图书齐全”……欢迎市民前来参观选购；每日早晚均有专人接待"


def page() -> Gray:
    """Four lines of type on the left of a page, white on its right."""
    draft = Draft((EM * 60, EM * 20), EM)
    for row in range(4):
        draft.set_line(
            justify(units(TEXT[9 * row :] + TEXT[: 9 * row], "song", EM), 10**6, full=False), 20, 60 + row * 60
        )
    return np.asarray(draft.image, dtype=np.uint8).copy()


def specked(gray: Gray, count: int, seed: int = 3) -> tuple[Gray, Gray]:
    """The page with specks on its lower half, and the mask of where they are."""
    rng, specks = np.random.default_rng(seed), np.zeros_like(gray)
    for _ in range(count):
        at = int(rng.integers(0, gray.shape[1])), int(rng.integers(gray.shape[0] // 2, gray.shape[0]))
        cv2.circle(specks, at, int(rng.integers(1, 3)), 255, -1)
    return np.where(specks > 0, 0, gray).astype(np.uint8), specks


def test_the_ink_of_a_clean_page_is_as_it_was() -> None:
    gray = page()
    assert (clean_ink(gray, EM).mask == find_ink(gray, EM).mask).all()


def test_specks_go_and_type_with_its_marks_stays() -> None:
    gray = page()
    dirty, specks = specked(gray, 600)
    clean, before = clean_ink(dirty, EM), find_ink(gray, EM)
    assert np.count_nonzero(clean.mask[specks > 0]) < 0.1 * np.count_nonzero(specks)
    top = slice(0, gray.shape[0] // 2 - EM)
    lost = np.count_nonzero(clean.mask[top] != before.mask[top])  # a dot of an ellipsis next to the dirt
    assert lost < 0.005 * np.count_nonzero(before.mask[top])


def test_labels_and_parts_agree_after_dirt_was_taken() -> None:
    ink = clean_ink(specked(page(), 600)[0], EM)
    assert ((ink.labels > 0) == (ink.mask > 0)).all()
    again = label(ink.mask, EM)
    assert sorted(map(tuple, again.parts[1:].tolist())) == sorted(map(tuple, ink.parts[1:].tolist()))


@pytest.mark.parametrize("upright", [False, True])
def test_a_dotted_rule_is_no_dirt(upright: bool) -> None:
    gray = page()
    for at in range(20, 560 if upright else 1780, 12):
        cv2.circle(gray, (1500, at) if upright else (at, 500), 2, 0, -1)
    assert (clean_ink(gray, EM).mask == find_ink(gray, EM).mask).all()


def test_thick_grain_between_glyphs_is_smoothed_away() -> None:
    gray = page()
    rng = np.random.default_rng(5)
    grain = cv2.GaussianBlur(rng.standard_normal(gray.shape, dtype=np.float32), (0, 0), 0.8)
    grainy = np.clip(gray.astype(np.float32) - np.maximum(0, grain * 200 - 40), 0, 255).astype(np.uint8)
    type_ = cv2.dilate(find_ink(gray, EM).mask, np.ones((5, 5), np.uint8)) > 0
    before, after = find_ink(grainy, EM).mask, clean_ink(grainy, EM).mask
    assert np.count_nonzero(after[~type_]) < 0.1 * np.count_nonzero(before[~type_])
    kept = find_ink(gray, EM).mask > 0
    assert np.count_nonzero(after[kept]) > 0.9 * np.count_nonzero(kept)


def test_specks_and_scratches_are_no_line_and_broken_type_and_a_lone_one_are() -> None:
    mask = np.zeros((400, 600), np.uint8)
    rng = np.random.default_rng(1)
    for _ in range(12):
        cv2.circle(mask, (int(rng.integers(10, 290)), int(rng.integers(10, 38))), 1, 255, -1)  # specks in a row
    cv2.line(mask, (10, 100), (60, 103), 255, 1)  # a scratch
    for at in range(10, 290, 5):
        mask[150 : 150 + int(rng.integers(8, 24)) : 2, at : at + 3] = 255  # type in pieces
    mask[250:254, 10:35] = 255  # 一
    ink = label(mask, EM)
    assert is_dirt(ink, Box(0, 5, 300, 42))
    assert is_dirt(ink, Box(8, 99, 62, 105))
    assert not is_dirt(ink, Box(8, 148, 292, 176))
    assert not is_dirt(ink, Box(8, 248, 37, 256))


def test_a_short_last_line_in_thin_strokes_is_no_dirt_and_a_large_hair_is() -> None:
    mask = np.zeros((200, 300), np.uint8)
    mask[10:12, 10:25] = mask[12:32, 20:22] = 255  # 了
    cv2.circle(mask, (42, 28), 3, 255, 1)  # 。
    for step in range(60):
        mask[100 + step, 100 + step : 102 + step] = 255  # as thick a hair, on the slant
    ink = label(mask, EM)
    assert not is_dirt(ink, Box(9, 9, 49, 34))
    assert is_dirt(ink, Box(99, 99, 162, 161))
