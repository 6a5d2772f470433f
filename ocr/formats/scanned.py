"""The file that a page was read off, for formats that show it."""

from __future__ import annotations

from pathlib import Path

from ocr.errors import InputError
from ocr.page import Page


def scan_of(page: Page, base: Path, need: str) -> tuple[bytes, bool]:
    """What page.source holds, a relative one looked for from base, and whether it is a PDF.

    need: what is said of the format to whom it is missing. Raises InputError when it cannot be read.
    """
    try:
        data = (base / page.source).read_bytes()
    except (OSError, ValueError) as error:
        cause = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"{page.source}: the scan cannot be read ({cause}), and {need}; name it: --scan") from error
    return data, data[:1024].lstrip().startswith(b"%PDF")
