"""A page as loaded to a page as every later stage wants it: upright, straight, dark ink on white, body type of 20 to 48 px.

Light is put right on the scan's own pixels; then everything that moves a pixel (size, skew, warp) is measured on a reduced
copy, and the full page is drawn anew once.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.image import flatten
from ocr.image.deskew import measure_skew
from ocr.image.glyph import ink_mask, measure_em, shrink
from ocr.image.render import Affine, draw, matrix_of
from ocr.page import PageImage, Step

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
    level = flatten.background(near, wide, image.em / factor)
    gray, limit = flatten.clear_paper(flatten.divide(image.gray, level), image.em)
    darkest, lightest = np.percentile(level[::4, ::4], (2, 98))
    step = Step("flatten", (("paper_darkest", float(darkest)), ("paper_lightest", float(lightest)), ("dirt_above", limit)))
    return replace(image, gray=gray, steps=(*image.steps, step))


def _straightened(image: PageImage) -> PageImage:
    small = shrink(image.gray, max(1.0, image.em / _SHAPE_CELL))
    skew = measure_skew(ink_mask(small))
    turn = skew if abs(skew) >= _LEAST_SKEW else 0.0
    scale = _ENLARGED_EM / image.em if image.em < SMALL_EM else 1.0
    steps = (*image.steps, Step("deskew", (("degrees", round(skew, 3)),)), Step("scale", (("factor", round(scale, 3)),)))
    if turn == 0 and scale == 1:
        return replace(image, steps=steps)
    way = Affine.turned(image.size, turn, scale)
    gray = draw(image.gray, way)
    return replace(image, gray=gray, em=image.em * scale, to_scan=image.to_scan.before(way.matrix), steps=steps)
