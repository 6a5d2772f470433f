"""Text that stands elsewhere already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nlargest

from rapidfuzz.distance import Levenshtein

from ocr.evaluate.links import Link, Linker, Piece

COPY_LEAST = 12
"""Characters a stretch must have to count as a copy; shorter ones recur in any news text."""
WHOLE_LEAST = 4
"""The same for a piece that is printed again as a whole, such as a headline."""

_ALIKE = 0.5
"""Similarity (equal characters over the longer text, 0 to 1) of two short stretches of a story that are one text."""
_FUZZY_LEAST = 4
_MOST = 100
"""Stretches of each side that are compared with one another, the longest ones."""

Stretch = tuple[int, int]


def found_again(
    truth: str, output: str, ours: Iterable[Stretch], theirs: Iterable[Stretch], least: int, *, exact: bool = False
) -> list[tuple[Stretch, Stretch]]:
    """Stretches of a story that the output has elsewhere in it, exactly or, from _FUZZY_LEAST characters on, nearly.

    least is the shortest stretch that is looked for; exact leaves near ones. Of the one side's stretches the longest is
    looked for first; then, of what is left, the other side's.
    """
    wanted = nlargest(_MOST, (r for r in ours if _length(r) >= least), key=_length)
    free = nlargest(_MOST, (r for r in theirs if _length(r) >= least), key=_length)
    found, left = [], list[Stretch]()
    for stretch in wanted:
        text = truth[slice(*stretch)]
        hit = _exactly(text, output, free) or (None if exact else _nearly(text, output, free))
        if hit:
            found.append((stretch, hit))
            free = [rest for each in free for rest in _without(each, hit)]
        else:
            left.append(stretch)
    for stretch in sorted(free, key=_length, reverse=True):
        hit = _exactly(output[slice(*stretch)], truth, left)
        if hit and _length(stretch) >= least:
            found.append((hit, stretch))
            left = [rest for each in left for rest in _without(each, hit)]
    return found


def _length(stretch: Stretch) -> int:
    return stretch[1] - stretch[0]


def _exactly(text: str, output: str, free: Iterable[Stretch]) -> Stretch | None:
    hits = (output.find(text, at, at_end) for at, at_end in free)
    return next(((hit, hit + len(text)) for hit in hits if hit >= 0), None)


def _nearly(text: str, output: str, free: Iterable[Stretch]) -> Stretch | None:
    def likeness(at: int, at_end: int) -> float:
        return Levenshtein.similarity(text, output[at:at_end]) / max(len(text), at_end - at)

    long = [(at, at_end) for at, at_end in free if min(at_end - at, len(text)) >= _FUZZY_LEAST]
    best = max(long, key=lambda r: likeness(*r), default=None)
    return best if best and likeness(*best) >= _ALIKE else None


def _without(stretch: Stretch, hit: Stretch) -> list[Stretch]:
    """What is left of a stretch from which another is taken."""
    if hit[1] <= stretch[0] or stretch[1] <= hit[0]:
        return [stretch]
    return [(a, b) for a, b in ((stretch[0], hit[0]), (hit[1], stretch[1])) if a < b]


def copies(stretches: Sequence[Piece], others: Sequence[Piece], whole: Iterable[int] = ()) -> tuple[Link, ...]:
    """Links of stretches to the text that they copy; two copies may copy the same text.

    whole: indices of stretches that are all of a paragraph or headline, for which WHOLE_LEAST is enough.
    """
    if not stretches:
        return ()
    linker, entire = Linker(stretches, others), set(whole)
    found: list[Link] = []
    for i, piece in enumerate(stretches):
        least = WHOLE_LEAST if i in entire else COPY_LEAST
        if len(piece.text) >= least:
            found += [x for x in linker.alone(i) if x.size - x.edits >= least]
    return tuple(found)
