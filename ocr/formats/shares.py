"""Which part of a text was read off which line: found by aligning the text with the readings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.page import Run

ALIKE = 60.0
"""How much of a line's reading must stand in a text, in percent, for the line to be one of the text's."""


@dataclass(frozen=True, slots=True)
class Share:
    """A line's part of a text (run is None for a text without lines); confidences: one a character of text."""

    run: Run | None
    text: str
    confidences: tuple[float, ...]


def shared(text: str, runs: Sequence[Run]) -> tuple[Share, ...]:
    """The text cut at the line ends, in the order of runs; lines that gave nothing to it are left out.

    A share never begins with white space: that ends the one before. White space at the text's ends is dropped.
    """
    text = text.strip()
    if not text:
        return ()
    if not any(run.text for run in runs):
        return (Share(runs[0] if runs else None, text, (1.0,) * len(text)),)
    cuts, sure = _aligned(text, runs)
    bounds = [0, *(_past_space(text, cut) for cut in cuts), len(text)]
    found = [
        Share(run, text[start:end], sure[start:end])
        for run, (start, end) in zip(runs, pairwise(bounds), strict=True)
        if end > start
    ]
    return tuple(found)


def _past_space(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at].isspace():
        at += 1
    return at


def _aligned(text: str, runs: Sequence[Run]) -> tuple[list[int], tuple[float, ...]]:
    """Where in the text the lines end, without the last; and how sure each of its characters is.

    A character that was mended is as sure as the one it stands for, one that was put in as its line.
    """
    read = "".join(run.text for run in runs)
    ends = list(accumulate(len(run.text) for run in runs))
    values = [value for run in runs for value in _confidences(run)]
    if read == text:
        return ends[:-1], tuple(values)
    to_text = [0] * (len(read) + 1)
    sure = [0.0] * len(text)
    for op in Levenshtein.opcodes(read, text):
        for k in range(op.src_end - op.src_start + 1):
            to_text[op.src_start + k] = min(op.dest_start + k, op.dest_end)
        if op.tag == "insert":
            to_text[op.src_end] = op.dest_end
        for k in range(op.dest_end - op.dest_start):
            at = op.src_start + k
            before = _line_at(runs, ends, max(op.src_start - 1, 0))
            sure[op.dest_start + k] = values[at] if at < op.src_end else before.confidence
    return [to_text[end] for end in ends[:-1]], tuple(sure)


def _line_at(runs: Sequence[Run], ends: Sequence[int], at: int) -> Run:
    return runs[min(bisect_right(ends, at), len(runs) - 1)]


def _confidences(run: Run) -> tuple[float, ...]:
    return run.confidences if len(run.confidences) == len(run.text) else (run.confidence,) * len(run.text)


def assigned(texts: Sequence[str], runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """For each text of a head its lines in the text's order: a line goes to the text that holds most of it.

    Of texts that hold it alike, that which has least of its length covered by lines so far; a line that no text holds
    is none's.
    """
    closed = ["".join(text.split()) for text in texts]
    covered = [0] * len(texts)
    own: list[list[tuple[int, int, Run]]] = [[] for _ in texts]
    for number, run in enumerate(runs):
        reading = "".join(run.text.split())
        scores = [_held(reading, text) for text in closed]
        if not reading or max(scores, default=0.0) < ALIKE:
            continue
        best = min(range(len(texts)), key=lambda k: (-scores[k], covered[k] / max(len(closed[k]), 1)))
        covered[best] += len(reading)
        own[best].append((_place(reading, closed[best]), number, run))
    return [tuple(run for *_, run in sorted(each, key=lambda found: found[:2])) for each in own]


def _held(reading: str, text: str) -> float:
    """How much of a reading stands in a text, in percent; a text much shorter must stand in the reading as it is."""
    if len(reading) > 2 * len(text):
        return 100.0 if text and text in reading else 0.0
    return float(fuzz.partial_ratio(reading, text))


def _place(reading: str, text: str) -> int:
    found = fuzz.partial_ratio_alignment(reading, text)
    return found.dest_start if found is not None and len(reading) <= len(text) else 0
