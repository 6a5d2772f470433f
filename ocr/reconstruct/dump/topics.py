"""What each paragraph of a dump speaks of, as sparse vectors.

The weights are those of lexicon (TF-IDF over words and character pairs of the dump at hand); the products are sparse
matrix products, so a megabyte of text takes a second.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct.lexicon import terms, topics

COMMON = 0.2
"""Terms in more than this share of a long dump's paragraphs say nothing; MANY paragraphs make it long."""
MANY = 200


def vectors(texts: Sequence[str]) -> csr_matrix:
    """One vector a text, rows in the order of the texts, the longer the more a text says."""
    counts = [terms(text) for text in texts]
    model = topics(counts)
    rare = {t for t, w in model.weights.items() if len(texts) < MANY or w > -math.log(COMMON)}
    number: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        for term, times in count.items():
            if term in rare:
                rows.append(row)
                columns.append(number.setdefault(term, len(number)))
                values.append((1 + math.log(times)) * model.weights[term])
    shape = (len(texts), max(1, len(number)))
    return csr_matrix((np.array(values), (np.array(rows, dtype=int), np.array(columns, dtype=int))), shape=shape)


def summed(matrix: csr_matrix, labels: Sequence[int], count: int) -> csr_matrix:
    """Rows added up by label, matrix (count, terms); rows with a negative label are left out."""
    marks = np.asarray(labels)
    used = np.flatnonzero(marks >= 0)
    ones = csr_matrix((np.ones(len(used)), (marks[used], used)), shape=(count, matrix.shape[0]))
    return ones @ matrix


def norms(matrix: csr_matrix) -> NDArray[np.float64]:
    """Length of each row, never 0."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    length: NDArray[np.float64] = np.sqrt(np.maximum(squares, 1e-12))
    return length
