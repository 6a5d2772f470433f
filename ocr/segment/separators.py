"""Printed rules: long, thin, alone."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.ink import HEIGHT, WIDTH, Ink, Mask, bar, enlarge, reduce

SHORTEST = 5.0  # em; a stroke of a headline glyph is shorter, or fails the test for standing alone
THICKEST = 0.6  # em; thicker bars are panels
PIECE = 6.0  # em; rules are looked at in pieces so long
UNBROKEN = 5.0, 0.3  # em; length and height of ink that no row of glyphs makes: a rule, whatever stands beside it
CORNER = 2.0  # em; the piece of a rule at its end that another rule's ink makes fail is shorter
SLACK = 0.35  # em; pieces of one rule may be this far off each other's line (residual skew, wavering print)
INKED = 0.12  # share of the band right above or below a piece of a rule that is ink where type touches it
GAP = 2.5  # em; a broken rule's pieces are joined over such gaps
LEAST, HIGHEST = 2.5, 0.3  # em; a rule between two short texts of one column is so long, and so high at most
SHRED, TORN = 1.5, 0.6  # em; what is left of one in pieces: how long each is at least, and the gap between two at most
SPECKS = 0.02  # square em of dirt around such a rule, at most
CLEAR = 1.0, 0.35  # em of paper before and after, above and below such a rule
DOTS = 0.4  # em; white between two dots of a rule, at most
STROKE = 0.35, 1.2  # em; heights of the lowest stroke of a glyph that is higher than a dot, and of the highest
FADED = 9.0  # em; and over such, between pieces that are rules each by itself: faint print


def find_separators(ink: Ink) -> tuple[tuple[Separator, ...], Mask]:
    """The page's rules, and the mask of their pixels (to be taken out of the ink before text is looked for)."""
    factor = max(1, round(ink.em / 14))
    whole = reduce(ink.mask, factor)
    strokes = whole & ~reduce(ink.pixels(_glyph_sized(ink)), factor)
    rules, pixels = _horizontal(strokes, whole, ink.em / factor)
    columns, upright = _horizontal(np.ascontiguousarray(strokes.T), np.ascontiguousarray(whole.T), ink.em / factor)
    columns = [Box(b.top, b.left, b.bottom, b.right) for b in columns]
    found = [_separator(box, factor, Direction.HORIZONTAL) for box in rules]
    found += [_separator(box, factor, Direction.VERTICAL) for box in columns]
    found = [part for rule in found for part in _apart(rule, found, ink)]
    mask = enlarge(pixels | upright.T, factor, ink.mask.shape) & ink.mask
    short = _short(ink)
    for box in short:
        mask[_within(box)] = ink.mask[_within(box)]
    found += [Separator(box, Direction.HORIZONTAL, float(box.height)) for box in short]
    found.sort(key=lambda s: (s.box.top, s.box.left))
    return tuple(found), mask


def _short(ink: Ink) -> list[Box]:
    """Rules too short to be told from strokes by their length, as they stand between briefs: by themselves on paper,
    whole or in a few pieces."""
    wide, high = ink.parts[:, WIDTH] / ink.em, ink.parts[:, HEIGHT] / ink.em
    some = np.flatnonzero((wide >= SHRED) & (wide < SHORTEST) & (high <= HIGHEST))
    pieces = [Box(x, y, x + w, y + h) for x, y, w, h in (map(int, ink.parts[k, :4]) for k in some)]
    boxes = [box for box in _in_line(pieces, ink.em) if LEAST * ink.em <= box.width < 1.5 * SHORTEST * ink.em]
    aside, over = (round(share * ink.em) for share in CLEAR)

    def alone(box: Box) -> bool:
        size = ink.mask.shape[1], ink.mask.shape[0]
        around, level = box.grow(aside, over).clip(size), box.grow(aside, 2).clip(size)  # shreds of it may lie there
        stray = np.count_nonzero(ink.mask[_within(around)]) - np.count_nonzero(ink.mask[_within(level)])
        return bool(stray <= SPECKS * ink.em**2)

    return [box for box in boxes if box.height <= HIGHEST * ink.em and alone(box)]


def _in_line(pieces: list[Box], em: float) -> list[Box]:
    """Boxes around pieces that go on from one another on one line."""
    rows: list[Box] = []
    for piece in sorted(pieces):
        before = next((k for k, row in enumerate(rows) if _follows(row, piece, em)), None)
        if before is None:
            rows.append(piece)
        else:
            rows[before] = Box.around([rows[before], piece])
    return rows


def _follows(row: Box, piece: Box, em: float) -> bool:
    return 0 <= piece.left - row.right <= TORN * em and abs(piece.center[1] - row.center[1]) <= HIGHEST * em


def unbroken(rules: Mask, gap: float) -> Mask:
    """The upright rules of a mask without the gaps in them, up to so many pixels high, leaning as they may."""
    wide = cv2.dilate(rules, bar(3, 1))
    return np.asarray(cv2.bitwise_or(rules, cv2.morphologyEx(wide, cv2.MORPH_CLOSE, bar(1, gap))), dtype=np.uint8)


def without_strokes(rules: Mask, em: float) -> Mask:
    """A mask of rules without upright runs as high as strokes of glyphs, which may stand in line from one line of type
    to the next as dashes of a rule do; dots are lower, straight rules higher."""
    low, high = (
        np.asarray(cv2.morphologyEx(rules, cv2.MORPH_OPEN, bar(1, share * em)), dtype=np.uint8) for share in STROKE
    )
    return np.asarray(rules & ~(low & ~high), dtype=np.uint8)


def _glyph_sized(ink: Ink) -> NDArray[np.bool_]:
    """Components with the shape of large glyphs: their long strokes are no rules."""
    wide, high = ink.parts[:, WIDTH] / ink.em, ink.parts[:, HEIGHT] / ink.em
    small, large = np.minimum(wide, high), np.maximum(wide, high)
    return np.asarray((large > 2) & (large < 8) & (small > THICKEST) & (small > 0.12 * large))


def _separator(box: Box, factor: int, direction: Direction) -> Separator:
    full = Box(box.left * factor, box.top * factor, box.right * factor, box.bottom * factor)
    return Separator(full, direction, float(full.height if direction is Direction.HORIZONTAL else full.width))


def _apart(rule: Separator, rules: list[Separator], ink: Ink) -> list[Separator]:
    """A rule as two where frames stand side by side: it breaks off, and on both sides of the gap another rule meets its
    end."""
    flat = rule.direction is Direction.HORIZONTAL
    box = rule.box
    corners = [other.box for other in rules if other.direction is not rule.direction]
    if not flat:
        box, corners = _turned(box), [_turned(other) for other in corners]
    view = ink.mask[rule.box.top : rule.box.bottom, rule.box.left : rule.box.right]
    inked = np.flatnonzero(view.any(axis=0 if flat else 1)) + box.left
    slack = SLACK * ink.em
    meeting = [o.center[0] for o in corners if o.top <= box.bottom + slack and o.bottom >= box.top - slack]
    parts, start = [], box.left
    for k in np.flatnonzero(np.diff(inked) > slack):
        ends = int(inked[k]) + 1, int(inked[k + 1])
        if all(any(abs(x - end) <= slack for x in meeting) for end in ends):
            parts.append(Box(start, box.top, ends[0], box.bottom))
            start = ends[1]
    parts.append(Box(start, box.top, box.right, box.bottom))
    return [Separator(part if flat else _turned(part), rule.direction, rule.weight) for part in parts]


def _turned(box: Box) -> Box:
    """A box with its axes changed for one another."""
    return Box(box.top, box.left, box.bottom, box.right)


def _horizontal(strokes: Mask, whole: Mask, em: float) -> tuple[list[Box], Mask]:
    """Boxes of horizontal rules among the strokes, and their pixels; `whole` is all ink, to tell which are alone.

    Opening by a line of 2 em keeps only straight runs; runs on one line are joined, and what is long, thin and has
    paper above and below is a rule.
    """
    run = max(3, round(2 * em))
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, bar(1, 3))
    straight = cv2.morphologyEx(joined, cv2.MORPH_OPEN, bar(run))
    bridged = np.asarray(cv2.morphologyEx(straight, cv2.MORPH_CLOSE, bar(max(3, em / 2), 3)), dtype=np.uint8)
    others = _runs(bridged, em)
    step = max(run, round(PIECE * em))
    bridged[:, step::step] = (
        0  # where a rule or fold meets text or a picture, only the piece there fails to stand alone
    )
    pieces = [part for piece in _components(bridged) for part in _single(piece, strokes, em)]
    alone = [piece for piece in pieces if _alone(whole, others, piece, em)]
    corners = [piece for piece in pieces if piece.width <= CORNER * em]
    touched = [p for p in pieces if p not in alone and min(_beside(whole, others, p, em)) < INKED]
    longer = [_to_its_ends(members, touched, em) for members, _ in _collinear(alone, whole, em)]
    groups = [_to_corners(members, corners, em) for members in _met(longer, em)]
    kept = [(members, box) for members, box in groups if box.width >= SHORTEST * em]
    grow = max(1, round(0.06 * em))
    pixels = np.zeros_like(strokes)
    for members, box in kept:
        thin = box.height <= max(3, SLACK * em)  # then what print left of a faint rule between its pieces goes as well
        for b in [box] if thin else members:
            pixels[max(0, b.top - grow) : b.bottom + grow, max(0, b.left - 1) : b.right + 1] = 255
    return [box for _, box in kept], pixels & strokes


def _components(mask: Mask) -> list[Box]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [Box(x, y, x + w, y + h) for x, y, w, h in (map(int, part[:4]) for part in stats[1:count])]


def _single(piece: Box, strokes: Mask, em: float) -> list[Box]:
    """A piece of a rule by itself; the rules of a pair, which bridging the gaps in them made one, each by itself; of
    what is too thick for either, nothing."""
    thickest = max(3, THICKEST * em)
    if piece.height <= thickest:
        return [piece]
    if piece.height > 2 * thickest:
        return []
    straight = cv2.morphologyEx(np.ascontiguousarray(strokes[_within(piece)]), cv2.MORPH_OPEN, bar(2 * em))
    parts = [part.shift(piece.left, piece.top) for part in _components(np.asarray(straight, dtype=np.uint8))]
    return [part for part in parts if part.height <= thickest]


def _within(box: Box) -> tuple[slice, slice]:
    return slice(box.top, box.bottom), slice(box.left, box.right)


def _runs(strokes: Mask, em: float) -> Mask:
    """Runs too long for any stroke, with the row of half-dark pixels on either side of them."""
    long = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, bar(UNBROKEN[0] * em))
    return np.asarray(cv2.dilate(long, bar(1, 3)), dtype=np.uint8)


def _alone(mask: Mask, others: Mask, box: Box, em: float) -> bool:
    """Whether the bands just above and below hold little ink: strokes of text have the rest of their glyphs there.

    A run too long for any stroke needs no such proof. others: such runs, which prove nothing when they stand in those
    bands, for rules are printed in pairs, a thick one and a thin.
    """
    thick = float(np.count_nonzero(mask[box.top : box.bottom, box.left : box.right])) / box.width
    if box.width >= UNBROKEN[0] * em and thick <= max(2, UNBROKEN[1] * em):
        return True
    return max(_beside(mask, others, box, em)) < INKED


def _beside(mask: Mask, others: Mask, box: Box, em: float) -> tuple[float, float]:
    """Shares of ink in the bands just above and just below a run; 0 past the page's edge."""
    near, far = max(2, round(0.1 * em)), max(4, round(0.4 * em))
    above = slice(max(0, box.top - far), max(0, box.top - near)), slice(box.left, box.right)
    below = slice(box.bottom + near, box.bottom + far), slice(box.left, box.right)
    bands = [mask[band] & ~others[band] for band in (above, below)]
    over, under = (float(np.count_nonzero(band)) / max(1, band.size) for band in bands)
    return over, under


def _to_its_ends(members: list[Box], touched: list[Box], em: float) -> list[Box]:
    """A rule's pieces, and those at its ends that go on from them but do not stand alone, because type touches them on
    one side; what is too short for a rule does not go on."""
    if Box.around(members).width < SHORTEST * em:
        return members
    first, last = members[0], members[-1]
    before = [p for p in touched if abs(p.right - first.left) <= 2 and _level(p, first, em) and _as_thick(p, first)]
    after = [p for p in touched if abs(p.left - last.right) <= 2 and _level(p, last, em) and _as_thick(p, last)]
    return [*before[:1], *members, *after[:1]]


def _met(rules: list[list[Box]], em: float) -> list[list[Box]]:
    """Rules that went on until they met, as one; each is its pieces from left to right."""
    done: list[list[Box]] = []
    for members in sorted(rules, key=lambda pieces: pieces[0].left):
        open_ = (
            other
            for other in done
            if other[-1].left <= members[0].left <= other[-1].right + 2
            and members[-1].right > other[-1].right
            and _level(other[-1], members[0], em)
            and _as_thick(other[-1], members[0])
        )
        before = next(open_, None)
        if before is None:
            done.append(list(members))
        else:
            before += [piece for piece in members if piece not in before]
    return done


def _to_corners(members: list[Box], corners: list[Box], em: float) -> tuple[list[Box], Box]:
    """A rule's pieces with the short ones at its ends, which do not stand alone where it meets another rule."""
    box = Box.around(members)
    for piece in corners:
        first, last = members[0], members[-1]
        before = abs(piece.right - first.left) <= 2 and _level(piece, first, em)
        after = abs(piece.left - last.right) <= 2 and _level(piece, last, em)
        if before or after:
            box = Box.around([box, piece])
    return ([*members, box] if box != Box.around(members) and box.height <= max(3, SLACK * em) else members), box


def _level(a: Box, b: Box, em: float) -> bool:
    return abs(a.center[1] - b.center[1]) <= SLACK * em


def _collinear(pieces: list[Box], mask: Mask, em: float) -> list[tuple[list[Box], Box]]:
    """Pieces on one line put together, left to right, and the box around them."""
    groups: list[tuple[list[Box], Box]] = []
    for box in sorted(pieces, key=lambda b: (b.left, b.top)):
        for k, (members, whole) in enumerate(groups):
            last = members[-1]
            drift = 0.01 * box.width if box.left >= last.right - em else 0.0  # side by side they are two rules
            level = abs(box.center[1] - last.center[1]) <= SLACK * em + drift and _as_thick(box, last)
            long = min(box.width, whole.width) >= SHORTEST * em and _blank(mask, last, box, em)
            if level and box.left - whole.right <= (FADED if long else GAP) * em:
                groups[k] = ([*members, box], Box.around([whole, box]))
                break
        else:
            groups.append(([box], box))
    return groups


def _as_thick(a: Box, b: Box) -> bool:
    """Whether two pieces can be of one rule by their thickness; a pixel or two is what print and scan add to either."""
    thin, thick = sorted((a.height, b.height))
    return thick <= 3 * thin + 2


def _blank(mask: Mask, a: Box, b: Box, em: float) -> bool:
    """Whether hardly anything is printed on the way from one piece to the next."""
    y, reach = round((a.center[1] + b.center[1]) / 2), round(0.4 * em)
    band = mask[max(0, y - reach) : y + reach, a.right : b.left]
    return band.size == 0 or float(np.count_nonzero(band)) / band.size < 0.12
