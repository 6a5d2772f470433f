"""How the reports of a dump end: how likely each paragraph is the last of its report, by what it looks like.

The last paragraph of a report often looks ahead (下一步, 明年, 将) in one sentence, and is short; how often differs
from paper to paper. So the looks of the paragraphs at which the dump's stories seem to end, over a headline or at the
end of the dump, are counted against those of the others, on top of what is usual. Some of those ends are false, where a
story breaks off to go on elsewhere; most are not. A paragraph is never counted for itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LAST_WORDS = ("下一步", "据悉", "据了解", "接下来，", "今后，")
"""With these the last paragraph of a report begins."""
AHEAD = re.compile("将(?![军领士近])|今后|下一步|接下来|未来|明年|年底|下月|预计|计划|规划|继续")
"""Words of what is to come."""
QUOTES = frozenset("“”‘’「」『』")
SENTENCE = {"last": (0.35, 0.25, 0.40), "other": (0.03, 0.12, 0.85)}
"""Shares of paragraphs that look ahead in one sentence (or begin with LAST_WORDS), are another single sentence without
a quotation, and are neither: among the last of their reports and among the others. About the means of invented and of
real news."""
LENGTH = {"last": (0.50, 0.25, 0.25), "other": (0.12, 0.38, 0.50)}
"""The same of paragraphs with less than half the median length, less than all of it, and more."""
USUAL = 6.0
"""Paragraphs of each sort that these shares count for beside the dump's own."""
SAYS = (1.9, 0.75)
"""What sentence and length weigh, factors on their log odds: they go together. A conditional logit over the strips that
could be moved, in broken dumps of invented and of real news, gave (1.4, 0.55); these are as much once FEW has taken its
share of a page of five stories."""
MOST = 4.0
"""The most that looks say either way."""
FEW = 2.0
"""Ends of stories from which a dump is believed by half: of one or two hardly anything is known."""

Array = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands. whole, 0 to 1: how likely neither its beginning nor its end is broken off; ends:
    whether a headline or nothing stands under it."""

    text: str
    whole: float
    ends: bool


def last_odds(paragraphs: Sequence[Paragraph]) -> list[float]:
    """For each paragraph the log odds that it is the last of its report by its looks, 0 as far as it is broken off."""
    if not paragraphs:
        return []
    lengths = np.array([len(each.text) for each in paragraphs])
    usual = float(np.median(lengths))
    sentence = np.array([_sentence(each.text) for each in paragraphs])
    length = np.where(2 * lengths < usual, 0, np.where(lengths < usual, 1, 2))
    whole = np.array([each.whole for each in paragraphs])
    ends = np.array([each.ends for each in paragraphs])
    odds: Array = SAYS[0] * _odds(sentence, ends, whole > 0.5, SENTENCE)
    odds += SAYS[1] * _odds(length, ends, whole > 0.5, LENGTH)
    known = float(ends.sum()) / (ends.sum() + FEW)
    said: list[float] = (np.clip(odds * known, -MOST, MOST) * whole).tolist()
    return said


def _sentence(text: str) -> int:
    """Which of SENTENCE a paragraph is."""
    if text.startswith(LAST_WORDS):
        return 0
    if sum(text.count(mark) for mark in "。！？") > 1 or QUOTES & set(text):
        return 2
    return 0 if AHEAD.search(text) else 1


def _odds(looks: Ints, ends: Bools, whole: Bools, shares: Mapping[str, Sequence[float]]) -> Array:
    """Log odds of the last against the others by their looks, each paragraph left out of its own."""
    last, other = (
        _shares(looks, of & whole, np.array(shares[name])) for name, of in (("last", ends), ("other", ~ends))
    )
    odds: Array = np.log(last / other)
    return odds


def _shares(looks: Ints, counted: Bools, usual: Array) -> Array:
    """For each paragraph the share of its looks among those that are counted, itself left out."""
    count = np.bincount(looks[counted], minlength=len(usual))
    shares: Array = (count[looks] - counted + USUAL * usual[looks]) / (counted.sum() - counted + USUAL)
    return shares
