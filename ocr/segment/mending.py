"""Lines that were cut where no column ends, put together again: what stands around them tells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.segment.ink import Mask

REJOIN = 2.2  # em; pieces of one line may stand so far apart when nothing bars the way
NEARBY = 5.0  # em; how far above and below lines bear witness to a gutter
SEEN = 7.0  # em; how far rows are looked through for one that runs across
CLOSE = 1.2  # em; lines of one column stand no farther apart
INDENTED = 2  # first lines of paragraphs in one column within that height
SHORT = 8.0  # em; two pieces no longer than this, beside which no column begins, are one spaced line
ALONE = 0.45  # em; so much more white than lines of columns have around them sets a row apart
WORD_SPACE, PHRASE = 1.8, 14.0  # em; two longer parts of such a row, each of a few names, stand closer
WALLED = 0.5  # of the height that two lines share
ROW = 3.2  # em; the widest space inside such a row


def mended(lines: list[Box], firm: Mask, em: float) -> list[Box]:
    """Lines cut by a corridor that is none, put together again.

    Marks above one another and the white after a paragraph's last line can make a corridor inside a column. But there
    the lines above and below run across it, while beside a true gutter other lines begin. A spaced byline over two
    columns has neither, and is short.
    """
    for _ in range(3):  # a line put together bears witness for the next
        before = len(lines)
        lines = _spaced(_mended_once(lines, firm, em), firm, em)
        if len(lines) == before:
            break
    return lines


def _mended_once(lines: list[Box], firm: Mask, em: float) -> list[Box]:
    table = np.array([b.as_list() for b in lines], dtype=np.int32).reshape(-1, 4)
    gone: set[int] = set()
    for i in np.argsort(table[:, 0]):
        for j in _next_to(table, int(i), em):
            fresh = int(i) not in gone and j not in gone
            a, b = (Box(*map(int, table[k])) for k in (i, j))
            if fresh and not _walled(a, b, firm) and _false_cut(table, int(i), j, em):
                joint = Box.around([Box(*map(int, table[i])), Box(*map(int, table[j]))])
                table[i] = joint.as_list()
                gone.add(j)
    return [Box(*map(int, row)) for k, row in enumerate(table) if k not in gone]


def _walled(left: Box, right: Box, firm: Mask) -> bool:
    """Whether something firm stands in the gap between two lines."""
    strip = firm[max(left.top, right.top) : min(left.bottom, right.bottom), left.right : right.left]
    return bool(strip.size) and float(strip.any(axis=1).mean()) > WALLED


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
    begin, indented = (near & (np.abs(table[:, 0] - at) < 0.4 * em) for at in (b, b + 2 * em))
    # without a full line, more than a few that all begin two em farther in are another column
    if begin.any() or np.count_nonzero(indented) <= INDENTED:
        begin |= indented
    begin &= ~_set_in(table, table[across], em)
    seen = np.abs(middle - middle[i]) < SEEN * em
    seen[[i, j]] = False
    if _crossed(table, i, j, seen, em):
        return True
    short = max(table[i, 2] - table[i, 0], table[j, 2] - table[j, 0]) < SHORT * em
    return int(np.count_nonzero(across)) > int(np.count_nonzero(begin)) or bool(short and not begin.any())


def _set_in(table: NDArray[np.int32], across: NDArray[np.int32], em: float) -> NDArray[np.bool_]:
    """Which lines are the indented or the centred ones of the column whose full lines are given: no other column begins
    with them. A centred line has its row to itself; those of the middle one of three columns under a deck have not."""
    if not len(across):
        return np.zeros(len(table), dtype=np.bool_)
    left, right = float(np.median(across[:, 0])), float(np.median(across[:, 2]))
    indented = (np.abs(table[:, 0] - left - 2 * em) < 0.5 * em) & (np.abs(table[:, 2] - right) < em)
    centred = (np.abs(table[:, 0] + table[:, 2] - left - right) < em) & (table[:, 0] > left + em)
    middle = (table[:, 1] + table[:, 3]) / 2
    before = (np.abs(middle[:, None] - middle) < em / 2) & (table[:, 2] > left) & (table[:, 2] < table[:, :1])
    return np.asarray(indented | (centred & ~before.any(axis=1)), dtype=np.bool_)


def _crossed(table: NDArray[np.int32], i: int, j: int, near: NDArray[np.bool_], em: float) -> bool:
    """Whether the next lines above and below, as far as there are any, run across the gap between lines i and j."""
    joint = Box.around([Box(*map(int, table[i])), Box(*map(int, table[j]))])
    gap = int(table[i, 2]), int(table[j, 0])
    over = table[near & (table[:, 0] < joint.right) & (table[:, 2] > joint.left)]
    for reach in (CLOSE * em, NEARBY * em):
        seen = [_witness(over, joint, gap, up, reach, em) for up in (True, False)]
        if seen != [None, None]:
            return False not in seen
    return False


def _witness(
    table: NDArray[np.int32], joint: Box, gap: tuple[int, int], up: bool, reach: float, em: float
) -> bool | None:
    """Whether the text of a would-be line's column runs across its gap right above it (up) or below; None without any.

    Rows that are all cut at the same place up to the column's end bear witness to a gutter.

    reach: pixels within which the next row is looked for. Up to two rows that are cut at the same place are passed
    over, for marks of three lines may stand over one another, and one that is the short last line of a paragraph.
    """
    passed, lasts = 0, 0
    while passed <= 2:
        away = joint.top - table[:, 3] if up else table[:, 1] - joint.bottom
        close = (away > -0.3 * em) & (away < reach)
        right = away[close & (table[:, 2] > gap[1])]
        if not len(right):
            last = table[close & (table[:, 2] <= gap[0]) & (np.abs(table[:, 0] - joint.left) < em)]
            if not (passed and up and not lasts and len(last) == 1):
                return False if passed else None
            lasts += 1
            joint = Box(joint.left, int(last[0, 1]), joint.right, joint.bottom)
            continue
        row = table[close & (np.abs(away - right.min()) < 0.5 * em)]
        if any(_runs_across(line, joint, gap, em) for line in row):
            return True
        ends = np.abs(row[:, 2] - gap[0]) < em
        begins = np.abs(row[:, 0] - gap[1]) < em
        if not (ends.any() and begins.any()):
            return False
        joint = Box(joint.left, int(row[:, 1].min()), joint.right, int(row[:, 3].max()))
        passed += 1
    return False


def _runs_across(line: NDArray[np.int32], joint: Box, gap: tuple[int, int], em: float) -> bool:
    """Whether a line of the same column runs across a gap, or is a paragraph's first, its indent at the gap's place.

    A byline in the middle over two columns begins and ends where neither of them does.
    """
    indented = abs(line[0] - joint.left - 2 * em) < 0.5 * em and line[2] > joint.right - em
    own = line[0] < joint.left + 3 * em or line[2] > joint.right - em
    return bool(line[2] > gap[1] + 0.5 * em and ((own and line[0] < gap[0] - 0.5 * em) or indented))


def _spaced(lines: list[Box], firm: Mask, em: float) -> list[Box]:
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
        open_ = (n for n, left in enumerate(rows) if _in_row(left, box, em) and not _walled(left, box, firm))
        home = next(open_, None)
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
    gap, less = (right.left - left.right) / em, min(left.width, right.width) / em
    return level and alike and 0 <= gap <= ROW and (less < SHORT or (gap <= WORD_SPACE and less < PHRASE))
