"""Panels written over as dark text on the level of the paper round them."""

from __future__ import annotations

from math import ceil

import cv2
import numpy as np

from ocr.image.panels import Ground
from ocr.page import Gray


def whiten_panels(gray: Gray, wide: Gray, grounds: tuple[Ground, ...]) -> None:
    """Write every panel over in place as dark text on the level of the paper round it.

    gray: the full page; wide: the paper's level on some reduced page.
    """
    for ground in grounds:
        rim = ceil(ground.factor) + 1
        inner = ground.scaled_box
        box = inner.grow(rim).clip((gray.shape[1], gray.shape[0]))
        x, y = box.center[0] * wide.shape[1] / gray.shape[1], box.center[1] * wide.shape[0] / gray.shape[0]
        paper = float(wide[min(int(y), wide.shape[0] - 1), min(int(x), wide.shape[1] - 1)])
        filled = cv2.resize(ground.area * 255, (inner.width, inner.height), interpolation=cv2.INTER_LINEAR)
        area = np.zeros((inner.height + 2 * rim, inner.width + 2 * rim), np.uint8)
        area[rim:-rim, rim:-rim] = filled > 127
        left, top = box.left - inner.left + rim, box.top - inner.top + rim
        area = area[top : top + box.height, left : left + box.width]
        _rewrite(gray[box.top : box.bottom, box.left : box.right], ground, area, paper, rim)


def _rewrite(window: Gray, ground: Ground, area: Gray, paper: float, rim: int) -> None:
    """One panel's pixels: the tint divided away, or the dark turned over and the blurred edge it leaves wiped out."""
    values = window.astype(np.float32)
    kernel = np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)
    if ground.inverted:
        shade = np.clip((values - ground.level) / (ground.light - ground.level), 0, 1)
        window[cv2.dilate(area, kernel) > 0] = round(paper)
        core = cv2.erode(area, np.ones((rim | 1, rim | 1), np.uint8), borderValue=0) > 0
        window[core] = (paper * (1 - shade[core])).astype(np.uint8)
        return
    inside = cv2.dilate(area, np.ones((3, 3), np.uint8)) > 0
    window[inside] = np.clip(values[inside] * (paper / ground.level), 0, 255).astype(np.uint8)
