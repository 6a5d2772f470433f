"""Glyphs of the body that touch, taken apart: on film and on cheap paper ink spreads from one to the next.

Two glyphs run together are as long as one of display type, and what is as large as display type is looked for as such.
Display type has strokes as much thicker as it is larger; glyphs that touch have those of the body, and hang together by
a few pixels about an em apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.segment.ink import AREA, HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, relabelled
from ocr.segment.measure import thickness

LARGER = 1.2  # em; glyphs of the body are no larger, brackets aside
LONGEST = 40.0  # em; a whole line may hang together; what is longer is a frame
THICKER = 1.45  # times the body's strokes; thicker ones are display type's
REACH = 0.3  # em; a joint is looked for so far before and after the place where a glyph should end
JOINT = 0.45  # of the glyphs' own breadth of ink; a joint is narrower
SAMPLE = 400  # glyphs that the body's strokes are measured on
FEWEST = 20  # of them; with fewer nothing is taken apart
FULL = (0.12, 0.75)  # share of its box that is ink in a glyph


def part_glyphs(ink: Ink) -> Ink:
    """The ink with touching glyphs of the body parted, first lines that touch and then glyphs in a line."""
    body = body_stroke(ink)
    if body is None:
        return ink
    for axis in (0, 1):
        mask = ink.mask.copy()
        changed = [part for part in _suspects(ink, axis, body) if _cut(mask, ink, part, axis)]
        ink = relabelled(ink, mask, changed) if changed else ink
    return ink


def body_stroke(ink: Ink) -> float | None:
    """Mean thickness of the body's strokes in pixels, None where there are too few glyphs to tell."""
    wide, high = ink.parts[:, WIDTH] / ink.em, ink.parts[:, HEIGHT] / ink.em
    full = ink.parts[:, AREA] / np.maximum(1, ink.parts[:, WIDTH] * ink.parts[:, HEIGHT])
    whole = (np.minimum(wide, high) > 0.6) & (np.maximum(wide, high) < LARGER) & (full > FULL[0]) & (full < FULL[1])
    glyphs = np.flatnonzero(whole)
    if len(glyphs) < FEWEST:
        return None
    return float(np.median([_stroke(ink, int(i)) for i in glyphs[:: -(-len(glyphs) // SAMPLE)]]))


def _suspects(ink: Ink, axis: int, body: float) -> list[int]:
    """Components longer along an axis (0 down, 1 across) than a glyph of the body, with the body's strokes."""
    wide, high = ink.parts[:, WIDTH] / ink.em, ink.parts[:, HEIGHT] / ink.em
    along, other = (high, wide) if axis == 0 else (wide, high)
    full = ink.parts[:, AREA] / np.maximum(1, ink.parts[:, WIDTH] * ink.parts[:, HEIGHT])
    some = (along > LARGER) & (along < LONGEST) & (other > 0.6) & (full > FULL[0]) & (full < FULL[1])
    if axis == 1:
        some &= other < LARGER
    some[0] = False
    return [int(i) for i in np.flatnonzero(some) if _stroke(ink, int(i)) < THICKER * body]


def _stroke(ink: Ink, part: int) -> float:
    return thickness(_own(ink, part))


def _own(ink: Ink, part: int) -> Mask:
    x, y, w, h = (int(v) for v in ink.parts[part, :4])
    return np.asarray(ink.labels[y : y + h, x : x + w] == part, dtype=np.uint8)


def _cut(mask: Mask, ink: Ink, part: int, axis: int) -> bool:
    """Take the joints of one component out of the mask, in place; whether there were any."""
    own = _own(ink, part)
    joints = _joints(np.count_nonzero(own, axis=1 - axis).astype(float), ink.em)
    x, y = int(ink.parts[part, LEFT]), int(ink.parts[part, TOP])
    view = mask[y : y + own.shape[0], x : x + own.shape[1]]
    for at in joints:
        line = (slice(at, at + 1), slice(None)) if axis == 0 else (slice(None), slice(at, at + 1))
        view[line][own[line] > 0] = 0
    return bool(joints)


def _joints(profile: NDArray[np.float64], em: float) -> list[int]:
    """Places along a profile of ink where it is faint, about an em from one another and from both ends."""
    breadth = float(np.percentile(profile, 75))
    count = max(2, round(len(profile) / em))
    pitch, joints, last = len(profile) / count, [], 0.0
    for left in range(count - 1, 0, -1):
        goal = last + (len(profile) - last) / (left + 1)
        low, high = round(goal - REACH * em), round(goal + REACH * em) + 1
        at = low + int(np.argmin(profile[low:high])) if high > low >= 0 else round(goal)
        if profile[at] <= JOINT * breadth:
            joints.append(at)
            last = float(at)
        else:
            last += pitch
    return joints
