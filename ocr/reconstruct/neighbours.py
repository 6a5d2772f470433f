"""How much two units look as if they stood on one ground: under one another, side by side, beside a heading.

Each look has a cost in log odds; rules, frames and white add to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.corridors import crosses, filled, splits, weight
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.units import Unit

RULE = 2.5
"""A rule between two units."""
RULE_UNDER_HEAD = 1.0
"""A rule between a heading, or its byline, and the text under it: as often an ornament."""
FRAME = 6.0
"""Two units in different frames: a frame is a world of its own."""
WHITE = 0.12
"""One em of empty paper between two units, beyond the FREE first."""
FREE = 3.0
"""Em of white that mean nothing."""
MOST_WHITE = 1.5
"""White costs at most this."""
COLUMN_WHITE = 0.5
"""The same between text and text of one column, beyond COLUMN_FREE: a column is not left empty without a reason."""
COLUMN_FREE = 1.2
PARTLY_UNDER = 0.6
"""A column that stands under the very edge of a heading; less, the more of it is under it."""
COLUMN_BELOW = 0.3
"""Text under text of the same column."""
MEASURE = 0.5
"""The same with another measure; a heading in the column has none, but where bands part columns."""
TO_THE_RIGHT = 0.2
"""The next column with the same top."""
TO_THE_LEFT = 0.6
"""The column before it: a centred head often stands over the later columns alone."""
UNEQUAL_TOPS = 0.8
"""Columns side by side whose tops differ by an em or more; half of it when a picture stands over the lower one."""
EVEN = 0.3
"""Em by which tops may differ for nothing."""
HEADED = 1.5
"""More for a column side by side with others that stands right under a head of its own."""
UNDER_HEAD = 4.0
"""Em between a head and the text right under it, at most; a byline stands between."""
OVER = 4.0
"""A column beside its heading begins at most this many em above it; UNDER below its foot."""
UNDER = 5.0
AMIDST = 1.0
"""More for a column that passes the heading, beginning above and ending below: the heading stands in its text."""
PICTURE_UNDER = 10.0
"""Em from a head to the picture under it, at most: a bright one seems to begin far below its edge."""
UNDER_PICTURE = 5.0
"""Em from a picture to the column under it, at most; its caption stands between."""
BESIDE_HEAD = (0.7, 1.2, 0.1, 0.8)
"""A column at the head's height to its right, to its left; to the right of a vertical head, to its left."""
HEADS_CAPTION = 0.8
"""Share of a heading that stands within the place of a picture and its caption; it is theirs."""
GUTTER = 2.0
"""Em of white that mean nothing between columns side by side; APART for each further one, LATERAL at most."""
APART = 0.12
LATERAL = 20.0
FAR_BESIDE = 60.0
"""A vertical heading is seen from this many em off; columns that were left empty stand between."""
PLAIN = 0.85
"""The odds from which a tail is plainly open and a head plainly runs on."""
PRIOR = 1.0
"""Columns without a rule that a page is thought to have had before."""
NOWHERE = 9.0
"""The distance of a unit from a head that cannot be reached."""


def column_rules(units: Sequence[Unit], sheet: Sheet, ends: Ends) -> float:
    """How far this paper sets rules between the columns of one story, 0 to 1.

    Told from columns side by side whose text plainly runs on from one to the next: the share that has a rule between
    them, counted with PRIOR columns that have none.
    """
    ruled = plain = 0
    texts = [unit for unit in units if unit.flows]
    for one in texts:
        for other in texts:
            a, b = one.place, other.place
            beside = 0 <= b.left - a.right <= 3 * sheet.em and abs(a.top - b.top) <= 2 * EVEN * sheet.em
            if beside and min(ends.tails[one.id].probability, ends.heads[other.id].probability) >= PLAIN:
                corridor = Box(a.right, max(a.top, b.top), b.left, min(a.bottom, b.bottom))
                ruled += any(splits(rule, corridor) for rule in sheet.steep)
                plain += 1
    return ruled / (plain + PRIOR)


def edges(units: Sequence[Unit], sheet: Sheet, steep: float) -> NDArray[np.float64]:
    """Costs of standing on one ground, array (units, units), infinite where there is no edge."""
    cost = np.full((len(units), len(units)), np.inf)
    headed = [_headed(unit, units, sheet) for unit in units]
    columns = {unit.id: _with_subhead(unit, units, sheet) for unit in units}
    for i, one in enumerate(units):
        if not (one.flows or one.head is not None):
            continue
        for j, other in enumerate(units):
            if i == j or other.strong or (one.weak and not other.flows):
                continue
            if one.head is not None and one.head.banner and other.kind is not Kind.NOTE:
                continue
            tops = [unit.place.top for unit in headed[i]]
            side = min(
                _across(one, other, columns, tops, units, sheet, steep), _beside(one, other, units, sheet, steep)
            )
            if any(head is not one and head not in headed[i] for head in headed[j]):
                side += HEADED
            best = min(_down(one, other, units, sheet), _up(one, other, units, sheet), side)
            best = 0.0 if _cuts(one, other) else best
            if one.frame != other.frame:
                best += 0.0 if other.kind is Kind.NOTE else FRAME
            if best < NOWHERE:
                cost[i, j] = max(best, 1e-3)
    return cost


def _headed(unit: Unit, units: Sequence[Unit], sheet: Sheet) -> list[Unit]:
    """The heads right under which a column stands with most of its measure."""
    box, reach = unit.place, UNDER_HEAD * sheet.em
    return [
        other
        for other in units
        if unit.flows and other.strong and other.head is not None and other.head.upright and not other.head.banner
        if other.place.overlap_x(box) >= 0.5 * box.width and -sheet.em <= box.top - other.place.bottom <= reach
    ]


def _down(one: Unit, other: Unit, units: Sequence[Unit], sheet: Sheet) -> float:
    """The cost of text standing under a heading or under text."""
    a, b = one.place, other.place
    shared, gap = a.overlap_x(b), b.top - a.bottom
    least = 0.5 * sheet.em if one.head is not None else 0.6 * min(a.width, b.width)
    if shared < least or gap < -0.8 * sheet.em:
        return NOWHERE
    corridor = Box(max(a.left, b.left), min(a.bottom, b.top), min(a.right, b.right), max(a.bottom, b.top))
    if _blocked(corridor, one, other, units, down=True):
        return NOWHERE
    rules = sum(weight(rule, corridor) for rule in sheet.flat if crosses(rule, corridor))
    leaves = (unit.place for unit in units if not unit.flows and unit.head is None)
    white = (gap - filled(corridor, (*sheet.pictures, *leaves))) / sheet.em
    dear, free = (COLUMN_WHITE, COLUMN_FREE) if one.flows and other.flows else (WHITE, FREE)
    rule = RULE_UNDER_HEAD if one.head is not None else RULE
    cost = rule * min(2, rules) + min(MOST_WHITE, dear * max(0.0, white - free))
    if one.head is not None and one.strong:
        return cost + PARTLY_UNDER * (1 - min(1.0, shared / max(1, min(a.width, b.width))))
    unlike = abs(a.width - b.width) > 0.15 * max(a.width, b.width)
    return cost + COLUMN_BELOW + (MEASURE if unlike and one.flows and (sheet.turned or not other.weak) else 0.0)


def _up(one: Unit, other: Unit, units: Sequence[Unit], sheet: Sheet) -> float:
    """The cost of a column standing right over a heading that it belongs to: one in the middle of its text, which
    other columns with the same top pass."""
    a, b, em = one.place, other.place, sheet.em
    over = -em <= a.top - b.bottom <= UNDER_HEAD * em and a.overlap_x(b) >= 0.5 * b.width
    if one.head is None or not (one.strong and one.head.upright and other.flows and over):
        return NOWHERE
    passed = any(
        unit.flows and abs(unit.place.top - b.top) <= 2 * em and _passes(unit.place, a, em)
        for unit in units
        if -0.5 * em <= -a.overlap_x(unit.place) <= LATERAL * em
    )
    return BESIDE_HEAD[0] + AMIDST if passed else NOWHERE


def _cuts(one: Unit, other: Unit) -> bool:
    """Whether a heading stands in the midst of a column, which goes on under it (see past_heads)."""
    if one.head is None or not (one.strong and one.head.upright and other.flows):
        return False
    a, b = one.place, other.place
    return b.top < a.top and a.bottom < b.bottom and a.overlap_x(b) >= 0.5 * b.width


def _with_subhead(unit: Unit, units: Sequence[Unit], sheet: Sheet) -> Box:
    """The place of a column with the small heading right over it, or of such a heading with the column under it."""
    box, reach = unit.place, UNDER_HEAD * sheet.em
    if unit.flows:
        near = [u.place for u in units if u.weak and -sheet.em <= box.top - u.place.bottom <= reach]
    else:
        near = [u.place for u in units if unit.weak and u.flows and -sheet.em <= u.place.top - box.bottom <= reach]
    return Box.around([box, *(b for b in near if b.overlap_x(box) >= 0.6 * min(b.width, box.width))])


def _across(
    one: Unit,
    other: Unit,
    columns: Mapping[str, Box],
    tops: Sequence[int],
    units: Sequence[Unit],
    sheet: Sheet,
    steep: float,
) -> float:
    """The cost of two columns standing side by side; the bands of a vertical page have rules between them or not, as
    the paper has it.

    columns: the places of units, subheads with their text; tops: those of the heads over the first column; the columns
    that a narrow head leaves free begin at its top.
    """
    if one.head is not None or not (other.flows or other.weak or other.kind is Kind.CAPTION):
        return NOWHERE
    a, b, em = columns[one.id], columns[other.id], sheet.em
    gap, shared = -a.overlap_x(b), a.overlap_y(b)
    if not -0.5 * em <= gap <= LATERAL * em or shared < min(3 * em, 0.3 * min(a.height, b.height)):
        return NOWHERE
    corridor = Box(min(a.right, b.right), max(a.top, b.top), max(a.left, b.left), min(a.bottom, b.bottom))
    if _blocked(corridor, one, other, units, down=False):
        return NOWHERE
    right = b.left > a.left
    ruled = any(splits(rule, corridor) for rule in sheet.steep)
    cost = (TO_THE_RIGHT if right else TO_THE_LEFT) + steep * ruled
    off = min((abs(top - b.top) for top in (a.top, *tops)), default=0)
    uneven = min(1.0, max(0.0, off / em - EVEN) / (1 - EVEN))
    cost += UNEQUAL_TOPS * uneven * (0.5 if _under_picture(b if b.top > a.top else a, sheet) else 1.0)
    return cost + APART * max(0.0, gap / em - GUTTER)


def _beside(one: Unit, other: Unit, units: Sequence[Unit], sheet: Sheet, steep: float) -> float:
    """The cost of a column standing beside a heading: at its height right of it, or along a vertical one. Beside the
    rules of one that stands between them is nothing of it, but where it stands amid its text."""
    if one.head is None or other.strong or one.weak:
        return NOWHERE
    a, b, em = one.place, other.place, sheet.em
    if other.kind is Kind.CAPTION and one.head.upright and a.overlap(b) >= HEADS_CAPTION * a.area:
        return 0.0  # under its picture, before or over its words
    a = _with_pictures(a, sheet) if one.head.upright else a
    b = b if one.head.upright or sheet.turned else _from_picture(b, a, sheet)
    gap = -a.overlap_x(b)
    far = LATERAL if one.head.upright or sheet.turned else FAR_BESIDE
    if not -0.5 * em <= gap <= far * em or (sheet.turned and not one.head.upright and b.center[0] < a.center[0]):
        return NOWHERE
    low, high = max(a.top, b.top), min(a.bottom, b.bottom)
    corridor = Box(min(a.right, b.right), min(low, high), max(a.left, b.left), max(low, high, min(low, high) + 1))
    if _blocked(corridor, one, other, units, down=False):
        return NOWHERE
    cost = steep * min(1, sum(splits(rule, corridor) for rule in sheet.steep)) + APART * max(0.0, gap / em - GUTTER)
    if not one.head.upright:
        cost = min(cost, steep + MOST_WHITE)
        cost += BESIDE_HEAD[2 if b.left > a.left or sheet.turned else 3]
        return cost if a.overlap_y(b) >= 0.3 * min(a.height, b.height) else NOWHERE
    if _passes(b, a, em):
        cost += AMIDST
    elif one.ruled or not a.top - OVER * em <= b.top <= a.bottom + UNDER * em:
        return NOWHERE
    return (BESIDE_HEAD[0] if b.left > a.left else BESIDE_HEAD[1]) + cost


def _passes(column: Box, head: Box, em: float) -> bool:
    """Whether a column begins well above a heading and ends well below it."""
    return column.top < head.top - OVER * em and column.bottom > head.bottom + OVER * em


def _with_pictures(head: Box, sheet: Sheet) -> Box:
    """A heading as wide as the pictures right under it: the columns beside those stand beside it, however narrow it
    is."""
    under = [
        p
        for p in sheet.pictures
        if 0 <= p.top - head.bottom + sheet.em <= PICTURE_UNDER * sheet.em and p.overlap_x(head) >= 0.5 * head.width
    ]
    wide = Box.around([head, *under])
    return replace(head, left=wide.left, right=wide.right)


def _from_picture(column: Box, head: Box, sheet: Sheet) -> Box:
    """A column from the top of the picture right over it, where a heading that runs down stands beside the picture:
    it stands beside the column as well."""
    tops = [
        p.top
        for p in sheet.pictures
        if 0 <= column.top - p.bottom + sheet.em <= UNDER_PICTURE * sheet.em
        and p.overlap_x(column) >= 0.5 * column.width
        and p.overlap_y(head) >= 0.3 * min(p.height, head.height)
    ]
    return replace(column, top=min([column.top, *tops]))


def _under_picture(box: Box, sheet: Sheet) -> bool:
    return any(p.overlap_x(box) >= 0.3 * box.width and p.top < box.top for p in sheet.pictures)


def _blocked(corridor: Box, one: Unit, other: Unit, units: Sequence[Unit], *, down: bool) -> bool:
    """Whether text or a heading of others stands across the corridor between two units."""
    for unit in units:
        if (
            unit is one
            or unit is other
            or not (unit.flows or unit.head is not None)
            or not corridor.overlap(unit.place)
        ):
            continue
        x, y = corridor.overlap_x(unit.place), corridor.overlap_y(unit.place)
        if x >= 0.4 * corridor.width and (down or y >= 0.4 * corridor.height):
            return True
    return False
