"""Lines of a vertical page's heads in type no larger than the text's: a kicker or a deck beside its headline, a head
set wide by itself.

Old papers set much of a head in the body's size. What tells such lines is white: lines of text follow one another
closely, and a head stands off the text on both sides, further than its own lines stand off each other; and they fill
no measure, or only because their glyphs are set wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.stacks import STEPPING

HEADING = frozenset({Kind.HEADLINE, Kind.SUBHEAD})
OFF = 0.3
"""Em more than between lines of text that a head stands off the text, at least."""
LINES = 4
"""Lines of a head, at most."""
SHORTEST, LONGEST = 3, 16
"""Characters of such a line."""
SENTENCE, LAST = frozenset("，。；"), frozenset("、：")
"""Marks that a line of a head does not hold, and those it does not end with."""
WIDE, WIDE_LEAST = 1.25, 4
"""Em from glyph to glyph of a line that is set wide, and its characters, at least."""
FULL = 0.8
"""A line that leaves less than so many em of its column's measure at both ends fills it."""
COLUMN = 4
"""Lines from which a piece of text shows its column's measure."""
LOW, FEW, AROUND = 1.2, 2, 20.0
"""Em by which a deck begins below the top of its band, or ends above its foot, at least; lines of a text that shows the
band, and em that it stands off, at most."""
INSET = 1.5
"""Em that a head amid lines of text is set in from both of their ends, at least."""
SURE = 0.6
"""Mean confidence of a line's reading, at least."""


def set_wide(row: Row, em: float) -> bool:
    """Whether a line's glyphs stand apart as those of text never do. em: the body's, for one in no larger type."""
    size = max(em, row.em)
    return len(row.text) >= WIDE_LEAST and row.place.width >= WIDE * size * (len(row.text) - 1) + size


def with_small_heads(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet of a vertical page with such lines as pieces of their own, a horizontal one as it is."""
    if not sheet.turned:
        return sheet
    rows = [row for p in sheet.pieces if p.upright and p.kind not in FURNITURE for row in p.rows if row.upright]
    heading = {row.run.id for piece in sheet.pieces if piece.kind in HEADING for row in piece.rows}
    text = {row.run.id for piece in sheet.pieces if piece.kind is Kind.BODY for row in piece.rows}
    found: dict[str, Kind] = {}
    for group in _groups(rows, heading, sheet):
        if len(group) <= LINES and all(
            row.run.id in heading or (row.run.id in text and _says_head(row, sheet, conventions)) for row in group
        ):
            named = _named(group, heading, sheet.em)
            decks = [row for row in group if named.get(row.run.id) is Kind.DECK]
            if not any(_keeps_to_a_band(row, group, sheet) for row in decks):
                found |= named
        elif len(group) > LINES:
            found |= {row.run.id: Kind.HEADLINE for row in _amid_text(group, text, sheet, conventions)}
    pieces = [part for piece in sheet.pieces for part in _apart(piece, found)]
    return replace(sheet, pieces=tuple(pieces)) if found else sheet


def _groups(rows: Sequence[Row], heading: set[str], sheet: Sheet) -> Iterator[list[Row]]:
    """Lines that follow one another as closely as lines of text do, or hardly less, from right to left."""
    if not rows:
        return
    gaps = _gaps(rows, np.array([row.run.id in heading for row in rows], dtype=np.bool_), sheet.flat)
    below, above = gaps.argmin(axis=1), gaps.argmin(axis=0)
    steps = gaps[np.arange(len(rows)), below]
    near = [float(step) for step in steps if step < sheet.em]
    most = (median(near) if near else 0.0) + OFF * sheet.em
    follows = {i: int(j) for i, j in enumerate(below) if steps[i] <= most and int(above[j]) == i}
    for start in sorted(set(range(len(rows))) - set(follows.values())):
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        yield [rows[i] for i in chain]


def _gaps(rows: Sequence[Row], heading: NDArray[np.bool_], flat: Sequence[Box]) -> NDArray[np.float64]:
    """White from each line to each that stands under it on the canonical page, array (lines, lines), infinite where
    they share no half of their width or a rule parts them; the lines of a head step down, and share less."""
    left, top, right, bottom = np.array([row.place.as_list() for row in rows], dtype=np.float64).T
    shared = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    narrow = np.minimum((right - left)[:, None], right - left)
    middle = (top + bottom) / 2
    gaps = top - bottom[:, None]
    least = np.where(heading[:, None] | heading, STEPPING, 0.5)
    seen = (shared >= least * narrow) & (middle > middle[:, None])
    for rule in flat:
        across = np.minimum(right, rule.right) - np.maximum(left, rule.left) >= 0.5 * (right - left)
        seen &= ~(across[:, None] & across & (middle[:, None] < rule.center[1]) & (middle > rule.center[1]))
    return np.asarray(np.where(seen, gaps, np.inf))


def _says_head(row: Row, sheet: Sheet, conventions: Conventions) -> bool:
    """Whether a line of text could be a line of a head by its words and its length."""
    words = row.text
    if not SHORTEST <= len(words) <= LONGEST or SENTENCE & set(words) or words[-1] in LAST:
        return False
    wide = set_wide(row, sheet.em)
    if row.run.confidence < SURE or conventions.byline(words) or (conventions.persons(words) and not wide):
        return False
    if conventions.dateline(words) is not None or conventions.caption(words) or conventions.note(words):
        return False
    return wide or not _fills(row, sheet)


def _fills(row: Row, sheet: Sheet) -> bool:
    """Whether a line is as long as those of a column are."""
    columns = (p.measure for p in sheet.pieces if p.kind is Kind.BODY and p.upright and len(p.rows) >= COLUMN)
    slack = FULL * sheet.em
    return any(
        abs(row.place.left - column.left) <= slack and abs(column.right - row.place.right) <= slack
        for column in columns
    )


def _keeps_to_a_band(row: Row, group: Sequence[Row], sheet: Sheet) -> bool:
    """Whether a line fills its band from top to foot as text beside a head does; a deck begins below the top, ends
    above the foot, or passes it."""
    line, em = row.place, sheet.em
    own = {each.run.id for each in group}
    texts = [p for p in sheet.pieces if p.kind is Kind.BODY and p.upright and not own >= {r.run.id for r in p.rows}]
    near = [p.measure for p in texts if len(p.rows) >= FEW and -p.box.overlap_y(line) <= AROUND * em]
    bands = [band for band in near if band.left - em <= line.left < band.right - em]
    filled = any(
        line.left - band.left < LOW * em and band.right - line.right < LOW * em and line.right - band.right < em
        for band in bands
    )
    return filled or any(
        0 <= other.place.left - line.right <= em and other.place.overlap_y(line) >= 0.5 * line.height
        for p in texts
        for other in p.rows
    )


def _amid_text(group: Sequence[Row], text: set[str], sheet: Sheet, conventions: Conventions) -> Iterator[Row]:
    """Lines that are set wide and well in from both ends of the lines around them, in no more white than those."""
    left, right = min(row.place.left for row in group), max(row.place.right for row in group)
    for row in group:
        inset = min(row.place.left - left, right - row.place.right)
        wide = set_wide(row, sheet.em) and inset >= INSET * sheet.em
        if wide and row.run.id in text and _says_head(row, sheet, conventions):
            yield row


def _named(group: Sequence[Row], heading: set[str], em: float) -> dict[str, Kind]:
    """The lines of text in a head, and what they are in it; none where nothing says that it is a head."""
    main = [k for k, row in enumerate(group) if row.run.id in heading] or [
        k for k, row in enumerate(group) if set_wide(row, em)
    ]
    if sum(len(group[k].text) for k in main) < SHORTEST:
        return {}
    return {
        row.run.id: Kind.KICKER if k < main[0] else Kind.DECK if k > main[-1] else Kind.HEADLINE
        for k, row in enumerate(group)
        if row.run.id not in heading
    }


def _apart(piece: Piece, found: dict[str, Kind]) -> Iterator[Piece]:
    """A piece of text as several where some of its lines are a head's; those of one kind in a row are one piece."""
    parts = [(kind, tuple(rows)) for kind, rows in groupby(piece.rows, lambda row: found.get(row.run.id))]
    if not any(kind for kind, _ in parts):
        yield piece
        return
    for number, (kind, rows) in enumerate(parts, start=1):
        box = Box.around(row.place for row in rows)
        name = piece.id if len(parts) == 1 else f"{piece.id}.{number}"
        if kind is None:
            column = piece.measure
            around = replace(box, left=min(box.left, column.left), right=max(box.right, column.right))
            yield replace(piece, id=name, rows=rows, box=around)
        else:
            yield replace(piece, id=name, rows=rows, box=box, kind=Kind.HEADLINE, hint=kind)
