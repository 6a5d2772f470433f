"""Where the text of a vertical page goes on that does not stand under its head: at the top of the next band.

A vertical page is a stream: text runs through a band from right to left, a head stands inside the stream, and what
comes after it up to the next head is its story, also past the band's end. Where the band ends, by a rule, a frame or
the page's edge, the text goes on at the right end of the next band below, which is the next column to the right on the
canonical page; heads of older stories that reach down into that band do not own it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.reconstruct import weights as w
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.seams import End, Ends
from ocr.reconstruct.units import Unit

NEXT_BAND = 3.5
"""Em from the end of one band to the beginning of the next, at most."""
OVERLAP = 0.6
"""Em by which two bands may overlap, on a page that is not quite flat."""
OPEN = 0.5
"""Odds, as a probability, from which a text is open at an end; one that is whole has no need of another band."""
BELOW = 2.5
"""Em of white under the last text of a band before more text of the same band."""


def wraps(units: Sequence[Unit], sheet: Sheet, ends: Ends) -> dict[tuple[str, str], float]:
    """What it costs, by pair of units of a vertical page, to go on from the first, which ends a band with its text
    open, to the second, which begins the next one headless; more where text begins beside it in the band before."""
    if not sheet.turned:
        return {}
    flowing = [unit for unit in units if unit.flows or unit.weak]
    last = [u for u in flowing if _ends_band(u, units, sheet) and ends.tails[u.id].probability >= OPEN]
    first = [u for u in flowing if _begins_band(u, units, sheet) and (u.weak or _runs_on(ends.heads[u.id]))]
    beside = {other.id for other in first if any(_level(one, other, sheet) for one in flowing)}
    return {
        (one.id, other.id): w.NEXT_BAND + w.BESIDE * (other.id in beside)
        for one in last
        for other in first
        if one is not other and _next_band(one, other, sheet)
    }


def _runs_on(end: End) -> bool:
    return end.probability >= OPEN and not end.dated


def _level(one: Unit, other: Unit, sheet: Sheet) -> bool:
    """Whether two units stand side by side with the same top: the story that has the first one's band goes on in the
    second's."""
    return one is not other and _next_band(one, other, sheet) and abs(one.place.top - other.place.top) <= sheet.em


def _next_band(one: Unit, other: Unit, sheet: Sheet) -> bool:
    gap = other.place.left - one.place.right
    return one.frame == other.frame and -OVERLAP * sheet.em <= gap <= NEXT_BAND * sheet.em


def _ends_band(unit: Unit, units: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether nothing of the band stands right under a unit, unless a rule parts them or a head begins there."""
    box = unit.place
    under = [
        other
        for other in units
        if other is not unit
        and other.flows
        and _shares(box, other.place)
        and -sheet.em <= other.place.top - box.bottom <= BELOW * sheet.em
    ]
    return unit.flows and not any(not _parted(unit, other, sheet) for other in under)


def _begins_band(unit: Unit, units: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether neither text nor a head of the band stands right over a unit, unless a rule parts them; a head that
    reaches in from bands before it is none of this band."""
    box = unit.place
    for other in units:
        above = -sheet.em <= box.top - other.place.bottom <= 2 * BELOW * sheet.em
        if other is unit or not above or not _shares(box, other.place):
            continue
        if other.head is not None and other.place.left < box.left - 2 * sheet.em:
            continue
        if (other.flows or other.head is not None) and not _parted(other, unit, sheet):
            return False
    return unit.flows or unit.weak


def _shares(a: Box, b: Box) -> bool:
    return a.overlap_x(b) >= 0.4 * min(a.width, b.width)


def _parted(upper: Unit, lower: Unit, sheet: Sheet) -> bool:
    """Whether a rule runs between two units that stand over one another."""
    top, bottom = upper.place.bottom - sheet.em / 2, lower.place.top + sheet.em / 2
    span = min(upper.place.width, lower.place.width)
    return any(top <= rule.center[1] <= bottom and rule.overlap_x(lower.place) >= 0.5 * span for rule in sheet.flat)
