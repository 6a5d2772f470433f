"""How well a strip speaks of what stands around it: which of two copies is in its own story.

The story around a place is what stands over and under it up to where another headline begins, REACH runs each way at
most. A copy scores there as a paragraph does with a story: names and nouns shared, rare ones weighing more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ocr.reconstruct.dump.kinds import heading
from ocr.reconstruct.dump.runs import Item
from ocr.reconstruct.dump.tokens import Term, telling
from ocr.reconstruct.dump.topics import likelihood

REACH = 12
"""Runs looked at on each side of a place."""


class Surroundings:
    """The runs of a dump; what each says is looked up once."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._said: dict[int, Counter[Term]] = {}

    def fit(self, strip: range, other: range) -> float:
        """Log likelihood of a strip of runs, by index, in the story around it, that in texts at large taken off; 0 of a
        strip that is more than a piece of one story. other: runs left out of the story, which say the same."""
        if len(strip) > REACH or any(self._lines(n) > 1 for n in strip):
            return 0.0
        story: Counter[Term] = Counter()
        for n in (*self._over(strip.start), *self._under(strip.stop)):
            if n not in other:
                story.update(self._telling(n))
        said: Counter[Term] = Counter()
        for n in strip:
            said.update(self._telling(n))
        return likelihood(said, story)

    def _over(self, start: int) -> Iterator[int]:
        """Runs over a place up to the head of the story, which is among them."""
        for n in range(start - 1, max(-1, start - 1 - REACH), -1):
            if self._head(n + 1) and not self._head(n) and self._lines(n + 1) > 1:
                return
            yield n

    def _under(self, stop: int) -> Iterator[int]:
        """Runs under a place up to the next head of more than one line; a single one may be a subhead."""
        for n in range(stop, min(len(self._items), stop + REACH)):
            if self._head(n) and self._lines(n) > 1:
                return
            yield n

    def _head(self, n: int) -> bool:
        return n < len(self._items) and heading(self._items[n].text)

    def _lines(self, n: int) -> int:
        """How many lines of a head stand from run n on, two at most."""
        return self._head(n) + (self._head(n) and self._head(n + 1))

    def _telling(self, n: int) -> Counter[Term]:
        if n not in self._said:
            self._said[n] = telling(self._items[n].text)
        return self._said[n]
