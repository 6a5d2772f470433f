"""A page as loaded to a page as later stages want it: upright, straight, dark ink on white, body type of 20 to 48 px.

Light is put right on the scan's own pixels; then everything that moves a pixel (turn, skew, size, warp) is measured
on a reduced copy, and the full page is drawn anew once.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from ocr.geometry import Box, Warp
from ocr.image.deskew import measure_skew
from ocr.image.dewarp import enlarged, measure_warp
from ocr.image.glyph import ink_mask, measure_em, shrink
from ocr.image.light import even_light
from ocr.image.orient import Turn, measure_turn
from ocr.image.panels import Ground
from ocr.image.render import Affine, draw, matrix_of, onto_page, quarter_turn
from ocr.page import Gray, PageImage, Panel, Step

SMALL_EM, LARGE_EM = 20.0, 48.0
"""Body type outside of this range (pixels) is brought inside."""

_ENLARGED_EM, _REDUCED_EM = 28.0, 40.0
_SHAPE_CELL = 12.0  # pixels an em has on the reduced page that turn, skew and warp are measured on
_LEAST_SKEW = 0.03  # degrees; less than that moves nothing by a pixel


def normalize(image: PageImage) -> PageImage:
    """The page upright, deskewed, flattened and at a readable size; to_scan leads back, steps say what was measured.

    A page without text (blank, black, a single pixel) comes back as it is, with em 0.
    """
    em = measure_em(image.gray)
    image = replace(image, em=em, steps=(*image.steps, Step("glyph", (("em", round(em, 2)),))))
    if em == 0:
        return image
    if em > LARGE_EM:
        image = _reduced(image, em / _REDUCED_EM)
    lit = even_light(image.gray, image.em)
    corners = [image.to_scan.points(ground.corners) for ground in lit.grounds]
    image = _straightened(replace(image, gray=lit.gray, steps=(*image.steps, *lit.steps)))
    return replace(image, panels=tuple(_panel(image, *pair) for pair in zip(lit.grounds, corners, strict=True)))


def _reduced(image: PageImage, factor: float) -> PageImage:
    gray = shrink(image.gray, factor)
    step = Step("reduce", (("factor", round(factor, 3)),))
    to_scan = image.to_scan.before(matrix_of(image.size, (gray.shape[1], gray.shape[0])))
    return replace(image, gray=gray, em=image.em / factor, to_scan=to_scan, steps=(*image.steps, step))


def _straightened(image: PageImage) -> PageImage:
    """Turn, skew, size and warp measured on a reduced page, then the page drawn anew, once, if any asks for it."""
    reduce = max(1.0, image.em / _SHAPE_CELL)
    cell = image.em / reduce
    ink = ink_mask(shrink(image.gray, reduce))
    turn = measure_turn(ink, cell)
    if turn.quarters:
        image, ink = _upright(image, turn.quarters), np.ascontiguousarray(np.rot90(ink, turn.quarters))
    skew = measure_skew(ink)
    level = skew if abs(skew) >= _LEAST_SKEW else 0.0
    scale = _ENLARGED_EM / image.em if image.em < SMALL_EM else 1.0
    warp = measure_warp(ink if level == 0 else _levelled(ink, level), cell)
    image = replace(image, steps=(*image.steps, *_shape_steps(turn, skew, scale, warp)))
    if level == 0 and scale == 1 and warp is None:
        return image
    way = Affine.turned(image.size, level, scale)
    bent = None if warp is None else enlarged(warp, reduce * scale)
    to_scan = replace(image.to_scan.before(way.matrix), warp=bent)
    return replace(image, gray=draw(image.gray, way, bent), em=image.em * scale, to_scan=to_scan)


def _upright(image: PageImage, quarters: int) -> PageImage:
    gray = np.ascontiguousarray(np.rot90(image.gray, quarters))
    return replace(image, gray=gray, to_scan=image.to_scan.before(quarter_turn(image.size, quarters)))


def _levelled(ink: Gray, degrees: float) -> Gray:
    way = Affine.turned((ink.shape[1], ink.shape[0]), degrees, 1.0)
    drawn = draw(np.asarray(cv2.bitwise_not(ink), dtype=np.uint8), way)
    return np.asarray(cv2.threshold(drawn, 127, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def _shape_steps(turn: Turn, skew: float, scale: float, warp: Warp | None) -> tuple[Step, ...]:
    bent = 0.0 if warp is None else float(np.hypot(warp.dx, warp.dy).max())
    asked = (("quarters", turn.quarters), ("lead", round(turn.lead, 1)), ("glyphs", turn.glyphs))
    return (
        Step("orient", asked),
        Step("deskew", (("degrees", round(skew, 3)),)),
        Step("scale", (("factor", round(scale, 3)),)),
        Step("dewarp", (("applied", warp is not None), ("largest", round(bent, 1)))),
    )


def _panel(image: PageImage, ground: Ground, corners: np.ndarray) -> Panel:
    """Where a panel with these corners on the scan stands on the page as it is now."""
    placed = onto_page(image.to_scan, corners)
    low, high = np.floor(placed.min(axis=0)), np.ceil(placed.max(axis=0))
    box = Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    return Panel(box.clip(image.size), ground.inverted)
