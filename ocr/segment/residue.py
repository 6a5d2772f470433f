"""What a broken or faint column rule leaves: upright hairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink

HAIR = 0.2  # em


def find_residue(ink: Ink, *, turned: bool) -> NDArray[np.bool_]:
    """Upright hairs: what a broken or faint column rule leaves. No mark of horizontal text is so thin and so tall.

    On a turned page the strokes of 一, 二 and 三 are: those that stand beside glyphs as tall as themselves.
    """
    tall = ink.parts[:, HEIGHT]
    hairs = (ink.parts[:, WIDTH] < HAIR * ink.em) & (tall > 6 * ink.parts[:, WIDTH]) & (tall > 1.1 * ink.em)
    if turned:
        for hair in np.flatnonzero(hairs):
            hairs[hair] = not _beside_glyphs(ink.parts, int(hair))
    return np.asarray(hairs)


def _beside_glyphs(parts: NDArray[np.int32], hair: int) -> bool:
    """Whether a hair has a glyph near it, before or after it in its line, that is about as high as the hair is."""
    left, top, wide, high = (int(v) for v in parts[hair, :4])
    gap = np.maximum(parts[:, LEFT] - left - wide, left - parts[:, LEFT] - parts[:, WIDTH])
    shared = np.minimum(parts[:, TOP] + parts[:, HEIGHT], top + high) - np.maximum(parts[:, TOP], top)
    alike = (parts[:, HEIGHT] > 0.7 * high) & (parts[:, HEIGHT] < 1.5 * high) & (parts[:, WIDTH] > 0.3 * high)
    return bool((alike & (parts[:, WIDTH] < 1.6 * high) & (gap < 1.2 * high) & (shared > 0.7 * high)).any())
