"""The list of contents on a front page: titles with the number of the page each stands on, one under another.

One such line may be a deck or a kicker; a list of them is a story's text nowhere.
"""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions

FEWEST = 3
"""Lines that make a list."""
APART = 3.0
"""Em of white between two of its lines, at most."""
ALIGNED = 1.0
"""Em that their left edges differ by, at most."""
MARKS = 3
"""Characters of a bullet as it may be read, at most."""


def without_contents(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet with the lists of contents on it named furniture, bullets and all."""
    listed = [Box.around(piece.box for piece in pieces) for pieces in _lists(sheet, conventions)]
    beside = [box.grow(round(APART * sheet.em), 0) for box in listed]  # where the bullets stand

    def named(piece: Piece) -> Piece:
        boxes = beside if len(piece.text) <= MARKS else listed
        inside = any(box.contains(piece.box) for box in boxes)
        return replace(piece, kind=Kind.RUNNING_HEAD) if inside and piece.kind not in FURNITURE else piece

    return replace(sheet, pieces=tuple(named(piece) for piece in sheet.pieces))


def _lists(sheet: Sheet, conventions: Conventions) -> list[list[Piece]]:
    """Pieces made of such lines alone, those of one list together, where there are enough."""
    entries = [p for p in sheet.pieces if p.rows and p.upright and all(conventions.entry(row.text) for row in p.rows)]
    lists: list[list[Piece]] = []
    for piece in sorted(entries, key=lambda each: (each.box.top, each.box.left)):
        for listed in lists:
            last = listed[-1].box
            if (
                abs(last.left - piece.box.left) <= ALIGNED * sheet.em
                and piece.box.top - last.bottom <= APART * sheet.em
            ):
                listed.append(piece)
                break
        else:
            lists.append([piece])
    return [listed for listed in lists if sum(len(piece.rows) for piece in listed) >= FEWEST]
