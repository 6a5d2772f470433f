"""The edit script of a page: every character of the reference and of the output in exactly one segment.

Linked text is in place when it stands in the same story and in the same order (the heaviest chain of a story's links);
other linked text was moved, merged, split or is furniture. What no link covers is aligned with what stands between the
same neighbours; what is left over then is missing, extra, or printed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ocr.evaluate.chain import heaviest_chain
from ocr.evaluate.copies import COPY_LEAST, copies, found_again
from ocr.evaluate.edits import Edit, Kind, between, edits
from ocr.evaluate.links import Piece, Role
from ocr.evaluate.matched import Matched
from ocr.evaluate.normalise import is_punctuation
from ocr.evaluate.placing import Placing, Span
from ocr.evaluate.segments import Script, Segment, runs


def script(matched: Matched) -> Script:
    """The edit script from the reference to the output of two matched pages."""
    return _Writer(matched).run()


_ENDS = 3
"""Misread characters at the end of moved text that are still taken for part of it."""
_IN_STORY = 2
_ON_PAGE = 6
"""Characters a stretch must have to be looked for in its story, or on the whole page, when no link has it."""


class _Writer(Placing):
    """The segments of one script as they are written."""

    def __init__(self, matched: Matched) -> None:
        super().__init__(matched)
        self.segments: list[Segment] = []
        self.blocks = 0
        self.entire = set(pairwise(self.a.begins))

    def run(self) -> Script:
        spans = self.spans()
        partners = self.partners(spans)
        placed, strays = self.sorted_out(spans, partners)
        for pair, kept in placed.items():
            for span in kept:
                self.write(span, None, -1)
            self.write_gaps(*pair, kept)
        self.write_strays([(self.with_ends(s), kind) for s, kind in strays])
        self.write_lost(partners)
        self.write_rest()
        segments = sorted(self.segments, key=lambda s: (s.end == s.start, s.start, s.at))
        return _with_furniture(Script(self.a, self.b, tuple(segments), tuple(partners)))

    def sorted_out(
        self, spans: Iterable[Span], partners: Iterable[tuple[int, int]]
    ) -> tuple[dict[tuple[int, int], list[Span]], list[tuple[Span, Kind | None]]]:
        """Linked text in its place, by partners, and linked text that is not, in the order of the reference."""
        candidates: dict[tuple[int, int], list[Span]] = {pair: [] for pair in partners}
        strays: list[tuple[Span, Kind | None]] = []
        for span in spans:
            pair = self.a.group[span.piece], self.b.group[span.other]
            if pair in candidates and self.same_field(span):
                candidates[pair].append(span)
            else:
                strays.append((span, self.stray_kind(span)))
        placed = {}
        for pair, those in candidates.items():
            chain = set(heaviest_chain([(s.at, s.end - s.start) for s in those]))
            placed[pair] = [s for k, s in enumerate(those) if k in chain]
            strays += [(s, Kind.MOVED) for k, s in enumerate(those) if k not in chain]
        return placed, sorted(strays, key=lambda x: x[0].start)

    def write_lost(self, partners: Iterable[tuple[int, int]]) -> None:
        """Text that no link has, looked for in its story, then on the page; then furniture, which has no place."""
        for i, j in partners:
            if self.a.pieces_of(i)[0].story >= 0:
                self.write_found([i], [j], _IN_STORY, Kind.MOVED)
        ours, theirs = self.a.groups(True), self.b.groups(True)
        self.write_found(ours, theirs, _ON_PAGE, Kind.MOVED)
        self.write_found(ours, theirs, _IN_STORY, Kind.MOVED, whole=True)
        self.write_found(self.a.groups(False), self.b.groups(False), 1, None)

    def with_ends(self, span: Span) -> Span:
        """Text out of its place with misread characters at its ends, where as few are left on both sides."""
        low, high = self.a.spans[self.a.group[span.piece]]
        below, above = self.b.spans[self.b.group[span.other]]
        before = self.both(self.used[0][low : span.start][::-1], self.used[1][below : span.at][::-1])
        behind = self.both(self.used[0][span.end : high], self.used[1][span.at_end : above])
        whole = Span(
            span.start - before, span.end + behind, span.at - before, span.at_end + behind, span.piece, span.other
        )
        self.claim(whole)
        return whole

    def both(self, ours: bytearray, theirs: bytearray) -> int:
        """How many characters are free at the start of both, when as many are and no more than _ENDS."""
        one, other = (side.find(1) if 1 in side else len(side) for side in (ours, theirs))
        return one if one == other <= _ENDS else 0

    def write_strays(self, strays: Sequence[tuple[Span, Kind | None]]) -> None:
        """Text that is not in its place; stretches that follow one another on both sides are one block."""
        last: tuple[Span, Kind | None] | None = None
        for span, kind in strays:
            if kind is None:
                self.write(span, None, -1)
                continue
            together = last is not None and last[1] is kind and self.follows(last[0], span)
            self.blocks += not together
            self.write(span, kind, self.blocks)
            last = span, kind

    def follows(self, one: Span, other: Span) -> bool:
        same = self.a.group[one.piece] == self.a.group[other.piece]
        same = same and self.b.group[one.other] == self.b.group[other.other]
        return same and 0 <= other.start - one.end < COPY_LEAST and 0 <= other.at - one.at_end < COPY_LEAST

    def write(self, span: Span, kind: Kind | None, block: int) -> None:
        for e in edits(self.a.text[span.start : span.end], self.b.text[span.at : span.at_end]):
            self.add(e, span.start, span.at, kind, block)

    def add(self, e: Edit, start: int, at: int, kind: Kind | None = None, block: int = -1) -> None:
        place = start + e.start, start + e.end, at + e.at, at + e.at_end
        self.segments.append(Segment(e.kind or kind, *place, in_place=kind is None, block=block))

    def write_gaps(self, i: int, j: int, kept: Sequence[Span]) -> None:
        """What is left between spans in place: the longest stretch of each side is compared, the rest stays over."""
        low, below = self.a.spans[i][0], self.b.spans[j][0]
        high, above = self.a.spans[i][1], self.b.spans[j][1]
        starts = [(low, below), *((s.end, s.at_end) for s in kept)]
        ends = [*((s.start, s.at) for s in kept), (high, above)]
        for (start, at), (end, at_end) in zip(starts, ends, strict=True):
            ours, theirs = list(runs(self.used[0], start, end)), list(runs(self.used[1], at, at_end))
            if ours and theirs:
                self.compare(max(ours, key=lambda r: r[1] - r[0]), max(theirs, key=lambda r: r[1] - r[0]))

    def compare(self, ours: tuple[int, int], theirs: tuple[int, int]) -> None:
        """Edits that have both sides; what only one side has may be a copy, and is left for write_rest."""
        for e in between(self.a.text[slice(*ours)], self.b.text[slice(*theirs)]):
            if (e.start < e.end and e.at < e.at_end) or e.kind is Kind.PUNCTUATION:
                self.add(e, ours[0], theirs[0])
                self.claim(self.segments[-1])

    def write_found(
        self, ours: Iterable[int], theirs: Iterable[int], least: int, kind: Kind | None, *, whole: bool = False
    ) -> None:
        """Text that no link has but that stands elsewhere in the given groups: a byline, a subtitle, a page number.

        whole: only pieces that are missing as a whole, and exactly as they are.
        """
        left = [r for i in ours for r in runs(self.used[0], *self.a.spans[i])]
        if whole:
            left = [r for r in left if r in self.entire]
        over = [r for j in theirs for r in runs(self.used[1], *self.b.spans[j])]
        for (start, end), (at, at_end) in found_again(self.a.text, self.b.text, left, over, least, exact=whole):
            self.blocks += 1
            found = Span(start, end, at, at_end, -1, -1)
            self.write(found, kind, self.blocks)
            self.claim(found)

    def write_rest(self) -> None:
        """What nothing speaks for: missing in the output, extra in it, or printed again."""
        for low, high in self.a.spans:
            for start, end in runs(self.used[0], low, high):
                kind = Kind.PUNCTUATION if is_punctuation(self.a.text[start:end]) else Kind.MISSING
                self.segments.append(Segment(kind, start, end, 0, 0, in_place=False))
        again = self.copied()
        for low, high in self.b.spans:
            for at, at_end in runs(self.used[1], low, high):
                kind = Kind.PUNCTUATION if is_punctuation(self.b.text[at:at_end]) else Kind.EXTRA
                self.segments.append(Segment(kind, 0, 0, at, at_end, in_place=False))
        self.segments += again

    def copied(self) -> list[Segment]:
        """Stretches of the output alone that print again what the reference has once; they are spoken for then."""
        places = [
            (max(at, begin), min(at_end, end), at <= begin and end <= at_end)
            for begin, end in pairwise(self.b.begins)
            for at, at_end in runs(self.used[1], begin, end)
        ]
        stretches = [Piece(self.b.text[at:at_end], Role.BODY) for at, at_end, _ in places]
        others = [p for p in self.a.pieces if p.role is not Role.FURNITURE]
        begins = [begin for p, begin in zip(self.a.pieces, self.a.begins, strict=False) if p.role is not Role.FURNITURE]
        again = []
        for x in copies(stretches, others, [k for k, place in enumerate(places) if place[2]]):
            at = places[x.truth][0]
            like = begins[x.output] + x.at, begins[x.output] + x.at_end
            again.append(Segment(Kind.REPEATED, 0, 0, at + x.start, at + x.end, in_place=False, like=like))
            self.claim(again[-1])
        return again


def _with_furniture(script: Script) -> Script:
    """Differences that are in furniture are of that kind, whatever else they are, unless text was moved there."""

    def told(s: Segment) -> Segment:
        ours = s.end > s.start and script.truth.piece_at(s.start).role is Role.FURNITURE
        alone = s.end == s.start and s.at_end > s.at and script.output.piece_at(s.at).role is Role.FURNITURE
        return replace(s, kind=Kind.FURNITURE) if s.kind is not None and (ours or alone) else s

    return replace(script, segments=tuple(map(told, script.segments)))
