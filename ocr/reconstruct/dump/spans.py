"""Parts of a dump, and pairs of them that say the same: counted in keys, its letters, digits and Han without marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ocr.reconstruct.dump.runs import Item

State = Callable[[int], Hashable]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the dump: from offset `start` in item `first` to offset `end` (left out) in item `last`."""

    first: int
    start: int
    last: int
    end: int

    @property
    def items(self) -> range:
        return range(self.first, self.last + 1)


class Keys:
    """All keys of a dump in one row, and where each stands. rows: (item, offset in its text)."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.rows = [(n, k) for n, item in enumerate(items) for k, c in enumerate(item.text) if c.isalnum()]
        self.text = "".join(items[n].text[k] for n, k in self.rows)
        self.begins = [n for n in range(len(self.rows)) if not n or self.rows[n][0] != self.rows[n - 1][0]]

    def span(self, start: int, end: int) -> Span:
        """The span of the keys from start up to end."""
        first, offset = self.rows[start]
        last, at = self.rows[end - 1]
        return Span(first, offset, last, at + 1)

    def edges(self, start: int, end: int) -> list[int]:
        """Where items begin after key start and before key end."""
        return self.begins[bisect_right(self.begins, start) : bisect_right(self.begins, end - 1)]


@dataclass(frozen=True, slots=True)
class Echo:
    """Two spans that say the same: keys from start up to end, and what stands before them by shift at the start and
    by shift_end at the end; letters read as two, or as none, part the two."""

    keys: Keys
    start: int
    end: int
    shift: int
    shift_end: int

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def later(self) -> Span:
        return self.keys.span(self.start, self.end)

    @property
    def earlier(self) -> Span:
        low = self.start - self.shift
        return self.keys.span(low, max(low + 1, self.end - self.shift_end))

    def parts(self, state: State) -> Iterator[Echo]:
        """The echo cut where the state of the items on either side changes."""
        cuts = {self.start, *self.keys.edges(self.start, self.end)}
        cuts |= {k + self._at(k) for k in self.keys.edges(self.start - self.shift, self.end - self.shift_end)}
        places = sorted(k for k in cuts if self.start <= k < self.end)
        begins = [next(group) for _, group in groupby(places, lambda k: self._states(k, state))]
        for start, end in pairwise([*begins, self.end]):
            yield replace(self, start=start, end=end, shift=self._shift(start), shift_end=self._shift(end))

    def _states(self, key: int, state: State) -> tuple[Hashable, Hashable]:
        rows = self.keys.rows
        return state(rows[key][0]), state(rows[max(0, key - self._shift(key))][0])

    def _shift(self, key: int) -> int:
        """The shift at a key of the later side, as if it changed evenly; _at: at a key of the earlier side."""
        return self.shift + round((self.shift_end - self.shift) * (key - self.start) / self.size)

    def _at(self, key: int) -> int:
        return self._shift(min(self.end, key + self.shift))
