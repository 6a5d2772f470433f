"""A scan of a part of a page made ready: normalised, with a mask of where the scan reaches.

Neither the corners that straightening left white nor a black border are the page's white: another part may have print
there.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image.borders import find_borders
from ocr.image.glyph import shrink
from ocr.image.normalize import normalize
from ocr.image.render import onto_page
from ocr.page import Gray, PageImage

_CELL = 7.0  # pixels an em has on the reduced scan
_INSET = 0.15  # em; drawing anew mixes what is nearer to the edge with the white outside
_PAPER = 70  # percentile of grey that is paper on any page with a border
_NODES = 12  # points of the outline of a scan a side


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A scan of a part of a page, normalised. reach: 255 where the scan reaches, as large as image.gray."""

    image: PageImage
    reach: Gray


def prepared(scan: PageImage) -> Part:
    """A scan as loaded, made ready. One without text (em 0) stays as it is."""
    image = normalize(scan)
    mask = _reach(scan.gray, image) if image.em > 0 else np.full(image.gray.shape, 255, np.uint8)
    return Part(image, mask)


def _reach(scan: Gray, image: PageImage) -> Gray:
    outline = _outline(scan.shape[1], scan.shape[0])
    mask = np.zeros(image.gray.shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(onto_page(image.to_scan, outline)).astype(np.int32)], 255)
    border = _border(scan, image)
    if border is not None:
        mask[border > 0] = 0
    inset = max(1, round(_INSET * image.em))
    kernel = np.ones((2 * inset + 1, 2 * inset + 1), np.uint8)
    return np.asarray(cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0), dtype=np.uint8)


def _outline(width: int, height: int) -> NDArray[np.float64]:
    part = np.linspace(0, 1, _NODES)
    sides = [(part, 0 * part), (0 * part + 1, part), (part[::-1], 0 * part + 1), (0 * part, part[::-1])]
    return np.concatenate([np.stack([x * width, y * height], axis=1) for x, y in sides])


def _border(scan: Gray, image: PageImage) -> Gray | None:
    """The black beside the paper as a mask of the normalised page, by the matrix alone: a warp moves it little."""
    a, b, _, d, e, _ = image.to_scan.matrix
    factor = max(1.0, image.em * float(np.sqrt(abs(a * e - b * d))) / _CELL)
    small = shrink(scan, factor)
    found = find_borders(small, float(np.percentile(small, _PAPER)), _CELL)
    if found is None:
        return None
    matrix = np.array(image.to_scan.matrix, dtype=np.float64).reshape(2, 3) * (small.shape[1] / scan.shape[1])
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST
    return np.asarray(cv2.warpAffine(found, matrix, image.size, flags=flags), dtype=np.uint8)
