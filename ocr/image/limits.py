"""What a page may weigh, and which stated resolutions are believed."""

from __future__ import annotations

from ocr.errors import InputError

MAX_PIXELS = 400_000_000
"""Default limit: a 600 dpi broadsheet is 16,000 x 24,000, just under it; a bomb of 30,000 x 30,000 is over twice
that."""

BELIEVABLE_DPI = (60.0, 1300.0)


def check_pixels(label: str, size: tuple[int, int], max_pixels: int) -> None:
    """Raise InputError when a page of (width, height) holds more than max_pixels."""
    width, height = size
    if width * height > max_pixels:
        raise InputError(
            f"{label}: {width} x {height} pixels is more than the limit of {max_pixels}; "
            "if the file is honest, raise it with --max-pixels"
        )


def believable_dpi(given: object) -> float | None:
    """The resolution a file states, given as a number or a pair, or None where it is missing or absurd."""
    first = given[0] if isinstance(given, tuple) and given else given
    try:
        value = float(first)  # type: ignore[arg-type]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    low, high = BELIEVABLE_DPI
    return value if low <= value <= high else None
