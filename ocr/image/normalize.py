"""A page as loaded to a page as every later stage wants it: upright, straight, dark ink on white, body type of 20 to 48 px.

Light is put right on the scan's own pixels; then everything that moves a pixel (size, skew, warp) is measured on a reduced
copy, and the full page is drawn anew once.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from ocr.geometry import Warp
from ocr.image import flatten
from ocr.image.deskew import measure_skew
from ocr.image.dewarp import enlarged, measure_warp
from ocr.image.glyph import ink_mask, measure_em, shrink
from ocr.image.render import Affine, draw, matrix_of
from ocr.page import Gray, PageImage, Step

SMALL_EM, LARGE_EM = 20.0, 48.0
"""Body type outside of this range (pixels) is brought inside."""

_ENLARGED_EM, _REDUCED_EM = 28.0, 40.0
_MAP_CELL = 7.0  # pixels an em has on the reduced page that light is measured on
_SHAPE_CELL = 12.0  # and on the one that skew and warp are measured on
_LEAST_SKEW = 0.03  # degrees; less than that moves nothing by a pixel


def normalize(image: PageImage) -> PageImage:
    """The page upright, deskewed, flattened and at a readable size; to_scan leads back, steps say what was measured.

    A page without text (blank, black, a single pixel) comes back as it is, with em 0.
    """
    em = measure_em(image.gray)
    if em == 0:
        return replace(image, steps=(*image.steps, Step("glyph", (("em", 0.0),))))
    image = replace(image, em=em, steps=(*image.steps, Step("glyph", (("em", round(em, 2)),))))
    if em > LARGE_EM:
        image = _reduced(image, em / _REDUCED_EM)
    return _straightened(_flattened(image))


def _reduced(image: PageImage, factor: float) -> PageImage:
    gray = shrink(image.gray, factor)
    step = Step("reduce", (("factor", round(factor, 3)),))
    to_scan = image.to_scan.before(matrix_of(image.size, (gray.shape[1], gray.shape[0])))
    return replace(image, gray=gray, em=image.em / factor, to_scan=to_scan, steps=(*image.steps, step))


def _flattened(image: PageImage) -> PageImage:
    factor = max(1, round(image.em / _MAP_CELL))
    small = shrink(image.gray, factor) if factor > 1 else image.gray
    near, wide = flatten.paper_levels(small, image.em / factor)
    pictures = flatten.picture_mask(near, wide, image.em / factor)
    level = flatten.background(near, wide, image.em / factor, pictures)
    scanned = flatten.is_scan(image.gray)
    gray, limit = flatten.clear_paper(flatten.divide(image.gray, level), image.em, scanned, pictures)
    darkest, lightest = (float(part) for part in np.percentile(level[::4, ::4], (2, 98)))
    details = (("scanned", scanned), ("darkest", darkest), ("lightest", lightest), ("dirt_above", round(limit, 1)))
    return replace(image, gray=gray, steps=(*image.steps, Step("flatten", details)))


def _straightened(image: PageImage) -> PageImage:
    """Skew, size and warp measured on a reduced page, then the page drawn anew, once, if any of them asks for it."""
    reduce = max(1.0, image.em / _SHAPE_CELL)
    small = shrink(image.gray, reduce)
    ink = ink_mask(small)
    skew = measure_skew(ink)
    turn = skew if abs(skew) >= _LEAST_SKEW else 0.0
    scale = _ENLARGED_EM / image.em if image.em < SMALL_EM else 1.0
    warp = measure_warp(ink if turn == 0 else _turned(ink, turn), image.em / reduce)
    steps = (*image.steps, *_shape_steps(skew, scale, warp))
    if turn == 0 and scale == 1 and warp is None:
        return replace(image, steps=steps)
    way = Affine.turned(image.size, turn, scale)
    warp = warp and enlarged(warp, reduce * scale)
    to_scan = replace(image.to_scan.before(way.matrix), warp=warp)
    return replace(image, gray=draw(image.gray, way, warp), em=image.em * scale, to_scan=to_scan, steps=steps)


def _turned(ink: Gray, degrees: float) -> Gray:
    way = Affine.turned((ink.shape[1], ink.shape[0]), degrees, 1.0)
    return np.asarray(cv2.threshold(draw(cv2.bitwise_not(ink), way), 127, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def _shape_steps(skew: float, scale: float, warp: Warp | None) -> tuple[Step, ...]:
    bent = 0.0 if warp is None else float(np.hypot(warp.dx, warp.dy).max())
    return (
        Step("deskew", (("degrees", round(skew, 3)),)),
        Step("scale", (("factor", round(scale, 3)),)),
        Step("dewarp", (("applied", warp is not None), ("largest", round(bent, 1)))),
    )
