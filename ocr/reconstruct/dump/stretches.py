"""Which story each paragraph of a dump is of: strips that stand under a wrong head are found and given to theirs.

At first a paragraph is of the story whose head stands over it. A strip of paragraphs is moved to the end of another
story when that makes the whole dump likelier: the seam it comes from, the two it leaves, and what it speaks of
against MOVED, the odds that a strip stands astray at all. A story that breaks off asks for a strip; one that is
whole hardly does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct.dump.topics import Array, Topics

MOVED = 4.0
"""Minus log odds that this strip and no other stands astray, from a story that breaks off; WHOLE more from one that
does not."""
WHOLE = 2.0
LIKE, UNLIKE = 4.0, -3.0
"""The most and the least that topics say for a move; EVEN what they say when both stories are as likely."""
EVEN = 0.7
LONGEST = 25
"""Paragraphs in the longest strip, and PIECE in the longest row of them looked at at once."""
PIECE = 40
FAR = 30
"""Stories on each side to which a strip may be moved."""
ROUNDS = 12

Fit = Callable[[int, int], float]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """A dump's heads and paragraphs in order, by number.

    sections: the number of the head over each; heads: which rows are heads of stories; fit: what it costs that one row
    goes on in another; ending: what it costs that a row ends its story.
    """

    topics: Topics
    sections: Sequence[int]
    heads: Sequence[bool]
    fit: Fit
    ending: Sequence[float]
    starts: Sequence[bool]


@dataclass(slots=True)
class _Here:
    """The dump as it is divided at one time: the story of each row, and the last row of each story."""

    rows: Rows
    labels: Ints
    tails: dict[int, int]
    whole: csr_matrix = field(init=False)

    def __post_init__(self) -> None:
        self.whole = self.rows.topics.summed(self.labels.tolist(), int(self.labels.max(initial=-1)) + 1)


@dataclass(frozen=True, slots=True)
class _Move:
    """Rows start up to end given to a story."""

    start: int
    end: int
    story: int
    gain: float


def stories(rows: Rows) -> list[int]:
    """The story of each row, by number of the section whose head it has."""
    labels = np.array(rows.sections, dtype=int)
    tails = {int(section): n for n, section in enumerate(rows.sections) if not rows.heads[n]}
    settled: set[int] = set()
    for _ in range(ROUNDS):
        here = _Here(rows, labels, tails)
        pieces = [piece for piece in _pieces(labels, rows.heads) if piece[0] not in settled]
        moves = [move for piece in pieces if (move := _best(piece, here)) is not None]
        if not moves:
            break
        touched: set[int] = set()
        for move in sorted(moves, key=lambda move: (-move.gain, move.start)):
            own = int(labels[move.start])
            if {own, move.story} & touched:
                continue
            touched |= {own, move.story}
            if tails[own] == move.end - 1:
                tails[own] = move.start - 1
            labels[move.start : move.end] = move.story
            tails[move.story] = move.end - 1
            settled.add(move.start)
    return [int(label) for label in labels]


def _pieces(labels: Ints, heads: Sequence[bool]) -> list[tuple[int, int]]:
    """Rows of one story that stand together, heads left out: (first, last + 1)."""
    found, start = [], 0
    for n in range(1, len(labels) + 1):
        ends = n == len(labels) or labels[n] != labels[start] or heads[n] or heads[start]
        if ends or n - start >= PIECE:
            if not heads[start]:
                found.append((start, n))
            start = n
    return found


def _best(piece: tuple[int, int], here: _Here) -> _Move | None:
    """The strip of a piece best moved to another story, or None when none is worth it."""
    first, last = piece
    own = int(here.labels[first])
    targets = [s for s in here.tails if s != own and abs(s - own) <= FAR and here.tails[s] not in (first - 1,)]
    starts, ends = _strips(first, last, here)
    if not targets or not len(starts):
        return None
    gain = _seams(first, last, starts, ends, targets, here) + _speaks(first, last, starts, ends, own, targets, here)
    at, to = np.unravel_index(int(np.argmax(gain)), gain.shape)
    if gain[at, to] <= 0:
        return None
    return _Move(int(starts[at]), int(ends[at]), targets[int(to)], float(gain[at, to]))


def _strips(first: int, last: int, here: _Here) -> tuple[Ints, Ints]:
    """Every strip of a piece: first row, last row + 1. Text right under a head is the head's and stays."""
    headed = first > 0 and (here.rows.heads[first - 1] or here.labels[first - 1] == here.labels[first])
    begin = first + 1 if headed else first
    pairs = [
        (a, b) for a in range(begin, last) for b in range(a + 1, min(last, a + LONGEST) + 1) if here.rows.starts[a]
    ]
    array = np.array(pairs, dtype=int).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _seams(first: int, last: int, starts: Ints, ends: Ints, targets: Sequence[int], here: _Here) -> Array:
    """What the seams say for each strip and each story: the cost of those there are less that of those there would
    be."""
    rows = here.rows
    known: dict[tuple[int, int], float] = {}

    def fit(one: int, other: int) -> float:
        if (one, other) not in known:
            known[one, other] = rows.fit(one, other)
        return float(known[one, other])

    own = np.empty(len(starts))
    for k, (a, b) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        before = fit(a - 1, a) if a > first else HEADLESS
        inner = b < last
        now = before + (fit(b - 1, b) if inner else rows.ending[b - 1])
        then = rows.ending[b - 1] + (fit(a - 1, b) if inner and a > first else rows.ending[a - 1] if a > first else 0.0)
        own[k] = now - then
    gain = np.empty((len(starts), len(targets)))
    for k, story in enumerate(targets):
        tail = here.tails[story]
        asked = rows.ending[tail] - MOVED - (WHOLE if rows.ending[tail] < 1.0 else 0.0)
        joined = {a: fit(tail, a) for a in sorted(set(starts.tolist()))}
        gain[:, k] = own + asked - np.array([joined[a] for a in starts.tolist()])
    return gain


HEADLESS = 4.5
"""A text without any head over it."""


def _speaks(first: int, last: int, starts: Ints, ends: Ints, own: int, targets: Sequence[int], here: _Here) -> Array:
    """What topics say for each strip and each story."""
    topics = here.rows.topics
    counts = topics.counts[first:last]
    columns = np.unique(counts.indices).astype(int)
    sums = np.vstack([np.zeros(len(columns)), np.cumsum(counts[:, columns].toarray(), axis=0)])
    strips = sums[ends - first] - sums[starts - first]
    story = here.whole[own]
    left = np.maximum(0.0, 1 - strips.sum(axis=1) / max(1.0, float(story.sum())))
    rest = np.maximum(0.0, story[:, columns].toarray() - strips)
    mine = topics.rest(strips, rest, columns, left * topics.model(story)[1][0])
    theirs = topics.scores(_wide(strips, columns, topics.counts.shape[1]), here.whole[targets])
    return np.clip(EVEN + theirs - np.maximum(mine, 0.0)[:, None], UNLIKE, LIKE)


def _wide(rows: Array, columns: Ints, width: int) -> csr_matrix:
    """Dense rows over some columns as sparse rows over all."""
    row, column = np.nonzero(rows)
    return csr_matrix((rows[row, column], (row, columns[column])), shape=(len(rows), width))
