"""Text that stands twice by mistake goes, text rightly said twice stays; every removal says what it repeats.

Only a whole strip can be a repetition: lines read twice at the same place, or whole lines in a row whose text, long
enough not to be chance, stands elsewhere. A sentence inside other text is never touched.
"""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from ocr.page import Removal
from ocr.reconstruct.canonical import Piece, Row, Sheet

SAME_PLACE = 0.6
"""Two lines that share this part of the smaller one's area stand at one place."""
SAME_TEXT = 60.0
"""Likeness, 0 to 100, from which two readings at one place are readings of one line."""


def without_repeats(sheet: Sheet) -> tuple[Sheet, tuple[Removal, ...]]:
    """The sheet with every line that was found twice at one place standing once, in its better reading."""
    rows = sorted((row for piece in sheet.pieces for row in piece.rows), key=lambda row: (row.place.top, row.run.id))
    gone: dict[str, Removal] = {}
    for n, one in enumerate(rows):
        for other in rows[n + 1 :]:
            if other.place.top >= one.place.bottom:
                break
            if one.run.id in gone or other.run.id in gone or not _twice(one, other):
                continue
            worse, better = sorted((one, other), key=lambda row: (len(row.text), row.run.confidence, row.run.id))
            why = "two readings of one place"
            gone[worse.run.id] = Removal((worse.run.id,), worse.text, (better.run.id,), why, 0.95)
    kept = (_without(piece, gone) for piece in sheet.pieces)
    return replace(sheet, pieces=tuple(piece for piece in kept if piece.rows)), tuple(
        gone[name] for name in sorted(gone)
    )


def _without(piece: Piece, gone: dict[str, Removal]) -> Piece:
    return replace(piece, rows=tuple(row for row in piece.rows if row.run.id not in gone))


def _twice(one: Row, other: Row) -> bool:
    a, b = one.place, other.place
    if a.overlap(b) < SAME_PLACE * min(a.area, b.area):
        return False
    return fuzz.partial_ratio(one.text, other.text) >= SAME_TEXT
