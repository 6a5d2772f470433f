"""Tesseract's two outputs of one call put together: the text keeps the spaces, hOCR says how sure each character is."""

from __future__ import annotations

import html
import re
import unicodedata
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

    @property
    def solid(self) -> str:
        """The text without any white: one character a confidence."""
        return "".join(self.raw.split())

    @property
    def confidence(self) -> float:
        """Mean over the characters, 0 when there are none."""
        return sum(self.confidences) / len(self.confidences) if self.confidences else 0.0

    @property
    def weakest(self) -> float:
        """The least sure character's confidence, 0 when there are none."""
        return min(self.confidences, default=0.0)


def readings(text: str, hocr: str, images: int) -> list[Reading]:
    """One reading an image, from the text (a form feed after each image) and the hOCR with character boxes of a call.

    Raises EngineError when either has not as many parts as there were images.
    """
    parts, pages = text.split("\f"), hocr.split(_PAGE)[1:]
    if not parts[-1].strip():
        parts.pop()
    if len(parts) > images or len(pages) != images:
        raise EngineError(f"tesseract answered {len(pages)} of {images} lines")
    parts += [""] * (images - len(parts))
    return [_reading(part, page) for part, page in zip(parts, pages, strict=True)]


def without_spaces(reading: Reading) -> tuple[str, tuple[float, ...]]:
    """The text without the spaces that touch a full-width character, and a confidence for each character left.

    A space that stays, between words of letters or figures, is as sure as the character before it.
    """
    left = iter(reading.confidences)
    pairs: list[tuple[str, float]] = []
    raw = " ".join(reading.raw.split())
    for at, character in enumerate(raw):
        if character != " ":
            pairs.append((character, next(left)))
        elif not (_wide(raw[at - 1]) or _wide(raw[at + 1])):
            pairs.append((character, pairs[-1][1]))
    return "".join(c for c, _ in pairs), tuple(sure for _, sure in pairs)


def _reading(part: str, page: str) -> Reading:
    raw = " ".join(part.split("\n")).strip()
    sure = [pair for pair in _characters(page) if not pair[0].isspace()]
    solid = "".join(raw.split())
    if "".join(c for c, _ in sure) == solid:
        return Reading(raw, tuple(value for _, value in sure))
    mean = sum(value for _, value in sure) / len(sure) if sure else 0.0
    return Reading(raw, (mean,) * len(solid))


def _characters(page: str) -> Iterator[tuple[str, float]]:
    """Each code point of a page's hOCR with its confidence; a cell may hold several."""
    for percent, cell in _CHARACTER.findall(page):
        value = min(max(float(percent) / 100, 0.0), 1.0)
        for character in html.unescape(cell):
            yield character, value


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"
