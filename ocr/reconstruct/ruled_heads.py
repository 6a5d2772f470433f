"""Heads between two rules: they govern as much as the rules are long, and the rules part them from nothing of theirs.

Such a head may head what stands under its strip or box, or stand in the middle of its text: then columns stand over it
as well as under it, and others run past it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.units import Unit

NEAR = 3.0
"""Em from a head to the rules over and under it, and from those to the columns, at most."""
UNDER = 0.9
"""Share of a head, or of a column, that stands under or over a rule, at least."""
PASSING = 8.0
"""Em by which a column that runs past a head goes higher than its upper rule and lower than its lower one, at least."""
BESIDE = 3.5
"""Em from the end of the rules to that column, at most."""


def as_wide_as_rules(units: Sequence[Unit], sheet: Sheet) -> tuple[tuple[Unit, ...], Sheet]:
    """The units with every head that stands alone between two rules of one length, with text right under them, as wide
    as they are; and the sheet without the rules that part nothing: the lower one, and the upper one as well where the
    head stands amid its text.

    Amid its text: a column runs past the head and its rules, from well over them to well under them, so the end of both
    lies in one text; and other columns stand over the upper rule and under the lower one. A vertical page is left as it
    is.
    """
    if sheet.turned:
        return tuple(units), sheet
    texts = [unit.place for unit in units if unit.flows]
    heads = [unit.place for unit in units if unit.strong]
    widened, nothing = [], set[Box]()
    for unit in units:
        pair = _pair(unit.place, heads, sheet) if unit.head is not None and unit.strong and unit.head.upright else None
        if pair is not None and _over_text(pair[1], texts, sheet.em):
            amid = _amid(*pair, texts, sheet.em) and not _boxed(*pair, sheet)
            nothing.update(pair if amid else pair[1:])
            unit = replace(unit, box=replace(unit.place, left=pair[0].left, right=pair[0].right))
        widened.append(unit)
    return tuple(widened), replace(sheet, flat=tuple(rule for rule in sheet.flat if rule not in nothing))


def _pair(head: Box, heads: Iterable[Box], sheet: Sheet) -> tuple[Box, Box] | None:
    """The rules right over and right under a head, as long as each other, with no other head between them."""
    wide = [rule for rule in sheet.flat if rule.overlap_x(head) >= UNDER * head.width]
    over = [rule for rule in wide if 0 <= head.top - rule.bottom <= NEAR * sheet.em]
    under = [rule for rule in wide if 0 <= rule.top - head.bottom <= NEAR * sheet.em]
    for upper in over:
        for lower in under:
            strip = Box.around((upper, lower))
            long = max(abs(upper.left - lower.left), abs(upper.right - lower.right)) <= sheet.em
            if long and not any(other != head and other.overlap(strip) for other in heads):
                return upper, lower
    return None


def _boxed(upper: Box, lower: Box, sheet: Sheet) -> bool:
    """Whether two rules are the top and the foot of a box: a rule stands at one of its sides."""
    box = Box.around((upper, lower))
    return any(
        rule.overlap_y(box) >= UNDER * box.height
        and min(abs(rule.center[0] - box.left), abs(rule.center[0] - box.right)) <= sheet.em / 2
        for rule in sheet.steep
    )


def _over_text(rule: Box, texts: Sequence[Box], em: float) -> bool:
    """Whether a column of text begins right under a rule."""
    return any(0 <= t.top - rule.bottom <= NEAR * em and t.overlap_x(rule) >= UNDER * t.width for t in texts)


def _amid(upper: Box, lower: Box, texts: Sequence[Box], em: float) -> bool:
    whole = Box.around((upper, lower))
    passing = (t for t in texts if whole.top - t.top >= PASSING * em and t.bottom - whole.bottom >= PASSING * em)
    over = (0 <= upper.top - t.bottom <= NEAR * em and t.overlap_x(upper) >= UNDER * t.width for t in texts)
    return any(0 <= -text.overlap_x(whole) <= BESIDE * em for text in passing) and any(over)
