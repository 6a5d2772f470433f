"""The differences of a page as a person would count them: segments of an edit script put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ocr.evaluate.edits import Kind
from ocr.evaluate.segments import Script, Segment

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. truth and output: the stretches on the script's strings, None where that side has nothing.

    inside: index of the moved, merged, split or leaked difference that this one lies in, -1 for none. like: where the
    reference has the text that is printed again. characters: those that differ, or are not where they should be.
    """

    kind: Kind
    truth: Stretch | None
    output: Stretch | None
    characters: int
    inside: int = -1
    like: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """Differences in the order of the reference; of: for each segment of the script its difference, -1 for none."""

    items: tuple[Difference, ...]
    of: tuple[int, ...]


_BLOCKS = frozenset({Kind.MOVED, Kind.MERGED, Kind.SPLIT, Kind.FURNITURE})


def differences(script: Script) -> Differences:
    """Segments of a block are one difference, so are neighbours of one kind; what is misread in a block is another."""
    segments = script.segments
    members: dict[int, list[Segment]] = {}
    for s in segments:
        if s.block >= 0 and s.kind in _BLOCKS:
            members.setdefault(s.block, []).append(s)
    items, of, number = list[Difference](), [-1] * len(segments), dict[int, int]()
    for k, s in enumerate(segments):
        if s.kind is None:
            continue
        if s.block in members and s.block not in number:
            number[s.block] = len(items)
            items.append(_block(members[s.block]))
        if s.block in members and s.kind in _BLOCKS:
            of[k] = number[s.block]
        elif k and of[k - 1] >= 0 and _goes_on(segments[k - 1], s):
            of[k] = of[k - 1]
            items[of[k]] = _longer(items[of[k]], s)
        else:
            of[k] = len(items)
            items.append(_single(s, number.get(s.block, -1)))
    return Differences(tuple(items), tuple(of))


def _block(segments: list[Segment]) -> Difference:
    truth = min(s.start for s in segments), max(s.end for s in segments)
    output = min(s.at for s in segments), max(s.at_end for s in segments)
    kind = segments[0].kind
    assert kind is not None
    return Difference(kind, truth, output, sum(_size(s) for s in segments))


def _single(s: Segment, inside: int) -> Difference:
    truth = (s.start, s.end) if s.end > s.start else None
    output = (s.at, s.at_end) if s.at_end > s.at else None
    assert s.kind is not None
    return Difference(s.kind, truth, output, _size(s), inside, s.like)


def _longer(d: Difference, s: Segment) -> Difference:
    more = _single(s, d.inside)
    truth = (d.truth[0], s.end) if d.truth and more.truth else d.truth or more.truth
    output = (d.output[0], s.at_end) if d.output and more.output else d.output or more.output
    return Difference(d.kind, truth, output, d.characters + more.characters, d.inside, d.like)


def _goes_on(one: Segment, other: Segment) -> bool:
    """Whether two segments are one difference in two pieces."""
    if one.kind is not other.kind or one.block != other.block or one.like or other.like:
        return False
    truth = one.end == other.start or one.end == one.start == 0
    output = one.at_end == other.at or one.at_end == one.at == 0
    return truth and output and one.in_place == other.in_place


def _size(s: Segment) -> int:
    return max(s.end - s.start, s.at_end - s.at)


def characters(items: Differences) -> Iterator[tuple[Kind, int, int]]:
    """Each kind with how many differences and how many characters are of it."""
    for kind in Kind:
        those = [d for d in items.items if d.kind is kind]
        yield kind, len(those), sum(d.characters for d in those)
