"""The angle by which a page was laid crooked, from the projection profile of its ink (Postl 1986).

When the sums of ink along rows (or, for vertical text, along columns) are taken at the right slant, lines of text and
the white between them fall apart and the profile is at its roughest. Strips a few pixels wide are slid against each
other instead of turning the picture, which makes one trial cost a shear of a small table.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

RANGE = 5.0
"""Degrees looked at to either side."""

_COARSE_STEP, _FINE_STEP = 0.5, 0.1
_STRIP = 8  # pixels summed up along the line before strips are slid


def measure_skew(ink: Gray) -> float:
    """Degrees by which text runs down to the right (positive) or up (negative), to about 0.05, within 5 either way.

    ink: uint8 (height, width), nonzero where there is ink, at a size where a body glyph is some 8 to 16 px. Zero when
    there is nothing to tell by.
    """
    if min(ink.shape) < 4 * _STRIP or not ink.any():
        return 0.0
    rows, columns = strips(ink), strips(np.ascontiguousarray(ink.T))
    coarse = np.arange(-RANGE, RANGE + 1e-6, _COARSE_STEP)
    half = [_halved(table) for table in (rows, columns)]
    scores = roughness(half[0], coarse, _STRIP / 2) + roughness(half[1], -coarse, _STRIP / 2)
    if scores.max() < 1.02 * np.median(scores):
        return 0.0
    middle = coarse[scores.argmax()]
    fine = middle + np.arange(-_COARSE_STEP, _COARSE_STEP + 1e-6, _FINE_STEP)
    return _peak(fine, roughness(rows, fine, _STRIP) + roughness(columns, -fine, _STRIP))


def strips(ink: Gray) -> NDArray[np.float32]:
    """Ink summed over 8 columns at a time: float32 (height, width // 8), a share from 0 to 1."""
    count = ink.shape[1] // _STRIP
    blocks = (ink[:, : count * _STRIP] > 0).reshape(ink.shape[0], count, _STRIP)
    return np.asarray(blocks.mean(axis=2, dtype=np.float32))


def _halved(table: NDArray[np.float32]) -> NDArray[np.float32]:
    even = table[: table.shape[0] // 2 * 2]
    return np.asarray((even[0::2] + even[1::2]) / 2, dtype=np.float32)


def roughness(table: NDArray[np.float32], angles: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """Sum of squared steps of the profile at each angle (degrees); width: pixels a strip stands for."""
    height, count = table.shape
    offsets = (np.arange(count) - count / 2) * width
    flat = np.ascontiguousarray(table.T)
    out = np.empty(len(angles))
    for index, angle in enumerate(angles):
        shifts = np.rint(offsets * np.tan(np.radians(angle))).astype(int)
        profile = np.zeros(height, np.float64)
        for strip, shift in zip(flat, shifts, strict=True):
            if shift >= 0:
                profile[: height - shift] += strip[shift:]
            else:
                profile[-shift:] += strip[:shift]
        out[index] = float(np.square(np.diff(profile)).sum())
    return out


def _peak(angles: NDArray[np.float64], scores: NDArray[np.float64]) -> float:
    """The angle of the top of a parabola through the best score and its neighbours."""
    best = int(scores.argmax())
    if best in (0, len(angles) - 1):
        return float(angles[best])
    left, top, right = scores[best - 1 : best + 2]
    bend = left - 2 * top + right
    shift = 0.0 if bend == 0 else 0.5 * (left - right) / bend
    return float(angles[best] + shift * (angles[1] - angles[0]))
