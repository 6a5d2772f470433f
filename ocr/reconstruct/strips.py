"""Strips of lines that a page shows twice at different places: scanned, pasted or printed twice.

A strip is told from text that is rightly said twice by its lines: a strip repeats whole lines, broken at the same
places, and begins or ends inside a sentence, because whoever cut it did not read it. A paragraph that stands twice as a
whole (a service notice under two stories) is left alone unless it is longer than notices are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ocr.page import Kind, Removal
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import closes
from ocr.reconstruct.subheads import INDENT, indent

LEAST = 3
"""Lines that a strip has at least; a short last line of it counts as one."""
LONG = 10
"""Lines from which even whole paragraphs that stand twice are one strip."""
GLYPHS = 24
"""Characters that it has at least."""
ALIKE = 75.0
"""Likeness, 0 to 100, of two readings of one line; MEAN of a strip's lines on the average."""
MEAN = 85.0
KEY = 3
"""Characters in a row that two readings of one line share, or they are not compared."""

Spot = tuple[int, int]
"""A line by the number of its piece and its own number in it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Two runs of lines that read the same: where each begins, how many lines, how alike they are (0 to 100)."""

    one: Spot
    other: Spot
    lines: int
    likeness: float


def without_strips(sheet: Sheet) -> tuple[Sheet, tuple[Removal, ...]]:
    """The sheet with each strip that stands twice standing once, where it fits better, and what was removed."""
    pieces = list(sheet.pieces)
    gone: dict[Spot, Removal] = {}
    for strip in _strips(pieces):
        spots = [[(at[0], at[1] + k) for k in range(strip.lines)] for at in (strip.one, strip.other)]
        if any(spot in gone for side in spots for spot in side) or not _is_torn(strip, pieces):
            continue
        worse, better = sorted(spots, key=lambda side: _fit(side, pieces))
        rows = [pieces[p].rows[r] for p, r in worse]
        kept = tuple(pieces[p].rows[r].run.id for p, r in better)
        text, sure = "".join(row.text for row in rows), round(strip.likeness / 100, 3)
        removal = Removal(tuple(row.run.id for row in rows), text, kept, "lines that stand elsewhere on the page", sure)
        gone.update(dict.fromkeys(worse, removal))
    left = [piece for n, piece in enumerate(pieces) for piece in _less(piece, n, gone)]
    removals = sorted(set(gone.values()), key=lambda removal: removal.runs)
    return replace(sheet, pieces=tuple(left)), tuple(removals)


def _strips(pieces: Sequence[Piece]) -> list[Strip]:
    """Strips of the page's body, the longest first; no two overlap themselves."""
    seen: dict[str, list[Spot]] = defaultdict(list)
    pairs: dict[tuple[Spot, Spot], float] = {}
    for spot, row in _body(pieces):
        near = {other for key in _keys(row) for other in seen[key]}
        for other in sorted(near):
            alike = fuzz.ratio(row.text, pieces[other[0]].rows[other[1]].text)
            if alike >= ALIKE:
                pairs[other, spot] = alike
        for key in _keys(row):
            seen[key].append(spot)
    found = [_run(pair, pairs) for pair in sorted(pairs) if _before(pair) not in pairs]
    long = [s for s in found if s.lines >= LEAST and s.likeness >= MEAN and _glyphs(s, pieces) >= GLYPHS]
    apart = [s for s in long if s.one[0] != s.other[0] or s.other[1] - s.one[1] >= s.lines]
    return sorted(apart, key=lambda s: (-s.lines, s.one, s.other))


def _body(pieces: Sequence[Piece]) -> Iterator[tuple[Spot, Row]]:
    for p, piece in enumerate(pieces):
        if piece.kind in (Kind.BODY, Kind.NOTE):
            for r, row in enumerate(piece.rows):
                if len(row.text) >= KEY:
                    yield (p, r), row


def _keys(row: Row) -> set[str]:
    return {row.text[k : k + KEY] for k in range(len(row.text) - KEY + 1)}


def _before(pair: tuple[Spot, Spot]) -> tuple[Spot, Spot]:
    (p, r), (q, s) = pair
    return (p, r - 1), (q, s - 1)


def _run(pair: tuple[Spot, Spot], pairs: Mapping[tuple[Spot, Spot], float]) -> Strip:
    (p, r), (q, s) = pair
    alike: list[float] = []
    while ((p, r + len(alike)), (q, s + len(alike))) in pairs:
        alike.append(pairs[(p, r + len(alike)), (q, s + len(alike))])
    return Strip(pair[0], pair[1], len(alike), sum(alike) / len(alike))


def _glyphs(strip: Strip, pieces: Sequence[Piece]) -> int:
    p, r = strip.one
    return sum(len(row.text) for row in pieces[p].rows[r : r + strip.lines])


def _is_torn(strip: Strip, pieces: Sequence[Piece]) -> bool:
    """Whether either end of a strip lies inside a paragraph, or it is longer than what is rightly said twice."""
    p, r = strip.one
    rows = pieces[p].rows
    first, last = rows[r], rows[r + strip.lines - 1]
    fresh = first.upright and indent(first, pieces[p].box.left) >= INDENT
    return strip.lines >= LONG or not fresh or not closes(last.text)


def _fit(side: Sequence[Spot], pieces: Sequence[Piece]) -> tuple[int, int, float, Spot]:
    """How well a strip stands where it does: with text around it in its piece, below text that is open, surely read.

    The greater stays.
    """
    (p, first), (_, last) = side[0], side[-1]
    rows = pieces[p].rows
    joined = (first > 0 and not closes(rows[first - 1].text)) + (last + 1 < len(rows) and not closes(rows[last].text))
    around = len(rows) - len(side)
    sure = sum(rows[r].run.confidence for _, r in side)
    return joined, min(around, LEAST), round(sure, 3), (-p, -first)


def _less(piece: Piece, number: int, gone: Mapping[Spot, Removal]) -> tuple[Piece, ...]:
    rows = tuple(row for r, row in enumerate(piece.rows) if (number, r) not in gone)
    return (piece if len(rows) == len(piece.rows) else replace(piece, rows=rows),) if rows else ()
