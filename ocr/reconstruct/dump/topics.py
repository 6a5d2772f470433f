"""Does a text speak of what a story speaks of: log odds from the names and nouns they share.

A text b scores with a story s

    sum over the terms t of b:  w_t √min(b_t, 2) · log((s_t + SMOOTH · p_t) / ((n_s + SMOOTH) · p_t))

s_t being how often the story has the term, n_s the sum of those, p_t the term's share of texts at large (and of the
dump, MIXED) and w_t the weight of its class: a unigram model of the story smoothed by Dirichlet's prior (Zhai and
Lafferty 2004). Terms that stand nowhere else in the dump tell nothing and are left out.
Differences between stories are natural log odds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct.dump.tokens import WEIGHTS, Term, share, telling

SMOOTH = 300.0
"""Terms of texts at large that each story is taken to hold besides its own."""
RAREST = 3e-4
"""Share that a term is taken to have at least."""
MIXED = 0.5
"""Share of the dump at large in what is taken for texts at large: what all its stories say tells little."""
MOST = 2.0
"""Times that count when a text says the same thing again and again."""

Array = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Model:
    """Stories by their terms: log(1 + s_t / (SMOOTH · p_t)), matrix (stories, terms), and log(1 + n_s / SMOOTH)."""

    terms: csr_matrix
    long: Array

    def of(self, stories: Sequence[int]) -> Model:
        """The model of some of them."""
        return Model(self.terms[stories], self.long[stories])


class Topics:
    """The terms of many texts. counts: matrix (texts, terms) of how often each stands in each."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [telling(text) for text in texts]
        seen: dict[Term, int] = {}
        for each in found:
            for term in each:
                seen[term] = seen.get(term, 0) + 1
        number = {term: n for n, term in enumerate(term for term, times in seen.items() if times > 1)}
        rows = [
            (row, number[term], times)
            for row, each in enumerate(found)
            for term, times in each.items()
            if term in number
        ]
        row, column, times = np.array(rows, dtype=float).reshape(-1, 3).T
        shape = (len(texts), max(1, len(number)))
        self.counts = csr_matrix((times, (row.astype(int), column.astype(int))), shape=shape)
        self.total: Array = np.asarray(self.counts.sum(axis=0)).ravel()
        self._weight: Array = np.zeros(shape[1])
        self._base: Array = np.ones(shape[1])
        for (kind, text), n in number.items():
            self._weight[n] = WEIGHTS[kind]
            self._base[n] = RAREST + share(text)
        self._base = SMOOTH * (self._base + MIXED * self.total / max(1.0, float(self.total.sum())))

    def summed(self, labels: Sequence[int], count: int) -> csr_matrix:
        """Counts added up by label, matrix (count, terms); texts with a negative label are left out."""
        marks = np.asarray(labels)
        used = np.flatnonzero(marks >= 0)
        ones = csr_matrix((np.ones(len(used)), (marks[used], used)), shape=(count, self.counts.shape[0]))
        return (ones @ self.counts).tocsr()

    def model(self, stories: csr_matrix) -> Model:
        """What the stories' terms say, made once for many questions."""
        model = stories.tocsr().astype(float).copy()
        model.data = np.log1p(np.maximum(model.data, 0.0) / self._base[model.indices])
        return Model(model, _long(stories))

    def scores(self, texts: csr_matrix, model: Model) -> Array:
        """Log likelihood of each text in each story, that in texts at large taken off; matrix (texts, stories)."""
        said = self._said(texts)
        product: Array = (said @ model.terms.T).toarray()
        return product - np.outer(np.asarray(said.sum(axis=1)).ravel(), model.long)

    def pairs(self, texts: Array, stories: Array, columns: Ints, sizes: Array) -> Array:
        """The same for text k with story k, dense rows over some of the terms; sizes: the stories' n_s."""
        model = np.log1p(np.maximum(stories, 0.0) / self._base[columns])
        said = np.sqrt(np.minimum(texts, MOST)) * self._weight[columns] * (texts < self.total[columns])
        scores: Array = (said * model).sum(axis=1) - said.sum(axis=1) * np.log1p(np.maximum(sizes, 0.0) / SMOOTH)
        return scores

    def _said(self, texts: csr_matrix) -> csr_matrix:
        said = texts.tocsr().astype(float).copy()
        alone = said.data >= self.total[said.indices]
        said.data = np.sqrt(np.minimum(np.maximum(said.data, 0.0), MOST)) * self._weight[said.indices]
        said.data[alone] = 0.0
        return said


def likelihood(said: Counter[Term], story: Counter[Term]) -> float:
    """The score of one text in one story, by the terms of both, the story without the text."""
    shared = sum(
        WEIGHTS[kind] * math.sqrt(min(times, MOST)) * math.log1p(story[kind, text] / (SMOOTH * (RAREST + share(text))))
        for (kind, text), times in said.items()
        if story[kind, text]
    )
    told = sum(WEIGHTS[kind] * math.sqrt(min(times, MOST)) for (kind, text), times in said.items() if story[kind, text])
    return shared - told * math.log1p(story.total() / SMOOTH)


def _long(stories: csr_matrix) -> Array:
    sizes: Array = np.log1p(np.maximum(0.0, np.asarray(stories.sum(axis=1)).ravel()) / SMOOTH)
    return sizes
