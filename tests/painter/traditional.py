"""Invented news in the words of an old paper: traditional characters, corner quotes, numbers written out."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

DIGITS = "〇一二三四五六七八九"
QUOTES = str.maketrans("“”‘’", "「」『』")
WIDE = {code: code + 0xFEE0 for code in (*range(0x41, 0x5B), *range(0x61, 0x7B))}
"""Latin letters stand upright, each in a square of its own."""
NUMBER = re.compile(r"(\d+)(?:\.(\d+))?(%?)")


def old_style(text: str) -> str:
    """A text in simplified characters with Arabic numbers as a vertical paper sets it: 12.5% is 百分之十二點五."""
    return NUMBER.sub(_spoken, _converter().convert(text)).translate(QUOTES).translate(WIDE)


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


def _spoken(found: re.Match[str]) -> str:
    whole, part, percent = found.groups()
    said = _whole(whole) + ("點" + "".join(DIGITS[int(d)] for d in part) if part else "")
    return f"百分之{said}" if percent else said


def _whole(digits: str) -> str:
    """A whole number: with tens up to ninety-nine, digit by digit beyond."""
    if len(digits) > 2 or digits.startswith("0"):
        return "".join(DIGITS[int(d)] for d in digits)
    tens, ones = divmod(int(digits), 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")
