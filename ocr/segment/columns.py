"""White corridors between columns."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.segment.ink import Mask, bar

SLIM, TALL = 0.5, 9.0  # em; or so wide, when it runs past so much: six lines, which chance does not leave white
NARROWEST = 0.8  # em; a gutter is at least so wide
WIDEST = 3.5  # em; white wider than this needs no bridge
BRIDGE = 1.8  # em; two lines of type with the white between them
COURSE = 0.3  # em; a fold or rule is no thicker where it crosses a gutter
THROUGH = 0.6  # of a gutter's width that it is seen over, faint print left out
ONWARD_SLIM = 8.0  # em; a gutter less than a glyph wide goes on so far where type stands on one side of it alone
FLANK = 2.2  # em; type no farther off stands beside a corridor
LEADING = 2.4  # em; white between two lines of one column with a short line left out
ONE_LINE = 2.8  # em; white in which a line set wide apart is missing
FAINT_WIDTH, FAINT_HEIGHT = 0.45, 3.8  # em; what carries a gutter on where the page bends or dirt lies in it
VEER = 0.35  # em; so far aside it goes on at most
ONWARD = 20  # times FAINT_HEIGHT that it is followed
CERTAIN = 10.0  # em; six lines and more: no chance puts white over white in so many of one text
THREE_LINES = 3.3  # em; two lines are lower even when they are set wide apart
SHORTEST = 4.5  # em; and runs past three lines at least: white that chance makes inside a text is shorter


def find_gutters(text: Mask, em: float, *, width: float = NARROWEST, height: float = SHORTEST) -> Mask:
    """255 on white that holds an upright rectangle of width × height em without ink (a morphological opening).

    text: mask of the type alone. Columns are what is left between such corridors; because a corridor is white through
    and through, no cut ever goes through a glyph. Cf. the white-space covers of Breuel, Two Geometric Algorithms for
    Layout Analysis (2002).
    """
    white = cv2.bitwise_not(text)
    kernel = bar(max(3, width * em), max(3, height * em))
    padded = cv2.copyMakeBorder(white, kernel.shape[0], kernel.shape[0], 0, 0, cv2.BORDER_CONSTANT, value=255)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, kernel)
    return np.asarray(opened[kernel.shape[0] : -kernel.shape[0]], dtype=np.uint8)


def slim_gutters(obstacles: Mask, text: Mask, em: float) -> Mask:
    """Gutters less than a glyph wide: white that holds an upright rectangle of SLIM × TALL em, with type close to it on
    both its sides as far. White that chance leaves in a text has no such height."""
    white = find_gutters(obstacles, em, width=SLIM, height=TALL)
    left, right = _flanks(text, em)
    between = cv2.bitwise_and(cv2.bitwise_and(left, right), white)
    between = cv2.bitwise_and(cv2.morphologyEx(between, cv2.MORPH_CLOSE, bar(1, ONE_LINE * em)), white)
    certain = cv2.morphologyEx(between, cv2.MORPH_OPEN, bar(1, TALL * em))
    near = cv2.bitwise_and(cv2.dilate(certain, bar(1, 2 * ONE_LINE * em)), white)
    # beside a short line and a subhead under it type stands on one side alone
    beside = cv2.morphologyEx(cv2.bitwise_or(left, right), cv2.MORPH_CLOSE, bar(1, ONE_LINE * em))
    onward = cv2.bitwise_and(cv2.dilate(certain, bar(1, 2 * ONWARD_SLIM * em)), cv2.bitwise_and(beside, white))
    whole = cv2.bitwise_or(near, onward)
    _, labels = cv2.connectedComponents(whole, connectivity=4)
    joined = np.zeros(int(labels.max()) + 1, np.uint8)
    joined[np.unique(labels[near > 0])] = 255
    joined[0] = 0
    return np.asarray(joined[labels], dtype=np.uint8)


def _flanks(text: Mask, em: float) -> tuple[Mask, Mask]:
    """Where type of a column stands close on the left, and where on the right."""
    flank = cv2.morphologyEx(text, cv2.MORPH_CLOSE, bar(1, LEADING * em))
    reach = max(1, round(FLANK * em))
    left = cv2.dilate(flank, np.ones((1, reach), np.uint8), anchor=(reach - 1, 0))
    right = cv2.dilate(flank, np.ones((1, reach), np.uint8), anchor=(0, 0))
    return np.asarray(left, dtype=np.uint8), np.asarray(right, dtype=np.uint8)


def supported(gutters: Mask, text: Mask, em: float) -> Mask:
    """Gutters without those that part no more than two lines of type.

    A narrow corridor must have type close to it on the one side or the other for the height of three lines: white above
    and below a caption of two makes a corridor of any gap between their glyphs that chance puts over one another.
    """
    left, right = _flanks(text, em)
    narrow = cv2.bitwise_and(cv2.bitwise_or(left, right), gutters)
    # between a paragraph's short last line and the indent of the next column's no type stands close for a line
    narrow = cv2.bitwise_and(cv2.morphologyEx(narrow, cv2.MORPH_CLOSE, bar(1, ONE_LINE * em)), gutters)
    count, labels, parts, _ = cv2.connectedComponentsWithStats(narrow, connectivity=8)
    short = np.zeros(count, np.uint8)
    short[1:] = np.where(parts[1:, cv2.CC_STAT_HEIGHT] < THREE_LINES * em, 255, 0)
    return np.asarray(cv2.bitwise_and(gutters, cv2.bitwise_not(short[labels])), dtype=np.uint8)


def prolonged(gutters: Mask, text: Mask, em: float) -> Mask:
    """Gutters followed up and down into narrower and shorter white, as far as it goes on in much the same line; not so
    the white that a short line or an empty column leaves.

    Columns of vertical text stand an em apart, and the bands of an old page bend and lean: a straight rectangle of
    full width does not fit everywhere between them, though each gutter is plain somewhere.
    """
    white = find_gutters(text, em, width=FAINT_WIDTH, height=FAINT_HEIGHT)
    high, wide = max(3, round(FAINT_HEIGHT * em)), max(1, round(VEER * em))
    reach = bar(2 * wide + 1, high)
    blank = cv2.morphologyEx(gutters, cv2.MORPH_OPEN, bar(max(3, WIDEST * em), 1))
    core = cv2.bitwise_and(gutters, cv2.bitwise_not(blank))
    for _ in range(ONWARD):
        further = cv2.bitwise_and(cv2.dilate(core, reach), white)
        further = cv2.bitwise_or(core, further)
        if not cv2.countNonZero(cv2.bitwise_and(further, cv2.bitwise_not(core))):
            break
        core = further
    return np.asarray(cv2.bitwise_or(gutters, core), dtype=np.uint8)


def long_gutters(gutters: Mask, em: float) -> Mask:
    """The gutters that go on straight between type for so long that they are no white inside one text.

    What opens on an empty place beside the type may well be: the place is high, not the white that runs into a line.
    """
    blank = cv2.morphologyEx(gutters, cv2.MORPH_OPEN, bar(max(3, WIDEST * em), 1))
    narrow = cv2.bitwise_and(gutters, cv2.bitwise_not(blank))
    return np.asarray(cv2.morphologyEx(narrow, cv2.MORPH_OPEN, bar(1, CERTAIN * em)), dtype=np.uint8)


def bridged(gutters: Mask, text: Mask, em: float) -> Mask:
    """Gutters with what is left of a fold, a scratch or a rule across them taken over: they go on above and below it.

    A bridge is no wider than a gutter, and its ink lies in one thin course from side to side.
    """
    gap = cv2.bitwise_and(cv2.morphologyEx(gutters, cv2.MORPH_CLOSE, bar(1, BRIDGE * em)), cv2.bitwise_not(gutters))
    out = gutters.copy()
    count, labels, parts, _ = cv2.connectedComponentsWithStats(gap, connectivity=4)
    for i in range(1, count):
        x, y, w, h = (int(v) for v in parts[i, :4])
        view = (slice(y, y + h), slice(x, x + w))
        own = labels[view] == i
        if NARROWEST * em <= w <= WIDEST * em and _crossed((text[view] > 0) & own, em):
            out[view][own] = 255
    return out


def _crossed(ink: NDArray[np.bool_], em: float) -> bool:
    """Whether all ink of a view lies in one thin course that runs through it from left to right."""
    extent = ink.shape[0] - ink.argmax(axis=0) - ink[::-1].argmax(axis=0)
    inked = ink.any(axis=0)
    thin = bool(inked.any()) and int(extent[inked].max()) <= COURSE * em
    return thin and float(inked.mean()) >= THROUGH
