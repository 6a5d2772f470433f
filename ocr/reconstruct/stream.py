"""The order in which the text of a vertical page streams through its bands, and where a story may go on.

Old papers are set as one stream. On the canonical page, where bands are columns: text runs down a column; what stands
over a unit, and what stands left of it at its height, comes before it; so all that stands over a head that spans
several columns comes before that head, in every one of them. A story runs down the column it is in; at its end it goes
on in the next column under its own head; where no head is over a text, it is the rest of a story that a head, a frame
or the end of a column cut off, as a rule of the last one that was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.columns import BESIDE_ACROSS, ruled_off
from ocr.reconstruct.corridors import filled
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.units import Unit

OVERLAP = 1.2
"""Em by which one unit may reach into the next one's height, on a page that is not quite flat."""
BESIDE = 0.8
"""Em of height that two units share at least when one stands beside the other."""
BELOW = 2.5
"""Em of white between two units of one column, at most; NEAR between two texts, UNDER_HEAD between a head and its
text."""
NEAR = 1.3
UNDER_HEAD = 4.0
LEVEL = 2.5
"""Em by which the lines of one column may begin off each other, an indent among them."""
NEXT_COLUMN = 3.5
"""Em between two columns of one story, at most; LEVEL_TOPS by which they may begin off each other."""
LEVEL_TOPS = 1.5
ALIKE = 0.2
"""Share by which the measures of two texts of one column differ, at most; texts of FEW lines do not tell theirs."""
PICTURED = 0.5
"""Share of a head printed across that a picture stands under, when its text stands under that."""
FEW = 3
RULED = 0.8
"""Share of a column's measure that a rule across it runs along, at least."""
SPECK = 2
"""Characters of a line by itself that is none of the stream: dirt, a mark."""
OPEN = 0.5
"""Odds, as a probability, from which a text is open at its end, or runs on at its beginning; below CLOSED it is whole
at its end."""
CLOSED = 0.15


@dataclass(frozen=True, slots=True)
class Step:
    """One unit of the stream. joined: it stands where the unit before it goes on, below it or, told by `wraps`, at the
    top of the next column under the same head."""

    unit: Unit
    joined: bool = False
    wraps: bool = False


def stream(units: Sequence[Unit], sheet: Sheet, ends: Ends) -> tuple[Step, ...]:
    """Heads and texts of a vertical page in the order of the stream; none for a horizontal page."""
    if not sheet.turned:
        return ()
    nodes = [u for u in units if u.head is not None or (u.flows and (len(u.rows) > 1 or len(u.text) > SPECK))]
    captions = [unit.place for unit in units if unit.kind is Kind.CAPTION]
    return tuple(_Reader(nodes, sheet, captions, ends).steps())


class _Reader:
    """Walks through the units of a page: `seen` are those passed, `story` is the last head of a story."""

    def __init__(self, nodes: Sequence[Unit], sheet: Sheet, captions: Sequence[Box], ends: Ends) -> None:
        self.ends = ends
        self.nodes, self.sheet, self.em = nodes, sheet, sheet.em
        self.things = (*sheet.pictures, *captions)
        self.seen: set[str] = set()
        self.top = 0
        self.before = {b.id: {a.id for a in nodes if a is not b and self._precedes(a, b)} for b in nodes}

    def steps(self) -> list[Step]:
        done: list[Step] = []
        story: Unit | None = None
        at: Unit | None = None
        while len(done) < len(self.nodes):
            step = self._next(at, story) or Step(self._anew(at))
            at = step.unit
            if done and done[-1].unit is story and step.joined:
                self.top = at.place.top
            story = at if at.strong else story
            self.seen.add(at.id)
            done.append(step)
        return done

    def _next(self, at: Unit | None, story: Unit | None) -> Step | None:
        """The next unit in the column or on the ground of the story, or the head that follows in the column."""
        if at is None:
            return None
        under = (at.head is not None and self._ground(at)) or self._under(at, BELOW)
        if at.head is not None and not at.head.upright:
            under = self._along(at)
        inset = self._inset(at, under) if under is not None else None
        if inset is not None:
            return Step(inset, joined=True)
        if under is not None and not under.strong and self._goes_on(at, under):
            return Step(under, joined=True)
        rest = (self._ground(story) or self._beside(at, story)) if story is not None else None
        rest = rest or self._in_next_band(at, story)
        if rest is not None and (not at.flows or self._fits(at, rest)):
            return Step(rest, joined=True, wraps=True)
        if under is not None and under.head is not None and self._free(under):
            return Step(under)
        return None

    def _fits(self, at: Unit, rest: Unit) -> bool:
        """Whether a column may go on from another by its text: not where one ends whole and the other runs on."""
        return self.ends.tails[at.id].probability >= CLOSED or self.ends.heads[rest.id].probability < OPEN

    def _goes_on(self, at: Unit, under: Unit) -> bool:
        if self._parted(at.place, under.place) or (under.weak and not self._free(under)):
            return False
        if at.head is not None or under.weak:
            return True
        a, b = at.place, under.place
        if b.top - a.bottom > NEAR * self.em + self._filled(a, b):
            return False
        if abs(a.left - b.left) > LEVEL * self.em and not (b.left < a.left and abs(a.right - b.right) <= self.em):
            return False
        few = min(len(at.rows), len(under.rows)) < FEW
        return few or abs(a.width - b.width) <= ALIKE * max(a.width, b.width)

    def _under(self, at: Unit, reach: float) -> Unit | None:
        """The unit right under another, or under a picture that stands under it, of those not yet passed; a head
        printed across before the text beside it."""
        box = at.place
        near = [
            other
            for other in self._left()
            if other.frame == at.frame
            and _shares(box, other.place)
            and -self.em <= other.place.top - box.bottom <= reach * self.em + at.flows * self._filled(box, other.place)
        ]
        first = min(near, key=lambda other: (other.place.top, other.place.left), default=None)
        across = [u for u in near if first is not None and u.head is not None and self._stands_by(u, first)]
        return across[0] if across else first

    def _inset(self, head: Unit, under: Unit) -> Unit | None:
        """Text beside a small heading that stands at the beginning of long lines alone: it comes before what stands
        under both."""
        if not head.weak or not under.flows:
            return None
        a = head.place
        near = [
            other
            for other in self._texts(head)
            if -self.em <= other.place.left - a.right <= BESIDE_ACROSS * self.em
            and other.place.right <= under.place.right + self.em
            and a.top - OVERLAP * self.em <= other.place.top
            and other.place.bottom <= under.place.top + self.em / 2
        ]
        return min(near, key=lambda other: (other.place.top, other.place.left), default=None)

    def _along(self, head: Unit) -> Unit | None:
        """The text beside a head printed across, of those not yet passed."""
        near = [other for other in self._texts(head) if self._stands_by(head, other)]
        return min(near, key=lambda other: (other.place.left, other.place.top), default=None)

    def _stands_by(self, head: Unit, text: Unit) -> bool:
        """Whether a head is printed across over the first lines of a text."""
        a, b = head.place, text.place
        if head.head is None or head.head.upright or head.frame != text.frame or not text.flows:
            return False
        gap = b.left - a.right - self._pictured(a, b)
        near = -self.em <= gap <= BESIDE_ACROSS * self.em
        if any(ruled_off(a, b, rule) for rule in self.sheet.steep):
            return False
        return near and a.overlap_y(b) >= 0.5 * min(a.height, b.height)

    def _pictured(self, head: Box, text: Box) -> float:
        """Pixels between a head printed across and a text that a picture under the head takes up."""
        between = Box(head.right, max(head.top, text.top), text.left, min(head.bottom, text.bottom))
        under = [p for p in self.sheet.pictures if p.overlap_y(between) >= PICTURED * between.height > 0]
        return max((between.overlap_x(picture) for picture in under), default=0.0)

    def _filled(self, upper: Box, lower: Box) -> float:
        """Pixels between two units that stand over one another which pictures and captions take up."""
        left, right = max(upper.left, lower.left), min(upper.right, lower.right)
        between = Box(left, upper.bottom, right, max(upper.bottom, lower.top))
        return filled(between, self.things)

    def _ground(self, head: Unit) -> Unit | None:
        """The first column of text under a head that was not yet passed."""
        box = head.place
        near = [
            other
            for other in self._texts(head)
            if other.place.overlap_x(box) >= 0.5 * other.place.width
            and -OVERLAP * self.em <= other.place.top - box.bottom <= UNDER_HEAD * self.em
        ]
        first = min(near, key=lambda other: other.place.left, default=None)
        column = [o for o in near if first is not None and _shares(first.place, o.place)]
        return min(column, key=lambda other: (other.place.top, other.place.left), default=None)

    def _beside(self, at: Unit, story: Unit) -> Unit | None:
        """The next column of a story whose head is narrower than its columns: it begins at their height."""
        near = [
            other
            for other in self._texts(at)
            if at.flows
            and -self.em <= other.place.left - at.place.right <= NEXT_COLUMN * self.em
            and abs(other.place.top - self.top) <= LEVEL_TOPS * self.em
            and not any(u is not story and self._right_over(u, other) for u in self.nodes)
        ]
        return min(near, key=lambda other: (other.place.left, other.place.top), default=None)

    def _in_next_band(self, at: Unit, story: Unit | None) -> Unit | None:
        """Where rules part the stories of a band: the text that begins, without a head, between the rules of the next
        band that enclose most of what this story takes up in this one."""
        room = self._between_rules(at)
        if not at.flows or room is None or self._last_of(room, at) is not at:
            return None
        begins = story.place.top if story is not None and story.place.overlap_x(at.place) > 0 else room[0]
        mine = max(room[0], begins), at.place.bottom
        nearby = [
            (other, there)
            for other in self.nodes
            if other.frame == at.frame
            and -self.em <= other.place.left - at.place.right <= NEXT_COLUMN * self.em
            and (there := self._between_rules(other)) is not None
        ]
        best = max((_common(mine, there) for _, there in nearby), default=0)
        inside = [other for other, there in nearby if best > 0 and _common(mine, there) == best]
        first = min(inside, key=lambda other: (other.place.top, other.place.left), default=None)
        if first is None or not first.flows or first.id in self.seen:
            return None
        return None if any(u.head is not None and self._right_over(u, first) for u in self.nodes) else first

    def _last_of(self, room: tuple[int, int], at: Unit) -> Unit:
        """The last unit between two rules in the column of a text."""
        inside = (
            u for u in self.nodes if u.frame == at.frame and _shares(u.place, at.place) and _common(room, _span(u)) > 0
        )
        return max(inside, key=lambda unit: unit.place.center[1])

    def _between_rules(self, unit: Unit) -> tuple[int, int] | None:
        """From the rule over a unit to the one under it, each as wide as its column; one may be the page's edge."""
        box = unit.place
        rules = [rule.center[1] for rule in self.sheet.flat if rule.overlap_x(box) >= RULED * box.width]
        over = [round(y) for y in rules if y <= box.center[1]]
        under = [round(y) for y in rules if y > box.center[1]]
        return (max(over, default=0), min(under, default=self.sheet.size[1])) if over or under else None

    def _right_over(self, one: Unit, other: Unit) -> bool:
        a, b = one.place, other.place
        return a.overlap_x(b) > 0.3 * min(a.width, b.width) and -self.em <= b.top - a.bottom <= UNDER_HEAD * self.em

    def _anew(self, at: Unit | None) -> Unit:
        """Where the stream is taken up: the first column in which all that comes before was passed, of the same frame
        while there is one."""
        rest = self._left()
        here = [unit for unit in rest if at is not None and unit.frame == at.frame] or rest
        return min(here, key=lambda u: (len(self.before[u.id] - self.seen), u.place.left, u.place.top, u.id))

    def _left(self) -> list[Unit]:
        return [unit for unit in self.nodes if unit.id not in self.seen]

    def _texts(self, beside: Unit) -> list[Unit]:
        """The columns of text in another unit's frame that were not yet passed."""
        return [unit for unit in self._left() if unit.flows and unit.frame == beside.frame]

    def _free(self, unit: Unit) -> bool:
        return not self.before[unit.id] - self.seen

    def _precedes(self, one: Unit, other: Unit) -> bool:
        """Whether a unit stands over another, or left of it at its height."""
        if one.frame != other.frame:
            return False
        a, b = one.place, other.place
        low, narrow = min(a.height, b.height), min(a.width, b.width)
        over = a.overlap_x(b) > 0.3 * narrow and a.center[1] < b.center[1]
        if over and a.bottom - b.top <= max(OVERLAP * self.em, 0.3 * low):
            return True
        beside = a.overlap_y(b) > max(BESIDE * self.em, 0.1 * low) and a.center[0] < b.center[0]
        return beside and a.right - b.left <= 0.3 * narrow

    def _parted(self, upper: Box, lower: Box) -> bool:
        """Whether a rule runs between two units that stand over one another."""
        top, bottom = upper.bottom - self.em / 2, lower.top + self.em / 2
        span = 0.5 * min(upper.width, lower.width)
        return any(top <= rule.center[1] <= bottom and rule.overlap_x(lower) >= span for rule in self.sheet.flat)


def _common(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How much two spans share, in pixels."""
    return min(one[1], other[1]) - max(one[0], other[0])


def _span(unit: Unit) -> tuple[int, int]:
    return unit.place.top, unit.place.bottom


def _shares(a: Box, b: Box) -> bool:
    """Whether two units stand in one column."""
    return a.overlap_x(b) >= 0.5 * min(a.width, b.width)
