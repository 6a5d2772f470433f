"""Verse: lines that are broken where the poet broke them, not where the column ends."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.punctuation import han

RAGGED = 0.8
"""Em that a line of verse is short of the longest, at least."""
LONGEST = 14
"""Characters in a line of verse, at most."""


def is_verse(rows: Sequence[Row], box: Box | None) -> bool:
    """Whether rows are verse: short lines of which half or more break off before the edge with no mark at their end,
    and none is set in as a paragraph is. The last line of any text may break off.

    box: what the rows are measured in. A text without boxes has no lines.
    """
    if box is None or len(rows) < 2 or not all(row.upright and len(row.text) <= LONGEST for row in rows):
        return False
    ragged = [row for row in rows[:-1] if box.right - row.place.right >= RAGGED * row.em and han(row.text[-1:])]
    level = all(abs(row.place.left - box.left) < RAGGED * row.em for row in rows)
    return level and 2 * len(ragged) >= len(rows) - 1
