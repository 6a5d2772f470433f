"""Traditional characters put into simplified ones, character by character (OpenCC)."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """A text in simplified characters, as many as it had."""
    made = str(_converter().convert(text))
    return made if len(made) == len(text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
