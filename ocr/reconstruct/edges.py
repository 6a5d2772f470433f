"""The strips of a page outside its type area: the running head at its top, on an old vertical page what is printed
round its frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr.geometry import Box
from ocr.page import FURNITURE
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions, prose
from ocr.reconstruct.punctuation import han

LEGIBLE = 0.4
"""Confidence of a reading below which a heading is dirt, a picture or an ornament."""
STRIP = 6.0
"""Em that a strip of mottos and dates outside the rules round a vertical page is wide, at most."""
IN_LINE, COVERED = 0.6, 0.6
"""Em that pieces of one broken rule stand off each other's line, at most; the share of its way that they cover."""
ROW = 1.0
"""Em of body type that the pieces of a running head stand off one line, at most: a number is set larger."""
WIDE_STRIP = 0.75
"""Share of the page's width that it goes over, from the first of its pieces to the last, at least."""
STRIP_TYPE, FRAMED_STRIP = 2.0, 6.0
"""Body em of its type, at most, unless a frame is around it; body em that such a frame is high, at most."""
NAMEPLATE, BY_DATE = 3.0, 3.0
"""Body em of a masthead's type, at least; em from it to the line with its date, at most."""
RUNNING = 5
"""Lines from which a piece is text."""
ACROSS = 0.6
"""Share of the printed page's width that a rule under the strip at a vertical page's top runs over, at least."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The strips of a page outside its type area: above `top`, below `bottom`, and on a turned page before `left`,
    where a line that is printed across stands over all bands; in pixels."""

    top: float
    bottom: float
    left: float = -1.0


def edges_of(sheet: Sheet, conventions: Conventions) -> Edges:
    """The strips above the first rule across the page and below the last, where they hold furniture and no story."""
    width, height = sheet.size
    said = [piece.box for piece in sheet.pieces if not sheet.turned or legible(piece)]
    text = Box.around(said) if said else Box(0, 0, width, height)
    flat = _in_one(sheet.flat, sheet.em) if sheet.turned else sheet.flat
    across = [rule for rule in flat if rule.width >= 0.75 * text.width]
    top = [rule.bottom for rule in across if rule.bottom < 0.2 * height]
    outside = _outside_frame(sheet, across) if sheet.turned else (-1.0, height + 1.0)
    low = [rule.top for rule in across if rule.top > 0.9 * height]

    def bare(pieces: Iterable[Piece]) -> bool:
        inside = list(pieces)
        told = any(
            p.kind in FURNITURE or conventions.running_head(p.text) or conventions.credit(p.text) for p in inside
        )
        return told and not any(prose(p.text) for p in inside)

    upper = [y for y in top if bare(p for p in sheet.pieces if p.box.bottom <= y + sheet.em)]
    lower = [y for y in low if bare(p for p in sheet.pieces if p.box.top >= y - sheet.em)]
    above = min(upper, default=-1.0) + (0.5 * sheet.em if upper else 0.0)
    below = max(lower, default=float(height + 1))
    first, last = (-1.0, height + 1.0) if sheet.turned else _rows(sheet, conventions)
    return Edges(max(above, outside[0], first), min(below, outside[1], last), _before_bands(sheet, conventions))


def _rows(sheet: Sheet, conventions: Conventions) -> tuple[float, float]:
    """The foot of the first row of a page and the top of its last, where one of their pieces says that the row is a
    running head: the section's name, the date and the paper's name with the page's number, far from one another."""
    told = [
        p for p in sheet.pieces if p.kind in FURNITURE or conventions.of_the_page(p.text) or conventions.credit(p.text)
    ]
    top, foot = -1.0, sheet.size[1] + 1.0
    for one in told:
        row = [p for p in sheet.pieces if abs(p.box.center[1] - one.box.center[1]) <= ROW * sheet.em]
        if not _is_strip(row, sheet):
            continue
        place = Box.around(p.box for p in row)
        others = [p.box for p in sheet.pieces if p not in row]
        if all(box.top >= place.bottom for box in others):
            top = max(top, float(place.bottom))
        if all(box.bottom <= place.top for box in others):
            foot = min(foot, float(place.top))
    return top, foot


def _is_strip(row: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether pieces in a row are a strip from side to side of a page: single lines, none of them text, in no type
    that a headline has unless one frame is around them all."""
    place, page = Box.around(p.box for p in row), Box.around(p.box for p in sheet.pieces)
    if place.width < WIDE_STRIP * page.width or any(len(p.rows) > 1 or prose(p.text) for p in row):
        return False
    framed = any(box.contains(place) and box.height <= FRAMED_STRIP * sheet.em for _, box in sheet.frames)
    return framed or all(p.em <= STRIP_TYPE * sheet.em for p in row)


def is_masthead(piece: Piece, sheet: Sheet, conventions: Conventions) -> bool:
    """Whether a piece is the paper's name at the top of its front page: by its words, its size, and the date right
    under it or beside it. A story in the ear beside it hinders a rule from telling so."""
    if piece.em < NAMEPLATE * sheet.em or not conventions.running_head(piece.text):
        return False
    near = piece.box.grow(round(BY_DATE * sheet.em))
    dated = any(near.overlap(other.box) and conventions.dated_strip(other.text) for other in sheet.pieces)
    return dated and not any(
        other.box.bottom <= piece.box.top and other.box.overlap_x(piece.box) > 0 for other in sheet.pieces
    )


def _outside_frame(sheet: Sheet, across: Sequence[Box]) -> tuple[float, float]:
    """Where the type area of a vertical page begins and ends when a rule along its right or left side leaves a narrow
    strip without running text outside: a paper's motto, its address, the date."""
    begins, ends = -1.0, sheet.size[1] + 1.0
    for rule in across:
        before = [p for p in sheet.pieces if p.box.bottom <= rule.top + sheet.em]
        after = [p for p in sheet.pieces if p.box.top >= rule.bottom - sheet.em]
        if _strip(before, rule, sheet.em):
            begins = max(begins, rule.top + sheet.em)
        if _strip(after, rule, sheet.em):
            ends = min(ends, rule.bottom - sheet.em)
    return begins, ends


def _strip(pieces: Sequence[Piece], rule: Box, em: float) -> bool:
    """Whether what stands on one side of a rule all keeps within a few em of it, and none of it is running text."""
    said = [p for p in pieces if legible(p)]
    far = max((max(rule.top - p.box.top, p.box.bottom - rule.bottom) for p in said), default=0.0)
    return bool(said) and far <= STRIP * em and not any(prose(p.text) or len(p.rows) > 3 for p in pieces)


def _in_one(rules: Sequence[Box], em: float) -> tuple[Box, ...]:
    """Flat rules of an old page with those in one line made one, when they cover most of the way: frames break."""
    groups: list[list[Box]] = []
    for rule in sorted(rules, key=lambda each: (each.center[1], each)):
        if groups and rule.center[1] - groups[-1][0].center[1] <= IN_LINE * em:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    found: list[Box] = []
    for group in groups:
        whole = Box.around(group)
        found += [whole] if sum(rule.width for rule in group) >= COVERED * whole.width else group
    return tuple(found)


def _before_bands(sheet: Sheet, conventions: Conventions) -> float:
    """Where the first band of a turned page begins, when what stands before it is told to be a running head by one of
    its lines: the date, the page's number, the weekday; -1 elsewhere.

    The first text begins it; over that, on an old page, the rule across the page that closes the strip.
    """
    if not sheet.turned:
        return -1.0
    first = min((piece.box.left for piece in sheet.pieces if _runs(piece)), default=-1)
    edge = _under_strip(sheet) or first + 0.5 * sheet.em
    return edge if _told_before(edge, sheet, conventions) else -1.0


def _runs(piece: Piece) -> bool:
    """Whether a piece is running text: by its marks, or, where a paper has none but pauses, by the number of its
    lines."""
    return prose(piece.text) or (piece.upright and len(piece.rows) >= RUNNING)


def _told_before(edge: float, sheet: Sheet, conventions: Conventions) -> bool:
    """Whether one of the lines printed across before an edge of a turned page says that it is a running head."""
    before = [piece for piece in sheet.pieces if not piece.upright and piece.box.right <= edge]
    return any(piece.kind in FURNITURE or conventions.running_head(piece.text) for piece in before)


def _under_strip(sheet: Sheet) -> float | None:
    """Where the first rule across most of the printed page ends, in its upper third, before which no text runs."""
    swapped = [Box(rule.top, rule.left, rule.bottom, rule.right) for rule in sheet.steep]
    area = Box.around(piece.box for piece in sheet.pieces)
    for rule in _in_one(swapped, sheet.em):
        wide = rule.width >= ACROSS * area.height and rule.top <= sheet.size[0] / 3
        if wide and not any(_runs(piece) for piece in sheet.pieces if piece.box.right <= rule.bottom):
            return float(rule.bottom)
    return None


def legible(piece: Piece) -> bool:
    """Whether a would-be heading of a vertical page says something: two Han at least, of which it is not unsure."""
    letters = sum(han(char) for char in piece.text)
    sure = sum(row.run.confidence for row in piece.rows) / len(piece.rows)
    return letters >= 2 and sure >= LEGIBLE
