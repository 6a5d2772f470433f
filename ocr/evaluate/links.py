"""Which stretch of the reference stands where in the output, the order of things left aside.

The longest piece of the reference that is not yet placed takes the best matching free stretch of the output; what is
left of either goes back and is tried again. So did Clausner, Pletschacher and Antonacopoulos, "Flexible character
accuracy measure for reading-order-independent evaluation", Pattern Recognition Letters 131 (2020); here candidates are
found by n-grams that vote for a diagonal, so that 200,000 characters take seconds.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from ocr.evaluate.align import core

_GRAM = 3  # characters that vote together; with 30 % wrong characters a third of them is still whole
_COMMON = 200  # an n-gram that stands more often than this says nothing about place
_PIECE = 400  # longest stretch aligned at once
_BAND = 16  # diagonals counted as one
_LEAST = 6  # characters a stretch out of a longer piece must share to be more than chance
_NEAR = 0.8  # candidates with this part of the best one's votes are told apart by role and neighbours
_END = 4  # misread characters at the end of a stretch that are counted to it


class Role(StrEnum):
    """What a piece of text is on its page."""

    HEAD = "head"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, headline or the like, folded. story is its article's index on the page, -1 for none.

    label: which field it is (title, paragraph …); number: its place among those of its label, from 1; raw: unfolded.
    """

    text: str
    role: Role
    story: int = -1
    label: str = ""
    number: int = 0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Characters start to end of reference piece `truth` stand in output piece `output`, from at to at_end."""

    truth: int
    start: int
    end: int
    output: int
    at: int
    at_end: int
    edits: int

    @property
    def size(self) -> int:
        """Reference characters in the stretch."""
        return self.end - self.start


def link(truth: Sequence[Piece], output: Sequence[Piece]) -> tuple[Link, ...]:
    """Links between two pages' pieces, in the order of the reference; no character is in two links."""
    return Linker(truth, output).run()


def unlinked(pieces: Sequence[Piece], spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Stretches (piece, start, end) of the pieces that none of the given (piece, start, end) covers."""
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for piece, start, end in spans:
        covered[piece].append((start, end))
    left = []
    for i, piece_ in enumerate(pieces):
        at = 0
        for start, end in [*sorted(covered[i]), (len(piece_.text), len(piece_.text))]:
            if start > at:
                left.append((i, at, start))
            at = max(at, end)
    return left


class Linker:
    """The state of one greedy pass: which output characters are free, and which stories have met."""

    def __init__(self, truth: Sequence[Piece], output: Sequence[Piece]) -> None:
        self.truth, self.output = truth, output
        self.taken = [bytearray(len(piece.text)) for piece in output]
        self.met: Counter[tuple[int, int]] = Counter()
        self.index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, piece in enumerate(output):
            for at in range(len(piece.text) - _GRAM + 1):
                self.index[piece.text[at : at + _GRAM]].append((i, at))

    def run(self) -> tuple[Link, ...]:
        return self.linked(range(len(self.truth)))

    def alone(self, i: int) -> tuple[Link, ...]:
        """Links of one reference piece as if it were the only one; what it takes is free again afterwards."""
        links = self.linked([i])
        for x in links:
            self.taken[x.output][x.at : x.at_end] = bytes(x.at_end - x.at)
        return links

    def linked(self, those: Iterable[int]) -> tuple[Link, ...]:
        heap = [
            (
                start - min(start + _PIECE, len(self.truth[i].text)),
                i,
                start,
                min(start + _PIECE, len(self.truth[i].text)),
            )
            for i in those
            for start in range(0, len(self.truth[i].text), _PIECE)
        ]
        heapq.heapify(heap)
        links = []
        while heap:
            _, i, start, end = heapq.heappop(heap)
            found = self.place(i, start, end)
            if found is None:
                continue
            links.append(found)
            for s, e in ((start, found.start), (found.end, end)):
                if s < e:
                    heapq.heappush(heap, (s - e, i, s, e))
        return tuple(sorted(links, key=lambda x: (x.truth, x.start)))

    def place(self, i: int, start: int, end: int) -> Link | None:
        """The best free place of a stretch of a reference piece, now taken; None when there is none that is sure."""
        text = self.truth[i].text[start:end]
        best: tuple[float, Link] | None = None
        for j, anchor, diagonal in self.candidates(i, text):
            found = self.at(i, start, text, j, anchor, diagonal)
            if found is not None and (best is None or found.size - 2 * found.edits > best[0]):
                best = found.size - 2 * found.edits, found
        if best is None:
            return None
        found = best[1]
        self.taken[found.output][found.at : found.at_end] = b"\1" * (found.at_end - found.at)
        self.met[self.truth[i].story, self.output[found.output].story] += found.size
        return found

    def candidates(self, i: int, text: str) -> list[tuple[int, int, int]]:
        """Places worth trying as (output piece, a voted position, diagonal), at most two, the likeliest first."""
        if len(text) < _GRAM:
            return self.short(text)
        votes: Counter[tuple[int, int]] = Counter()
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        for k in range(len(text) - _GRAM + 1):
            hits = self.index.get(text[k : k + _GRAM], ())
            for j, at in hits if len(hits) <= _COMMON else ():
                if not self.taken[j][at]:
                    band = (at - k) // _BAND
                    for key in ((j, band), (j, band + 1)):
                        votes[key] += 1
                        anchors.setdefault(key, (at, at - k))
        if not votes:
            return []
        floor = max(votes.values()) * _NEAR
        near = [(self.fit(i, key[0]), count, key) for key, count in votes.items() if count >= floor]
        near.sort(key=lambda x: (x[0], x[1]), reverse=True)
        return [(key[0], *anchors[key]) for _, _, key in near[:2]]

    def fit(self, i: int, j: int) -> tuple[bool, int]:
        """How well two pieces go together apart from their text: the same role, stories that share text already."""
        a, b = self.truth[i], self.output[j]
        return a.role == b.role, self.met[a.story, b.story] if a.story >= 0 and b.story >= 0 else 0

    def short(self, text: str) -> list[tuple[int, int, int]]:
        """Places of a piece too short to vote: free output pieces that are the same."""
        return [(j, 0, 0) for j, piece in enumerate(self.output) if piece.text == text and not any(self.taken[j])][:1]

    def at(self, i: int, start: int, text: str, j: int, anchor: int, diagonal: int) -> Link | None:
        """The stretch aligned about one diagonal of the free text around the anchor, when enough is shared."""
        taken, target = self.taken[j], self.output[j].text
        slack = 2 * _BAND + len(text) // 16
        low, high = max(0, diagonal - slack), min(len(target), diagonal + len(text) + slack)
        low = max(low, taken.rfind(1, 0, anchor) + 1)
        stop = taken.find(1, anchor)
        high = high if stop < 0 else min(high, stop)
        found = core(text, target[low:high])
        if found is None:
            return None
        s, e, at, at_end, edits = found
        whole = len(self.truth[i].text) if len(text) == len(self.truth[i].text) else 2 * _LEAST
        if e - s - edits < min(_LEAST, whole / 2):
            return None
        inner = Link(i, start + s, start + e, j, low + at, low + at_end, edits)
        return _with_ends(inner, start, text, target, (low, high))


def _with_ends(found: Link, start: int, text: str, target: str, free: tuple[int, int]) -> Link:
    """The link with a few misread characters before and behind taken in, where the stretch ends within so few."""
    before, behind = found.start - start, start + len(text) - found.end
    edits, at, at_end, begin, end = found.edits, found.at, found.at_end, found.start, found.end
    if 0 < before <= _END:
        at, begin = max(free[0], found.at - before), start
        edits += Levenshtein.distance(text[:before], target[at : found.at])
    if 0 < behind <= _END:
        at_end, end = min(free[1], found.at_end + behind), start + len(text)
        edits += Levenshtein.distance(text[len(text) - behind :], target[found.at_end : at_end])
    return Link(found.truth, begin, end, found.output, at, at_end, edits)
