"""Guides: boxes, lists and lines that only point to other pages (导读, 详见第四版, titles with page numbers). They are
furniture, kept as they are."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Furniture, Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions, prose

LONGEST = 200
"""A guide's box holds no more characters than this."""
FEWEST = 3
"""Titles with page numbers that make a list: one may be a deck, or a kicker."""
APART, ALIGNED = 3.0, 1.0
"""Em of white between two of them, at most, and by which their left edges differ."""
MARKS = 3
"""Characters of the bullet before one, as it may be read, at most."""


def without_guides(sheet: Sheet, conventions: Conventions) -> tuple[Sheet, tuple[Furniture, ...]]:
    """The sheet without its guides, and the guides, each box one piece of furniture of kind OTHER."""
    boxes = [_inside(box, sheet) for _, box in sheet.frames]
    guides = [pieces for pieces in boxes if _is_guide(pieces, conventions)]
    boxed = {piece.id for pieces in guides for piece in pieces}
    guides += [pieces for pieces in _lists(sheet, conventions) if not any(piece.id in boxed for piece in pieces)]
    taken = {piece.id for pieces in guides for piece in pieces}
    furniture = [_furniture(pieces) for pieces in guides]
    for piece in sheet.pieces:
        if piece.id not in taken and _is_guide((piece,), conventions):
            taken.add(piece.id)
            furniture.append(_furniture((piece,)))
    return replace(sheet, pieces=tuple(p for p in sheet.pieces if p.id not in taken)), tuple(furniture)


def _lists(sheet: Sheet, conventions: Conventions) -> list[tuple[Piece, ...]]:
    """Titles with page numbers one under another, with the bullets before them."""
    entries = [
        p
        for p in sheet.pieces
        if p.kind not in FURNITURE and p.upright and all(conventions.entry(row.text) for row in p.rows)
    ]
    lists: list[list[Piece]] = []
    for piece in sorted(entries, key=lambda each: (each.box.top, each.box.left)):
        home = next((listed for listed in lists if _next(listed[-1].box, piece.box, sheet.em)), None)
        if home is None:
            lists.append([piece])
        else:
            home.append(piece)
    found = [listed for listed in lists if sum(len(piece.rows) for piece in listed) >= FEWEST]
    return [(*listed, *_bullets(listed, sheet)) for listed in found]


def _next(last: Box, entry: Box, em: float) -> bool:
    return abs(last.left - entry.left) <= ALIGNED * em and entry.top - last.bottom <= APART * em


def _bullets(listed: list[Piece], sheet: Sheet) -> list[Piece]:
    beside = Box.around(piece.box for piece in listed).grow(round(APART * sheet.em), 0)
    return [p for p in sheet.pieces if p not in listed and len(p.text) <= MARKS and beside.contains(p.box)]


def _inside(box: Box, sheet: Sheet) -> tuple[Piece, ...]:
    return tuple(piece for piece in sheet.pieces if box.contains(piece.box) and piece.kind not in FURNITURE)


def _is_guide(pieces: tuple[Piece, ...], conventions: Conventions) -> bool:
    if sum(len(piece.text) for piece in pieces) > LONGEST or any(prose(piece.text) for piece in pieces):
        return False
    return any(conventions.teaser(row.text) for piece in pieces for row in piece.rows)


def _furniture(pieces: tuple[Piece, ...]) -> Furniture:
    rows = [row for piece in sorted(pieces, key=lambda each: (each.box.top, each.box.left)) for row in piece.rows]
    return Furniture(Kind.OTHER, " ".join(row.text for row in rows), tuple(row.run for row in rows))
