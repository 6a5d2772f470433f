"""Which story each paragraph of a dump is of, as far as what it speaks of tells.

At first a paragraph is of the story whose head stands over it. Then the blocks of paragraphs that speak of another
story than their own are given to it, the plainest first: a block is worth moving when what speaking of other things
costs (weights.TOPIC) is more than the breaks at its two edges. Blocks, not single paragraphs, because strips are moved whole
and several paragraphs say more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct import weights as w
from ocr.reconstruct.dump.topics import norms, summed

INSIDE = 2.2
"""A break between two whole paragraphs, times the break's own factor; AFTER_HEAD right under a head, BEFORE_HEAD at the
end of a section."""
AFTER_HEAD = 3.0
BEFORE_HEAD = 0.6
LONGEST = 25
"""Paragraphs in the longest block."""
NEAREST = 6
"""Stories that a paragraph may belong to besides its own."""
ROUNDS = 8
GROUND = 0.03
"""Likeness that two texts have by chance."""
PLENTY = 160
"""Characters from which the topic of a block, and of what is left of its story, counts in full; MOST is the factor that
a long block comes to."""
MOST = 1.6
SUBHEAD = 0.6
"""A section under a doubtful heading belongs to the one before it when that is this near to being the likest."""

Array = NDArray[np.float64]


def stories(
    matrix: csr_matrix,
    lengths: Sequence[int],
    sections: Sequence[int],
    doubtful: Sequence[bool],
    breaks: Sequence[float],
) -> list[int]:
    """The story of each row, by number of the section whose head it has.

    matrix: vectors, a row a head or paragraph; lengths: its characters, 0 for a head; sections: the number of the
    head over each, rising; doubtful: for each section, whether its heading may be a subhead; breaks: for each paragraph
    the factor on INSIDE of a change of story before it.
    """
    labels = np.array(_merged(matrix, list(sections), doubtful), dtype=int)
    size = np.array(lengths, dtype=float)
    for _ in range(ROUNDS):
        whole = summed(matrix, labels.tolist(), len(doubtful))
        product, length = (matrix @ whole.T).tocsr(), norms(whole)
        moves = [_move(piece, matrix, product, length, labels, size, breaks) for piece in _pieces(labels, size)]
        best = [move for move in moves if move is not None]
        if not best:
            break
        for start, end, story in best:
            labels[start:end] = story
    return [int(label) for label in labels]


def _pieces(labels: NDArray[np.int64], size: Array) -> list[tuple[int, int]]:
    """Paragraphs in a row of one story with no head between: (first, last + 1)."""
    found, start = [], 0
    for n in range(1, len(labels) + 1):
        if n == len(labels) or labels[n] != labels[start] or size[n] == 0 or size[start] == 0:
            if size[start] > 0:
                found.append((start, n))
            start = n
    return found


def _move(
    piece: tuple[int, int],
    matrix: csr_matrix,
    product: csr_matrix,
    length: Array,
    labels: NDArray[np.int64],
    size: Array,
    breaks: Sequence[float],
) -> tuple[int, int, int] | None:
    """The block of a piece best moved to another story, with that story, or None when none is worth it."""
    first, last = piece
    own = int(labels[first])
    near = _near(product[first:last], own)
    if len(near) < 2:
        return None
    rows = product[first:last].tocsc()[:, near].toarray()
    sums = np.vstack([np.zeros(len(near)), np.cumsum(rows, axis=0)])
    gram = (matrix[first:last] @ matrix[first:last].T).toarray()
    square = np.zeros((last - first + 1,) * 2)
    square[1:, 1:] = gram.cumsum(axis=0).cumsum(axis=1)
    chars = np.concatenate([[0.0], np.cumsum(size[first:last])])
    edge = _edges(first, last, size, breaks)
    starts, ends = _blocks(last - first)
    inside = square[ends, ends] - 2 * square[starts, ends] + square[starts, starts]
    dots = sums[ends] - sums[starts]
    likes = _likes(dots, inside, length[near])
    rivals = likes[:, 1:].max(axis=1)
    share = (likes[:, 0] + GROUND) / (np.maximum(rivals, likes[:, 0]) + GROUND)
    block = chars[ends] - chars[starts]
    rest = size[labels == own].sum() - block
    weight = np.minimum(MOST, np.sqrt(block / PLENTY)) * np.minimum(1, np.sqrt(rest / PLENTY))
    gain = weight * w.TOPIC * np.sqrt(np.maximum(0.0, 1 - share)) - edge[starts] - edge[ends]
    at = int(np.argmax(gain))
    if gain[at] <= 0:
        return None
    return first + int(starts[at]), first + int(ends[at]), near[1 + int(np.argmax(likes[at, 1:]))]


def _near(product: csr_matrix, own: int) -> list[int]:
    """The own story first, then those that the paragraphs are most like."""
    found: dict[int, None] = {own: None}
    for n in range(product.shape[0]):
        row = slice(product.indptr[n], product.indptr[n + 1])
        columns = product.indices[row]
        order = np.argsort(-product.data[row], kind="stable")[: NEAREST + 1]
        found.update(dict.fromkeys(columns[order].tolist()))
    return list(found)


def _blocks(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every block of up to LONGEST out of count paragraphs: first, last + 1."""
    pairs = [(a, b) for a in range(count) for b in range(a + 1, min(count, a + LONGEST) + 1)]
    array = np.array(pairs, dtype=int)
    return array[:, 0], array[:, 1]


def _likes(dots: Array, inside: Array, length: Array) -> Array:
    """Cosine of each block and each near story, the block itself left out of its own (column 0)."""
    block = np.sqrt(np.maximum(inside, 1e-12))
    likes = dots / (block[:, None] * length[None, :])
    rest = np.sqrt(np.maximum(length[0] ** 2 - 2 * dots[:, 0] + inside, 0.0))
    likes[:, 0] = np.where(rest > 1e-3, (dots[:, 0] - inside) / (block * np.maximum(rest, 1e-3)), 1.0)
    return np.maximum(likes, 0.0)


def _edges(first: int, last: int, size: Array, breaks: Sequence[float]) -> Array:
    """What a break before each paragraph of a piece costs, and one after the last."""
    costs = [INSIDE * breaks[n] for n in range(first, last + 1) if n < len(breaks)] + [0.0]
    edge = np.array(costs[: last - first + 1])
    headed = first > 0 and size[first - 1] == 0
    edge[0] = AFTER_HEAD if headed else 0.0
    edge[-1] = BEFORE_HEAD if last == len(size) or size[last] == 0 else 0.0
    return edge


def _merged(matrix: csr_matrix, sections: list[int], doubtful: Sequence[bool]) -> list[int]:
    """Sections under doubtful headings put to the section before where no other is much liker."""
    whole = summed(matrix, sections, len(doubtful))
    likes = (whole @ whole.T).tocsr()
    length = norms(whole)
    target = list(range(len(doubtful)))
    for number, weak in enumerate(doubtful):
        if not weak or number == 0:
            continue
        row = likes.getrow(number)
        values = {int(k): v / length[k] for k, v in zip(row.indices, row.data, strict=True) if k != number}
        before = target[number - 1]
        mine = max((values.get(k, 0.0) for k in range(before, number) if target[k] == before), default=0.0)
        if mine >= SUBHEAD * max(values.values(), default=0.0):
            target[number] = before
    return [target[s] for s in sections]
