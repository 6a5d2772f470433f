"""Lines of body-sized type between the gutters."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.segment.ink import Mask

SPACE = 1.6  # em; the widest gap inside a line: a full-width space beside a mark that is half white
REJOIN = 2.2  # em; pieces of one line may stand so far apart when nothing bars the way
NEARBY = 5.0  # em; how far above and below lines bear witness to a gutter
THREAD = 0.25  # em; a longer line no higher than this is what a rule or fold left, not type
STROKE_GAP = 0.2  # em; white between the strokes of one glyph; lines stand farther apart
SHORT = 8.0  # em; two pieces no longer than this, beside which no column begins, are one spaced line
ALONE = 0.45  # em; so much more white than lines of columns have around them sets a row apart
ROW = 3.2  # em; the widest space inside such a row
TALL = 1.6  # em; a piece higher than this is several lines that touch
FAINT = 0.12  # of a line's ink in its densest row: rows below it part two touching lines
SPECK = 0.2  # em; a piece smaller than this both ways, by itself, is dirt


def find_lines(text: Mask, barriers: Mask, em: float) -> list[Box]:
    """Boxes of lines of horizontal body type, tight around their ink, unordered.

    text: mask of body type only; barriers: gutters and rules, which no line crosses; em in pixels of these masks.
    """
    closed = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, max(3, round(SPACE * em))), np.uint8))
    closed[(barriers > 0) & (text == 0)] = 0
    _, labels, parts, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    pieces: list[Box] = []
    for i in range(1, len(parts)):
        x, y, w, h = (int(v) for v in parts[i, :4])
        if h > TALL * em and w > 0.3 * em:
            pieces += _split(
                text[y : y + h, x : x + w] * (labels[y : y + h, x : x + w] == i), Box(x, y, x + w, y + h), em
            )
        else:
            pieces.append(Box(x, y, x + w, y + h))
    lines = _spaced(_mended(_gather(pieces, barriers, em), em), em)
    return [b for b in lines if max(b.width, b.height) > SPECK * em and (b.height > THREAD * em or b.width < 2 * em)]


def _split(own: Mask, box: Box, em: float) -> list[Box]:
    """A piece of several touching lines cut at its faint rows; left whole when it has none (large or slanted type)."""
    profile = np.count_nonzero(own, axis=1).astype(float)
    low = profile <= FAINT * float(np.percentile(profile, 90))
    cuts = [0, *_valleys(profile, low, em), box.height]
    boxes = []
    for top, bottom in zip(cuts, cuts[1:], strict=False):
        rows = np.flatnonzero(profile[top:bottom])
        columns = np.flatnonzero(own[top:bottom].any(axis=0))
        if len(rows) and len(columns):
            boxes.append(
                Box(int(columns[0]), top + int(rows[0]), int(columns[-1]) + 1, top + int(rows[-1]) + 1).shift(
                    box.left, box.top
                )
            )
    return boxes


def _valleys(profile: NDArray[np.float64], low: NDArray[np.bool_], em: float) -> list[int]:
    """Rows to cut at: the faintest of each low stretch; where none is low over two lines' height, the faintest row there."""
    cuts: list[int] = []
    last, n = 0, len(profile)
    while n - last > TALL * em:
        start, stop = last + round(0.6 * em), min(n - round(0.3 * em), last + round(1.9 * em))
        if stop <= start:
            break
        window = profile[start:stop]
        lows = np.flatnonzero(low[start:stop])
        at = start + int(lows[0] if len(lows) else np.argmin(window))
        end = at
        while end + 1 < n and low[end + 1] and low[end]:
            end += 1
        cuts.append((at + end) // 2 if len(lows) else at)
        last = cuts[-1]
    return cuts


def _gather(pieces: list[Box], barriers: Mask, em: float) -> list[Box]:
    """Pieces of one line put together: same height on the page, no barrier between, largest pieces first."""
    lines = pieces
    for _ in range(4):
        before = len(lines)
        lines = _pass(lines, barriers, em)
        if len(lines) == before:
            break
    return lines


def _pass(pieces: list[Box], barriers: Mask, em: float) -> list[Box]:
    """Each piece, large ones first, put to the nearest line that it can belong to, or made a line of its own."""
    order = sorted(pieces, key=lambda b: (-min(b.height, round(em)), -b.width, b.left, b.top))
    table = np.zeros((len(order), 4), dtype=np.int32)  # left, top, right, bottom of the lines so far
    count = 0
    for piece in order:
        home = _home(piece, table[:count], barriers, em)
        if home is None:
            table[count] = piece.as_list()
            count += 1
        else:
            table[home] = Box.around([Box(*map(int, table[home])), piece]).as_list()
    return [Box(*map(int, row)) for row in table[:count]]


def _home(piece: Box, lines: NDArray[np.int32], barriers: Mask, em: float) -> int | None:
    """The line a piece belongs to, or None: nearest of those that share its height."""
    gap = np.maximum(lines[:, 0] - piece.right, piece.left - lines[:, 2])
    shared = np.minimum(lines[:, 3], piece.bottom) - np.maximum(lines[:, 1], piece.top)
    height = lines[:, 3] - lines[:, 1]
    joint = np.maximum(lines[:, 3], piece.bottom) - np.minimum(lines[:, 1], piece.top)
    fits = (gap < REJOIN * em) & (shared >= 0.6 * np.minimum(height, piece.height))
    fits &= joint <= 1.25 * np.maximum(height, em)
    # a dot or stroke that stands over the rest of a short line, like the top of 方, shares no row with it
    over = (gap < 0) & (shared > -STROKE_GAP * em) & (joint <= 1.15 * em) & (piece.height < 0.4 * em)
    near = np.flatnonzero(fits | over)
    for k in near[np.argsort(gap[near], kind="stable")]:
        if not _barred(piece, Box(*map(int, lines[k])), barriers):
            return int(k)
    return None


def _mended(lines: list[Box], em: float) -> list[Box]:
    """Lines cut by a corridor that is none, put together again.

    Marks above one another and the white after a paragraph's last line can make a corridor inside a column. But there the
    lines above and below run across it, while beside a true gutter other lines begin. A spaced byline over two columns
    has neither, and is short.
    """
    table = np.array([b.as_list() for b in lines], dtype=np.int32).reshape(-1, 4)
    gone: set[int] = set()
    for i in np.argsort(table[:, 0]):
        for j in _next_to(table, int(i), em):
            if int(i) not in gone and j not in gone and _false_cut(table, int(i), j, em):
                joint = Box.around([Box(*map(int, table[i])), Box(*map(int, table[j]))])
                table[i] = joint.as_list()
                gone.add(j)
    return [Box(*map(int, row)) for k, row in enumerate(table) if k not in gone]


def _next_to(table: NDArray[np.int32], i: int, em: float) -> list[int]:
    """Lines right of line i at its height and within a line's widest gap, nearest first."""
    gap = table[:, 0] - table[i, 2]
    shared = np.minimum(table[:, 3], table[i, 3]) - np.maximum(table[:, 1], table[i, 1])
    level = shared > 0.6 * np.minimum(table[:, 3] - table[:, 1], table[i, 3] - table[i, 1])
    near = np.flatnonzero(level & (gap > -0.3 * em) & (gap < REJOIN * em))
    return [int(j) for j in near[np.argsort(gap[near])] if j != i]


def _false_cut(table: NDArray[np.int32], i: int, j: int, em: float) -> bool:
    """Whether more lines nearby run across the gap between lines i and j than begin at its right edge."""
    a, b = int(table[i, 2]), int(table[j, 0])
    middle = (table[:, 1] + table[:, 3]) / 2
    near = np.abs(middle - middle[i]) < NEARBY * em
    near[[i, j]] = False
    across = near & (table[:, 0] < a - 0.5 * em) & (table[:, 2] > b + 0.5 * em)
    begin = near & ((np.abs(table[:, 0] - b) < 0.4 * em) | (np.abs(table[:, 0] - b - 2 * em) < 0.4 * em))
    if _crossed(table, i, j, near, em):
        return True
    short = max(table[i, 2] - table[i, 0], table[j, 2] - table[j, 0]) < SHORT * em
    return int(np.count_nonzero(across)) > int(np.count_nonzero(begin)) or bool(short and not begin.any())


def _crossed(table: NDArray[np.int32], i: int, j: int, near: NDArray[np.bool_], em: float) -> bool:
    """Whether the next line above and the next below, as far as there are any, run across the gap between lines i and j."""
    a, b = int(table[i, 2]), int(table[j, 0])
    seen = False
    over = near & (table[:, 0] < table[j, 2]) & (table[:, 2] > b)
    for side in (table[:, 3] <= table[j, 1] + 0.3 * em, table[:, 1] >= table[j, 3] - 0.3 * em):
        lines = np.flatnonzero(over & side)
        if not len(lines):
            continue
        seen = True
        next_one = lines[np.argmin(np.abs(table[lines, 1] - table[j, 1]))]
        if not (table[next_one, 0] < a - 0.5 * em and table[next_one, 2] > b + 0.5 * em):
            return False
    return seen


def _spaced(lines: list[Box], em: float) -> list[Box]:
    """Pieces of a row that stands by itself put together: a byline or running head set with wide spaces.

    In a column a line has others close above or below; where neither of two pieces has, no gutter can be between them.
    """
    if not lines:
        return lines
    table = np.array([b.as_list() for b in lines], dtype=np.int32).reshape(-1, 4)
    room = np.array([_room(table, k, em) for k in range(len(table))])
    usual = float(np.median(room[room < 2 * em])) if (room < 2 * em).any() else 0.5 * em
    free = room > usual + ALONE * em
    done = [Box(*map(int, row)) for row in table[~free]]
    rows: list[Box] = []
    for k in np.flatnonzero(free)[np.argsort(table[free, 0], kind="stable")]:
        box = Box(*map(int, table[k]))
        home = next((n for n, left in enumerate(rows) if _in_row(left, box, em)), None)
        if home is None:
            rows.append(box)
        else:
            rows[home] = Box.around([rows[home], box])
    return done + rows


def _room(table: NDArray[np.int32], k: int, em: float) -> float:
    """White between a line and the nearest above or below it, in pixels."""
    wide = np.maximum(
        table[:, 2], table[:, 0] + round(4 * em)
    )  # a paragraph's last glyph still fills an indent's place
    shared = np.minimum(wide, wide[k]) - np.maximum(table[:, 0], table[k, 0])
    gap = np.maximum(table[:, 1] - table[k, 3], table[k, 1] - table[:, 3])
    level = np.minimum(table[:, 3], table[k, 3]) - np.maximum(table[:, 1], table[k, 1])
    other = (shared > 0) & (level < 0.5 * (table[k, 3] - table[k, 1]))
    other[k] = False
    return float(max(0, gap[other].min())) if other.any() else float("inf")


def _in_row(left: Box, right: Box, em: float) -> bool:
    level = left.overlap_y(right) >= 0.6 * min(left.height, right.height)
    alike = max(left.height, right.height) <= 1.4 * min(left.height, right.height)
    return level and alike and 0 <= right.left - left.right <= ROW * em and min(left.width, right.width) < SHORT * em


def _barred(a: Box, b: Box, barriers: Mask) -> bool:
    """Whether a barrier stands in the gap between two boxes."""
    left, right = (a, b) if a.left <= b.left else (b, a)
    if right.left <= left.right:
        return False
    top, bottom = max(a.top, b.top), min(a.bottom, b.bottom)
    strip = barriers[top:bottom, left.right : right.left]
    return bool(strip.size) and float(strip.any(axis=1).mean()) > 0.5
