"""Lines put together to blocks: column segments, headlines of several lines, captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Separator

BODY_GAP = 1.35  # glyph heights between two lines of one segment; paragraphs stand closer, subheads may not
DISPLAY_GAP = 0.95  # glyph heights between two lines of one headline
INDENT = 2.7  # em; a first line may stand so far in
LAST = 3.5  # em; the width that even a line of one glyph takes up in its column
SAME_SIZE = 1.15  # ratio of glyph heights of lines of one type size
ROUGHLY = 1.3  # the same for lines of a few glyphs, which may all be low ones
FIGURES = 1.5  # the same where the lower of the two, flush left, may be figures alone: a paragraph ends with 22.1%
FEW, EDGE = 4.0, 0.3  # em; a line of a few glyphs is shorter; what is flush left begins no farther in
WEIGHT = 1.35  # ratio of stroke thickness to glyph height of lines of one face
HEAD_STEP = 1.14  # times the size of the body under it is a headline in small type, in the same block as found
BODY_STEP = 1.07  # times the size of the first lines of that body, a lead in bold among them
MOST_HEAD = 4  # lines that such a headline has at most
MOST_CAPTION, CAPTION_STEP = 8, 0.93  # lines of a caption over a column, and their size to its own, at most
LONG, STEADY = 6.0, 0.97  # em of a line of a caption that its size can be told from; ratio to it of the column's lines
LEAST_BODY = 3  # lines of body that are needed to compare with
LEAST_REST = 2  # of them under a caption's, in one of which there are LONG em to tell from: a text's end
WIDER = 0.14  # em; a line so much farther down than the block's lines follow one another begins another block
WIDER_TURNED = 0.45  # em; the same on a vertical page
LEAST_STEPS = 4  # lines that show at what step a text is set
WIDER_OF_TWO = 0.3  # em; of the two steps of three lines, the shorter one is the text's where they differ by so much
UNSTEADY = 3.0  # times the scatter of those steps, where a page's lines waver or its columns are spread to fill
CLOSER = 0.25  # em; lines that follow one another by so much less are of another text, in smaller type
FROM_MEDIAN = 1.48  # scatter of a normal distribution for its median deviation


@dataclass(frozen=True, slots=True)
class Found:
    """A line as found: box tight around its ink, glyph height, whether display type, direction, mean stroke width."""

    box: Box
    em: float
    display: bool = False
    direction: Direction = Direction.HORIZONTAL
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Lines of one block, in reading order, and the extent of its column."""

    lines: tuple[Found, ...]
    box: Box

    @property
    def em(self) -> float:
        return float(np.median([line.em for line in self.lines]))

    @property
    def display(self) -> bool:
        return self.lines[0].display


def stack_lines(lines: list[Found], rules: tuple[Separator, ...], em: float, *, turned: bool = False) -> list[Stack]:
    """Horizontal lines put together from top to bottom where each is the only one right above and below the other.

    turned: they run down on a vertical page, whose columns waver more than rows do.
    """
    order = sorted(lines, key=lambda line: (line.box.top, line.box.left))
    below = _links(order, [s.box for s in rules if s.direction is Direction.HORIZONTAL], em)
    heads = set(range(len(order))) - set(below.values())
    stacks = []
    for k in sorted(heads):
        chain = [k]
        while chain[-1] in below:
            chain.append(below[chain[-1]])
        for part in _spaced([order[i] for i in chain], em, turned=turned):
            for piece in _by_size(part):
                for segment in _below_caption(piece, em):
                    stacks += _parted(segment, em)
    return _to_measure(stacks, em)


def _links(lines: list[Found], flat: list[Box], em: float) -> dict[int, int]:
    """For each line the one that continues its block below, where there is one."""
    table = np.array([_seen(line.box, em).as_list() for line in lines], dtype=np.int32).reshape(-1, 4)
    children: dict[int, list[int]] = {}
    parents: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        for j in _right_below(_seen(line.box, em), table, em):
            if j != i:
                children.setdefault(i, []).append(j)
                parents.setdefault(j, []).append(i)
    links = {}
    for i, under in children.items():
        if len(under) == 1 and parents[under[0]] == [i] and _continues(lines[i], lines[under[0]], flat, em):
            links[i] = under[0]
    return links


def _seen(box: Box, em: float) -> Box:
    """A line as its neighbours above and below see it: a paragraph's last glyph still fills the place of an indent."""
    return Box(box.left, box.top, max(box.right, box.left + round(LAST * em)), box.bottom)


def _right_below(box: Box, table: NDArray[np.int32], em: float) -> list[int]:
    """Lines that see the box right above them: sharing width, close, nothing between."""
    shared = np.minimum(table[:, 2], box.right) - np.maximum(table[:, 0], box.left)
    narrow = np.minimum(table[:, 2] - table[:, 0], box.width)
    gap = table[:, 1] - box.bottom
    reach = BODY_GAP * np.maximum(em, np.minimum(table[:, 3] - table[:, 1], box.height))
    near = np.flatnonzero(
        (shared > np.minimum(0.5 * em, 0.5 * narrow))
        & (gap < reach)
        & (table[:, 1] + table[:, 3] > box.top + box.bottom)
        & (gap > -0.5 * np.minimum(table[:, 3] - table[:, 1], box.height))
    )
    return [int(j) for j in near if not any(_between(box, table[j], table[k]) for k in near if k != j)]


def _between(upper: Box, lower: NDArray[np.int32], other: NDArray[np.int32]) -> bool:
    """Whether a line stands between two others: below the first, above the second, sharing their width."""
    share = min(upper.right, lower[2], other[2]) - max(upper.left, lower[0], other[0])
    middle = (other[1] + other[3]) / 2
    return bool(share > 0 and middle < lower[1] and middle > upper.bottom)


def _continues(a: Found, b: Found, flat: list[Box], em: float) -> bool:
    """Whether line b goes on under line a in one block."""
    size = max(a.em, b.em)
    gap = b.box.top - a.box.bottom
    if gap > (DISPLAY_GAP if a.display and b.display else BODY_GAP) * min(a.em, b.em) or _ruled(a.box, b.box, flat, em):
        return False
    if size > _unlike(a, b, em) * min(a.em, b.em):
        return False
    if a.display and b.display:
        return same_weight(a, b)
    return a.display or _same_column(a.box, b.box, em)


def _unlike(a: Found, b: Found, em: float) -> float:
    """The ratio up to which the glyph heights of two lines may be of one type size."""
    if a.display or b.display or min(a.box.width, b.box.width) >= FEW * em:
        return SAME_SIZE
    low, other = sorted((a, b), key=lambda line: line.em)
    flush = low.box.width < FEW * em and -EDGE * em <= other.box.left - low.box.left <= INDENT * em
    return FIGURES if flush else ROUGHLY


def same_weight(a: Found, b: Found) -> bool:
    """Whether the strokes of two lines are as thick for their height: a light kicker is no part of a bold head."""
    thick = sorted((a.stroke / a.em, b.stroke / b.em))
    return thick[1] <= WEIGHT * thick[0]


def _same_column(a: Box, b: Box, em: float) -> bool:
    """Whether two lines can stand in one column: one may be indented, one may be short."""
    inset = b.left - a.left
    return (
        abs(inset) <= INDENT * em
        or (a.left - em <= b.left and b.right <= a.right + em)
        or (b.left - em <= a.left and a.right <= b.right + em)
    )


def _ruled(a: Box, b: Box, flat: list[Box], em: float) -> bool:
    """Whether a horizontal rule stands between two lines."""
    top, bottom, span = a.center[1], b.center[1], Box.around([a, b])
    between = [rule for rule in flat if top < rule.center[1] < bottom]
    return any(rule.overlap_x(span) > 0.4 * min(a.width, b.width, rule.width) for rule in between)


def _spaced(lines: list[Found], em: float, *, turned: bool) -> list[list[Found]]:
    """A chain cut where a line stands clearly farther down from the one above than lines do elsewhere in it.

    Lines of one text follow one another at a constant step; a byline or deck over it, or a caption, does not keep it,
    though it may be of the same size and face and the white hardly wider. On painted pages steps inside a text are
    within 0.08 em of one another, and 94 in 100 of those out of a deck, byline or caption are longer by 0.1 em; a
    caption's own lines are closer.
    """
    if len(lines) == LEAST_STEPS - 1 and not (turned or lines[0].display):
        at = next((k for k in (1, 2) if _farther(lines, k, WIDER_OF_TWO * em)), 3)
        return [part for part in (lines[:at], lines[at:]) if part]
    if lines[0].display or len(lines) < LEAST_STEPS:
        return [lines]
    steps = np.array([_steps(a.box, b.box) for a, b in pairwise(lines)])
    usual = float(np.median(steps))
    least, most = steps.min(axis=1), steps.max(axis=1)
    scatter = UNSTEADY * FROM_MEDIAN * float(np.median(np.abs(least - np.median(least))))
    cut = least > usual + max((WIDER_TURNED if turned else WIDER) * em, scatter)
    close = np.pad(most < usual - max(CLOSER * em, scatter), 1)
    if not turned:
        cut |= ~close[1:-1] & (close[:-2] | close[2:])  # before and after lines that follow closely
    cuts = [0, *(int(k) + 1 for k in np.flatnonzero(cut)), len(lines)]
    return [lines[a:b] for a, b in pairwise(cuts)]


def _steps(a: Box, b: Box) -> tuple[int, int]:
    """How far one line stands under another by their tops and by their feet: a line of low glyphs (一) shows neither
    where it is, but only one of them too far off."""
    return b.top - a.top, b.bottom - a.bottom


def _by_size(lines: list[Found]) -> list[list[Found]]:
    """A chain cut below its first lines where they are a small headline, and below its deck: larger than the rest."""
    rest = [line.em for line in lines]
    for k in range(1, min(MOST_HEAD, len(lines) - LEAST_BODY) + 1):
        usual = float(np.median(rest[k:]))
        head, body = min(rest[:k]), max(rest[k : k + LEAST_BODY])
        if head >= HEAD_STEP * usual and head >= BODY_STEP * body:
            return [lines[:k], *_by_size(lines[k:])]
    return [lines]


def _below_caption(lines: list[Found], em: float) -> list[list[Found]]:
    """A chain cut below the caption of a picture over a column: its lines are smaller, one of them is long enough to
    tell, or all are set far in, beside the picture's foot. Three lines are too few for the step of a text to part them
    (see _spaced), but a step and type a little smaller are."""
    if lines[0].display:
        return [lines]
    for k in range(1, min(MOST_CAPTION, len(lines) - LEAST_REST) + 1):
        over, under = lines[:k], lines[k : k + LEAST_BODY]
        usual = float(np.median([line.em for line in lines[k:]]))
        most = STEADY if len(lines) < LEAST_STEPS and _farther(lines, k, WIDER * em) else CAPTION_STEP
        small = all(x.em <= most * usual for x in over) and min(x.em for x in under) >= STEADY * usual
        small = small and any(x.box.width >= LONG * em for x in under)
        inset = min(x.box.left for x in over) - min(x.box.left for x in under)
        if small and (any(x.box.width >= LONG * em for x in over) or inset > INDENT * em):
            return [over, lines[k:]]
    return [lines]


def _farther(lines: Sequence[Found], k: int, by: float) -> bool:
    """Whether the first or second step of three lines, the k-th, is longer by so many pixels than the other."""
    first, second = (_steps(a.box, b.box) for a, b in pairwise(lines))
    long, short = (first, second) if k == 1 else (second, first)
    return min(long) > max(short) + by


def _parted(lines: list[Found], em: float) -> list[Stack]:
    """A chain as one block, or two when its first line is a byline: in the middle over the column, or beside it.

    A byline in the middle over two columns may reach over the edge of one of them, where no line of it begins.
    """
    if lines[0].display or len(lines) < 2:
        return [_stack(lines)]
    rest = _stack(lines[1:])
    left, right = lines[0].box.left - rest.box.left, rest.box.right - lines[0].box.right
    centred = left > INDENT * em and right > INDENT * em and abs(left - right) < 0.25 * rest.box.width
    beside = left < -em and lines[0].box.right - rest.box.left < em
    return [_stack(lines[:1]), rest] if (centred or beside) and len(lines) > 2 else [_stack(lines)]


def _stack(lines: list[Found]) -> Stack:
    return Stack(tuple(lines), Box.around(line.box for line in lines))


def _to_measure(stacks: list[Stack], em: float) -> list[Stack]:
    """Short segments widened to the measure of their column, where a longer segment right above or below shows it.

    A segment of one or two short or indented lines does not itself tell where its column begins and ends.
    """
    full = [s for s in stacks if not s.display and len(s.lines) >= 4]
    return [s if s.display or len(s.lines) >= 4 else replace(s, box=_measure(s.box, full, em)) for s in stacks]


def _measure(box: Box, full: list[Stack], em: float) -> Box:
    slack = 0.5 * em
    fitting = [
        s.box
        for s in full
        if s.box.left - slack <= box.left <= s.box.left + INDENT * em and box.right <= s.box.right + slack
    ]
    if not fitting:
        return box
    near = min(fitting, key=lambda b: (max(0, -b.overlap_y(box)), b))
    if -near.overlap_y(box) > 12 * em:
        return box
    return Box(min(near.left, box.left), box.top, max(near.right, box.right), box.bottom)
