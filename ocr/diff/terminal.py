"""Text on a terminal: how wide it is, and colours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ocr.evaluate.edits import Kind

_LINE_END = re.compile(r"(?<=[^\x00-\x7f])[^\S\n]*\n\s*")

RESET = "\x1b[0m"
BOLD, FAINT, RED, GREEN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m"
COLOURS = {
    Kind.MISREAD: "\x1b[1;31m",
    Kind.MISSING: "\x1b[1;33m",
    Kind.EXTRA: "\x1b[1;32m",
    Kind.MOVED: "\x1b[1;34m",
    Kind.REPEATED: "\x1b[1;35m",
    Kind.FURNITURE: "\x1b[1;90m",
    Kind.MERGED: "\x1b[1;36m",
    Kind.SPLIT: "\x1b[1;36m",
    Kind.PUNCTUATION: "\x1b[4m",
    Kind.VARIANT: "\x1b[3;35m",
}
"""How each kind stands out; beside the colour its characters are in reverse video."""


def width(text: str) -> int:
    """Columns that a text takes: two for what East Asian type sets wide, or may, none for marks that combine."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def fitting(text: str, columns: int) -> int:
    """How many characters from the start fit in so many columns."""
    used = 0
    for count, character in enumerate(text):
        used += width(character)
        if used > columns:
            return count
    return len(text)


def visible(text: str) -> str:
    """The text on one line and without what would steer a terminal; a line end after Han is nothing."""
    return "".join(_shown(c) for c in " ".join(_LINE_END.sub("", text).split()))


def painted(text: str, codes: Iterable[str], *, colour: bool) -> str:
    return f"{''.join(codes)}{text}{RESET}" if colour and text else text


def _shown(character: str) -> str:
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cf") else character
