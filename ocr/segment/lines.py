"""Lines of body-sized type between the gutters."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.segment.ink import Mask, bar, tight
from ocr.segment.mending import REJOIN, mended

SPACE = 1.6  # em; the widest gap inside a line: a full-width space beside a mark that is half white
THREAD = 0.25  # em; a longer line no higher than this is what a rule or fold left, not type
TAIL = 2.5  # em; so much no higher than a thread at the end of a line is none of it: a dash is 2 em long
STROKE_GAP = 0.2  # em; white between the strokes of one glyph; lines stand farther apart
FLAT = 0.3  # em; a stroke that lies is no higher
RAIL = 0.35, 6.0  # em high at most, and long at least; even the smallest print is higher
TALL = 1.6  # em; a piece higher than this is several lines that touch
FAINT = 0.12  # of a line's ink in its densest row: rows below it part two touching lines
TWO, SPARSE = 2.0, 0.25  # em; a piece lower than that may be one line of large type: none of its rows has so little ink
SPECK = 0.2  # em; a piece smaller than this both ways, by itself, is dirt


def find_lines(text: Mask, barriers: Mask, firm: Mask, em: float) -> list[Box]:
    """Boxes of lines of horizontal body type, tight around their ink, unordered.

    text: mask of body type only; barriers: gutters and rules, which no line crosses, though a gutter may turn out to be
    none; firm: those of them that cannot; em in pixels of these masks.
    """
    closed = cv2.morphologyEx(text, cv2.MORPH_CLOSE, bar(max(3, SPACE * em)))
    glyphs = cv2.morphologyEx(text, cv2.MORPH_OPEN, bar(1, THREAD * em))  # a fold's remains are lower, and no bridge
    closed[(barriers > 0) & (glyphs == 0)] = 0
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
    gathered = [b for b in _gather(pieces, barriers, em) if not _rail(b, em)]
    lines = _whole(mended(gathered, firm, em))
    return [b for b in lines if max(b.width, b.height) > SPECK * em and not _thread(text, b, em)]


def _whole(lines: list[Box]) -> list[Box]:
    """Lines without those inside another: a 一 that stood between two corridors while its line was put together round
    it would be a line of its own in the middle of another's glyphs."""
    kept: list[Box] = []
    for line in sorted(lines, key=lambda b: (-b.area, b)):
        if not any(other.contains(line) for other in kept):
            kept.append(line)
    return kept


def _rail(box: Box, em: float) -> bool:
    """Whether a piece is what is left of a rule beside the text: so low and so long that no row of glyphs is like it.
    Put to the lines that it lies beside it would tie those of two bands together."""
    return box.height <= RAIL[0] * em and box.width >= RAIL[1] * em


def _thread(text: Mask, box: Box, em: float) -> bool:
    """Whether a line is nothing but a thin stroke, straight or slanting: what a rule or a fold left."""
    if box.width < 2 * em or box.height > em:
        return False
    view = text[box.top : box.bottom, box.left : box.right] > 0
    inked = view[:, view.any(axis=0)]
    extent = inked.shape[0] - inked.argmax(axis=0) - inked[::-1].argmax(axis=0)
    return float(np.percentile(extent, 90)) <= THREAD * em


def _split(own: Mask, box: Box, em: float) -> list[Box]:
    """A piece of several touching lines cut at its faint rows; left whole when it has none (large or slanted type)."""
    profile = np.count_nonzero(own, axis=1).astype(float)
    low = profile <= FAINT * float(np.percentile(profile, 90))
    cuts = [0, *_valleys(profile, low, em), box.height]
    boxes = []
    for top, bottom in pairwise(cuts):
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
    """Rows to cut at: the middle of each low stretch; where none is low over two lines' height, the faintest row.

    What is hardly as high as two lines of the body is cut at no row that is as dense as the rest: glyphs of a light
    headline, not found as display type, would lose their heads.
    """
    cuts: list[int] = []
    last, n = 0, len(profile)
    dense = float(np.percentile(profile, 90)) if n < TWO * em else np.inf
    while n - last > TALL * em:
        start, stop = last + round(0.6 * em), min(n - round(0.3 * em), last + round(1.9 * em))
        if stop <= start:
            break
        window = profile[start:stop]
        if float(window.min()) > SPARSE * dense:
            break
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
    # the strokes of 二 or 三 by itself, farther apart than strokes of one glyph are otherwise
    flat = (gap < 0) & (joint <= em) & (np.maximum(height, piece.height) < FLAT * em)
    near = np.flatnonzero(fits | over | flat)
    for k in near[np.argsort(gap[near], kind="stable")]:
        if not _barred(piece, Box(*map(int, lines[k])), barriers):
            return int(k)
    return None


def _barred(a: Box, b: Box, barriers: Mask) -> bool:
    """Whether a barrier stands in the gap between two boxes."""
    left, right = (a, b) if a.left <= b.left else (b, a)
    if right.left <= left.right:
        return False
    top, bottom = max(a.top, b.top), min(a.bottom, b.bottom)
    strip = barriers[top:bottom, left.right : right.left]
    return bool(strip.size) and float(strip.any(axis=1).mean()) > 0.5


def trimmed(box: Box, mask: Mask, em: float) -> Box:
    """A box found at reduced size, drawn in to the ink it holds, without what a fold or rule left at its ends.

    No text begins or ends with TAIL em that are nowhere higher than a stroke; a box of nothing else comes out empty.
    """
    box = tight(box, mask)
    view = mask[box.top : box.bottom, box.left : box.right]
    if not view.size:
        return box
    low, high = (np.argmax(each > 0, axis=0) for each in (view, view[::-1]))
    tall = np.flatnonzero(view.any(axis=0) & (len(view) - low - high > THREAD * em))
    if not len(tall):
        return box if box.width <= TAIL * em else Box(box.left, box.top, box.left, box.top)
    left = int(tall[0]) if tall[0] > TAIL * em else 0
    right = int(tall[-1]) + 1 if view.shape[1] - tall[-1] > TAIL * em else view.shape[1]
    return tight(Box(box.left + left, box.top, box.left + right, box.bottom), mask)
