"""What the painter hands out: the picture of a page together with everything that is true about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ocr.geometry import Box
from ocr.page import Gray, Layout, Run


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: its cell in pixels of the painted page and the id of its line. A space is a glyph
    without ink."""

    char: str
    box: Box
    line_id: str


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """A page drawn from known stories.

    layout is the perfect Layout of `gray`; runs holds one Run a line with the exact text and the layout's line ids;
    glyphs are all characters in line order. truth has the shape of the truth files of `banmian evaluate`: articles
    with title, kicker, subtitle, byline, paragraphs, breaks (the 8 characters before and after each column break
    inside a paragraph), segments, lines and bbox, and besides them captions, dateline, jump_to, jump_from, truncated,
    paragraph_kinds, blocks (ids of its body blocks in reading order) and heads (ids of its other blocks); furniture
    with kind and text.
    """

    gray: Gray
    layout: Layout
    runs: tuple[Run, ...]
    truth: dict[str, Any]
    glyphs: tuple[Glyph, ...]
