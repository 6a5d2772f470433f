"""What words know about a seam: does a word run across it, and do two texts speak of the same things.

Word completion asks a segmenter's dictionary (rjieba, the dictionary of jieba); topic is TF-IDF over words and
character pairs of the page at hand, so that a name or a rare term weighs more than what every story says. The
dictionary knows simplified characters, so traditional ones are put into them (OpenCC) before it is asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import rjieba

from ocr.simplified import simplified

_HAN = re.compile(r"[一-鿿]+")
_WORD = re.compile(r"[一-鿿A-Za-z0-9]")
REACH = 8
"""Characters looked at on each side of a seam."""


def spanning(tail: str, head: str) -> str:
    """The word that runs across the seam between two texts when they are read on, or ''."""
    left, right = tail[-REACH:], head[:REACH]
    if not (left and right and _WORD.match(left[-1]) and _WORD.match(right[0])):
        return ""
    for _, start, end in rjieba.tokenize(simplified(left + right), hmm=False):
        if start < len(left) < end:
            return (left + right)[start:end]
    return ""


def in_words(text: str) -> int:
    """How many characters of a text are in words of two and more that the dictionary knows."""
    return sum(end - start for _, start, end in rjieba.tokenize(simplified(text), hmm=False) if end - start > 1)


@dataclass(frozen=True, slots=True)
class Phrases:
    """All texts of a page, to ask whether what two of them make at a seam stands elsewhere: names and terms come
    back."""

    grams: frozenset[str]

    @staticmethod
    def of(texts: Iterable[str]) -> Phrases:
        """The runs of two to four Han characters in the texts."""
        runs = [run for text in texts for run in _HAN.findall(text)]
        return Phrases(frozenset(run[k : k + n] for run in runs for n in (2, 3, 4) for k in range(len(run) - n + 1)))

    def across(self, tail: str, head: str) -> int:
        """The length of the longest run of Han across the seam that stands in a text: 4, 3, 2 or 0."""
        around = {
            4: (tail[-2:] + head[:2],),
            3: (tail[-2:] + head[:1], tail[-1:] + head[:2]),
            2: (tail[-1:] + head[:1],),
        }
        return next((n for n, runs in around.items() if any(run in self.grams for run in runs if len(run) == n)), 0)


def terms(text: str) -> Counter[str]:
    """The terms of a text: words of two and more characters, and every pair of Han characters (names are not in
    dictionaries)."""
    words = Counter(word for word in rjieba.cut(text) if len(word) >= 2 and _WORD.match(word))
    pairs = Counter(run[k : k + 2] for run in _HAN.findall(text) for k in range(len(run) - 1))
    return words + pairs


@dataclass(frozen=True, slots=True)
class Topics:
    """Term weights of one page: log of (documents + 1) / (documents with the term + 0.5), a document being one text
    on it."""

    weights: Mapping[str, float]
    documents: int

    def vector(self, counts: Counter[str]) -> dict[str, float]:
        """The unit vector of a text, (1 + log count) times the term's weight."""
        raw = {term: (1 + math.log(n)) * self.weights.get(term, 0.0) for term, n in counts.items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        return {term: value / length for term, value in raw.items() if value > 0} if length else {}


def topics(texts: Sequence[Counter[str]]) -> Topics:
    """Weights from the texts of a page, one Counter of terms each."""
    seen: Counter[str] = Counter()
    for counts in texts:
        seen.update(counts.keys())
    n = len(texts)
    return Topics({term: math.log((n + 1) / (many + 0.5)) for term, many in seen.items()}, n)


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two unit vectors, 0 to 1."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * large.get(term, 0.0) for term, value in small.items())
