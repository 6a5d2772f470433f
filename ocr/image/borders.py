"""The black that a scanner or a microfilm shows beside the page, made the colour of the paper."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page import Gray

_BLACK = 0.45  # of the paper's light
_SOLID = 0.6  # em: what is thinner is a rule or a stroke that runs to the edge
_LONG = 0.35  # share of one side of the page that a border runs along at least
_REACH = 0.2  # share of the page that a border reaches in at most


def find_borders(small: Gray, paper: float, cell: float) -> Gray | None:
    """Mask (255, shape of the reduced page) of black areas that come in from the edge, or None.

    small: uint8 (height, width); paper: its level; cell: body glyph height on it.
    """
    black = (small < _BLACK * paper).astype(np.uint8)
    side = max(3, round(_SOLID * cell))
    solid = cv2.morphologyEx(_framed(black, side), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    solid = solid[side:-side, side:-side]
    _, labels = cv2.connectedComponents(np.ascontiguousarray(solid), connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    mask = np.zeros_like(small)
    for label in np.unique(edge[edge > 0]):
        area = labels == label
        if _is_border(area):
            mask[area] = 255
    return np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)), dtype=np.uint8) if mask.any() else None


def _framed(black: Gray, width: int) -> Gray:
    """The mask with its outermost pixels continued outward, so that opening does not wear them off."""
    return np.asarray(cv2.copyMakeBorder(black, width, width, width, width, cv2.BORDER_REPLICATE), dtype=np.uint8)


def _is_border(area: NDArray[np.bool_]) -> bool:
    """Whether an area runs along a good part of a side of the page without reaching far in."""
    height, width = area.shape
    if max(area[0].mean(), area[-1].mean(), area[:, 0].mean(), area[:, -1].mean()) < _LONG:
        return False
    margin_x, margin_y = round(_REACH * width), round(_REACH * height)
    return not area[margin_y : height - margin_y, margin_x : width - margin_x].any()


def whiten(gray: Gray, mask: Gray, paper: float) -> None:
    """Set the page to the level of paper under a mask of its reduced copy, in place."""
    full = cv2.resize(mask, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    gray[full > 0] = round(paper)
