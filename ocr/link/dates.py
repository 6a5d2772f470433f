"""The day that a page is of, as its running head or masthead prints it."""

from __future__ import annotations

import re

from ocr.page import Page

_DATE = re.compile(r"([12]\d{3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def dated(page: Page) -> str:
    """The day as 2021-03-05, or '' where none is printed in Arabic numerals."""
    found = (_DATE.search(piece.text) for piece in page.furniture)
    return next(("-".join((each[1], each[2].zfill(2), each[3].zfill(2))) for each in found if each), "")
