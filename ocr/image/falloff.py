"""Light that falls off toward the edges of a page, as microfilm and a camera's lens leave it.

Close to an edge the paper may be darker than print is in the middle, where it would be taken for a picture. What tells
it is that it darkens all along the edge, outward, and gradually: a border, a panel or a picture begins at once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

REACH = 0.15
"""Share of the page's width or height that light falls off in, at most."""
BRIGHT = 80.0
"""Percentile of the paper's level along an edge that stands for it: print and pictures are darker."""
FALLS = 0.88
"""Share of the light inside that is left at the edge, at most; what is lighter than that is put right anyhow."""
STEP = 0.15
"""Share of the light by which it falls from one place to the next, a seventh of an em on, at most."""
BACK = 0.03
"""And by which it may rise again on its way out."""
DARKEST = 0.12
"""Share of the light below which nothing is left to be seen."""

Profile = NDArray[np.float64]


def measured(near: Gray) -> Gray | None:
    """The share of the light inside that is left at each place, 255 for all of it, or None where none falls off.

    near: the paper's level on the reduced page (see flatten.paper_levels), uint8 of shape (height, width).
    """
    down, across = _both_ends(near), _both_ends(np.ascontiguousarray(near.T))
    if down is None and across is None:
        return None
    rows = np.ones(near.shape[0]) if down is None else down
    columns = np.ones(near.shape[1]) if across is None else across
    light = np.clip(np.outer(rows, columns), DARKEST, 1.0)
    return np.asarray((255 * light).round(), dtype=np.uint8)


def put_right(gray: Gray, light: Gray) -> Gray:
    """The page as it would be with all of the light at each place."""
    full = cv2.resize(light, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, full, scale=255.0), dtype=np.uint8)


def _both_ends(near: Gray) -> Profile | None:
    """The light from the first row to the last, 1 inside, or None where it does not fall off at either end."""
    height, width = near.shape
    middle = near[:, width // 8 : max(width // 8 + 1, width - width // 8)]
    level = np.percentile(middle, BRIGHT, axis=1)
    first, last = _falling(level), _falling(level[::-1])
    if first is None and last is None:
        return None
    light = np.ones(height)
    if first is not None:
        light[: len(first)] = first
    if last is not None:
        light[height - len(last) :] = last[::-1]
    return light


def _falling(level: Profile) -> Profile | None:
    """The light from the edge inward as far as it is less than inside, as a share of that; None where it is not."""
    reach = round(REACH * len(level))
    if reach < 8:
        return None
    inside = float(np.median(level[reach : 2 * reach]))
    share = np.minimum(1.0, level[:reach] / max(1.0, inside))
    dark = np.flatnonzero(share < 0.98)
    if not len(dark) or share[0] > FALLS:
        return None
    fall = share[: int(dark[-1]) + 2]  # up to where the light is whole again: there a border would end at once
    steps = np.diff(fall)
    if len(steps) and (steps.max() > STEP or steps.min() < -BACK):
        return None
    return np.maximum.accumulate(fall)
