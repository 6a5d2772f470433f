"""The operators that set a page's text over its scan, line by line, so that readers give it in the order it is set.

pdfium gathers strings that begin at about one height and sorts them from left to right, whatever their order in the
file (CPDF_TextPage::ProcessTextObject). Columns of vertical text all begin at one height, and a headline may stand
left of what is read before it. So a vertical line's first character is set by itself: the next line begins higher
than the rest of this one. Where two strings would change places all the same, a space as large as a pixel is set
above between them: it ends the gathering, stands where a line ends anyway, and no reader makes more of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr.formats.glyphless import Glyphless
from ocr.formats.picture import Placed
from ocr.formats.pieces import Stretch
from ocr.formats.typesizes import INSET
from ocr.formats.xml import legal
from ocr.geometry import Box, Direction

FOOT = 0.12
"""Part of a line's height by which its glyphs reach below the base line."""

ONE_HEIGHT = 0.6
"""Of two strings, the widths of the character that ends the one and of that which begins the other: strings whose
heights differ by less than this part of the wider may be gathered. pdfium has a half."""


@dataclass(frozen=True, slots=True)
class String:
    """Characters set at once, from a place in pixels of the scan; first, last: widths of those characters there."""

    x: float
    y: float
    codes: bytes
    first: float
    last: float


class TextLayer:
    """Sets lines one after the other; knows where the last string was set."""

    def __init__(self, place: Placed, font: Glyphless) -> None:
        self.place = place
        self.font = font
        self.before: String | None = None

    def line(self, line: Stretch, box: Box, size: float | None = None) -> bytes:
        """A line's text along its box: one em of text is as long as the box's share for it.

        size: of the type when the line is horizontal and has a size (see typesizes); else it is as high as the box.
        """
        text = legal(line.text).translate({ord(c): " " for c in "\t\n\r"})
        if line.direction is Direction.VERTICAL:
            across, along = float(box.width), box.height / len(text)
            x, y, name = (box.left + box.right) / 2, float(box.top), b"/Down"
            parts = [(x, y, text[:1]), (x, y + along, text[1:])]
            matrix = self.place.matrix(across, -along, x, y)
        else:
            inset = INSET * min(box.height, box.width / 4) if size else 0.0
            across, along = size or float(box.height), (box.width - 2 * inset) / self.font.width(text)
            x, y, name = box.left + inset, box.center[1] + (0.5 - FOOT) * across, b"/Across"
            parts = [(x, y, text)]
            matrix = self.place.matrix(along, -across, x, y)
        strings = [self._string(*part, (along + across) / 2) for part in parts if part[2]]
        start = self._end(strings[0]) + b"%s 1 Tf %s Tm " % (name, numbers(*matrix))
        self.before = strings[-1]
        return start + b"".join(b"<%s> Tj\n" % string.codes for string in strings)

    def _string(self, x: float, y: float, text: str, em: float) -> String:
        width = self.font.width
        return String(x, y, self.font.codes(text), em * width(text[0]), em * width(text[-1]))

    def _end(self, string: String) -> bytes:
        """What keeps a string from being put before the one that was set before it."""
        if self.before is None or string.x >= self.before.x:
            return b""
        wider = max(self.before.last, string.first)
        if abs(string.y - self.before.y) > ONE_HEIGHT * wider:
            return b""
        matrix = self.place.matrix(1, -1, string.x, string.y - 2 * wider)
        return b"/Across 1 Tf %s Tm <%s> Tj\n" % (numbers(*matrix), self.font.codes(" "))


def numbers(*values: float) -> bytes:
    """Numbers as a content stream has them."""
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values).encode()
