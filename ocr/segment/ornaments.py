"""Rules that are not straight: waves, dots, dashes, chains, as old papers set them round and between stories.

Such a rule is a band lower than a line of type, with paper on both sides; hardly ever more than one stroke stands over
another in it, where type has two and three; and it is like itself a little further on, which edges of glyphs that
stand in line are not.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, bar, reduce

LONGEST_GAP = 0.8  # em; white between two dots or dashes of one rule
HIGHEST = 0.8  # em; a line of type is higher
SHORTEST = 7.0  # em; a dash, or a row of dots in a text, is shorter
STROKES = 1.1  # over one another, on the mean over the rule's columns of pixels: lines of small or faint type have more
LACED, PLAINLY = 2.2, 0.7  # the same in a rule of crosses or of rows of dots, and how plainly it must repeat itself
BESIDE = 0.2  # share of ink in the bands right above and below, at most
EMPTY, CROWDED = 0.06, 0.5  # or of the emptier and the fuller one: text may end close to a frame, but not at it
SHIFTS = 0.25, 2.6  # em; how far further on
REPEATS = 0.45  # correlation; glyphs in line come to 0.4, waves and dots to 0.5 and more, on film too
SOLID = 0.75  # share of ink; a bar has nothing to repeat
BROKEN = 15.0, 0.2, 0.28  # em long at least, em high at most, ink at least: a straight rule in shreds
SEAM = 0.12  # share of ink where a rule and what stands beside it meet; strokes of glyphs run on there
PIECE = 3.0  # em; a rule is looked at in pieces so long, for it may touch a glyph here and there
OUT, GLYPH, THROUGH = 0.15, 3.0, 0.2  # em that a glyph stands out, em that it is wide, share of a rule through glyphs
MOSTLY = 0.6  # of a rule's length is made of pieces that look like one


def find_ornaments(ink: Ink, rules: Mask) -> tuple[tuple[Separator, ...], Mask]:
    """Rules of repeated signs, and the mask of their pixels. rules: pixels of straight rules, which are left out."""
    factor = max(1, round(ink.em / 14))
    rest = reduce(ink.mask & ~rules, factor)
    found: list[Separator] = []
    pixels = np.zeros_like(ink.mask)
    for direction in Direction:
        flat = direction is Direction.HORIZONTAL
        for box in _bands(rest if flat else np.ascontiguousarray(rest.T), ink.em / factor):
            b = _enlarged(box if flat else Box(box.top, box.left, box.bottom, box.right), factor)
            if _through_glyphs(b, ink, flat=flat):
                continue
            found.append(Separator(b, direction, float(b.height if flat else b.width)))
            whole = b.grow(factor).clip((ink.mask.shape[1], ink.mask.shape[0]))  # the tips of its signs as well
            pixels[whole.top : whole.bottom, whole.left : whole.right] = 255
    found.sort(key=lambda rule: (rule.box.top, rule.box.left))
    return tuple(found), pixels & ink.mask


def _through_glyphs(box: Box, ink: Ink, *, flat: bool) -> bool:
    """Whether a good part of a would-be rule is strokes of glyphs, which stand out past it: the dash before a deck with
    the bars of 十 and 天 in its line, or the bars that glyphs of a head begin with."""
    out = OUT * ink.em
    low, top, long, high = ink.parts[:, [LEFT, TOP, WIDTH, HEIGHT] if flat else [TOP, LEFT, HEIGHT, WIDTH]].T
    rule = box if flat else Box(box.top, box.left, box.bottom, box.right)
    past = (top < rule.top - out) | (top + high > rule.bottom + out)
    inside = np.minimum(top + high, rule.bottom) - np.maximum(top, rule.top) > rule.height / 2
    along = (low >= rule.left - out) & (low + long <= rule.right + out)
    glyphs = past & inside & along & (long <= GLYPH * ink.em) & (high > HIGHEST * ink.em)
    return bool(long[glyphs].sum() > THROUGH * rule.width)


def _enlarged(box: Box, factor: int) -> Box:
    return Box(box.left * factor, box.top * factor, box.right * factor, box.bottom * factor)


def _bands(mask: Mask, em: float) -> list[Box]:
    """Boxes of horizontal rules of repeated signs: low pieces that stand alone, in rows."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, bar(max(3, LONGEST_GAP * em)))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, bar(max(3, em)))
    step = max(4, round(PIECE * em))
    opened[:, step::step] = 0
    stats = np.asarray(cv2.connectedComponentsWithStats(opened, connectivity=8)[2], dtype=np.int32)
    low = stats[1:][(stats[1:, WIDTH] >= em) & (stats[1:, HEIGHT] <= HIGHEST * em)]
    alone, beside_paper = _between_papers(mask, low, em)
    rows = _rows([piece for piece in _boxes(low[alone]) if _single(mask, piece)], em)
    touched = [piece for piece in _boxes(low[beside_paper]) if _strokes(_inked(mask, piece)) <= STROKES]
    return _met([Box.around(_to_its_ends(row, touched, em)) for row in rows if _whole(mask, row, em)])


def _boxes(stats: NDArray[np.int32]) -> list[Box]:
    return [Box(x, y, x + w, y + h) for x, y, w, h, _ in stats.tolist()]


def _between_papers(mask: Mask, stats: NDArray[np.int32], em: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of some pieces (n, 5) have paper above and below, and which on one side, whatever touches the other.

    A page has thousands: they are looked at together.
    """
    sums = np.asarray(cv2.integral(np.minimum(mask, 1), sdepth=cv2.CV_32S), dtype=np.int32)
    near, close, far = 1, 1 + max(2, round(0.15 * em)), max(4, round(0.4 * em))
    seams = _shares(sums, stats, near, close)
    emptier, fuller = np.sort(_shares(sums, stats, near, far), axis=0)
    one_side = emptier <= EMPTY
    both = (seams.max(axis=0) <= SEAM) & ((fuller <= BESIDE) | (one_side & (fuller <= CROWDED)))
    return np.asarray(both), np.asarray(one_side & (fuller <= CROWDED))


def _shares(sums: NDArray[np.int32], stats: NDArray[np.int32], near: int, far: int) -> NDArray[np.float64]:
    """Shares of ink (2, n) in the bands from near to far pixels above each piece, and below it."""
    left, top, right = stats[:, LEFT], stats[:, TOP], stats[:, LEFT] + stats[:, WIDTH]
    bottom = top + stats[:, HEIGHT]
    edges = np.clip([(top - far, top - near), (bottom + near, bottom + far)], 0, len(sums) - 1)
    high, low = edges[:, 0], edges[:, 1]
    inked = sums[low, right] - sums[high, right] - sums[low, left] + sums[high, left]
    return np.asarray(inked / np.maximum(1, (low - high) * (right - left)))


def _single(mask: Mask, piece: Box) -> bool:
    """Whether a piece is made of single strokes, or laced ones, and not of a few only."""
    inked = _inked(mask, piece)
    return inked.shape[1] >= 0.3 * piece.width and _strokes(inked) <= LACED


def _inked(mask: Mask, piece: Box) -> NDArray[np.bool_]:
    """A piece's columns of pixels that hold ink."""
    own = _view(mask, piece)
    return np.asarray(own[:, own.any(axis=0)])


def _strokes(inked: NDArray[np.bool_]) -> float:
    """How many runs of ink stand over one another, on the mean over columns of pixels."""
    begins = inked & ~np.vstack([np.zeros((1, inked.shape[1]), bool), inked[:-1]])
    return float(begins.sum(axis=0).mean())


def _rows(pieces: list[Box], em: float) -> list[list[Box]]:
    """Pieces on one line put together, from left to right."""
    rows: list[list[Box]] = []
    for piece in sorted(pieces):
        home = next((row for row in rows if _next(row[-1], piece, em)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    return rows


def _to_its_ends(row: list[Box], touched: list[Box], em: float) -> list[Box]:
    """A rule's pieces, and those at its ends that go on from them without a gap, as thick as they, though type comes
    so close on one side that it runs into them."""
    row = list(row)
    for ahead in (True, False):
        while more := [piece for piece in touched if _goes_on(row[-1 if ahead else 0], piece, ahead, em)]:
            row.insert(len(row) if ahead else 0, more[0])
    return row


def _met(rules: list[Box]) -> list[Box]:
    """Rules that went on until they met, as one."""
    done: list[Box] = []
    for rule in sorted(rules):
        meets = next((k for k, other in enumerate(done) if other.overlap(rule) > 0), None)
        if meets is None:
            done.append(rule)
        else:
            done[meets] = Box.around([done[meets], rule])
    return done


def _goes_on(end: Box, piece: Box, ahead: bool, em: float) -> bool:
    gap = piece.left - end.right if ahead else end.left - piece.right
    level = abs(end.center[1] - piece.center[1]) <= 0.3 * em
    return level and -2 <= gap <= LONGEST_GAP * em and abs(end.height - piece.height) <= 0.3 * em


def _whole(mask: Mask, row: list[Box], em: float) -> Box | None:
    """The box of a row of pieces, or None when it is too short, too broken or too full of strokes for a rule."""
    box = Box.around(row)
    covered = sum(piece.width for piece in row)
    if box.width < SHORTEST * em or covered < MOSTLY * box.width or box.height > 1.5 * HIGHEST * em:
        return None
    strokes = [(_strokes(_inked(mask, piece)), piece.width) for piece in row]
    if sum(n * width for n, width in strokes) > STROKES * covered:
        return box if _repeating(_strips(mask, box, em), em) >= PLAINLY else None
    return box if _regular(mask, box, em) else None


def _regular(mask: Mask, box: Box, em: float) -> bool:
    """Whether a band is filled, or repeats itself piece by piece, or is a long hairline with gaps."""
    strips = _strips(mask, box, em)
    filled = float(np.median([strip.mean() for strip in strips]))
    if filled >= SOLID or _repeating(strips, em) >= REPEATS:
        return True
    length, height, share = BROKEN
    return box.width >= length * em and box.height <= max(2, height * em) and filled >= share


def _repeating(strips: list[NDArray[np.bool_]], em: float) -> float:
    """How much a band repeats itself, piece by piece, on the median."""
    return float(np.median([_repeats(strip, em) for strip in strips]))


def _strips(mask: Mask, box: Box, em: float) -> list[NDArray[np.bool_]]:
    """A band piece by piece, without empty rows above and below."""
    return [_tight(_view(mask, piece)) for piece in _pieces(box, round(2 * PIECE * em))]


def _pieces(box: Box, length: int) -> list[Box]:
    """A box cut from left to right, the last piece half as long at least."""
    lefts = range(box.left, max(box.left + 1, box.right - length // 2), length)
    return [Box(left, box.top, min(box.right, left + length), box.bottom) for left in lefts]


def _tight(own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A strip without its empty rows above and below."""
    rows = np.flatnonzero(own.any(axis=1))
    return own[rows[0] : rows[-1] + 1] if len(rows) else own


def _view(mask: Mask, box: Box) -> NDArray[np.bool_]:
    return np.asarray(mask[box.top : box.bottom, box.left : box.right] > 0)


def _next(last: Box, piece: Box, em: float) -> bool:
    """Whether a piece goes on where a row ends."""
    level = abs(last.center[1] - piece.center[1]) <= 0.3 * em
    return level and -2 <= piece.left - last.right <= 2 * PIECE * em


def _repeats(own: NDArray[np.bool_], em: float) -> float:
    """How much a strip is like itself a little further on, -1 to 1: the best correlation over SHIFTS."""
    strip = own.astype(np.float32) - np.float32(own.mean())
    shifts = range(max(2, round(SHIFTS[0] * em)), min(round(SHIFTS[1] * em), own.shape[1] // 2) + 1)
    best = -1.0
    for shift in shifts:
        a, b = strip[:, :-shift], strip[:, shift:]
        best = max(best, float((a * b).sum()) / (float(np.sqrt((a * a).sum() * (b * b).sum())) + 1e-9))
    return best
