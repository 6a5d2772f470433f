"""Both sides in the order in which a person reads them: an article and its partner, row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ocr.diff.comparison import Compared
from ocr.evaluate.chain import heaviest_chain
from ocr.evaluate.edits import Kind
from ocr.evaluate.links import Role
from ocr.evaluate.normalise import origins
from ocr.evaluate.segments import Segment, Side


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one side: as it was read, where it stands on the side's string, and in which piece."""

    text: str
    start: int
    end: int
    piece: int


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a row: what the reference and what the output has there. difference: its index, -1 for none."""

    truth: Part | None
    output: Part | None
    kind: Kind | None
    difference: int


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that stand against each other: it ends where one ends on both sides."""

    items: tuple[Item, ...]

    @property
    def differs(self) -> bool:
        return any(item.kind is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Section:
    """An article of the reference with its partner, either of them alone (the other is None), or what is outside."""

    title: str
    truth: int | None
    output: int | None
    rows: tuple[Row, ...]
    outside: bool = False

    def differences(self) -> list[int]:
        """Indices of the differences in it, in reading order."""
        found = dict.fromkeys(item.difference for row in self.rows for item in row.items if item.difference >= 0)
        return list(found)


def label(side: Side, piece: int) -> str:
    """The name of a piece within its story."""
    found = side.pieces[piece]
    return (
        f"{found.label} {found.number}"
        if found.label in ("paragraph", "caption", "furniture", "unplaced")
        else found.label
    )


def sections(compared: Compared) -> tuple[Section, ...]:
    """Articles in the order of the reference, then those of the output alone, then furniture and other loose text."""
    return tuple(_Builder(compared).run())


def numbered(found: Iterable[Section]) -> dict[int, int]:
    """Difference to its number, from 1, in the order in which a reader comes across them."""
    order = dict.fromkeys(d for section in found for d in section.differences())
    return {difference: number for number, difference in enumerate(order, 1)}


@dataclass
class _Builder:
    compared: Compared
    _origins: dict[tuple[bool, int], tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def by_truth(self) -> list[int]:
        segments = self.compared.script.segments
        return sorted((k for k, s in enumerate(segments) if s.end > s.start), key=lambda k: segments[k].start)

    @cached_property
    def by_output(self) -> list[int]:
        segments = self.compared.script.segments
        return sorted((k for k, s in enumerate(segments) if s.at_end > s.at), key=lambda k: segments[k].at)

    def run(self) -> Iterator[Section]:
        a, b = self.compared.script.truth, self.compared.script.output
        partner = dict(self.compared.script.partners)
        for i in a.groups(True):
            j = partner.get(i)
            yield self.section(i, j)
        alone = set(b.groups(True)) - set(partner.values())
        for j in sorted(alone):
            yield self.section(None, j)
        for furniture, title in ((True, "Furniture"), (False, "Outside articles")):
            rows = self.rows(self.loose(a, furniture), self.loose(b, furniture))
            if rows:
                yield Section(title, None, None, rows, outside=True)

    def loose(self, side: Side, furniture: bool) -> list[int]:
        return [g for g in side.groups(False) if (side.pieces_of(g)[0].role is Role.FURNITURE) is furniture]

    def section(self, i: int | None, j: int | None) -> Section:
        a, b = self.compared.script.truth, self.compared.script.output
        ours = a.pieces_of(i) if i is not None else ()
        theirs = b.pieces_of(j) if j is not None else ()
        title = next((p.raw for p in (*ours, *theirs) if p.label == "title"), "")
        title = title or next((f"{p.raw[:12]}…" for p in (*ours, *theirs)), "")
        rows = self.rows([i] if i is not None else [], [j] if j is not None else [])
        return Section(
            " ".join(title.split()), ours[0].story if ours else None, theirs[0].story if theirs else None, rows
        )

    def rows(self, ours: list[int], theirs: list[int]) -> tuple[Row, ...]:
        left = self.within(self.by_truth, [self.compared.script.truth.spans[i] for i in ours], output=False)
        right = self.within(self.by_output, [self.compared.script.output.spans[j] for j in theirs], output=True)
        return tuple(_closed(self.items(left, right), self.compared.script.truth, self.compared.script.output))

    def within(self, ordered: list[int], spans: list[tuple[int, int]], *, output: bool) -> list[int]:
        segments = self.compared.script.segments
        begins = [segments[k].at if output else segments[k].start for k in ordered]
        found: list[int] = []
        for low, high in spans:
            found += ordered[bisect_right(begins, low - 1) : bisect_right(begins, high - 1)]
        return found

    def items(self, left: list[int], right: list[int]) -> Iterator[Item]:
        """The two sides merged: what stands in place on both is passed together, the rest where its own side has it."""
        segments = self.compared.script.segments
        rank = {k: n for n, k in enumerate(right)}
        both = [k for k in left if k in rank and segments[k].in_place]
        spine = [both[n] for n in heaviest_chain([(rank[k], segments[k].end - segments[k].start) for k in both])]
        at_left = at_right = 0
        place = {k: n for n, k in enumerate(left)}
        for k in spine:
            yield from self.alone(left[at_left : place[k]], output=False)
            yield from self.alone(right[at_right : rank[k]], output=True)
            yield from self.together(k)
            at_left, at_right = place[k] + 1, rank[k] + 1
        yield from self.alone(left[at_left:], output=False)
        yield from self.alone(right[at_right:], output=True)

    def alone(self, those: list[int], *, output: bool) -> Iterator[Item]:
        side = self.compared.script.output if output else self.compared.script.truth
        for k in those:
            s = self.compared.script.segments[k]
            start, end = (s.at, s.at_end) if output else (s.start, s.end)
            for low, high in _cut(start, end, side.begins):
                part = self.part(low, high, output=output)
                yield Item(None if output else part, part if output else None, s.kind, self.compared.differences.of[k])

    def together(self, k: int) -> Iterator[Item]:
        s = self.compared.script.segments[k]
        kind, number = s.kind, self.compared.differences.of[k]
        a, b = self.compared.script.truth.begins, self.compared.script.output.begins
        if s.end - s.start == s.at_end - s.at:
            for low, high in _cut(s.start, s.end, a):
                for at, at_end in _cut(s.at + low - s.start, s.at + high - s.start, b):
                    start, end = s.start + at - s.at, s.start + at_end - s.at
                    yield Item(self.part(start, end, output=False), self.part(at, at_end, output=True), kind, number)
            return
        yield from self.uneven(s, kind, number)

    def uneven(self, s: Segment, kind: Kind | None, number: int) -> Iterator[Item]:
        a, b = self.compared.script.truth.begins, self.compared.script.output.begins
        ours = [self.part(low, high, output=False) for low, high in _cut(s.start, s.end, a)]
        theirs = [self.part(low, high, output=True) for low, high in _cut(s.at, s.at_end, b)]
        for n in range(max(len(ours), len(theirs))):
            one, other = ours[n] if n < len(ours) else None, theirs[n] if n < len(theirs) else None
            yield Item(one, other, kind, number)

    def part(self, start: int, end: int, *, output: bool) -> Part:
        side = self.compared.script.output if output else self.compared.script.truth
        piece = side.index_at(start)
        if (output, piece) not in self._origins:
            self._origins[output, piece] = origins(side.pieces[piece].raw, side.pieces[piece].text)
        begins, begin = self._origins[output, piece], side.begins[piece]
        return Part(side.pieces[piece].raw[begins[start - begin] : begins[end - begin]], start, end, piece)


def _cut(start: int, end: int, borders: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """A stretch cut at the borders inside it."""
    while start < end:
        stop = min(end, borders[bisect_right(borders, start)])
        yield start, stop
        start = stop


def _closed(items: Iterable[Item], truth: Side, output: Side) -> Iterator[Row]:
    """Items in rows, each of which ends where no side is inside a piece."""
    ends = set(truth.begins), set(output.begins)
    row: list[Item] = []
    inside = [False, False]
    for item in items:
        row.append(item)
        for n, part in enumerate((item.truth, item.output)):
            if part is not None:
                inside[n] = part.end not in ends[n]
        if not any(inside):
            yield Row(tuple(row))
            row = []
    if row:
        yield Row(tuple(row))
