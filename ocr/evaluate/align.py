"""Edits between two strings, and a string found again inside another with a few edits.

Distances and opcodes come from rapidfuzz (bit-parallel Myers 1999, Hirschberg for the path), which stays quick at
newspaper length where a quadratic table would not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

BREAK = 8
"""Characters that one side has more than the other, at which what belongs together ends."""


@lru_cache(maxsize=64)
def distance(a: str, b: str) -> int:
    """Levenshtein distance; the hint keeps rapidfuzz to a band about the diagonal, five times quicker on long texts.

    Remembered for a while: several measures ask for the same two bodies, which takes seconds at 200,000 characters.
    """
    return Levenshtein.distance(a, b, score_hint=max(len(a), len(b)) // 8)


def nearest(needle: str, text: str) -> int:
    """Least number of edits that turn the needle into some stretch of the text (Sellers 1980).

    Takes len(needle) * len(text) steps; 0 for an empty needle, len(needle) for an empty text.
    """
    row = [0] * (len(text) + 1)
    for i, wanted in enumerate(needle, 1):
        diagonal, row[0] = row[0], i
        for j, found in enumerate(text, 1):
            diagonal, row[j] = row[j], min(diagonal + (wanted != found), row[j] + 1, row[j - 1] + 1)
    return min(row)


def stands_in(needle: str, text: str, edits: int) -> bool:
    """Whether the needle stands in the text with at most so many edits.

    Of edits + 1 pieces of the needle one must be unharmed, so only the surroundings of exact hits are looked at.
    """
    if needle in text or len(needle) <= edits:
        return True
    return any(nearest(needle, around) <= edits for around in _candidates(needle, text, edits))


def _candidates(needle: str, text: str, edits: int) -> Iterator[str]:
    """Stretches of the text around every exact hit of one of edits + 1 pieces of the needle."""
    cuts = [len(needle) * k // (edits + 1) for k in range(edits + 2)]
    for start, end in pairwise(cuts):
        at = text.find(needle[start:end])
        while at >= 0:
            yield text[max(0, at - start - edits) : at - start + len(needle) + edits]
            at = text.find(needle[start:end], at + 1)


def core(reference: str, output: str) -> tuple[int, int, int, int, int] | None:
    """The stretch of the two strings that belongs together: (start, end, output start, output end, edits), or None.

    On the cheapest edit path an equal character counts 1 and an edit -1; the run of operations with the greatest sum is
    the core (a local alignment after Smith and Waterman 1981, kept on the global path). It never reaches over a stretch
    of BREAK characters that only one side has: that may stand elsewhere, and is looked for there.
    """
    best, best_sum = None, 0
    start, running, edits = (0, 0), 0, 0
    for op in Levenshtein.opcodes(reference, output):
        size = max(op.src_end - op.src_start, op.dest_end - op.dest_start)
        if abs((op.src_end - op.src_start) - (op.dest_end - op.dest_start)) >= BREAK:
            running = 0
            continue
        if running <= 0:
            start, running, edits = (op.src_start, op.dest_start), 0, 0
        running += size if op.tag == "equal" else -size
        edits += 0 if op.tag == "equal" else size
        if running > best_sum:
            best, best_sum = (start[0], op.src_end, start[1], op.dest_end, edits), running
    return best
