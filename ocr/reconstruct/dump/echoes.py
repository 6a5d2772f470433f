"""Where a text says the same thing twice: stretches whose characters, marks left out, stand elsewhere too.

Every eight characters in a row that were seen before are a seed; seeds on one diagonal that follow each other within
reach make a stretch, so a few reading errors do not break it. Sorting the seeds makes it n log n.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.reconstruct.dump.runs import Item

SEED = 8
REACH = 40
"""Characters without a seed that a stretch may hold."""
DRIFT = 3
"""Characters by which a stretch may shift there: letters read as two, or as none."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the dump: from offset `start` in item `first` to offset `end` (left out) in item `last`."""

    first: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class Echo:
    """Two spans that say the same; size in characters without marks."""

    earlier: Span
    later: Span
    size: int


@dataclass(slots=True)
class _Stretch:
    earlier: int
    later: int
    end: int
    shift: int


class Keys:
    """All letters, digits and Han of a dump in one row, and where each stands. rows: (item, offset in its text)."""

    def __init__(self, items: Sequence[Item]) -> None:
        places = [(n, k) for n, item in enumerate(items) for k, c in enumerate(item.text) if c.isalnum()]
        self.rows = places
        self.text = "".join(items[n].text[k] for n, k in places)

    def span(self, start: int, end: int) -> Span:
        """The span of the keys from start up to end."""
        first, offset = self.rows[start]
        last, at = self.rows[end - 1]
        return Span(first, offset, last, at + 1)


def echoes(items: Sequence[Item], least: int) -> tuple[Echo, ...]:
    """Every pair of spans of `least` and more keys that say the same, the longest first; each span is paired with the
    last one before it that says so."""
    keys = Keys(items)
    found = []
    for stretch in _stretches(_seeds(keys.text)):
        shift = stretch.shift
        start, end = _grown(keys, stretch.later, stretch.end, shift)
        end = min(end, start + shift)  # a text that repeats itself at once
        if end - start >= least:
            found.append(Echo(keys.span(start - shift, end - shift), keys.span(start, end), end - start))
    return tuple(sorted(found, key=lambda echo: (-echo.size, echo.later.first, echo.later.start)))


def _grown(keys: Keys, start: int, end: int, shift: int) -> tuple[int, int]:
    """The stretch grown over errors near its ends as long as two of three characters agree."""
    text, edge = keys.text, 4
    while start - shift > 0 and _agree(text, range(start - edge, start), shift) and start > shift:
        start -= 1
    while end < len(text) and _agree(text, range(end, end + edge), shift):
        end += 1
    return start, end


def _agree(text: str, places: range, shift: int) -> bool:
    inside = [n for n in places if shift <= n < len(text)]
    same = sum(text[n] == text[n - shift] for n in inside)
    return bool(inside) and same * 2 >= len(inside) and same > 0


def _seeds(text: str) -> Iterator[tuple[int, int]]:
    """(place of the same seed before, place) for every seed that was seen before, by place."""
    if len(text) <= SEED:
        return
    codes: NDArray[np.uint64] = np.array([ord(c) for c in text], dtype=np.uint64)
    count = len(text) - SEED + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(SEED):
        hashes = hashes * np.uint64(1_000_003) + codes[k : k + count]
    order = np.argsort(hashes, kind="stable")
    same = hashes[order[1:]] == hashes[order[:-1]]
    later, earlier = order[1:][same], order[:-1][same]
    by_place = np.argsort(later, kind="stable")
    yield from zip(earlier[by_place].tolist(), later[by_place].tolist(), strict=True)


def _stretches(seeds: Iterator[tuple[int, int]]) -> Iterator[_Stretch]:
    """Seeds put together along their diagonals; those a stretch has run away from are given out."""
    active: list[_Stretch] = []
    for earlier, later in seeds:
        shift = later - earlier
        kept = []
        for stretch in active:
            if later - stretch.end > REACH:
                yield stretch
            else:
                kept.append(stretch)
        active = kept
        home = next((s for s in active if abs(s.shift - shift) <= DRIFT), None)
        if home is None:
            active.append(_Stretch(earlier, later, later + SEED, shift))
        else:
            home.end, home.shift = later + SEED, shift
    yield from active
