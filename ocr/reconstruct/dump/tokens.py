"""The terms by which a text tells which story it is of: names and nouns. Verbs and the rest tell nothing.

Measured on paragraphs of invented and of real news, each against the stories of its page: names and nouns put 95 of 100
to their story, all words and pairs of characters 87.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import rjieba

NAME, NOUN, SINGLE, SIGN, TRIPLE = "name", "noun", "single", "sign", "triple"
WEIGHTS = {NAME: 1.2, NOUN: 0.38, SINGLE: 0.6, SIGN: 0.3, TRIPLE: 0.16}
"""What a shared term of each class weighs, a factor on its log likelihood; terms overlap and come in bursts. Fitted as
a conditional logit, so the weighted sum is in natural log odds."""
PROPER = frozenset({"nr", "ns", "nt", "nz", "nrt"})
"""Tags of people, places, institutions and other proper names."""
WORDS = 60_000_000
"""Running words that the frequencies of the segmenter's dictionary were counted on, about."""

Term = tuple[str, str]
"""A class of WEIGHTS and a text."""

_HAN = re.compile(r"[一-鿿]+")


def telling(text: str) -> Counter[Term]:
    """The terms of a text: NAME words that are proper names or in no dictionary, other NOUNs, nouns of a SINGLE
    character, the characters of all these (SIGN; 大桥 and 桥面 share one), and TRIPLEs of characters that make no
    word."""
    found = Counter(_nouns(text))
    for run in _HAN.findall(text):
        for at in range(len(run) - 2):
            if not rjieba.has_word(run[at : at + 3]):
                found[TRIPLE, run[at : at + 3]] += 1
    return found


def _nouns(text: str) -> Iterator[Term]:
    for word, tag in rjieba.tag(text):
        if not _HAN.match(word):
            continue
        if len(word) == 1:
            if tag == "n":
                yield SINGLE, word
        elif (name := tag in PROPER or not rjieba.has_word(word)) or tag[0] == "n":
            yield NAME if name else NOUN, word
            for character in word:
                yield SIGN, character


def share(text: str) -> float:
    """The share of a word among the words of texts at large, 0 to 1, by the segmenter's dictionary."""
    return float(rjieba.suggest_freq(text)) / WORDS
