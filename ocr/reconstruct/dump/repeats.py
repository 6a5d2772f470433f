"""Strips that stand twice by mistake go; what is rightly said twice stays.

A strip is a piece of a page that was read twice: whole runs in a row, whose first may start and whose last may end in
the middle of a sentence, because a column did. A sentence inside another text is never touched, and a whole sentence
that is a paragraph of its own stays unless it is long: speakers and papers repeat themselves, but not by the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.page import Removal
from ocr.reconstruct.conventions import CLOSERS, NEVER_FIRST, closes, prose
from ocr.reconstruct.dump.echoes import echoes
from ocr.reconstruct.dump.readings import better, merged
from ocr.reconstruct.dump.remnants import remnants
from ocr.reconstruct.dump.runs import Item, full_width
from ocr.reconstruct.dump.spans import Echo, Span
from ocr.reconstruct.dump.surroundings import Surroundings

LEAST = 24
"""Characters, marks left out, that a strip has at least when it starts or ends inside a sentence; ROW for several whole
runs in a row, WHOLE for one."""
ROW = 40
PARAGRAPH = 12
"""Characters from which a run counts as one of several; a jump line and a refrain under it are said twice rightly."""
WHOLE = 60
REMNANT = "what is left of a strip that stands twice"
LOOSE = 2
"""Characters at a run's edge that need not be in the strip."""
CLEARLY = 1.0
"""Log odds by which the later of two whole strips must fit its place better to stay: a copy follows as a rule."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Whole runs that repeat a span: items by index, what they repeat, and whether an end is inside a sentence."""

    items: range
    repeats: Span
    torn: bool
    size: int


def without_repeats(items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Removal, ...]]:
    """The runs less those that repeat others, in their better readings, and what was removed, in the dump's order.

    What a strip that went repeats stays, whatever else says the same.
    """
    kept: dict[int, Item] = dict(enumerate(items))
    removals = []
    stays: set[int] = set()
    gone: list[tuple[range, Span]] = []
    around = Surroundings(items)
    found = [(len(_sides(echo, items)) > 1, echo) for echo in echoes(items, LEAST)]
    for _, echo in sorted(found, key=lambda each: (each[0], -each[1].size)):
        for part in echo.parts(lambda n: (n in kept, n in stays)):
            sides = _sides(part, items) if part.size >= LEAST else []
            strip = _too_many([side for side in sides if not stays & set(side.items)], items, kept, around)
            if strip is not None:
                stays.update(strip.repeats.items)
                gone.append((strip.items, strip.repeats))
                removals.append(_take_out(strip, kept))
    for left in remnants(gone, kept):
        if left.item in kept and left.item not in stays and left.repeats in kept:
            item = kept.pop(left.item)
            stays.add(left.repeats)
            removals.append(Removal((item.id,), item.run.text, (kept[left.repeats].id,), REMNANT, 0.9))
    order = sorted(removals, key=lambda removal: removal.runs)
    return tuple(kept[n] for n in sorted(kept)), tuple(order)


def _sides(echo: Echo, items: Sequence[Item]) -> list[Strip]:
    """The sides of an echo that are strips of whole runs, the later one first."""
    pairs = [(echo.later, echo.earlier), (echo.earlier, echo.later)]
    return [strip for one, other in pairs if (strip := _whole(one, other, items)) is not None]


def _too_many(
    sides: Sequence[Strip], items: Sequence[Item], kept: dict[int, Item], around: Surroundings
) -> Strip | None:
    """The side that is a strip too many, or None.

    Of two it is the one beside a strip that went, else the one whose other stands in longer runs, else the one that
    fits its place clearly worse, else the later one.
    """
    found = [strip for strip in sides if all(n in kept for n in strip.items) and _held(strip.repeats, kept)]
    if len(found) < 2:
        return found[0] if found else None
    beside = [_beside_gone(strip, kept, len(items)) for strip in found]
    longer = [_reach(strip.repeats, items) - _length(strip, items) for strip in found]
    fits = [around.fit(strip.items, strip.repeats.items) for strip in found]
    clearly = fits[0] > CLEARLY + fits[1]
    return max(zip(beside, longer, (not clearly, clearly), found, strict=True), key=lambda each: each[:3])[3]


def _beside_gone(strip: Strip, kept: dict[int, Item], count: int) -> bool:
    """Whether a run next to the strip was taken out already: strips are copied with what stands beside them."""
    return any(0 <= n < count and n not in kept for n in (strip.items.start - 1, strip.items.stop))


def _held(span: Span, kept: dict[int, Item]) -> bool:
    return all(n in kept for n in span.items)


def _length(strip: Strip, items: Sequence[Item]) -> int:
    return sum(len(items[n].text) for n in strip.items)


def _reach(span: Span, items: Sequence[Item]) -> int:
    """Characters of the runs that a span lies in."""
    return sum(len(items[n].text) for n in span.items)


def _whole(one: Span, other: Span, items: Sequence[Item]) -> Strip | None:
    """A side as whole runs that may go, or None: its ends must be ends of runs."""
    first, last = one.first, one.last
    first += _before(items[first], one.start) > LOOSE
    last -= _after(items[last], one.end) > LOOSE
    if first > last:
        return None
    cut = first > one.first, last < one.last
    text = "".join(items[n].text for n in range(first, last + 1))
    torn = _torn(other, items, cut) or not (cut[1] or closes(text) or _after(items[other.last], other.end) == 0)
    torn = torn or text[0] in NEVER_FIRST
    size = sum(c.isalnum() for c in text)
    long = sum(len(_spoken(items[n].text)) >= PARAGRAPH for n in range(first, last + 1))
    several = long > 1 and size >= ROW
    if not ((torn and (prose(text) or size >= ROW)) or several or size >= WHOLE):
        return None
    ahead = 0 if cut[0] else one.start
    behind = 0 if cut[1] else len(items[one.last].text) - one.end
    other = replace(other, start=max(0, other.start - ahead), end=min(len(items[other.last].text), other.end + behind))
    if any(cut):
        other = _narrowed(one, other, range(first, last + 1), items)
    return Strip(range(first, last + 1), other, torn, size)


def _narrowed(one: Span, other: Span, inside: range, items: Sequence[Item]) -> Span:
    """The other side less what answers to runs that are only in part in the echo."""
    ahead = sum(len(items[n].text) - (one.start if n == one.first else 0) for n in range(one.first, inside.start))
    behind = sum(one.end if n == one.last else len(items[n].text) for n in range(inside.stop, one.last + 1))
    first, start, last, end = other.first, other.start + ahead, other.last, other.end - behind
    while start >= len(items[first].text) and first < last:
        start -= len(items[first].text)
        first += 1
    while end <= 0 and last > first:
        last -= 1
        end += len(items[last].text)
    return Span(first, start, last, end)


def _before(item: Item, start: int) -> int:
    return sum(c.isalnum() for c in item.text[:start])


def _after(item: Item, end: int) -> int:
    return sum(c.isalnum() for c in item.text[end:])


def _torn(span: Span, items: Sequence[Item], cut: tuple[bool, bool]) -> bool:
    """Whether a span starts or ends inside a sentence of the runs it lies in."""
    head, tail = items[span.first].text[: span.start], items[span.last].text[span.end :]
    bare = head.rstrip("“‘「『（《")
    rest = tail.lstrip("".join(CLOSERS) + "。！？!?…")
    starts_inside = bool(bare) and not closes(bare) and bare[-1] not in CLOSERS and not cut[0]
    ends_inside = bool(rest) and tail[:1] not in "。！？!?…" and not closes(items[span.last].text[: span.end])
    return starts_inside or (ends_inside and not cut[1])


def _take_out(strip: Strip, kept: dict[int, Item]) -> Removal:
    """Take the strip's runs out; its reading goes where it repeats when it is the better one."""
    gone = [kept.pop(n) for n in strip.items]
    span = strip.repeats
    there = [kept[n] for n in span.items]
    removed = "".join(item.run.text for item in gone)
    whole = "".join(item.run.text for item in there)
    start, end = span.start, len(whole) - (len(there[-1].run.text) - span.end)
    said = whole[start:end]
    differ = _spoken(said) != _spoken(removed)
    swapped = differ and better(removed, said)
    if swapped:
        for number, text in zip(span.items, merged(there, said, removed, start), strict=True):
            item = kept[number]
            kept[number] = replace(item, run=replace(item.run, text=text), text=full_width(text))
        removed = said
    why = _why(strip.torn, differ, swapped)
    runs, repeats = tuple(item.id for item in gone), tuple(item.id for item in there)
    return Removal(runs, removed, repeats, why, 0.9 if differ else 0.98)


def _spoken(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _why(torn: bool, differ: bool, swapped: bool) -> str:
    edge = ", an end of it inside a sentence" if torn else ""
    reading = ""
    if differ:
        reading = ", read otherwise in places; " + (
            "its reading is the better one and stays" if swapped else "the other reading stays"
        )
    return f"a strip that stands twice{edge}{reading}"
