"""The way from a text file to a page of articles: decode, reconstruct. There is no picture, so no box and no layout."""

from __future__ import annotations

from typing import BinaryIO

from ocr import version
from ocr.geometry import Direction, Transform
from ocr.page import Page, Step
from ocr.profile import Profile, load
from ocr.reconstruct.dump import mend as reconstruct
from ocr.text_input import read_text


def mend(source: str | BinaryIO, profile: Profile | None = None) -> Page:
    """The articles of a broken dump: a path, or an open binary stream. Raises InputError when it is no text."""
    made = reconstruct(read_text(source), profile or load())
    return Page(
        source=source if isinstance(source, str) else "<stdin>",
        number=1,
        size=(0, 0),
        dpi=None,
        direction=Direction.HORIZONTAL,
        to_scan=Transform(),
        articles=made.articles,
        furniture=made.furniture,
        unplaced=made.unplaced,
        joins=made.joins,
        removals=made.removals,
        steps=(Step(version.STEP, ((version.NAME, version.installed()),)), *made.steps),
    )
