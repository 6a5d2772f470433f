"""Guides: boxes and lines that only point to other pages (导读, 详见第四版). They are furniture, kept as they are."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Furniture, Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions, prose

LONGEST = 200
"""A guide's box holds no more characters than this."""


def without_guides(sheet: Sheet, conventions: Conventions) -> tuple[Sheet, tuple[Furniture, ...]]:
    """The sheet without its guides, and the guides, each box one piece of furniture of kind OTHER."""
    boxes = [_inside(box, sheet) for _, box in sheet.frames]
    guides = [pieces for pieces in boxes if _is_guide(pieces, conventions)]
    taken = {piece.id for pieces in guides for piece in pieces}
    furniture = [_furniture(pieces) for pieces in guides]
    for piece in sheet.pieces:
        if piece.id not in taken and _is_guide((piece,), conventions):
            taken.add(piece.id)
            furniture.append(_furniture((piece,)))
    return replace(sheet, pieces=tuple(p for p in sheet.pieces if p.id not in taken)), tuple(furniture)


def _inside(box: Box, sheet: Sheet) -> tuple[Piece, ...]:
    found = [piece for piece in sheet.pieces if box.contains(piece.box) and piece.kind not in FURNITURE]
    return tuple(sorted(found, key=lambda piece: (piece.box.top, piece.box.left)))


def _is_guide(pieces: tuple[Piece, ...], conventions: Conventions) -> bool:
    if sum(len(piece.text) for piece in pieces) > LONGEST or any(prose(piece.text) for piece in pieces):
        return False
    return any(conventions.teaser(row.text) for piece in pieces for row in piece.rows)


def _furniture(pieces: tuple[Piece, ...]) -> Furniture:
    runs = tuple(run for piece in pieces for run in piece.runs)
    return Furniture(Kind.OTHER, " ".join(row.text for piece in pieces for row in piece.rows), runs)
