"""How a paper of the 1930s fills its bands: with a stream of stories, and with rectangles that stand in it."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    """Columns a story needs at least, columns from which a rectangle may stand, columns before one that stands inside;
    how often there is stream where a rectangle could stand, and how often one stands inside (0 to 1)."""

    fewest: int
    wide: int
    before: int
    stream: float
    inside: float


class Regions(ABC):
    """A page being composed: rng decides, names are the topics that are left."""

    habits: Habits
    rng: random.Random
    names: list[str]

    def region(self, first: int, last: int, near: int, far: int) -> None:
        """Fill bands first to last between two columns, counted from the right: the stream, or a rectangle with what
        stands on its sides, then what stands beneath."""
        rng, habits, high = self.rng, self.habits, min(last - first, self.rng.choice((2, 2, 3)))
        if last <= first or far - near < habits.fewest:
            return
        if high < 2 or far - near < habits.wide or not self.names or rng.random() < habits.stream:
            self.strip(first, near, far)
            self.region(first + 1, last, near, far)
            return
        at = near + (rng.randint(habits.before, far - near - 8) if rng.random() < habits.inside else 0)
        self.region(first, first + high, near, at)
        end = self.rectangle(first, high, at, far)
        self.region(first, first + high, end, far)
        self.region(first + high, last, near, far)

    @abstractmethod
    def strip(self, band: int, near: int, far: int) -> None:
        """One band of the stream."""

    @abstractmethod
    def rectangle(self, band: int, high: int, near: int, far: int) -> int:
        """A story several bands high; the column after it."""
