"""Words that stand in a drawing: names of its parts are no text of a story, the line under it is its caption.

A drawing, unlike a photograph, is found in pieces with white between. What is set among them, a few characters at a
place, would offer the ends of columns near it a way to go on.
"""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.cutting import HEAD_SIZE
from ocr.reconstruct.stacks import connected

FEWEST = 4
"""Pieces that a drawing is found in, at least."""
SMALLEST = 9.0
"""Em; its sides."""
TOUCHING = 0.5
"""Em between pieces of one drawing, at most."""
LABEL = (2, 12.0)
"""Rows, and em of width, that a label has at most."""
NEAR = 1.0
"""Em from a drawing to a label at its edge or the caption under it, at most."""


def with_labels_apart(sheet: Sheet) -> Sheet:
    """The sheet with the labels of drawings as pieces that are no text, and lines right under one as its caption.

    A vertical page is left as it is: it is of an age whose pictures are found in pieces whatever they are.
    """
    if sheet.turned:
        return sheet
    pieces = list(sheet.pieces)
    for drawing in _drawings(sheet):
        grown = True
        while grown:
            grown = False
            for n, piece in enumerate(pieces):
                place = Box.around(row.place for row in piece.rows)
                if not _may_label(piece, sheet.em) or not _labels(place, piece, drawing, sheet):
                    continue
                below = place.top >= drawing.bottom - sheet.em / 2
                pieces[n] = replace(piece, kind=Kind.CAPTION if below else Kind.OTHER)
                drawing, grown = drawing if below else Box.around((drawing, place)), True
    return replace(sheet, pieces=tuple(pieces))


def _drawings(sheet: Sheet) -> list[Box]:
    """Boxes around pictures that touch one another and are many."""
    boxes = sheet.pictures
    reach = round(TOUCHING * sheet.em)
    links = [
        (i, j)
        for i, one in enumerate(boxes)
        for j, other in enumerate(boxes)
        if one.grow(reach).overlap(other) and i < j
    ]
    groups = [[boxes[i] for i in group] for group in connected(len(boxes), links)]
    around = [Box.around(group) for group in groups if len(group) >= FEWEST]
    return [box for box in around if min(box.width, box.height) >= SMALLEST * sheet.em]


def _may_label(piece: Piece, em: float) -> bool:
    """Whether a piece could be words of a drawing, or a stroke of it that was read as one large character. Between
    white, labels look like small heads; a title in larger type stays one."""
    small_head = piece.kind is Kind.HEADLINE and (piece.em < HEAD_SIZE * em or len(piece.text) == 1)
    return piece.kind is Kind.BODY or small_head


def _labels(place: Box, piece: Piece, drawing: Box, sheet: Sheet) -> bool:
    """Whether a piece is a few words inside a drawing or at its edge, and not the end of a column that stands there."""
    inside = place.overlap(drawing) >= 0.5 * place.area
    few = len(piece.rows) <= LABEL[0] and place.width <= LABEL[1] * sheet.em and piece.upright
    if inside or not few:
        return inside and (few or len(piece.text) == 1)
    near = place.overlap(drawing.grow(round(NEAR * sheet.em))) > 0 and place.overlap_x(drawing) >= 0.5 * place.width
    return near and not any(
        other.kind is Kind.BODY
        and len(other.rows) > LABEL[0]
        and other.box.overlap_x(place) >= 0.5 * place.width
        and -sheet.em <= max(other.box.top - place.bottom, place.top - other.box.bottom) <= NEAR * sheet.em
        for other in sheet.pieces
    )
