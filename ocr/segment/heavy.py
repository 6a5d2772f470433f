"""Small heads of a vertical page that are printed across: rows of heavy type little larger than the body's, or no
larger.

Such a row stands over columns of text as near as their glyphs stand to one another, often with a second one under it;
grown from one of its glyphs a line would go on into those columns. What parts it from them is its weight alone. So the
page is reduced to its heavy glyphs: those of a head across make a low long shape by themselves, those of heads that run
down make high ones, and where print is dark all rows of the text do, one beside the other.

Coordinates are those of the page as turned against the clock, on which a row across runs down.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.segment.display import DisplayLine
from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, bar

HEAVY = 1.3  # times the body's strokes; those of a glyph in bold are as thick
ROW_HEAVY = 1.35  # the same over all of a row
SMALLEST = 0.3  # em; smaller parts do not tell what they are parts of
PITCH = 1.1  # em of white between two glyphs of a row, at most
SPLIT = 3.2  # em of white, or of dots, between two halves of a row
HIGH = (0.7, 2.3)  # em; a row is no lower and no higher
LONG = 3.0  # times as long as it is high
OWN = 0.8  # share of a row's ink that is heavy
NEAR = 0.9  # em; rows so near beside each other are one thing
MOST = 2  # rows of one head
OVER, UNDER = (0.06, 0.5), 0.28  # em of white over a row, past its own blur, and under it
BLANK = 0.2  # of a row's length may not be white there
LIGHTER = 2.8  # em; lighter glyphs go on for no more at either end
BESIDE = 0.1  # em by which a lighter glyph at a row's end may reach past its sides
LINE = 1.0, 0.4  # em; a line under a row, or a piece of one, is so long at least, and so thick at most
FRAME = 3.0  # em; what is as long is no glyph
FILLED, ALIGNED = 0.5, 0.5  # of a row's length that holds type under it; of the more white that the two share
BETWEEN = 0.15  # of the mean ink of two rows' columns of pixels: more does not lie between them
LEVEL = 0.75  # of the lower of two halves that they share


def heavy_rows(ink: Ink, usable: NDArray[np.bool_], walls: Mask, body: float) -> list[DisplayLine]:
    """Rows of heavy type across a vertical page among the usable components (n,), no component twice.

    walls: 255 on rules, which no row crosses; body: mean thickness of the body's strokes in pixels.
    """
    strokes = _strokes(ink)
    heavy = usable & (strokes >= HEAVY * body)
    heavy &= np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT]) >= SMALLEST * ink.em
    heavy &= np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT]) <= HIGH[1] * ink.em
    mask = ink.pixels(heavy)
    shapes = _halves_joined(_shapes(mask, walls, ink.em), ink.em)
    rows = [box for box in shapes if _may_be(box, ink.em) and _by_itself(box, shapes, ink.em)]
    rows = [box for box in rows if _is_heavy(box, ink, usable, mask, ROW_HEAVY * body)]
    type_ = ink.pixels(usable & ~_drawn(ink))
    rows = [box for box in rows if _parted(box, rows, type_, ink.em) and not _of_columns(box, rows, type_, ink.em)]
    return [_line(_extended(box, ink, usable, type_), ink, usable) for box in rows]


def _of_columns(box: Box, rows: list[Box], type_: Mask, em: float) -> bool:
    """Whether a row is the first or the last glyphs of columns of text: the white between them goes on between those
    columns."""
    under, deep = round(UNDER * em), round(em)
    own = type_[box.top : box.bottom, box.left : box.right].any(axis=1)
    sides = (
        Box(box.right + under, box.top, box.right + under + deep, box.bottom),
        Box(max(0, box.left - under - deep), box.top, max(1, box.left - under), box.bottom),
    )
    for side in sides:
        beside = type_[side.top : side.bottom, side.left : side.right].any(axis=1)
        white = max(int((~own).sum()), int((~beside).sum()))
        row = any(side.overlap(other) > 0.3 * side.area for other in rows if other is not box)
        aligned = int((~own & ~beside).sum()) >= ALIGNED * white > 0
        if beside.mean() >= FILLED and aligned and not row:
            return True
    return False


def _extended(box: Box, ink: Ink, usable: NDArray[np.bool_], type_: Mask) -> Box:
    """A row with the glyphs at its ends that are lighter than the others; under the first glyph of a column of text
    stands the next one."""
    p, em = ink.parts, ink.em
    left, top, right, bottom = p[:, LEFT], p[:, TOP], p[:, LEFT] + p[:, WIDTH], p[:, TOP] + p[:, HEIGHT]
    level = usable & (left >= box.left - BESIDE * em) & (right <= box.right + BESIDE * em)
    level &= np.maximum(p[:, WIDTH], p[:, HEIGHT]) >= SMALLEST * em
    level &= (top >= box.top - LIGHTER * em) & (bottom <= box.bottom + LIGHTER * em)
    while True:
        near = level & (bottom > box.top - PITCH * em) & (top < box.bottom + PITCH * em)
        near &= (bottom <= box.top) | (top >= box.bottom)
        for k in np.flatnonzero(near):
            end = Box(box.left, int(top[k]), box.right, int(bottom[k]))
            if _parted(end, [], type_, em):
                box = Box(box.left, min(box.top, end.top), box.right, max(box.bottom, end.bottom))
                break
        else:
            return box


def _parted(box: Box, rows: list[Box], type_: Mask, em: float) -> bool:
    """Whether white, or another row, is over a row and under it: glyphs of one line of text stand closer."""
    (near, over), under = OVER, UNDER
    above = replace(box, left=max(0, box.left - round(over * em)), right=max(1, box.left - round(near * em)))
    below = replace(box, left=box.right + round(near * em), right=box.right + round(under * em))
    return all(
        _share(type_, strip) <= BLANK or any(strip.overlap(row) >= 0.3 * strip.area for row in rows if row is not box)
        for strip in (above, below)
    )


def _drawn(ink: Ink) -> NDArray[np.bool_]:
    """Components that are a line drawn under a row, or a box around a head."""
    high, wide = ink.parts[:, HEIGHT], ink.parts[:, WIDTH]
    return np.asarray(((high >= LINE[0] * ink.em) & (wide <= LINE[1] * ink.em)) | (high >= FRAME * ink.em))


def _share(mask: Mask, box: Box) -> float:
    """Share of a box's rows in which there is ink."""
    view = mask[box.top : box.bottom, box.left : box.right]
    return float(view.any(axis=1).mean()) if view.size else 0.0


def _strokes(ink: Ink) -> NDArray[np.float64]:
    """Mean thickness of the strokes of every component (n,), in pixels."""
    inner = cv2.erode(ink.mask, np.ones((3, 3), np.uint8), borderValue=0)
    rim = ink.labels[(ink.mask > 0) & (inner == 0)]
    outline = np.bincount(rim, minlength=len(ink.parts))
    return np.asarray(2.0 * ink.parts[:, AREA] / np.maximum(1, outline))


def _shapes(mask: Mask, walls: Mask, em: float) -> list[Box]:
    """What heavy glyphs make when those that follow one another down the turned page are put together."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bar(1, PITCH * em))
    closed[walls == 255] = 0
    stats = cv2.connectedComponentsWithStats(closed, connectivity=8)[2][1:]
    boxes = [Box(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in stats if max(w, h) >= SMALLEST * em]
    return [row for box in boxes for row in _rows_apart(box, mask, em)]


def _rows_apart(box: Box, mask: Mask, em: float) -> tuple[Box, ...]:
    """A shape as the two rows of a head that hang together, where hardly any ink is between them."""
    if not HIGH[1] * em < box.width <= 2 * HIGH[1] * em or box.height < box.width:
        return (box,)
    profile = np.count_nonzero(mask[box.top : box.bottom, box.left : box.right], axis=0)
    first, last = round(0.3 * box.width), round(0.7 * box.width)
    at = first + int(np.argmin(profile[first:last]))
    if profile[at] > BETWEEN * float(profile.mean()):
        return (box,)
    return replace(box, right=box.left + at), replace(box, left=box.left + at + 1)


def _halves_joined(shapes: list[Box], em: float) -> list[Box]:
    """Shapes with those on one level put together that are glyphs, or halves of rows, parted by dots or a space."""
    done: list[Box] = []
    for shape in sorted(shapes, key=lambda box: (box.top, box.left)):
        home = next((k for k, other in enumerate(done) if _one_row(other, shape, em)), None)
        if home is None:
            done.append(shape)
        else:
            done[home] = Box.around([done[home], shape])
    return done


def _one_row(a: Box, b: Box, em: float) -> bool:
    low = min(a.width, b.width)
    level = a.overlap_x(b) >= LEVEL * low and Box.around([a, b]).width <= HIGH[1] * em
    glyph = b.top - a.bottom <= 0.3 * em  # what lies beside or inside what was found
    return level and (glyph or (b.top - a.bottom <= SPLIT * em and min(a.height / a.width, b.height / b.width) >= 2.0))


def _may_be(box: Box, em: float) -> bool:
    return HIGH[0] * em <= box.width <= HIGH[1] * em and box.height >= LONG * box.width


def _by_itself(box: Box, shapes: list[Box], em: float) -> bool:
    """Whether hardly any heavy type stands beside a row but one row more: columns in dark print are many rows."""
    beside = [s for s in shapes if s is not box and s.height >= LONG * em and s.overlap_y(box) >= 0.4 * box.height]
    near, reached = [box], {id(box)}
    for one in near:
        for other in beside:
            if id(other) not in reached and -one.overlap_x(other) <= NEAR * em:
                reached.add(id(other))
                near.append(other)
    return len(near) <= MOST


def _is_heavy(box: Box, ink: Ink, usable: NDArray[np.bool_], mask: Mask, least: float) -> bool:
    """Whether a row's ink is heavy, by its strokes and for the most part, and no line of text runs into it."""
    view = (slice(box.top, box.bottom), slice(box.left, box.right))
    own = usable[ink.labels[view]] & (ink.mask[view] > 0)
    inner = cv2.erode(ink.mask[view], np.ones((3, 3), np.uint8), borderValue=0)
    thick = 2.0 * int(own.sum()) / max(1, int((own & (inner == 0)).sum()))
    return thick >= least and int((mask[view] > 0).sum()) >= OWN * int(own.sum())


def _line(box: Box, ink: Ink, usable: NDArray[np.bool_]) -> DisplayLine:
    """A row with all components whose middle lies in it."""
    p = ink.parts
    x, y = p[:, LEFT] + p[:, WIDTH] / 2, p[:, TOP] + p[:, HEIGHT] / 2
    parts = np.flatnonzero(usable & (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom))
    return DisplayLine(box, Direction.VERTICAL, float(box.width), tuple(int(k) for k in parts), 0.0)
