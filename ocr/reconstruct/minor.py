"""Small headings in a column: the head of a short story, or a subhead of the text above it.

What can be told before the assignment is told here; the assignment weighs it against how the columns run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocr.reconstruct import weights as w
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.heads import SUBHEAD_SIZE
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit

ALIKE = 0.06
"""Headings whose sizes differ by less than this share are of one style."""


def story_signs(units: Sequence[Unit], sheet: Sheet, ground: Ground, ends: Ends) -> dict[str, float]:
    """How plainly each small heading begins a story, in log odds, by unit id: 0 is not at all.

    A dateline or byline under it, another heading of its style that has one, a rule over it.
    """
    weak = [unit for unit in units if unit.weak]
    dated = {unit.id: _dated(unit, ground, ends) for unit in weak}
    return {
        unit.id: w.STORY_UNDER * dated[unit.id]
        + w.SAME_STYLE * any(dated[o.id] for o in weak if o is not unit and abs(o.em - unit.em) <= ALIKE * unit.em)
        + w.RULE_ABOVE * _ruled(unit, sheet)
        for unit in weak
    }


def own_story(heading: Unit, sheet: Sheet, signs: Mapping[str, float]) -> float:
    """The cost of a small heading beginning a story: the smaller it is, the more."""
    large, small = w.OWN_STORY
    share = min(1.0, max(0.0, (SUBHEAD_SIZE - heading.em / sheet.em) / (SUBHEAD_SIZE - 1)))
    return large + share * (small - large) - signs[heading.id]


def as_subhead(before: Unit, heading: Unit, sheet: Sheet, signs: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """A small heading as a subhead of the text before it: it stands right under that text, or at the top of a
    column."""
    a, b = before.place, heading.place
    white = (b.top - a.bottom) / sheet.em
    story = ("what stands under it begins a story", signs[heading.id])
    if a.overlap_x(b) < 0.5 * b.width or white < -1.0:
        return story, ("a subhead, though not under the text before it", w.SUBHEAD + w.SUBHEAD_FAR)
    far = min(w.SUBHEAD_FAR, w.SUBHEAD_WHITE * max(0.0, white - w.SUBHEAD_FREE))
    return story, ("a subhead in the column", w.SUBHEAD + far)


def _dated(heading: Unit, ground: Ground, ends: Ends) -> bool:
    """Whether the text under a heading begins as only a story does."""
    under = next((order[0] for order in ground.orders.get(heading.id, ()) if order), None)
    return (
        under is not None and under in ends.heads and ground.excess(heading.id, under) < 1.0 and ends.heads[under].dated
    )


def _ruled(heading: Unit, sheet: Sheet) -> bool:
    box = heading.place
    return any(r.overlap_x(box) >= 0.5 * box.width and 0 <= box.top - r.bottom <= 3 * sheet.em for r in sheet.flat)
