"""Setting a line as Chinese papers do: full measure, no closing mark at its start, no opening mark at its end.

A text is cut into units that may not be divided: one Han character, one mark, one run of digits or Latin letters, a
two-em dash or ellipsis. A line takes as many as fit; a closing mark that would begin the next line is squeezed in by
taking air from the line's marks (up to half an em each), or else the line gives up its last unit and is let out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tests.painter.fonts import advance

CLOSING = frozenset("，。、；：？！”’）》〉」』】%％·")
OPENING = frozenset("“‘（《〈「『【")
MARKS = CLOSING | OPENING
UNIT = re.compile(r"[A-Za-z0-9]+(?:[.,:/+\-][A-Za-z0-9]+)*%?|——|……| +|.", re.DOTALL)
SPACE_EM = 0.5
SNUG = 0.01


@dataclass(frozen=True, slots=True)
class Unit:
    """An undivided piece of text with its face, size (em, pixels) and natural width (pixels)."""

    text: str
    face: str
    size: int
    width: float

    @property
    def air(self) -> float:
        """Pixels that can be taken out of a full-width mark."""
        return self.size * 0.45 if self.text in MARKS and self.width >= self.size * 0.9 else 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A character with the pixels it takes along the line, from the line's start; origin is where its em square
    begins."""

    char: str
    start: float
    end: float
    origin: float
    face: str
    size: int


def char_width(char: str, face: str, size: int) -> float:
    """Advance in pixels: an em for Han and full-width marks, the face's own width for digits and Latin letters."""
    if char == " ":
        return size * SPACE_EM
    if char in "—…“”‘’·" or ord(char) > 0x2E80:
        return float(size)
    return advance(face, size, char)


@lru_cache(maxsize=4096)
def units(text: str, face: str, size: int, lead: int = 0, lead_face: str = "hei") -> tuple[Unit, ...]:
    """A text as units; its first `lead` characters (a dateline) stand in another face."""
    made = []
    for found in UNIT.finditer(text):
        own = lead_face if found.start() < lead else face
        made.append(Unit(found[0], own, size, sum(char_width(c, own, size) for c in found[0])))
    return tuple(made)


def line_end(line: Sequence[Unit], start: int, measure: float) -> int:
    """The index after the last unit of the line that begins at start; at least one unit is taken."""
    widths = air = 0.0
    end, tight = start, start
    while tight < len(line):
        widths += line[tight].width
        air += line[tight].air
        if widths - air > measure + SNUG:
            break
        tight += 1
        end = tight if widths <= measure + SNUG else end
    if end == len(line) or _may_break(line, end):
        return max(end, start + 1)
    for later in range(end + 1, tight + 1):
        if later == len(line) or _may_break(line, later):
            return later
    for earlier in range(end - 1, start, -1):
        if _may_break(line, earlier):
            return earlier
    return max(end, start + 1)


def _may_break(line: Sequence[Unit], at: int) -> bool:
    return line[at].text not in CLOSING and line[at - 1].text not in OPENING


def justify(line: Sequence[Unit], measure: float, full: bool) -> tuple[Placed, ...]:
    """Where each character of a line stands. A full line is squeezed or let out to the measure; another keeps its
    widths."""
    while line and line[-1].text.isspace():
        line = line[:-1]
    natural = sum(unit.width for unit in line)
    air = sum(unit.air for unit in line)
    squeeze = min(1.0, max(0.0, natural - measure) / air) if air else 0.0
    gap = (measure - natural) / (len(line) - 1) if full and natural < measure and len(line) > 1 else 0.0
    placed: list[Placed] = []
    x = 0.0
    for unit in line:
        lost = unit.air * squeeze
        for char in unit.text:
            width = char_width(char, unit.face, unit.size) - (lost if len(unit.text) == 1 else 0.0)
            origin = x - lost if char in OPENING else x
            placed.append(Placed(char, x, x + width, origin, unit.face, unit.size))
            x += width
        x += gap
    return tuple(placed)


def width_of(text: str, face: str, size: int) -> float:
    """Natural width of a text in pixels."""
    return sum(char_width(c, face, size) for c in text)
