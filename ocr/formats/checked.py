"""Values out of a parsed JSON, each checked for what it should be.

TypeError, ValueError or OverflowError say what it is not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ocr.geometry import Box


def text_of(value: Any) -> str:
    """A text; None is an empty one."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"a text is wanted, not {value!r:.40}")
    return value or ""


def texts_of(values: Sequence[Any]) -> tuple[str, ...]:
    """A list of texts."""
    if isinstance(values, str):
        raise TypeError(f"a list of texts is wanted, not {values!r:.40}")
    return tuple(map(text_of, values))


def details_of(values: Mapping[str, Any]) -> tuple[tuple[str, str | float | int | bool], ...]:
    """What a step measured or decided: names with values, numbers finite."""
    return tuple((key, finite(value) if isinstance(value, float) else value) for key, value in values.items())


def finite(value: Any) -> float:
    """A number that is neither infinite nor NaN, which JSON has not."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"a number is wanted, not {value!r:.40}")
    return number


def above_zero(value: Any) -> float:
    """A resolution."""
    number = finite(value)
    if number <= 0:
        raise ValueError(f"a resolution above 0 is wanted, not {value!r:.40}")
    return number


def share_of(value: Any) -> float:
    """A number from 0 to 1."""
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(f"a confidence from 0 to 1 is wanted, not {value!r:.40}")
    return number


def box_of(value: Any) -> Box | None:
    """A box of whole pixels given as left, top, right, bottom; None is none."""
    if value is None:
        return None
    left, top, right, bottom = map(int, value)
    return Box(left, top, right, bottom)
