"""Does a text speak of what a story speaks of: log odds from the terms they share, rare ones first.

The terms are those of lexicon (words and character pairs). A text b scores with a story s

    sum over the terms t of b:  r_t (1 + log b_t) · (log(1 + s_t / (SMOOTH · p_t)) - c_s)

p_t being the term's share of the dump, r_t its rarity (log of the sections over those it stands in) and c_s what a term
of the other stories scores with s on average: a smoothed unigram model (Zhai and Lafferty 2004) whose penalty for
length is the one that chance asks for. Terms found nowhere else tell nothing and are left out. The sum is divided
by the root of the number of terms, since terms come in bursts and pairs overlap words: on painted pages true and false
stories are then told apart alike whatever the length, and one unit is EVIDENCE natural log odds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from ocr.reconstruct.lexicon import terms

SMOOTH = 400.0
"""Terms of the dump at large that each story is taken to hold besides its own."""
EVIDENCE = 1.6
"""Log odds of one unit of score."""

Array = NDArray[np.float64]


class Topics:
    """The terms of many texts. counts: matrix (texts, terms) of how often each stands in each; share: p_t; rarity: r_t.
    sections: the section of the dump that each text stands in."""

    def __init__(self, texts: Sequence[str], sections: Sequence[int]) -> None:
        number: dict[str, int] = {}
        found = [terms(text) for text in texts]
        seen: dict[str, int] = {}
        for each in found:
            for term in each:
                seen[term] = seen.get(term, 0) + 1
        rows, columns, values = [], [], []
        for row, each in enumerate(found):
            for term, times in each.items():
                if seen[term] > 1:
                    rows.append(row)
                    columns.append(number.setdefault(term, len(number)))
                    values.append(float(times))
        shape = (len(texts), max(1, len(number)))
        self.counts = csr_matrix((values, (rows, columns)), shape=shape)
        self.total: Array = np.asarray(self.counts.sum(axis=0)).ravel()
        self.share: Array = (self.total + 0.5) / max(1.0, float(self.total.sum()))
        count = max(sections, default=0) + 1
        found_in = np.asarray((self.summed(sections, count) > 0).sum(axis=0)).ravel()
        self.rarity: Array = np.maximum(0.0, np.log((count + 1) / (found_in + 0.5)))

    def summed(self, labels: Sequence[int], count: int) -> csr_matrix:
        """Counts added up by label, matrix (count, terms); texts with a negative label are left out."""
        marks = np.asarray(labels)
        used = np.flatnonzero(marks >= 0)
        ones = csr_matrix((np.ones(len(used)), (marks[used], used)), shape=(count, self.counts.shape[0]))
        return (ones @ self.counts).tocsr()

    def scores(self, texts: csr_matrix, stories: csr_matrix) -> Array:
        """Log odds of each text with each story, matrix (texts, stories)."""
        return self.scored(texts, *self.model(stories))

    def scored(self, texts: csr_matrix, model: csr_matrix, chance: Array) -> Array:
        """The same with the stories' models."""
        weight = self._damped(texts)
        length = np.asarray(weight.sum(axis=1)).ravel()
        product: Array = (weight @ model.T).toarray()
        size: Array = np.sqrt(np.maximum(1.0, np.asarray(texts.sum(axis=1)).ravel()))
        odds: Array = EVIDENCE * (product - np.outer(length, chance)) / size[:, None]
        return odds

    def model(self, stories: csr_matrix) -> tuple[csr_matrix, Array]:
        """log(1 + s_t / (SMOOTH · p_t)) of every story, and c_s."""
        model = stories.tocsr().astype(float).copy()
        model.data = np.log1p(model.data / (SMOOTH * self.share[model.indices]))
        others = np.maximum(1.0, self.total.sum() - np.asarray(stories.sum(axis=1)).ravel())
        met = np.asarray(model @ self.total).ravel() - np.asarray(model.multiply(stories).sum(axis=1)).ravel()
        chance: Array = np.maximum(0.0, met) / others
        return model, chance

    def rest(self, texts: Array, stories: Array, columns: NDArray[np.int64], chance: Array) -> Array:
        """The same for pairs in dense rows over some of the terms: text k with story k, whose chance is given."""
        model = np.log1p(np.maximum(stories, 0.0) / (SMOOTH * self.share[columns]))
        weight = np.where(texts > 0, 1 + np.log(np.maximum(texts, 1.0)), 0.0) * self.rarity[columns]
        score = (weight * model).sum(axis=1) - weight.sum(axis=1) * chance
        odds: Array = EVIDENCE * score / np.sqrt(np.maximum(1.0, texts.sum(axis=1)))
        return odds

    def _damped(self, counts: csr_matrix) -> csr_matrix:
        """1 + log of each count, times the term's rarity."""
        out = counts.tocsr().astype(float).copy()
        out.data = (1 + np.log(np.maximum(out.data, 1.0))) * self.rarity[out.indices]
        return out
