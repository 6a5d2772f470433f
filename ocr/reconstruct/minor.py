"""Small headings in a column: the head of a short story, or a subhead of the text above it.

What can be told before the assignment is told here; the assignment weighs it against how the columns run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct import weights as w
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.corridors import filled
from ocr.reconstruct.cutting import parts_briefs
from ocr.reconstruct.heads import SUBHEAD_SIZE
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.small_heads import set_wide
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit

UNDER = 3.0
"""Text begins at most this many em under its heading."""
CROWD, PART = 3, 1 / 3
"""Heads of stories in type as small as a subhead's, and their share of all, that make a vertical page one of small
heads."""
WALL = 0.9
"""Share of a band's height that a rule before a head of a vertical page has, at least."""
RULE_REACH = 3.0
"""A rule belongs to a heading from at most this many em off."""
HEAD_DEPTH = 10.0
"""A head with all its lines takes up at most this many em of its bands; the text beside and beyond it begins lower."""
ALIKE = 0.06
"""Headings whose sizes differ by less than this share are of one style."""
NEARLY, LIKE = 0.15, 2
"""Subheads of one story measure no further apart than this share, blurred as they may be; so many make a style."""
LARGER = 1.12
"""Type less than this many body em high is body type; a head in it is no style."""


def settle(units: Sequence[Unit], ends: Ends) -> tuple[Unit, ...]:
    """The units with every small heading that has a dateline or byline right under it told to be a story's head."""
    return tuple(
        replace(unit, head=replace(unit.head, may_be_subhead=False))
        if unit.head is not None and unit.weak and not unit.head.run_in and _dated(unit, units, ends)
        else unit
        for unit in units
    )


def _dated(heading: Unit, units: Sequence[Unit], ends: Ends) -> bool:
    """Whether the text right under a heading begins as only a story does."""
    under = [unit for unit in units if unit.flows and _right_under(unit.place, heading.place, unit.em)]
    first = min(under, key=lambda unit: unit.place.top, default=None)
    return first is not None and ends.heads[first.id].dated


def briefs(units: Sequence[Unit], sheet: Sheet) -> frozenset[str]:
    """Small headings that a short rule parts from the text before; and others of their style, where such a rule stands
    over most of those that have a text right over them."""
    small = [unit for unit in units if unit.weak]
    parted = [unit for unit in small if _parted(unit, units, sheet)]
    amid = [unit for unit in small if unit in parted or _text_over(unit, units, sheet.em)]
    found = {unit.id for unit in parted}
    for style in parted:
        like = [unit for unit in small if abs(style.em - unit.em) <= ALIKE * unit.em]
        inside = [unit for unit in amid if unit in like]
        if 2 * sum(unit in parted for unit in inside) >= len(inside):
            found |= {unit.id for unit in like}
    return frozenset(found)


def _text_over(heading: Unit, units: Sequence[Unit], em: float) -> bool:
    """Whether a text stands right over a heading."""
    box = heading.place
    return any(
        -em <= box.top - unit.place.bottom <= UNDER * em and unit.place.overlap_x(box) >= 0.5 * box.width
        for unit in units
        if unit.flows
    )


def story_signs(units: Sequence[Unit], sheet: Sheet, ground: Ground, brief: frozenset[str]) -> dict[str, float]:
    """How plainly each small heading begins a story, in log odds, by unit id: 0 is not at all.

    A head of its size that is no subhead stands on the page; the head of the story it stands in is no larger; a rule
    stands over it; on a vertical page its glyphs are set wide, or several stories have heads as small. brief: headings
    of briefs.
    """
    heads = [unit for unit in units if unit.strong]
    styles = [head.em for head in heads if head.em >= LARGER * sheet.em]
    small = sum(head.head is not None and head.em < SUBHEAD_SIZE * sheet.em for head in heads)
    many = sheet.turned and small >= max(CROWD, PART * len(heads))
    crowded = {u.id for u in units if many and u.em < SUBHEAD_SIZE * sheet.em}
    return {
        unit.id: w.SAME_STYLE * any(abs(size - unit.em) <= ALIKE * unit.em for size in styles)
        + w.SAME_STYLE * (unit.id in crowded)
        + w.NO_SMALLER * _no_smaller(unit, heads, ground)
        + w.SET_WIDE * (sheet.turned and any(set_wide(row, sheet.em) for row in unit.rows))
        + (
            w.PARTED_BY_RULE
            if unit.id in brief or _walled_off(unit, units, sheet)
            else w.RULE_ABOVE * _ruled(unit, heads, units, sheet)
        )
        for unit in units
        if unit.weak
    }


def flowing_up(chains: Sequence[Sequence[Unit]], em: float, brief: frozenset[str]) -> dict[str, float]:
    """What speaks against small headings whose story, as it was put together, goes on higher than they stand, by unit
    id.

    A column belongs to a heading that stands over it or at its top; text that comes from under a small heading and
    goes on at the top of the next column comes from the story that both columns stand in. Headings of the same style
    share it. brief: headings of briefs, which go on from column to column.
    """
    first = [chain for chain in chains if chain[0].weak and chain[0].id not in brief]
    up = [chain[0] for chain in first if any(_higher(unit, chain[0], em) for unit in chain)]
    small = [unit for chain in chains for unit in chain if unit.weak]
    return {
        unit.id: -w.FLOWS_UP if unit in up else -w.SAME_STYLE
        for unit in small
        if any(unit is other or abs(other.em - unit.em) <= ALIKE * unit.em for other in up)
    }


def heading_their_like(chains: Sequence[Sequence[Unit]]) -> dict[str, float]:
    """What speaks against small headings whose story, as it was put together, has subheads in the same type, by unit
    id: a head is set larger than its subheads, so that the first of a row of them is one of them, and where the first
    is a subhead the others are."""
    small = [[unit for unit in chain if unit.weak] for chain in chains if chain[0].weak]
    against: dict[str, float] = {}
    for first, *rest in small:
        like = [unit for unit in rest if abs(unit.em - first.em) <= ALIKE * first.em]
        if like:
            against[first.id] = -w.OWN_STYLE * min(2, len(like))
            against |= {unit.id: -w.SAME_STYLE for unit in like}
    return against


def among_their_like(chains: Sequence[Sequence[Unit]], em: float, brief: frozenset[str]) -> dict[str, float]:
    """What speaks against small headings right under a text whose story has subheads of much their size, two or more,
    by unit id: they are one more. brief: headings of briefs, which a story's own subheads say nothing about."""
    against: dict[str, float] = {}
    stories = [(chain, [unit.em for unit in chain if unit.weak]) for chain in chains if chain[0].strong]
    for heading in (chain[0] for chain in chains if chain[0].weak and chain[0].id not in brief):
        for story, sizes in stories:
            like = [size for size in sizes if abs(size - heading.em) <= NEARLY * heading.em]
            if len(like) >= LIKE and _text_over(heading, story, em):
                against[heading.id] = -w.SAME_STYLE * LIKE
    return against


def _higher(unit: Unit, heading: Unit, em: float) -> bool:
    """Whether a unit stands higher than a heading and to its right."""
    return unit.place.top < heading.place.top - 2 * em and unit.place.left > heading.place.left


def own_story(heading: Unit, sheet: Sheet, signs: Mapping[str, float]) -> float:
    """The cost of a small heading beginning a story: the smaller it is, the more. One in larger type than subheads are
    set in is a subhead by the rules at its sides, and its size says nothing."""
    large, small = w.OWN_STORY
    if heading.head is not None and heading.head.run_in:
        return small + w.RUN_IN
    size = heading.em / sheet.em
    share = 1.0 if size >= SUBHEAD_SIZE else min(1.0, (SUBHEAD_SIZE - size) / (SUBHEAD_SIZE - 1))
    return large + share * (small - large) - signs[heading.id]


def as_subhead(
    before: Unit, heading: Unit, sheet: Sheet, signs: Mapping[str, float], *, follows: bool
) -> tuple[tuple[str, float], ...]:
    """A small heading as a subhead of the text before it: it stands right under that text, or at the top of the next
    column. follows: it is next in the reading order of a ground that both stand on."""
    a, b = before.place, heading.place
    white = (b.top - a.bottom - _pictured(a, b, sheet)) / sheet.em
    story = ("what stands under it begins a story", signs[heading.id])
    if a.overlap_x(b) < 0.5 * b.width or white < -1.0:
        if follows:
            return story, ("a subhead at the top of the next column", w.SUBHEAD_TOP)
        return story, ("a subhead, though not under the text before it", w.SUBHEAD + w.SUBHEAD_FAR)
    far = min(w.SUBHEAD_FAR, w.SUBHEAD_WHITE * max(0.0, white - w.SUBHEAD_FREE))
    return story, ("a subhead in the column", w.SUBHEAD + far)


def _pictured(text: Box, heading: Box, sheet: Sheet) -> float:
    """Pixels of a column between a text and a heading under it that pictures with their captions take up."""
    captions = (piece.box for piece in sheet.pieces if piece.kind is Kind.CAPTION)
    between = Box(heading.left, text.bottom, heading.right, max(text.bottom, heading.top))
    return filled(between, (*sheet.pictures, *captions))


def _no_smaller(heading: Unit, heads: Sequence[Unit], ground: Ground) -> bool:
    """Whether a heading is set as large as the head on whose ground it stands: no subhead of that story."""
    over = ground.owner(heading.id, sorted(ground.strong)) if ground.strong else None
    return any(head.id == over and heading.em >= (1 - ALIKE) * head.em for head in heads)


def _ruled(heading: Unit, heads: Sequence[Unit], units: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether a rule stands over a heading and none under it: two of them are a subhead's ornament.

    A rule over the head of the story that the heading stands in says nothing about the heading; nor does one that runs
    over the columns before it as well, as the edge of a page or frame does.
    """
    box = heading.place
    over = [
        r
        for r in sheet.flat
        if r.overlap_x(box) >= 0.5 * box.width and 0 <= box.top - r.bottom <= RULE_REACH * sheet.em
    ]
    bare = [r for r in over if not any(_between(r, head.place, box) for head in heads)]
    beside = [u.place for u in units if (u.flows or u.strong) and u.place.right <= box.left]
    bare = [r for r in bare if not any(_under_one_rule(r, column, box, sheet.em) for column in beside)]
    return bool(bare) and not _rules_near(heading, sheet, above=False)


def _walled_off(heading: Unit, units: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether a rule as high as its band stands before a heading of a vertical page, and none after it: there one
    story ends and another begins. Where a rule comes down from bands above, the story may have begun up there."""
    if not sheet.turned:
        return False
    box = heading.place
    column = next((u.place for u in units if u.flows and _right_under(u.place, box, sheet.em)), box)
    wall = any(
        rule.overlap_x(column) >= WALL * column.width
        and rule.left >= column.left - RULE_REACH * sheet.em
        and 0 <= box.top - rule.bottom <= RULE_REACH * sheet.em
        for rule in sheet.flat
    )
    return wall and not _rules_near(heading, sheet, above=False)


def _parted(heading: Unit, units: Sequence[Unit], sheet: Sheet) -> bool:
    """Whether a short rule in the middle of the column parts a heading from text right over it, as briefs are parted;
    one under it as well would make the two its ornament."""
    box, em = heading.place, sheet.em
    column = next((u.place for u in units if u.flows and _right_under(u.place, box, em)), box)
    over = [r for r in sheet.flat if 0 <= box.top - r.bottom <= RULE_REACH * em and parts_briefs(r, column, em)]
    before = [u.place for u in units if u.flows and u.place.overlap_x(column) >= 0.5 * column.width]
    texts = any(0 <= r.top - text.bottom <= RULE_REACH * em for r in over for text in before)
    return texts and not _rules_near(heading, sheet, above=False)


def _right_under(text: Box, heading: Box, em: float) -> bool:
    """Whether a text begins right under a heading, and under most of it."""
    under = -em <= text.top - heading.bottom <= UNDER * em
    return under and text.overlap_x(heading) >= 0.5 * heading.width


def _under_one_rule(rule: Box, column: Box, heading: Box, em: float) -> bool:
    """Whether a column of text begins under the same rule as a heading, at its height or below a head between them."""
    level = -RULE_REACH * em <= column.top - heading.top <= HEAD_DEPTH * em
    return rule.overlap_x(column) >= 0.5 * column.width and level


def _between(rule: Box, head: Box, heading: Box) -> bool:
    """Whether a head stands under a rule and over, or beside and higher than, a small heading under the same rule."""
    return rule.overlap_x(head) >= 0.5 * head.width and rule.bottom <= head.top + 2 and head.center[1] < heading.top


def ornaments(headings: Sequence[Unit], sheet: Sheet) -> frozenset[Box]:
    """The rules that stand over and under a small heading; they part nothing."""
    found: set[Box] = set()
    for heading in headings:
        over, under = _rules_near(heading, sheet, above=True), _rules_near(heading, sheet, above=False)
        if heading.weak and over and under:
            found.update(over, under)
    return frozenset(found)


def _rules_near(heading: Unit, sheet: Sheet, *, above: bool) -> list[Box]:
    """Rules of much the column's width within RULE_REACH over, or under, a heading."""
    box = heading.place
    gaps = ((rule, box.top - rule.bottom if above else rule.top - box.bottom) for rule in sheet.flat)
    return [
        rule
        for rule, gap in gaps
        if rule.overlap_x(box) >= 0.5 * box.width and rule.width <= 2 * box.width and -2 <= gap <= RULE_REACH * sheet.em
    ]
