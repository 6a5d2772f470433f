"""Limits that a reading must keep: `--fail-under KEY=VALUE`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from ocr.diff.figures import FIGURES, Better, worse_than
from ocr.errors import ShortfallError


def parsed(text: str) -> tuple[str, float]:
    """KEY=VALUE as a figure's name and a limit; the value may be in percent. Raises ValueError with what is wrong."""
    key, equals, number = text.partition("=")
    key, number = key.strip(), number.strip()
    if not equals or not number:
        raise ValueError(f"{text!r} is not KEY=VALUE, such as cer=0.02")
    if key not in FIGURES:
        raise ValueError(f"{key!r} is no figure; there are {', '.join(FIGURES)}")
    try:
        value = float(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    except ValueError:
        raise ValueError(f"{number!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{number!r} is no limit")
    return key, value


def check(limits: Iterable[tuple[str, float]], values: Mapping[str, float]) -> None:
    """Raise ShortfallError, naming every figure that is on the wrong side of its limit."""
    short = [
        f"{name} is {values[name]:.4f}, {'below' if FIGURES[name].better is Better.HIGH else 'above'} {limit:g}"
        for name, limit in limits
        if worse_than(name, values[name], limit)
    ]
    if short:
        raise ShortfallError(f"falls short: {'; '.join(short)} (--fail-under)")
