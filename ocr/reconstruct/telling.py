"""Heading type that says something, told from what is read in pictures, seals and codes that look like it."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.page import Run
from ocr.reconstruct.canonical import Piece
from ocr.reconstruct.punctuation import han

SAME_SIZE = 1.1
"""Pieces of one line of a head differ by no more."""
FEWEST_HAN = 2
"""Han characters of the shortest head; what is read in pictures, seals and codes has fewer."""
FEWEST_LETTERS, SURE_LETTERS = 3, 0.8
"""A head without Han is a name in letters, so many at least and read so surely: codes are read as letters too."""


def says(runs: Sequence[Run]) -> bool:
    """Whether heading type so read can be a headline, or the rest of one."""
    text = "".join(run.text for run in runs)
    if sum(1 for char in text if han(char)) >= FEWEST_HAN:
        return True
    sure = sum(run.confidence for run in runs) / max(1, len(runs))
    return sum(map(str.isalpha, text)) >= FEWEST_LETTERS and sure >= SURE_LETTERS


def telling(parts: Sequence[Piece]) -> list[Piece]:
    """The parts of a stack without those that say nothing, and stand by themselves in their size; all if none says
    anything."""
    sizes = [piece.em for piece in parts if says(piece.runs)]
    return [p for p in parts if says(p.runs) or any(_alike(p.em, size) for size in sizes)] if sizes else list(parts)


def _alike(one: float, other: float) -> bool:
    """Whether two glyph heights are of one size of type."""
    return max(one, other) <= SAME_SIZE * min(one, other)
