"""Which story each paragraph of a dump is of: strips that stand under a wrong head are found and given to theirs.

At first a paragraph is of the story whose head stands over it. A strip of paragraphs is moved to the end of another
story when that makes the whole dump likelier: the seam it comes from, the two it leaves, and what it speaks of
against MOVED, the odds that a strip stands astray at all. A story that breaks off asks for a strip; one that is
whole hardly does. The edges of a strip are then found again, paragraph by paragraph, now that both stories are known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.reconstruct.dump.division import Division, Rows, leans, speaks
from ocr.reconstruct.dump.topics import Array, Ints

MOVED = 6.8
"""Minus log odds that this strip and no other stands astray, from a story that breaks off; WHOLE more from one that
does not. The fit of `closings` gave 9.3; this lower bar, found by trial, leaves fewer strips where they stood."""
WHOLE = 1.2
FEW = -0.8
"""The same in a dump of few rows, which has fewer strips that could be: this and twice the logarithm of their
number."""
MOST_OF_SEAMS = 8.0
"""The most that seams say for a move; stories that topics speak against by more are passed over."""
HEADLESS = 4.5
"""A text without any head over it."""
LONGEST = 25
"""Paragraphs in the longest strip, and PIECE in the longest row of them looked at at once."""
PIECE = 40
FAR = 20
"""Stories on each side to which a strip may be moved."""
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class _Move:
    """Rows start up to end given to a story."""

    start: int
    end: int
    story: int
    gain: float


def stories(rows: Rows) -> list[list[int]]:
    """The rows of each story in their order, by number of the section whose head it has."""
    labels = np.array(rows.sections, dtype=int)
    order: dict[int, list[int]] = {}
    for n, section in enumerate(rows.sections):
        order.setdefault(int(section), []).append(n)
    here = Division(rows, labels, order)
    tried: set[tuple[int, int, int]] = set()
    changed = set(order)
    for _ in range(ROUNDS):
        found = (_best(piece, here, changed) for piece in _pieces(labels, rows.heads))
        moves = [move for move in found if move is not None and (move.start, move.end, move.story) not in tried]
        if not moves:
            break
        chosen = _apart(moves, labels)
        changed = {story for move, own in chosen for story in (move.story, own)}
        tried |= {(move.start, move.end, move.story) for move, _ in chosen}
        for move, _ in chosen:
            here.give(move.start, move.end, move.story)
        here.told()
        _edges(chosen, here)
    return [order[story] for story in sorted(order)]


def _apart(moves: Sequence[_Move], labels: Ints) -> list[tuple[_Move, int]]:
    """The best moves that do not touch a story twice, each with the story it is taken from."""
    chosen: list[tuple[_Move, int]] = []
    touched: set[int] = set()
    for move in sorted(moves, key=lambda move: (-move.gain, move.start)):
        own = int(labels[move.start])
        if not {own, move.story} & touched:
            touched |= {own, move.story}
            chosen.append((move, own))
    return chosen


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


def _best(piece: tuple[int, int], here: Division, changed: set[int]) -> _Move | None:
    """The strip of a piece best moved to another story, or None when none is worth it.

    changed: the stories that are not as they were when this was asked before.
    """
    own = int(here.labels[piece[0]])
    near = range(own - FAR, own + FAR + 1) if own in changed else sorted(changed)
    near_by = (s for s in near if here.order.get(s) and s != own and abs(s - own) <= FAR)
    targets = [s for s in near_by if here.tail(s) != piece[0] - 1]
    if not targets:
        return None
    starts, ends = _strips(*piece, here)
    if not len(starts):
        return None
    says = speaks(piece, starts, ends, targets, here)
    asked = np.array([_asked(here.tail(story), here.rows) for story in targets])
    likely = np.flatnonzero(says.max(axis=0) + asked + MOST_OF_SEAMS > 0)
    if not len(likely):
        return None
    targets = [targets[k] for k in likely]
    gain = _seams(starts, ends, targets, here) + says[:, likely]
    at, to = np.unravel_index(int(np.argmax(gain)), gain.shape)
    if gain[at, to] <= 0:
        return None
    return _Move(int(starts[at]), int(ends[at]), targets[int(to)], float(gain[at, to]))


def _strips(first: int, last: int, here: Division) -> tuple[Ints, Ints]:
    """Every strip of a piece: first row, last row + 1. Text right under its own head stays."""
    headed = first in here.before and here.rows.heads[here.before[first]]
    begin = first + 1 if headed else first
    pairs = [(a, b) for a in range(begin, last) for b in range(a + 1, min(last, a + LONGEST) + 1)]
    array = np.array(pairs, dtype=int).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def _seams(starts: Ints, ends: Ints, targets: Sequence[int], here: Division) -> Array:
    """What the seams say for each strip and each story: the cost of those there are less that of those there would
    be."""
    fit, whole = here.rows.fit, here.rows.whole
    rest = np.array([_rest(a, b, here) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    own = np.array([_left(a, b, here) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    gain = np.empty((len(starts), len(targets)))
    for k, story in enumerate(targets):
        tail = here.tail(story)
        joined = {a: fit(tail, a) for a in set(starts.tolist())}
        gain[:, k] = own + _asked(tail, here.rows) - np.array([joined[a] for a in starts.tolist()])
        gain[:, k] -= (1 - whole[tail]) * rest
    return gain


def _rest(a: int, b: int, here: Division) -> float:
    """What the looks of a strip say for its being a story's last paragraph, when it may be the rest of one."""
    return here.rows.last[a] if b - a == 1 and a in here.after else 0.0


def _asked(tail: int, rows: Rows) -> float:
    """What speaks for a strip at a story's end: that it breaks off, against the odds of any strip."""
    moved = min(MOVED, FEW + 2 * math.log(len(rows.heads)))
    return rows.ending[tail] - moved - WHOLE * rows.whole[tail]


def _left(a: int, b: int, here: Division) -> float:
    """What is gained where a strip is taken out: its seams there, less the seam that closes behind it."""
    before, after, ending, fit = here.before.get(a), here.after.get(b - 1), here.rows.ending, here.rows.fit
    now = fit(before, a) if before is not None else HEADLESS
    if after is None:
        return now - (ending[before] if before is not None else 0.0)
    closing = fit(before, after) if before is not None else 0.0
    return now + fit(b - 1, after) - closing - ending[b - 1]


def _edges(moves: Sequence[tuple[_Move, int]], here: Division) -> None:
    """Find the edges of strips that were moved again: rows that speak of the one story or the other, one by one."""
    again = []
    for move, own in moves:
        if own == here.rows.sections[move.start]:
            first, last = _around(move, own, here)
            said = leans(first, last, move.story, own, here)
            again.append((move, first, last, np.concatenate([[0.0], np.cumsum(said)])))
            here.give(move.start, move.end, own)
    here.told()
    for move, first, last, sums in again:
        starts, ends = _strips(first, last, here)
        if len(starts):
            gain = _seams(starts, ends, [move.story], here)[:, 0] + sums[ends - first] - sums[starts - first]
            at = int(np.argmax(gain))
            if gain[at] > 0:
                here.give(int(starts[at]), int(ends[at]), move.story)
    here.told()


def _around(move: _Move, own: int, here: Division) -> tuple[int, int]:
    """The strip and the rows on both sides of it that are of the story it was taken from."""
    labels, heads = here.labels, here.rows.heads
    first, last = move.start, move.end
    while first > 0 and labels[first - 1] == own and not heads[first - 1]:
        first -= 1
    while last < len(labels) and labels[last] == own and not heads[last]:
        last += 1
    return max(first, move.start - PIECE), min(last, move.end + PIECE)
