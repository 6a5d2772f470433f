"""The parts of an edit script."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.evaluate.edits import Kind
from ocr.evaluate.links import Piece


@dataclass(frozen=True, slots=True)
class Segment:
    """Reference characters start to end are output characters at to at_end, of all pieces strung together.

    kind None: the same text in its place. in_place: both sides stand at the same point of the same story, so that a
    reader of both columns passes them together; block: number of the moved, merged, split or leaked stretch it is part
    of, -1 for none; like: where the reference has the text that is printed again.
    """

    kind: Kind | None
    start: int
    end: int
    at: int
    at_end: int
    in_place: bool = True
    block: int = -1
    like: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One page's pieces on one string. begins: where each piece begins, and the end; group: what each piece is part of.

    A story's pieces are one group; every other piece is one of its own. spans: a group's first character and its end.
    """

    pieces: tuple[Piece, ...]
    text: str
    begins: tuple[int, ...]
    group: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Side:
        begins, group, spans = [0], list[int](), list[tuple[int, int]]()
        for k, piece in enumerate(pieces):
            if k == 0 or piece.story < 0 or piece.story != pieces[k - 1].story:
                spans.append((begins[-1], begins[-1]))
            begins.append(begins[-1] + len(piece.text))
            group.append(len(spans) - 1)
            spans[-1] = spans[-1][0], begins[-1]
        return cls(tuple(pieces), "".join(p.text for p in pieces), tuple(begins), tuple(group), tuple(spans))

    def pieces_of(self, group: int) -> tuple[Piece, ...]:
        first = self.group.index(group)
        return tuple(p for p, g in zip(self.pieces[first:], self.group[first:], strict=True) if g == group)

    def groups(self, stories: bool) -> list[int]:
        """The groups that are stories, or those that are none."""
        return sorted({g for p, g in zip(self.pieces, self.group, strict=True) if (p.story >= 0) is stories})

    def index_at(self, place: int) -> int:
        """Which piece a character stands in; at the very end, the last one."""
        return min(bisect_right(self.begins, place) - 1, len(self.pieces) - 1)

    def piece_at(self, place: int) -> Piece:
        return self.pieces[self.index_at(place)]


@dataclass(frozen=True, slots=True)
class Script:
    """The segments in the order of the reference, those of the output alone last, and both sides' text.

    partners: reference groups and the output groups that they are compared with.
    """

    truth: Side
    output: Side
    segments: tuple[Segment, ...]
    partners: tuple[tuple[int, int], ...]


def runs(free: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of zeros between two places."""
    while start < end:
        start = free.find(0, start, end)
        if start < 0:
            return
        stop = free.find(1, start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop
