"""Whether two scans show one print where they are said to overlap, and where exactly, tile by tile.

Two pages of one paper share their running head, two columns of tables their rules: matching points are no proof. The
whole overlap is compared in tiles of a few glyphs; where one page has print, the other must have the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image.glyph import shrink
from ocr.image.parts.edges import inner
from ocr.image.parts.features import CELL, Affine2, Points
from ocr.page import Gray

TILE = 2.5  # em
_SLACK = 0.7, 0.35  # em; how far a tile is looked for around its place, first and when the fit is known better
_ALIKE = 0.75  # correlation of the strokes of two scans of one print: 0.94 to 1, on film 0.77 to 0.95; of others 0.6
_STROKES = 0.17  # em; paler and darker than the grey around so wide: without the lines' own light and dark, which all
# pages of one house share
_INKED = 5.0  # levels that strokes scatter by in a tile with something to compare; in print 8 to 30, in white below 3
_FLAT = 128
_SHARP = 0.08  # by so much correlation falls a stroke's width off the peak, or the place along a rule is not known
_SHARE = 0.88  # of the inked tiles inside an overlap agree where two scans show one print
_OF_ALL = 0.6  # and of all, those at the edges too
_EDGE = 2.0  # em from the edge of a scan; what is white there may be no page
_FEWEST = 4  # tiles
_OUTLIER = 0.25  # em off the fit


@dataclass(frozen=True, slots=True, eq=False)
class Overlap:
    """Places that are one place: points of one page and of the other, both normalised.

    tiles: inked ones in the overlap; agreeing: those of them that show the same; differing: those of the others that
    are not at the edge of a scan; error: of the places against one similarity, root mean square, in em.
    """

    one: Points
    other: Points
    tiles: int
    agreeing: int
    differing: int
    error: float

    @property
    def believed(self) -> bool:
        """Whether the two show one print."""
        told = max(1, self.agreeing + self.differing)
        return self.agreeing >= max(_SHARE * told, _OF_ALL * self.tiles)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The strokes of a normalised page, reduced. gray: 128 is as light as around; where: 255 where the scan reaches;
    sure: the same without its edges."""

    gray: Gray
    where: Gray
    sure: Gray
    factor: float


def sheet(gray: Gray, where: Gray, em: float) -> Sheet:
    """where: as large as gray."""
    factor = max(1.0, em / CELL)
    small = shrink(gray, factor)
    resized = cv2.resize(where, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_NEAREST)
    soft = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.int16)
    around = cv2.GaussianBlur(soft.astype(np.float32), (0, 0), max(1.5, _STROKES * em / factor))
    strokes = np.clip(128 + soft - around, 0, 255).astype(np.uint8)
    reach = np.asarray(resized, np.uint8)
    return Sheet(strokes, reach, inner(reach, em / factor, _EDGE), gray.shape[1] / small.shape[1])


def compare(one: Sheet, other: Sheet, em: float, matrix: Affine2) -> Overlap | None:
    """The overlap that a way from points of one page to the other's makes, or None when they do not show one print.

    em: body glyph in pixels of the first page.
    """
    cell = em / one.factor
    for slack in _SLACK:
        found = _tiles(one, other, matrix, cell, slack * cell)
        if len(found.one) < _FEWEST:
            return None
        matrix, inside = fitted(found.one, found.other, _OUTLIER * em * _scale(matrix))
        if inside.sum() < _FEWEST:
            return None
    mine, theirs = found.one[inside], found.other[inside]
    off = moved(matrix, mine) - theirs
    error = float(np.sqrt(np.square(off).sum(axis=1).mean())) / (em * _scale(matrix))
    agreed = Overlap(mine, theirs, found.tiles, found.agreeing, found.differing, error)
    return agreed if agreed.believed else None


def fitted(mine: Points, theirs: Points, near: float) -> tuple[Affine2, NDArray[np.bool_]]:
    """The similarity between two sets of points by least squares over those that agree, and which do."""
    matrix, inside = cv2.estimateAffinePartial2D(
        mine, theirs, method=cv2.RANSAC, ransacReprojThreshold=near, maxIters=5000, confidence=0.9999
    )
    if matrix is None:
        return np.eye(2, 3), np.zeros(len(mine), np.bool_)
    return np.asarray(matrix, np.float64), np.asarray(inside.ravel() > 0)


def moved(matrix: Affine2, points: Points) -> Points:
    """Points through an affine way."""
    return np.asarray(points @ matrix[:, :2].T + matrix[:, 2], dtype=np.float64)


def _scale(matrix: Affine2) -> float:
    return float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))


def _tiles(one: Sheet, other: Sheet, matrix: Affine2, cell: float, slack: float) -> Overlap:
    """Every inked tile of the first page in the overlap, looked for on the second page drawn over the first."""
    drawn, reach, sure = _over(one, other, matrix)
    both = np.asarray(cv2.bitwise_and(one.where, reach), np.uint8)
    sure = np.asarray(cv2.bitwise_and(one.sure, sure), np.uint8)
    side, reachable = max(4, round(TILE * cell)), max(2, round(slack))
    places, seen, tiles, agreeing, differing = [], [], 0, 0, 0
    drawn = np.pad(drawn, reachable, constant_values=_FLAT)
    for left, top in _corners(both, side):
        mine = one.gray[top : top + side, left : left + side]
        view = drawn[top : top + side + 2 * reachable, left : left + side + 2 * reachable]
        if max(float(mine.std()), float(view.std())) < _INKED:
            continue
        tiles += 1
        shift = _shift(mine, view, reachable)
        if shift is None:
            differing += bool(sure[top + side // 2, left + side // 2])
            continue
        agreeing += 1
        if shift[2]:
            centre = np.array([left + side / 2, top + side / 2])
            places.append(centre * one.factor)
            seen.append((centre + shift[:2]) * one.factor)
    mine_at = np.array(places, dtype=np.float64).reshape(-1, 2)
    theirs_at = moved(matrix, np.array(seen, dtype=np.float64).reshape(-1, 2))
    return Overlap(mine_at, theirs_at, tiles, agreeing, differing, 0.0)


def _over(one: Sheet, other: Sheet, matrix: Affine2) -> tuple[Gray, Gray, Gray]:
    """The second page, its reach and its reach without edges, drawn at the places of the first."""
    a = matrix.copy()
    a[:, :2] *= one.factor
    a /= other.factor
    a[:, 2] += a[:, :2].sum(axis=1) / 2 - 0.5  # OpenCV counts from the middles of pixels
    size = (one.gray.shape[1], one.gray.shape[0])
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    drawn = cv2.warpAffine(other.gray, a, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=_FLAT)
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST
    reach, sure = (cv2.warpAffine(mask, a, size, flags=flags) for mask in (other.where, other.sure))
    return np.asarray(drawn, np.uint8), np.asarray(reach, np.uint8), np.asarray(sure, np.uint8)


def _corners(both: Gray, side: int) -> list[tuple[int, int]]:
    """Left top corners of tiles that lie where both pages reach, as many beside each other as fit across the overlap,
    wherever in it its slanting edges let them begin."""
    whole = cv2.erode(both, np.ones((side, side), np.uint8), anchor=(0, 0), borderValue=0) > 0
    rows, columns = np.asarray(np.any(whole, axis=1)), np.asarray(np.any(whole, axis=0))
    if rows.sum() > columns.sum():
        return [(left, top) for top in _apart(rows, side) for left in _apart(whole[top], side)]
    return [(left, top) for left in _apart(columns, side) for top in _apart(whole[:, left], side)]


def _apart(valid: NDArray[np.bool_], side: int) -> list[int]:
    """The first valid place, the next at least a tile further, and so on."""
    found: list[int] = []
    for place in np.flatnonzero(valid):
        if not found or place >= found[-1] + side:
            found.append(int(place))
    return found


def _shift(mine: Gray, view: Gray, slack: int) -> tuple[float, float, bool] | None:
    """How far from its place a tile is found on the other page, and whether that is known both ways; None if it is
    not found."""
    if float(mine.std()) < _INKED / 2:
        return None
    alike = np.asarray(cv2.matchTemplate(view, mine, cv2.TM_CCOEFF_NORMED), np.float32)
    _, best, _, (x, y) = cv2.minMaxLoc(alike)
    if best < _ALIKE:
        return None
    inner = 0 < x < alike.shape[1] - 1 and 0 < y < alike.shape[0] - 1
    if not inner:
        return 0.0, 0.0, False
    dx, wide = _peak(alike[y, :], x)
    dy, high = _peak(alike[:, x], y)
    return x + dx - slack, y + dy - slack, min(wide, high) >= _SHARP


def _peak(values: NDArray[np.float32], at: int) -> tuple[float, float]:
    """Top of the parabola through a peak and its neighbours, off the peak; and how much lower it is beside it."""
    left, top, right = (float(value) for value in values[at - 1 : at + 2])
    bend = left - 2 * top + right
    beside = values[max(0, at - 2) : at + 3]
    return (0.0 if bend == 0 else 0.5 * (left - right) / bend), top - float(min(beside[0], beside[-1]))
