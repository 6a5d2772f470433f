"""Links on the strings of whole pages: which text stands where it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ocr.evaluate.edits import Kind, edits
from ocr.evaluate.links import Role
from ocr.evaluate.matched import Matched
from ocr.evaluate.segments import Segment, Side


@dataclass(frozen=True, slots=True)
class Span:
    """A link on the strings of the whole page."""

    start: int
    end: int
    at: int
    at_end: int
    piece: int
    other: int


class Placing:
    """Two pages' strings, and what of both is spoken for."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.a, self.b = Side.of(matched.truth_pieces), Side.of(matched.output_pieces)
        self.used = bytearray(len(self.a.text)), bytearray(len(self.b.text))

    def spans(self) -> list[Span]:
        """The links on the page's strings, each grown over equal characters around it that no link has."""
        found = []
        for x in self.matched.links:
            a, b = self.a.begins[x.truth], self.b.begins[x.output]
            whole = Span(a + x.start, a + x.end, b + x.at, b + x.at_end, x.truth, x.output)
            found.append(self.trimmed(whole))
            self.claim(found[-1])
        return [self.grown(span) for span in found]

    def trimmed(self, span: Span) -> Span:
        """The link without what differs at its ends: what stands around it may know better."""
        inner = edits(self.a.text[span.start : span.end], self.b.text[span.at : span.at_end])
        same = [e for e in inner if e.kind is None]
        if not same:
            return span
        return replace(
            span,
            start=span.start + same[0].start,
            end=span.start + same[-1].end,
            at=span.at + same[0].at,
            at_end=span.at + same[-1].at_end,
        )

    def claim(self, span: Span | Segment) -> None:
        self.used[0][span.start : span.end] = b"\1" * (span.end - span.start)
        self.used[1][span.at : span.at_end] = b"\1" * (span.at_end - span.at)

    def grown(self, span: Span) -> Span:
        low, high = self.a.spans[self.a.group[span.piece]]
        below, above = self.b.spans[self.b.group[span.other]]
        start, end, at, at_end = span.start, span.end, span.at, span.at_end
        while start > low and at > below and self.free_and_equal(start - 1, at - 1):
            start, at = start - 1, at - 1
        while end < high and at_end < above and self.free_and_equal(end, at_end):
            end, at_end = end + 1, at_end + 1
        whole = replace(span, start=start, end=end, at=at, at_end=at_end)
        self.claim(whole)
        return whole

    def free_and_equal(self, k: int, j: int) -> bool:
        return self.a.text[k] == self.b.text[j] and not self.used[0][k] and not self.used[1][j]

    def partners(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Groups that are compared: paired stories; of other pieces the two of one role that share the most text."""
        a = {piece.story: group for piece, group in zip(self.a.pieces, self.a.group, strict=True)}
        b = {piece.story: group for piece, group in zip(self.b.pieces, self.b.group, strict=True)}
        found = [(a[i], b[j]) for i, j in self.matched.pairs.items() if i in a and j in b]
        votes: Counter[tuple[int, int]] = Counter()
        for span in spans:
            one, other = self.a.pieces[span.piece], self.b.pieces[span.other]
            if one.story < 0 and other.story < 0 and one.role is other.role:
                votes[self.a.group[span.piece], self.b.group[span.other]] += span.end - span.start
        taken_a, taken_b = set[int](), set[int]()
        for (i, j), _ in votes.most_common():
            if i not in taken_a and j not in taken_b:
                found.append((i, j))
                taken_a.add(i)
                taken_b.add(j)
        return sorted(found)

    def same_field(self, span: Span) -> bool:
        """Whether linked text is headline, body or caption on both sides, as far as both files say such things."""
        known = self.matched.truth.fields_known and self.matched.output.fields_known
        one, other = self.a.pieces[span.piece].role, self.b.pieces[span.other].role
        return one is other or not known or self.matched.truth.heads_in_body

    def stray_kind(self, span: Span) -> Kind | None:
        """What linked text is that stands in another story, or in none; furniture and the like has no order."""
        one, other = self.a.pieces[span.piece], self.b.pieces[span.other]
        if one.role is other.role and one.story < 0 and other.story < 0:
            return None
        if one.role is Role.FURNITURE:
            return Kind.FURNITURE
        if one.story >= 0 and other.story >= 0:
            alone, strange = one.story not in self.matched.pairs, other.story not in self.matched.pairs.values()
            if alone != strange:
                return Kind.MERGED if alone else Kind.SPLIT
        return Kind.MOVED
