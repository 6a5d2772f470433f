"""What is left of a strip that stood twice: short runs at its edges, too short to be told for a copy by themselves.

A strip's first and last run may be a few words, since a column's edge cut them off. Next to a strip that went, a run
goes too when it says what stands next to the strip's other copy: the beginning of what follows it, or the end of what
stands before it, a subhead between left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from ocr.reconstruct.dump.runs import Item
from ocr.reconstruct.dump.spans import Span

LEAST = 12
"""Letters, digits and Han of the shortest run that goes."""
ALIKE = 90.0
"""Per cent of two readings that agree at least."""
SKIPPED, NEAR = 1, 12
"""Runs passed over between a strip and what stands next to its other copy, at most, and how far that is looked for when
the copies stand next to each other."""


@dataclass(frozen=True, slots=True)
class Remnant:
    """A run by index, and the run that has the same text."""

    item: int
    repeats: int


def remnants(gone: Sequence[tuple[range, Span]], kept: Mapping[int, Item]) -> Iterator[Remnant]:
    """The runs beside strips that went, each with the span it repeats, that are pieces of them."""
    for strip, source in gone:
        for at, step in ((strip.stop, 1), (strip.start - 1, -1)):
            item = kept.get(at)
            text = _keys(item.text) if item is not None else ""
            if len(text) < LEAST:
                continue
            for n, rest in _next_to(source, step, at, kept):
                if _same(text, _keys(rest), step):
                    yield Remnant(at, n)
                    break


def _next_to(source: Span, step: int, at: int, kept: Mapping[int, Item]) -> Iterator[tuple[int, str]]:
    """What stands right after a span (step 1), or right before it (step -1): the rest of its run, and the next runs
    that are kept, the one at `at` left out."""
    edge = source.last if step > 0 else source.first
    if edge in kept and edge != at:
        text = kept[edge].text
        yield edge, text[source.end :] if step > 0 else text[: source.start]
    near = (n for n in range(edge + step, edge + step * NEAR, step) if n in kept and n != at)
    yield from ((n, kept[n].text) for n in islice(near, SKIPPED + 1))


def _same(text: str, rest: str, step: int) -> bool:
    """Whether a text is the beginning of another (step 1) or its end, but for a few characters."""
    if len(rest) < len(text):
        return False
    return fuzz.ratio(text, rest[: len(text)] if step > 0 else rest[-len(text) :]) >= ALIKE


def _keys(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
