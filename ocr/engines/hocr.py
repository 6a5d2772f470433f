"""Tesseract's two outputs of one call put together: the text keeps the spaces, hOCR says how sure each character is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ocr.errors import EngineError

_PAGE = "<div class='ocr_page'"
_CHARACTER = re.compile(r"<span class='ocrx_cinfo'[^>]*?x_conf ([0-9.]+)[^>]*>(.*?)</span>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one image: the text as given, and 0 to 1 for each of its characters that is not white."""

    raw: str
    confidences: tuple[float, ...]


def readings(text: str, hocr: str, images: int) -> list[Reading]:
    """One reading an image, from the text (a form feed after each image) and the hOCR with character boxes of a call.

    Raises EngineError when either has not as many parts as there were images.
    """
    parts = text.split("\f")
    if parts and not parts[-1].strip():
        parts.pop()
    pages = hocr.split(_PAGE)[1:]
    if len(parts) > images or len(pages) != images:
        raise EngineError(f"tesseract read {len(pages)} of {images} lines")
    parts += [""] * (images - len(parts))
    return [_reading(part, page) for part, page in zip(parts, pages, strict=True)]


def _reading(part: str, page: str) -> Reading:
    raw = " ".join(part.split("\n")).strip()
    sure = [pair for pair in _characters(page) if not pair[0].isspace()]
    solid = [c for c in raw if not c.isspace()]
    if [c for c, _ in sure] == solid:
        return Reading(raw, tuple(value for _, value in sure))
    mean = sum(value for _, value in sure) / len(sure) if sure else 0.0
    return Reading(raw, (mean,) * len(solid))


def _characters(page: str) -> Iterator[tuple[str, float]]:
    """Each code point of a page's hOCR with its confidence; a cell may hold several."""
    for percent, cell in _CHARACTER.findall(page):
        value = min(max(float(percent) / 100, 0.0), 1.0)
        for character in html.unescape(cell):
            yield character, value
