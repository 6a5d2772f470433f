"""The scans of a page's parts as one picture, on the plane that results give their coordinates in."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image.parts.mosaic import Mosaic
from ocr.image.render import onto_page
from ocr.page import Gray

_STEP = 16  # pixels between places that are computed; between them the way is as good as straight


def picture(mosaic: Mosaic, scans: Sequence[Gray]) -> Gray:
    """uint8 of mosaic.image.scan_size, grey as scanned, each part where it is the one shown, white elsewhere.

    scans: as loaded, one a view of the mosaic.
    """
    size = mosaic.image.scan_size
    shown = _on_plane(mosaic, size)
    whole = np.full((size[1], size[0]), 255, np.uint8)
    for number, (view, scan) in enumerate(zip(mosaic.views, scans, strict=True)):
        a = np.array(view.from_whole.matrix, dtype=np.float64).reshape(2, 3)
        a[:, 2] += a[:, :2].sum(axis=1) / 2 - 0.5  # OpenCV counts from the middles of pixels
        flags = cv2.WARP_INVERSE_MAP | cv2.INTER_CUBIC
        drawn = cv2.warpAffine(scan, a, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        whole[shown == number] = drawn[shown == number]
    return whole


def _on_plane(mosaic: Mosaic, size: tuple[int, int]) -> NDArray[np.int8]:
    """For each pixel of the plane the number of the view that is shown there."""
    columns, rows = (side // _STEP + 3 for side in size)
    xs, ys = np.meshgrid((np.arange(columns) - 0.5) * _STEP, (np.arange(rows) - 0.5) * _STEP)
    there = onto_page(mosaic.image.to_scan, np.stack([xs.ravel(), ys.ravel()], axis=1)) - 0.5
    nodes = there.reshape(rows, columns, 2).astype(np.float32)
    dense = cv2.resize(nodes, None, fx=_STEP, fy=_STEP, interpolation=cv2.INTER_LINEAR)
    dense = dense[_STEP : _STEP + size[1], _STEP : _STEP + size[0]]
    labels = (mosaic.shown + 1).astype(np.uint8)
    found = cv2.remap(labels, dense[:, :, 0], dense[:, :, 1], cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(found.astype(np.int8) - 1, dtype=np.int8)
