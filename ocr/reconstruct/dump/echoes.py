"""Where a text says the same thing twice: stretches whose characters, marks left out, stand elsewhere too.

Every eight characters in a row that were seen before are a seed; seeds on one diagonal that follow each other within
reach make a stretch, so a few reading errors do not break it. A seed is paired with one earlier place, as a rule the
first that has it: a text that stands fifty times has forty-nine echoes of its first copy, not twelve hundred of each
other. So seeds are at most as many as the dump has characters, and sorting them makes it n log n.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.reconstruct.dump.runs import Item
from ocr.reconstruct.dump.spans import Echo, Keys

SEED = 8
REACH = 40
"""Characters without a seed that a stretch may hold."""
DRIFT = 3
"""Characters by which a stretch may shift there: letters read as two, or as none."""


@dataclass(slots=True)
class _Stretch:
    """Seeds on one diagonal: keys from later up to end say what stands shift before them; drifted: how far that has
    gone from what it was at the beginning."""

    later: int
    end: int
    shift: int
    drifted: int = 0

    @property
    def size(self) -> int:
        return self.end - self.later

    def holds(self, later: int, shift: int) -> bool:
        """Whether a seed is on the diagonal; letters are read as two now and then, not all along."""
        step = shift - self.shift
        if not -DRIFT <= step <= DRIFT or later - self.end > REACH:
            return False
        return abs(self.drifted + step) <= DRIFT + (later - self.later) // SEED // 2


def echoes(items: Sequence[Item], least: int, *, nearest: bool = False) -> tuple[Echo, ...]:
    """Pairs of spans of `least` and more keys that say the same, the longest first; each is paired with the first span
    that says so, or with the nearest before it: of set phrases that is more often a whole one."""
    keys = Keys(items)
    stretches = sorted(_stretches(_seeds(keys.text, nearest)), key=lambda stretch: (stretch.later, stretch.end))
    _part(stretches, keys)
    taken = _taken(stretches, least, len(keys.text))
    found = []
    for stretch in stretches:
        start, end = _grown(keys.text, stretch, taken)
        shift = stretch.shift - stretch.drifted
        end = min(end, start + shift)  # a text that repeats itself at once
        if end - start >= least:
            found.append(Echo(keys, start, end, shift, stretch.shift))
    return tuple(sorted(found, key=lambda echo: (-echo.size, echo.later.first, echo.later.start)))


def _part(stretches: Sequence[_Stretch], keys: Keys) -> None:
    """Let no stretch that another one about as long follows end a few keys inside a run: of copies that stand one
    after the other the second begins there, and what two beginnings share is no part of the first."""
    begins = [stretch.later for stretch in stretches]
    for one in stretches:
        low, high = max(one.later + 1, one.end - SEED), one.end + REACH
        near = stretches[bisect_left(begins, low) : bisect_left(begins, high)]
        item, _ = keys.rows[one.end - 1]
        inside = next((k for k in range(1, SEED) if keys.rows[one.end - 1 - k][0] != item), 0)
        if inside and any(2 * other.size >= one.size for other in near) and one.size > SEED:
            one.end -= inside


def _taken(stretches: Sequence[_Stretch], least: int, count: int) -> NDArray[np.bool_]:
    """Which keys are in a long stretch."""
    taken = np.zeros(count, dtype=bool)
    for stretch in stretches:
        if stretch.size >= least:
            taken[stretch.later : stretch.end] = True
    return taken


def _grown(text: str, stretch: _Stretch, taken: NDArray[np.bool_]) -> tuple[int, int]:
    """The stretch grown over errors near its ends as long as two of four characters agree, but not into another: what
    stands after the one copy of a text may be the next copy."""
    start, end, edge = stretch.later, stretch.end, 4
    first = stretch.shift - stretch.drifted
    least, most = max(first, start - REACH), min(len(text), end + REACH)
    while start > least and not taken[start - 1] and _agree(text, range(start - edge, start), first):
        start -= 1
    while end < most and not taken[end] and _agree(text, range(end, end + edge), stretch.shift):
        end += 1
    return start, end


def _agree(text: str, places: range, shift: int) -> bool:
    inside = [n for n in places if shift <= n < len(text)]
    same = sum(text[n] == text[n - shift] for n in inside)
    return bool(inside) and same * 2 >= len(inside) and same > 0


def _seeds(text: str, nearest: bool) -> Iterator[tuple[int, int]]:
    """(first place of the same seed, or the nearest before, place) for every seed that was seen before, by place."""
    if len(text) <= SEED:
        return
    codes: NDArray[np.uint64] = np.array([ord(c) for c in text], dtype=np.uint64)
    count = len(text) - SEED + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(SEED):
        hashes = hashes * np.uint64(1_000_003) + codes[k : k + count]
    order = np.argsort(hashes, kind="stable")
    fresh = np.concatenate([[True], hashes[order[1:]] != hashes[order[:-1]]])
    ranks = np.arange(count)
    before = ranks - ~fresh if nearest else np.maximum.accumulate(np.where(fresh, ranks, 0))
    earlier = np.empty(count, dtype=np.int64)
    earlier[order] = order[before]
    later = np.flatnonzero(earlier != np.arange(count))
    yield from zip(earlier[later].tolist(), later.tolist(), strict=True)


def _stretches(seeds: Iterator[tuple[int, int]]) -> Iterator[_Stretch]:
    """Seeds put together along their diagonals; those a stretch has run away from are given out.

    REACH bounds how many stretches are open at once: each has had a seed within it.
    """
    active: list[_Stretch] = []
    for earlier, later in seeds:
        shift = later - earlier
        for stretch in active:
            if stretch.holds(later, shift):
                stretch.end, stretch.drifted, stretch.shift = (
                    later + SEED,
                    stretch.drifted + shift - stretch.shift,
                    shift,
                )
                break
        else:
            yield from (stretch for stretch in active if later - stretch.end > REACH)
            active = [stretch for stretch in active if later - stretch.end <= REACH]
            active.append(_Stretch(later, later + SEED, shift))
    yield from active
