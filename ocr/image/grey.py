"""Colour to grey, so that coloured print stays dark on paper and white print stays light on a coloured ground."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr.page import Gray

LUMA_SHARE = 0.6
"""Luma alone leaves orange print pale; the darkest channel alone turns a yellow ground black. A mix does neither."""

_BAND = 1024  # rows converted at a time, so that a large colour scan is never held twice


def to_gray(picture: Image.Image) -> Gray:
    """A picture of any Pillow mode as uint8 grey; transparent parts lie on white paper."""
    if picture.mode.startswith(("I", "F")):
        return _deep_to_gray(np.asarray(picture))
    if picture.mode in ("1", "L") and "transparency" not in picture.info:
        return np.array(picture.convert("L"))
    if "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info:
        picture = _on_white(picture)
    if picture.mode == "L":
        return np.array(picture)
    return rgb_to_gray(np.asarray(picture.convert("RGB")))


def rgb_to_gray(rgb: Gray) -> Gray:
    """uint8 (height, width, 3) to uint8 (height, width): 0.6 luma + 0.4 of the darkest channel."""
    out = np.empty(rgb.shape[:2], np.uint8)
    for top in range(0, rgb.shape[0], _BAND):
        band = rgb[top : top + _BAND]
        red, green, blue = cv2.split(band)
        darkest = cv2.min(cv2.min(red, green), blue)
        out[top : top + _BAND] = cv2.addWeighted(
            cv2.cvtColor(band, cv2.COLOR_RGB2GRAY), LUMA_SHARE, darkest, 1 - LUMA_SHARE, 0
        )
    return out


def _on_white(picture: Image.Image) -> Image.Image:
    rgba = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if rgba.getchannel("A").getextrema() == (255, 255):
        return rgba.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, rgba)


def _deep_to_gray(values: NDArray[np.generic]) -> Gray:
    """16 and 32 bit and float grey; white is the smallest usual top (1.0 or 8, 10, 12, 16 bit) holding all."""
    deep = values.astype(np.float32)
    top = float(deep.max(initial=0))
    full = next((f for f in (255.0, 1023.0, 4095.0, 65535.0) if top <= f), max(top, 1.0))
    if values.dtype.kind == "f" and top <= 1.0:
        full = 1.0
    return np.asarray(np.rint(np.clip(deep * (255.0 / full), 0, 255)), dtype=np.uint8)
