"""Character by character: what became of a stretch of the reference that the output has at the same place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from ocr.evaluate.normalise import fold, is_punctuation


class Kind(StrEnum):
    """What a difference is; every difference is exactly one of these."""

    MISREAD = "misread"  # other characters in the same place
    MISSING = "missing"  # in the reference alone
    EXTRA = "extra"  # in the output alone
    MOVED = "moved"  # the same text elsewhere
    REPEATED = "repeated"  # printed again, where the reference has it once
    FURNITURE = "furniture"  # running heads, page numbers, credits: in a story, misread or left out
    MERGED = "merged"  # a story inside another
    SPLIT = "split"  # part of a story as a story of its own
    PUNCTUATION = "punctuation"  # nothing but punctuation differs
    VARIANT = "variant"  # an old form of the character for a new one


@dataclass(frozen=True, slots=True)
class Edit:
    """Reference characters start to end are output characters at to at_end; kind None: they are the same."""

    kind: Kind | None
    start: int
    end: int
    at: int
    at_end: int


CONFETTI = 0.4
"""Similarity (equal characters over the longer text, 0 to 1) below which two stretches between the same neighbours are
strangers: single characters that both happen to have are no correspondence."""
GARBLED = 40
"""Longest stretch in characters that counts as misread as a whole; above, one text is missing and another extra."""


def edits(truth: str, output: str) -> list[Edit]:
    """The cheapest edits between two folded stretches that belong together, like next to like as one."""
    found: list[Edit] = []
    for op in Levenshtein.opcodes(truth, output):
        for edit in _kinds(truth, output, Edit(None, op.src_start, op.src_end, op.dest_start, op.dest_end), op.tag):
            if found and found[-1].kind is edit.kind:
                found[-1] = Edit(edit.kind, found[-1].start, edit.end, found[-1].at, edit.at_end)
            else:
                found.append(edit)
    return found


def between(truth: str, output: str) -> list[Edit]:
    """Edits of what is left between the same neighbours on both sides, where it need not be the same text at all."""
    if truth and output and _strangers(truth, output):
        return _replaced(truth, output)
    return edits(truth, output)


def _strangers(truth: str, output: str) -> bool:
    if is_punctuation(truth) and is_punctuation(output):
        return False
    longer = max(len(truth), len(output))
    return longer > 3 and Levenshtein.similarity(truth, output) < CONFETTI * longer


def _replaced(truth: str, output: str) -> list[Edit]:
    n, m = len(truth), len(output)
    if max(n, m) <= GARBLED and 2 * min(n, m) >= max(n, m):
        return [Edit(Kind.MISREAD, 0, n, 0, m)]
    return [Edit(Kind.MISSING, 0, n, 0, 0), Edit(Kind.EXTRA, n, n, 0, m)]


def _kinds(truth: str, output: str, edit: Edit, tag: str) -> Iterator[Edit]:
    """An edit with its kind; a replacement of as many characters is taken one by one."""
    if tag == "equal":
        yield edit
    elif tag == "replace":
        for k in range(edit.end - edit.start):
            a, b = edit.start + k, edit.at + k
            yield Edit(_kind(truth[a], output[b]), a, a + 1, b, b + 1)
    else:
        kind = _kind(truth[edit.start : edit.end], output[edit.at : edit.at_end])
        yield Edit(kind, edit.start, edit.end, edit.at, edit.at_end)


def _kind(truth: str, output: str) -> Kind:
    if is_punctuation(truth) and is_punctuation(output):
        return Kind.PUNCTUATION
    if not output:
        return Kind.MISSING
    if not truth:
        return Kind.EXTRA
    if fold(truth, variants=True) == fold(output, variants=True):
        return Kind.VARIANT
    return Kind.MISREAD
