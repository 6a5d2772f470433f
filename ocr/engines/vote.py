"""Two readers of one page: the first reads every line, the second those on which the first is in doubt.

Lines on which both agree are certain. Where they differ they are aligned, and of each stretch that differs the reading
is taken that has more for it: confidence (the two are sure of different things, so each is weighed), words of the
dictionary, and what each is known to do wrong. Every character that was contested stays marked as doubtful.

Measured (see the README): on 27 px type the first reader errs on one character of two thousand, the second on one of a
hundred, and a second reading of the whole page would double the time; so it is asked for the doubtful lines alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocr.engines.base import Engine
from ocr.errors import OcrError
from ocr.page import DOUBTFUL, Gray, Line, Run

SURE = 0.55
"""A line without a character less sure than this is not read twice."""

WEIGHT = 0.5
"""What the second reader's confidence is worth beside the first's: it is as sure of its mistakes as of the rest."""

WORDS = 0.25
"""What one word of the dictionary more in the line is worth, as confidence."""

PASSED_OVER = 0.45
"""How sure the first reader is held to be where it read nothing and the second a mark: it passes over small marks."""

NOTHING = 0.75
"""The same for any other character: the second reader makes characters of dirt and of rules."""

WEAK = frozenset("〈〉|[]{}<>^~_")
"""What the second reader makes of round brackets and of the figure 1."""

PENALTY = 0.5
"""What such a character takes from its reading's worth."""

CONTEXT = 4
"""Characters on each side of a difference that the dictionary is asked about."""

CONTESTED = DOUBTFUL / 2
"""The most that a character is sure of which only one of two readers saw."""


@dataclass(frozen=True, slots=True)
class Vote:
    """An engine made of two."""

    first: Engine
    second: Engine

    @property
    def name(self) -> str:
        return "vote"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line. Raises what the first raises; when the second fails, the first's readings stand."""
        runs = list(self.first.recognize(gray, lines))
        again = [at for at, run in enumerate(runs) if doubtful(run)]
        for at, other in zip(again, self._second(gray, [lines[at] for at in again]), strict=True):
            runs[at] = replace(merged(runs[at], other), reader=self._reader(runs[at], other))
        return tuple(runs)

    def _reader(self, one: Run, other: Run) -> str:
        """Whose text a line that was read twice is made of; '' when it is the first reader's alone."""
        if not other.text:
            return ""
        return f"{self.first.name}+{self.second.name}" if one.text else self.second.name

    def _second(self, gray: Gray, lines: Sequence[Line]) -> Sequence[Run]:
        try:
            return self.second.recognize(gray, lines) if lines else ()
        except OcrError:
            return [Run(line.id, "", "", 0.0, (), line) for line in lines]


def doubtful(run: Run) -> bool:
    """Whether a line is to be read once more: nothing was read, or a character is not sure."""
    return min(run.confidences, default=0.0) < SURE


def merged(first: Run, second: Run) -> Run:
    """The line as the two readings together have it; text that only one of them gives is doubtful.

    A line that the first could not read at all is the second's; one that the second could not read, the first's.
    """
    if not (first.text and second.text and second.confidences):
        return first if first.text else marked(second)
    text, sure = "", list[float]()
    for code in Levenshtein.opcodes(folded(first.text), folded(second.text)):
        a0, a1, b0, b1 = code.src_start, code.src_end, code.dest_start, code.dest_end
        one, other = first.text[a0:a1], second.text[b0:b1]
        if code.tag == "equal":
            text += one
            sure += map(_agreed, first.confidences[a0:a1], second.confidences[b0:b1])
            continue
        around = text[-CONTEXT:], first.text[a1 : a1 + CONTEXT]
        mine = _worth(one, first.confidences[a0:a1], other) + words(one, around)
        theirs = WEIGHT * _worth(other, second.confidences[b0:b1], one) + words(other, around)
        taken, values = (other, second.confidences[b0:b1]) if theirs > mine else (one, first.confidences[a0:a1])
        text += taken
        sure += [min(value, CONTESTED) for value in values]
        if sure and not taken:  # what was left out here cannot be marked itself
            sure[-1] = min(sure[-1], CONTESTED)
    return replace(first, text=text, confidence=sum(sure) / max(1, len(sure)), confidences=tuple(sure))


def marked(run: Run) -> Run:
    """A reading that nobody confirms: none of its characters is better than contested."""
    return replace(run, confidences=tuple(min(value, CONTESTED) for value in run.confidences))


def folded(text: str) -> str:
    """The text with marks of either width alike, one character for each: a difference of width is none."""
    return "".join(unicodedata.normalize("NFKC", char)[:1] or char for char in text)


def words(text: str, around: tuple[str, str]) -> float:
    """How well a stretch goes with what stands around it: characters of dictionary words beyond the first of each."""
    import rjieba  # a dictionary to unpack: a fifth of a second, and only doubtful lines need it

    found = rjieba.cut(around[0] + text + around[1], hmm=False)
    return WORDS * sum(len(word) - 1 for word in found)


def _worth(text: str, sure: Sequence[float], other: str) -> float:
    """How sure a reader is of a stretch; of nothing as sure as it is known to be where the other read `other`."""
    if not text:
        return PASSED_OVER if all(unicodedata.category(char)[0] == "P" for char in other) else NOTHING
    return sum(sure) / len(sure) - PENALTY * any(char in WEAK for char in text)


def _agreed(one: float, other: float) -> float:
    """Confidence of a character that both read: neither errs in the other's way."""
    return 1 - (1 - one) * (1 - WEIGHT * other)
