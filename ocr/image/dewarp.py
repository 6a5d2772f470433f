"""A gently bent or tilted page made flat, by the slant of its own lines place by place.

In windows all over the page the slant at which the profile of ink is roughest is found, as for the skew of the whole
page; once for rows (lines of text, rules across) and once for columns (edges of columns, rules down, vertical text).
Displacements whose slopes agree with the slants are fitted as a sum of Legendre polynomials, whose bending costs: mild
perspective is free, a wave must be seen by many windows to be believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

from ocr.geometry import Warp
from ocr.page import Gray

Table: TypeAlias = NDArray[np.float32]
Floats: TypeAlias = NDArray[np.float64]

NODE_EM = 4.0
"""Distance between nodes of the field, in em."""

_RANGE, _STEP = 3.5, 0.25  # degrees of slant looked at to either side of level, and between two trials
_THIN = 4  # rows that roughness is summed up over before it is blurred
_STRIP_EM = 0.75  # summed up along the line before strips are slid
_ROWS, _COLUMNS = (14.0, 8.0), (24.0, 10.0)  # window in em, along and across the lines
_DEGREES = (7, 5)  # of the polynomials along and across the lines
_STIFFNESS = (0.05, 1.0)  # cost of bending for rows and for columns
_SURE = 0.2  # trust from which a window counts as seeing lines
_WORTH = 0.06  # em of displacement (rms where there is print) from which a page is drawn anew for it


@dataclass(frozen=True, slots=True)
class Slants:
    """Slopes of the lines (pixels across for a pixel along) at nodes of a grid, and the trust in each, 0 to 1.

    slope, trust: float64 (across, along), node (r, c) at r and c times the step of the grid.
    """

    slope: Floats
    trust: Floats


def measure_warp(ink: Gray, cell: float) -> Warp | None:
    """The field that flattens the page, in pixels of ink, or None when it is flat to 0.06 em or shows too little.

    ink: uint8 (height, width), nonzero where there is ink, skew taken out; cell: body glyph height on it, 8 to 16 px.
    """
    step = NODE_EM * cell
    if min(ink.shape) < 4 * step:
        return None
    rows = _slants(ink, cell, _ROWS, step)
    columns = _slants(np.ascontiguousarray(ink.T), cell, _COLUMNS, step)
    down = _displacement(rows, _STIFFNESS[0], step)
    along = _displacement(columns, _STIFFNESS[1], step).T
    seen = np.maximum(rows.trust, columns.trust.T)
    if seen.max() < _SURE or np.sqrt(np.average(down**2 + along**2, weights=seen)) < _WORTH * cell:
        return None
    return Warp(along.astype(np.float32), down.astype(np.float32), step)


def enlarged(warp: Warp, factor: float) -> Warp:
    """The same field on a page drawn larger by a factor."""
    return Warp(warp.dx * np.float32(factor), warp.dy * np.float32(factor), warp.step * factor)


def _slants(ink: Gray, cell: float, window_em: tuple[float, float], step: float) -> Slants:
    """The slant of horizontal lines at nodes a step apart."""
    height, width = ink.shape
    count = max(2, round(width / (_STRIP_EM * cell)))
    strip = width / count
    sums = cv2.resize((ink > 0).astype(np.float32), (count, height), interpolation=cv2.INTER_AREA)
    window = (max(3, round(window_em[0] * cell / strip)), max(3, round(window_em[1] * cell)))
    xs, ys = np.arange(0, width + step, step), np.arange(0, height + step, step)
    slopes = np.tan(np.radians(np.arange(-_RANGE, _RANGE + 1e-6, _STEP)))
    table = np.ascontiguousarray(np.asarray(sums, dtype=np.float32).T)
    volume = np.stack([_roughness(table, strip, float(s), window, xs, ys) for s in slopes])
    return _peaks(volume, slopes)


def _roughness(table: Table, strip: float, slope: float, window: tuple[int, int], xs: Floats, ys: Floats) -> Table:
    """Roughness of the profile in a window round each node when lines are taken to have this slope.

    table: ink (strips, rows of the page). Shifts are whole pixels: parts of a pixel would blur, and make level lines
    look sharper than slanting ones.
    """
    count, height = table.shape
    middle = count * strip / 2
    shifts = np.rint(((np.arange(count) + 0.5) * strip - middle) * slope).astype(int)
    level = np.zeros_like(table)
    for row, moved, shift in zip(table, level, shifts, strict=True):
        top, low = max(0, -shift), min(height, height - shift)
        moved[top:low] = row[top + shift : low + shift]
    profile = cv2.blur(level, (1, window[0]), borderType=cv2.BORDER_CONSTANT)
    steps = cv2.subtract(profile[:, 1:], profile[:, :-1])
    thinned = cv2.resize(cv2.multiply(steps, steps), (height // _THIN, count), interpolation=cv2.INTER_AREA)
    rough = cv2.blur(thinned, (max(1, window[1] // _THIN), 1), borderType=cv2.BORDER_CONSTANT)
    column_of = np.clip(xs / strip, 0, count - 1).astype(int)
    row_of = np.clip((ys[:, None] - slope * (xs - middle)[None, :]) / _THIN, 0, height // _THIN - 1).astype(int)
    return np.asarray(rough[column_of[None, :], row_of], dtype=np.float32)


def _peaks(volume: Table, slopes: Floats) -> Slants:
    """The best slope of each node, refined by a parabola through five trials; trust grows with its lead over others."""
    found = volume.argmax(axis=0)
    best = np.clip(found, 2, len(slopes) - 3)
    trials = (np.take_along_axis(volume, best[None] + k, 0)[0].astype(np.float64) for k in range(-2, 3))
    far_left, left, top, right, far_right = trials
    bend = np.minimum((2 * far_left - left - 2 * top - right + 2 * far_right) / 7, -1e-12)
    tilt = (-2 * far_left - left + right + 2 * far_right) / 10
    offset = np.clip(-tilt / bend, -1.0, 1.0)
    usual = np.median(volume, axis=0)
    lead = np.clip((top - usual) / (usual + 1e-6), 0, 1)
    strength = np.sqrt(np.clip(top / (np.percentile(top, 75) + 1e-9), 0, 1))
    trust = np.where(found == best, lead * strength, 0.0)
    return Slants(slopes[best] + offset * (slopes[1] - slopes[0]), trust)


def _displacement(slants: Slants, stiffness: float, step: float) -> Floats:
    """Displacements (pixels, across the lines) at the nodes, whose slopes along the lines agree with the slants.

    Weighted least squares; three rounds in which windows that disagree with everything around them lose their say.
    """
    across, along = slants.slope.shape
    base_along, base_across = _basis(along, _DEGREES[0]), _basis(across, _DEGREES[1])
    base = np.einsum("rk,cl->rckl", base_across, base_along).reshape(across, along, -1)
    rise = np.diff(base, axis=1).reshape(-1, base.shape[2])
    bends = [np.diff(base, n=2, axis=axis).reshape(-1, base.shape[2]) for axis in (0, 1)]
    fixed = stiffness * sum(_gram(b, b) for b in bends) + 1e-6 * across * along * np.eye(base.shape[2])
    target = step * (slants.slope[:, 1:] + slants.slope[:, :-1]).ravel() / 2
    trust = np.minimum(slants.trust[:, 1:], slants.trust[:, :-1]).ravel()
    weight, answer = trust, np.zeros(base.shape[2])
    for _ in range(3):
        answer = np.linalg.solve(_gram(rise * weight[:, None], rise) + fixed, (rise * weight[:, None]).T @ target)
        miss = np.abs(rise @ answer - target)
        spread = max(float(np.median(miss[trust > _SURE])) if (trust > _SURE).any() else 0.0, 1e-3 * step)
        weight = trust / (1 + (miss / (3 * spread)) ** 2) ** 2
    return np.asarray(base @ answer)


def _gram(left: Floats, right: Floats) -> Floats:
    return np.asarray(left.T @ right)


def _basis(count: int, degree: int) -> Floats:
    """Legendre polynomials at count places from -1 to 1: float64 (count, degree + 1)."""
    return np.asarray(legendre.legvander(np.linspace(-1, 1, count), degree))
