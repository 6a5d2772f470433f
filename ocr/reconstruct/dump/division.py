"""A dump divided into stories: the story of each row, the order of each story's rows, and what topics say of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from ocr.reconstruct.dump.sense import WEIGHT, Sense, unit
from ocr.reconstruct.dump.topics import Array, Ints, Model, Topics

SOBER = 90.0
"""Log odds from which topics are believed by half at the margin."""
ENOUGH = 60.0
"""Terms that a story keeps from which what it speaks of is known; less is believed by its share."""

Fit = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class Rows:
    """A dump's heads and paragraphs in order, by number.

    sections: the number of the head over each; heads: which rows are heads of stories; fit: what it costs that one row
    goes on in another; ending: what it costs that a row ends its story, and whole, 0 to 1, how likely it is not broken
    off; last: log odds that it is the last of its story by its looks, which ending holds; sense: the rows' meaning,
    when it is known.
    """

    topics: Topics
    sections: Sequence[int]
    heads: Sequence[bool]
    fit: Fit
    ending: Sequence[float]
    whole: Sequence[float]
    last: Sequence[float]
    sense: Sense | None = None


@dataclass(slots=True)
class Division:
    """The dump as it is divided at one time: the story of each row, and each story's rows in their order."""

    rows: Rows
    labels: Ints
    order: dict[int, list[int]]
    said: csr_matrix = field(init=False)
    model: Model = field(init=False)
    sizes: Array = field(init=False)
    meant: Array = field(init=False)
    before: dict[int, int] = field(init=False)
    after: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.told()

    def told(self) -> None:
        """Look again at what the stories say and how their rows follow."""
        self.said = self.rows.topics.summed(self.labels.tolist(), int(self.labels.max(initial=-1)) + 1)
        self.model = self.rows.topics.model(self.said)
        self.sizes = np.asarray(self.said.sum(axis=1)).ravel()
        sense = self.rows.sense
        self.meant = sense.summed(self.labels.tolist(), self.said.shape[0]) if sense else np.zeros((0, 0))
        self.before, self.after = {}, {}
        for rows in self.order.values():
            for one, other in pairwise(rows):
                self.after[one], self.before[other] = other, one

    def tail(self, story: int) -> int:
        return self.order[story][-1]

    def give(self, start: int, end: int, story: int) -> None:
        """Rows start up to end to the end of another story; to their own section's, in the dump's order.

        What follows from it is known once `told` has looked again."""
        strip = list(range(start, end))
        own = self.order[int(self.labels[start])]
        own[:] = [n for n in own if not start <= n < end]
        rows = self.order[story]
        home = story == self.rows.sections[start]
        at = sum(1 for n in rows if n < start and self.rows.sections[n] == story) if home else len(rows)
        rows[at:at] = strip
        self.labels[start:end] = story


def speaks(piece: tuple[int, int], starts: Ints, ends: Ints, targets: Sequence[int], here: Division) -> Array:
    """What topics say for moving each strip of a piece to each story: log odds, matrix (strips, stories)."""
    first, last = piece
    topics = here.rows.topics
    counts = topics.counts[first:last]
    columns = np.unique(counts.indices).astype(int)
    sums = np.vstack([np.zeros(len(columns)), np.cumsum(counts[:, columns].toarray(), axis=0)])
    strips = sums[ends - first] - sums[starts - first]
    own = int(here.labels[first])
    story = here.said[own]
    rest = np.maximum(0.0, story[:, columns].toarray() - strips)
    mine = topics.pairs(strips, rest, columns, here.sizes[own] - strips.sum(axis=1))
    theirs = topics.scores(_wide(strips, columns, topics.counts.shape[1]), here.model.of(targets))
    left = np.minimum(1.0, (here.sizes[own] - strips.sum(axis=1)) / ENOUGH)
    there = np.minimum(1.0, here.sizes[targets] / ENOUGH)
    odds = (theirs - mine[:, None]) * np.outer(left, there)
    return _sobered(odds + _means(piece, starts, ends, targets, here))


def _means(piece: tuple[int, int], starts: Ints, ends: Ints, targets: Sequence[int], here: Division) -> Array | float:
    """What the meaning of their paragraphs adds to it."""
    sense = here.rows.sense
    if sense is None:
        return 0.0
    first, last = piece
    nothing = np.zeros((1, sense.vectors.shape[1]))
    plain, weighted = (
        np.vstack([nothing, np.cumsum(rows[first:last], axis=0)]) for rows in (sense.vectors, sense.weighted)
    )
    strips = plain[ends - first] - plain[starts - first]
    rest = unit(here.meant[here.labels[first]] - (weighted[ends - first] - weighted[starts - first]))
    odds: Array = WEIGHT * (strips @ unit(here.meant[list(targets)]).T - (strips * rest).sum(axis=1)[:, None])
    return odds


def leans(first: int, last: int, story: int, other: int, here: Division) -> Array:
    """Log odds that each row from first up to last speaks of the one story rather than the other, itself left out of
    both; all are of the one or the other."""
    topics = here.rows.topics
    counts = topics.counts[first:last]
    columns = np.unique(counts.indices).astype(int)
    rows = counts[:, columns].toarray()
    said = here.said[[story, other]][:, columns].toarray()
    sizes = here.sizes[[story, other]]
    at_one = here.labels[first:last] == story
    odds = np.zeros(last - first)
    for k, (mine, sign) in enumerate(((at_one, 1.0), (~at_one, -1.0))):
        own = rows * mine[:, None]
        odds += sign * topics.pairs(rows, said[k] - own, columns, sizes[k] - own.sum(axis=1))
        if (sense := here.rows.sense) is not None:
            rest = here.meant[(story, other)[k]] - sense.weighted[first:last] * mine[:, None]
            odds += sign * WEIGHT * (sense.vectors[first:last] * unit(rest)).sum(axis=1)
    return _sobered(odds)


def _sobered(odds: Array) -> Array:
    """Log odds as far as they are to be believed: terms come together, so many say less than their sum."""
    sobered: Array = np.sign(odds) * SOBER * np.log1p(np.abs(odds) / SOBER)
    return sobered


def _wide(rows: Array, columns: Ints, width: int) -> csr_matrix:
    """Dense rows over some columns as sparse rows over all."""
    row, column = np.nonzero(rows)
    return csr_matrix((rows[row, column], (row, columns[column])), shape=(len(rows), width))
