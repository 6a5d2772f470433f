"""Which story each paragraph of a dump is of, as far as what it speaks of tells.

At first a paragraph is of the story whose head stands over it. Then the blocks of paragraphs that speak of another
story than their own are given to it, the plainest first: a block is worth moving when its topic (see topics) gains more
than the breaks at its two edges cost. Blocks, not single paragraphs, because strips are moved whole and several
paragraphs say more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct.dump.topics import Array, Topics

INSIDE = 2.2
"""A break between two whole paragraphs, times the break's own factor; BEFORE_HEAD at the end of a section. Right
under a head there is none: that text is the head's."""
BEFORE_HEAD = 0.6
LONGEST = 25
"""Paragraphs in the longest block, and PIECE in the longest row of them looked at at once."""
PIECE = 40
NEAREST = 6
"""Stories that a paragraph may belong to besides its own."""
ROUNDS = 8
NOISE = 0.08
"""What chance adds to a block's log odds, times the root of its terms."""
SUBHEAD = 2.0
"""A section under a doubtful heading belongs to the one before it when no other suits it better by these log odds."""


@dataclass(frozen=True, slots=True)
class Call:
    """A text that breaks off and a paragraph that may go on from it, by number; gain: what the join is worth, as log
    odds over ending there."""

    tail: int
    head: int
    gain: float


@dataclass(frozen=True, slots=True)
class _Here:
    """The dump as it is divided at one time."""

    topics: Topics
    scores: Array
    whole: csr_matrix
    labels: NDArray[np.int64]
    size: Array
    breaks: Sequence[float]
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class _Move:
    """Paragraphs start up to end given to a story; call: the tail that they go on from, if it is known."""

    start: int
    end: int
    story: int
    gain: float
    call: int | None


def stories(
    topics: Topics,
    lengths: Sequence[int],
    sections: Sequence[int],
    doubtful: Sequence[bool],
    breaks: Sequence[float],
    calls: Sequence[Call],
) -> list[int]:
    """The story of each text, by number of the section whose head it has.

    topics: of all texts, heads and paragraphs; lengths: their characters, 0 for a head; sections: the number of the head
    over each, rising; doubtful: for each section, whether its heading may be a subhead; breaks: for each paragraph the
    factor on INSIDE of a change of story before it; calls: where texts that break off may go on.
    """
    labels = np.array(_merged(topics, list(sections), doubtful), dtype=int)
    size = np.array(lengths, dtype=float)
    answered: set[int] = set()
    for _ in range(ROUNDS):
        whole = topics.summed(labels.tolist(), len(doubtful))
        scores = topics.scores(topics.counts, whole)
        open_ = [call for call in calls if call.tail not in answered]
        here = _Here(topics, scores, whole, labels, size, breaks, open_)
        moves = [move for piece in _pieces(labels, size) if (move := _move(piece, here)) is not None]
        if not moves:
            break
        taken: set[int] = set()
        for move in sorted(moves, key=lambda move: -move.gain):
            if move.call is not None and move.call in taken:
                continue
            labels[move.start : move.end] = move.story
            taken |= set() if move.call is None else {move.call}
        answered |= taken
    return [int(label) for label in labels]


def _pieces(labels: NDArray[np.int64], size: Array) -> list[tuple[int, int]]:
    """Paragraphs in a row of one story with no head between: (first, last + 1)."""
    found, start = [], 0
    for n in range(1, len(labels) + 1):
        ends = n == len(labels) or labels[n] != labels[start] or size[n] == 0 or size[start] == 0
        if ends or n - start >= PIECE:
            if size[start] > 0:
                found.append((start, n))
            start = n
    return found


def _move(piece: tuple[int, int], here: _Here) -> _Move | None:
    """The block of a piece best moved to another story, or None when none is worth it."""
    first, last = piece
    own = int(here.labels[first])
    calls = [call for call in here.calls if first <= call.head < last and here.labels[call.tail] != own]
    near = _near(here.scores[first:last], own, [int(here.labels[call.tail]) for call in calls])
    rows = here.topics.counts[first:last]
    columns = np.unique(rows.indices).astype(int)
    if not near:
        return None
    sums = np.vstack([np.zeros(len(columns)), np.cumsum(rows[:, columns].toarray(), axis=0)])
    starts, ends = _blocks(last - first)
    blocks = sums[ends] - sums[starts]
    story = here.whole[own]
    rest = story[:, columns].toarray() - blocks
    left = np.maximum(0.0, 1 - blocks.sum(axis=1) / max(1.0, float(story.sum())))
    mine = here.topics.rest(blocks, rest, columns, left * here.topics.model(story)[1][0])
    models, chance = here.topics.model(here.whole[near])
    theirs = here.topics.scored(_wide(blocks, columns, models.shape[1]), models, chance)
    theirs -= NOISE * np.sqrt(blocks.sum(axis=1))[:, None]
    called = np.full(theirs.shape, -1, dtype=int)
    for call in sorted(calls, key=lambda call: call.gain):
        rows_, column = np.flatnonzero(starts == call.head - first), near.index(int(here.labels[call.tail]))
        theirs[rows_, column] += call.gain
        called[rows_, column] = call.tail
    edge = _edges(first, last, here.size, here.breaks)
    mine = np.maximum(mine, 0.0) / np.maximum(left, 0.25)
    weight = np.minimum(1.0, left / np.maximum(1e-6, 1 - left))
    gain = weight * (theirs.max(axis=1) - mine) - edge[starts] - edge[ends]
    at = int(np.argmax(gain))
    if gain[at] <= 0:
        return None
    to = int(np.argmax(theirs[at]))
    tail = int(called[at, to])
    return _Move(first + int(starts[at]), first + int(ends[at]), near[to], float(gain[at]), tail if tail >= 0 else None)


def _wide(rows: Array, columns: NDArray[np.int64], width: int) -> csr_matrix:
    """Dense rows over some columns as sparse rows over all."""
    row, column = np.nonzero(rows)
    return csr_matrix((rows[row, column], (row, columns[column])), shape=(len(rows), width))


def _near(scores: Array, own: int, called: Sequence[int]) -> list[int]:
    """The other stories that the paragraphs are most like, and those whose text may go on there."""
    found: dict[int, None] = dict.fromkeys(called)
    for row in scores:
        best = np.argsort(-row, kind="stable")[:NEAREST]
        found.update(dict.fromkeys(int(k) for k in best if k != own and row[k] > 0))
    return list(found)


def _blocks(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every block of up to LONGEST out of count paragraphs: first, last + 1."""
    pairs = [(a, b) for a in range(count) for b in range(a + 1, min(count, a + LONGEST) + 1)]
    array = np.array(pairs, dtype=int)
    return array[:, 0], array[:, 1]


def _edges(first: int, last: int, size: Array, breaks: Sequence[float]) -> Array:
    """What a break before each paragraph of a piece costs, and one after the last."""
    costs = [INSIDE * breaks[n] for n in range(first, last + 1) if n < len(breaks)] + [0.0]
    edge = np.array(costs[: last - first + 1])
    headed = first > 0 and size[first - 1] == 0
    edge[0] = np.inf if headed else 0.0
    edge[-1] = BEFORE_HEAD if last == len(size) or size[last] == 0 else 0.0
    return edge


def _merged(topics: Topics, sections: list[int], doubtful: Sequence[bool]) -> list[int]:
    """Sections under doubtful headings put to the section before where no other is much liker."""
    whole = topics.summed(sections, len(doubtful))
    target = list(range(len(doubtful)))
    for number, weak in enumerate(doubtful):
        if not weak or number == 0:
            continue
        before = target[number - 1]
        scores = topics.scores(whole[number], whole)[0]
        scores[number] = -np.inf
        mine = max(scores[k] for k in range(before, number) if target[k] == before)
        if mine > 0 and mine >= scores.max() - SUBHEAD:
            target[number] = before
    return [target[s] for s in sections]
