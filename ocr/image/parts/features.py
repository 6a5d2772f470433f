"""Which point of one scan is which point of another, by SIFT (Lowe 2004) on pages brought to one size of type.

Print is full of corners that look alike: the same character stands a hundred times on a page. Ratio test, both ways
round, and one similarity for all matches leave those over that belong to one overlap; whether it is one is not decided
here (see agree).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image.glyph import shrink
from ocr.page import Gray

Points = NDArray[np.float64]
"""Float64 of shape (n, 2): x, y."""
Affine2 = NDArray[np.float64]
"""Float64 of shape (2, 3): takes points of one page to points of another."""

CELL = 12.0
"""Pixels an em has on the page that features are looked for on."""
_TILE = 6.0  # em; features are taken evenly from tiles so wide, so that a picture does not outweigh the text
_MOST = 9000  # features of a page
_RATIO = 0.8  # a match must be this much nearer than the next best (Lowe)
_NEAR = 0.3  # em off the common similarity
_FEWEST = 8  # matches of one similarity; fewer are chance
_ROWS = 1024  # features compared at a time


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Points in pixels of the page, and their descriptors as float32 (n, 128) of unit length."""

    points: Points
    descriptors: NDArray[np.float32]
    em: float


def find_features(gray: Gray, em: float) -> Features:
    """The features of a normalised page. gray: uint8 (height, width), ink on white; em: body glyph in its pixels."""
    factor = max(1.0, em / CELL)
    small = cv2.GaussianBlur(shrink(gray, factor), (0, 0), 0.8)
    sift = cv2.SIFT.create(contrastThreshold=0.03)
    kept = _spread(sift.detect(small, None), _TILE * em / factor)
    found, descriptors = sift.compute(small, kept)
    if descriptors is None or not len(found):
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32), em)
    root = np.sqrt(descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6))  # Arandjelovic 2012
    scale = np.array([gray.shape[1] / small.shape[1], gray.shape[0] / small.shape[0]])
    points = (np.array([point.pt for point in found], dtype=np.float64) + 0.5) * scale
    return Features(points, root.astype(np.float32), em)


def _spread(found: Iterable[cv2.KeyPoint], tile: float) -> list[cv2.KeyPoint]:
    """The strongest features of each tile, as many of each as make no more than _MOST."""
    tiles: dict[tuple[int, int], list[cv2.KeyPoint]] = {}
    for point in sorted(found, key=lambda p: (-p.response, p.pt)):
        tiles.setdefault((int(point.pt[0] // tile), int(point.pt[1] // tile)), []).append(point)
    each = max(8, _MOST // max(1, len(tiles)))
    return [point for place in sorted(tiles) for point in tiles[place][:each]]


def similarity(one: Features, other: Features) -> Affine2 | None:
    """The turn, scale and shift that most matches agree on, from points of one page to the other's; None without."""
    mine, theirs = _matches(one.descriptors, other.descriptors)
    if len(mine) < _FEWEST:
        return None
    matrix, inside = cv2.estimateAffinePartial2D(
        one.points[mine],
        other.points[theirs],
        method=cv2.RANSAC,
        ransacReprojThreshold=_NEAR * other.em,
        maxIters=20000,
        confidence=0.9999,
    )
    if matrix is None or int(inside.sum()) < _FEWEST:
        return None
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0])) * one.em / other.em
    return np.asarray(matrix, dtype=np.float64) if 0.6 < scale < 1.6 else None


def _matches(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of both that are each other's nearest, and clearly nearer than the next."""
    if len(one) < 2 or len(other) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    there, clear = _nearest(one, other)
    back, _ = _nearest(other, one)
    mine = np.flatnonzero(clear & (back[there] == np.arange(len(one))))
    return mine, there[mine]


def _nearest(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each row of one the nearest of other, and whether it passes the ratio test."""
    near, clear = np.empty(len(one), np.intp), np.empty(len(one), np.bool_)
    for start in range(0, len(one), _ROWS):
        alike = one[start : start + _ROWS] @ other.T
        rows = np.arange(len(alike))
        best = alike.argmax(axis=1)
        top = alike[rows, best].copy()
        alike[rows, best] = -1.0
        second = alike.max(axis=1)
        near[start : start + _ROWS] = best
        clear[start : start + _ROWS] = 1 - top < _RATIO**2 * (1 - second)  # squared distances are 2 - 2 * likeness
    return near, clear
