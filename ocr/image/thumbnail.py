"""A page small enough to be looked at among many."""

from __future__ import annotations

import cv2

from ocr.page import Gray

SIDE = 240
"""Pixels of a thumbnail's longer side: heads and pictures are told apart, a hundred of them weigh a megabyte."""


def thumbnail(gray: Gray) -> bytes:
    """A page of shape (height, width) as a JPEG whose longer side has SIDE pixels, or fewer if the page has."""
    scale = min(1.0, SIDE / max(gray.shape))
    size = (max(1, round(gray.shape[1] * scale)), max(1, round(gray.shape[0] * scale)))
    small = cv2.resize(gray, size, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 60])[1])
