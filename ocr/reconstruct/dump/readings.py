"""Two readings of one strip: which is the better one, and the better one put in its place.

Where the readings differ, the one whose characters form words is right: a segmenter makes fewer pieces of it, and more
of its pieces are in the dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import rjieba
from rapidfuzz.distance import Levenshtein

from ocr.reconstruct.dump.runs import Item
from ocr.reconstruct.punctuation import han

CONTEXT = 6
"""Characters on each side of a difference that are read with it."""


def better(one: str, other: str) -> bool:
    """Whether the first reading is better than the second, summed over all places where they differ."""
    gain = 0.0
    for edit in Levenshtein.opcodes(one, other):
        if edit.tag != "equal":
            a = one[max(0, edit.src_start - CONTEXT) : edit.src_end + CONTEXT]
            b = other[max(0, edit.dest_start - CONTEXT) : edit.dest_end + CONTEXT]
            gain += _oddness(b) - _oddness(a)
    return gain > 0


def _oddness(text: str) -> float:
    """Single Han characters that form no word, and one for each piece."""
    pieces = rjieba.cut(text, hmm=False)
    return sum(1.0 + (len(piece) == 1 and han(piece)) for piece in pieces)


def merged(there: Sequence[Item], said: str, reading: str, start: int) -> list[str]:
    """The texts of runs in which `said`, from offset start of the first, is replaced by another reading of it."""
    ends = list(accumulate(len(item.run.text) for item in there))
    whole = "".join(item.run.text for item in there)
    cuts = [0, *_moved(said, reading, [end - start for end in ends[:-1]]), len(reading)]
    texts = [reading[one:other] for one, other in pairwise(cuts)]
    texts[0] = whole[:start] + texts[0]
    texts[-1] += whole[start + len(said) :]
    return texts


def _moved(said: str, reading: str, places: Sequence[int]) -> list[int]:
    """The places in the reading that answer to places, in order, in what was said."""
    edits = iter(Levenshtein.opcodes(said, reading))
    edit, moved = next(edits, None), []
    for at in places:
        while edit is not None and edit.src_end < at:
            edit = next(edits, None)
        if edit is None:
            moved.append(len(reading))
        else:
            moved.append(edit.dest_start + min(at - edit.src_start, edit.dest_end - edit.dest_start))
    return moved
