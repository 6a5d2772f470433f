"""The page as ink: a bilevel mask and its connected components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import Gray
from ocr.segment.hairlines import find_hairlines

Mask = NDArray[np.uint8]
"""uint8 of shape (height, width): 255 where something is, 0 elsewhere."""

LEFT, TOP, WIDTH, HEIGHT, AREA = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Dark pixels of a normalised page.

    mask: 255 on ink; labels: int32 component number of each pixel (0 paper); parts: int32 array (n, 5) of left, top,
    width, height, area, row 0 the paper; em: body glyph height in pixels.
    """

    mask: Mask
    labels: NDArray[np.int32]
    parts: NDArray[np.int32]
    em: float

    def pixels(self, chosen: NDArray[np.bool_]) -> Mask:
        """The mask of the components for which chosen (n,) is true."""
        table = np.where(chosen, 255, 0).astype(np.uint8)
        table[0] = 0
        return np.asarray(table[self.labels], dtype=np.uint8)


FAINT = 215  # grey; paper's own texture stays lighter on a flattened page
DEPTH = 0.35  # of the way from paper to the darkest grey nearby: hairlines reach it, halos of heavy type do not
WINDOW = 1.5  # em; the darkest grey near a pixel is looked for in a window so wide


def threshold(gray: Gray, em: float) -> Gray:
    """For each pixel the grey level below which it is ink: part of the way from paper (255) to the darkest grey near.

    Thin strokes of small or faint type are lighter than those of heads; one level for a page loses the one or thickens
    the other. After Bernsen, Dynamic thresholding of grey-level images (1986), with the paper known.
    """
    step = max(1, round(em / 7))
    dark = cv2.erode(gray, np.ones((step, step), np.uint8))[::step, ::step]
    side = max(3, round(WINDOW * em / step))
    dark = cv2.blur(cv2.erode(dark, np.ones((side, side), np.uint8)), (side, side))
    level = np.minimum(FAINT, 255 - DEPTH * (255.0 - dark)).astype(np.uint8)
    return np.asarray(cv2.resize(level, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def find_ink(gray: Gray, em: float) -> Ink:
    """Binarise a normalised page, hairlines included, and label its 8-connected components."""
    mask = cv2.bitwise_or(cv2.compare(gray, threshold(gray, em), cv2.CMP_LT), find_hairlines(gray, em, FAINT))
    return label(np.asarray(mask, dtype=np.uint8), em)


def label(mask: Mask, em: float) -> Ink:
    """The ink of a mask made otherwise."""
    _, labels, parts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    return Ink(mask, np.asarray(labels, dtype=np.int32), np.asarray(parts, dtype=np.int32), em)


def relabelled(ink: Ink, mask: Mask, changed: Sequence[int]) -> Ink:
    """The ink of a mask that lacks pixels of some components: their first piece keeps the number, others come last.

    Labelling the page anew would take as long as finding all of its lines.
    """
    labels, parts, new = ink.labels.copy(), ink.parts.copy(), [ink.parts[:0]]
    count = len(parts)
    for part in changed:
        x, y, w, h = (int(v) for v in parts[part, :4])
        view = labels[y : y + h, x : x + w]
        own = view == part
        left = np.where(own, mask[y : y + h, x : x + w], np.uint8(0))
        _, pieces, found, _ = cv2.connectedComponentsWithStats(left, connectivity=8, ltype=cv2.CV_32S)
        numbers = np.r_[0, part, count : count + len(found)].astype(np.int32)
        view[own] = numbers[pieces[own]]
        rows = np.add(found[1:], (x, y, 0, 0, 0), dtype=np.int32, casting="same_kind")
        parts[part] = rows[0] if len(rows) else 0
        new.append(rows[1:])
        count += len(new[-1])
    return Ink(mask, labels, np.concatenate([parts, *new]), ink.em)


def bar(width: float, height: float = 1.0) -> Mask:
    """A structuring element of (width, height) pixels, its sides made odd: even ones move what they open or close."""
    return np.ones((round(height) | 1, round(width) | 1), np.uint8)


def reduce(mask: Mask, factor: int) -> Mask:
    """A mask `factor` times smaller in which a pixel is set where any of its pixels was (thin rules survive)."""
    if factor == 1:
        return mask
    h, w = mask.shape
    border = cv2.copyMakeBorder(mask, 0, -h % factor, 0, -w % factor, cv2.BORDER_CONSTANT, value=0)
    padded = np.asarray(border, dtype=np.uint8)
    rows = _any([padded[k::factor] for k in range(factor)])
    return _any([rows[:, k::factor] for k in range(factor)])


def _any(masks: list[Mask]) -> Mask:
    """What is set in any of some masks of one shape."""
    out = masks[0].copy()
    for mask in masks[1:]:
        np.bitwise_or(out, mask, out=out)
    return out


def enlarge(mask: Mask, factor: int, shape: tuple[int, ...]) -> Mask:
    """The inverse of reduce: each pixel becomes a square, cut to (height, width) = shape."""
    if factor == 1:
        return mask
    big = cv2.resize(mask, None, fx=factor, fy=factor, interpolation=cv2.INTER_NEAREST)
    return np.asarray(big[: shape[0], : shape[1]], dtype=np.uint8)


def tight(box: Box, mask: Mask) -> Box:
    """A box drawn in to the ink it holds; one without ink as it is."""
    view = mask[box.top : box.bottom, box.left : box.right]
    x, y, w, h = cv2.boundingRect(view) if view.size else (0, 0, 0, 0)
    return Box(x, y, x + w, y + h).shift(box.left, box.top) if w else box
