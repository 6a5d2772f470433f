"""Subheads of a vertical page that stand in two halves side by side at the top of two columns (雙行).

Text goes on under both halves, in the same two columns; the subhead is read before it, right half first, and then the
rest of the right column and that of the left one. Here such a subhead is given a line of its own over its text, as
any other subhead has, so that nothing behind has to know of it. Runs keep the boxes they came with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet

HALVES = 2
"""Lines of such a subhead."""
LONGEST = 4
"""Characters of a half, at most."""
REACH = 2.2
"""Em of white, or of an ornament, between a half and the text in its column, at most."""
LEVEL = 0.5
"""Em by which a half and the text under it stand off each other, at most."""
OWN = 0.6
"""Em that the subhead's own line is high, and the text's first line under it: no less, or they would be taken for
scratches."""


def with_run_ins(sheet: Sheet) -> Sheet:
    """The sheet of a vertical page with such subheads on lines of their own; a horizontal one as it is."""
    if not sheet.turned:
        return sheet
    made: dict[str, Piece] = {}
    for piece in sheet.pieces:
        text = _beside(piece, sheet) if _halves(piece, sheet.em) else None
        if text is not None and text.id not in made:
            made[piece.id], made[text.id] = _over(piece, text, sheet.em)
    pieces = (made.get(piece.id, piece) for piece in sheet.pieces)
    return replace(sheet, pieces=tuple(sorted(pieces, key=lambda piece: (piece.box, piece.id))))


def _halves(piece: Piece, em: float) -> bool:
    """Whether a piece is two short lines that begin level."""
    if piece.kind is Kind.BODY or len(piece.rows) != HALVES or not piece.upright:
        return False
    lefts = [row.place.left for row in piece.rows]
    return max(len(row.text) for row in piece.rows) <= LONGEST and max(lefts) - min(lefts) <= LEVEL * em


def _beside(halves: Piece, sheet: Sheet) -> Piece | None:
    """The text that goes on in the two columns of a subhead, in a piece of its own."""
    ink = _ink(halves.rows)
    near = [
        piece
        for piece in sheet.pieces
        if piece is not halves
        and piece.upright
        and len(piece.rows) <= HALVES
        and abs(piece.rows[0].place.center[1] - halves.rows[0].place.center[1]) <= LEVEL * sheet.em
        and -LEVEL * sheet.em <= _ink(piece.rows).left - ink.right <= REACH * sheet.em
    ]
    return near[0] if len(near) == 1 else None


def _over(halves: Piece, text: Piece, em: float) -> tuple[Piece, Piece]:
    """The subhead as one line over its text, and the text under it from the columns' beginning."""
    ink, body = _ink(halves.rows), _ink(text.rows)
    high = round(OWN * em)
    edge = halves.rows[0].place.bottom - high
    at, rows = ink.left, list[Row]()
    for row in halves.rows:
        rows.append(replace(row, box=Box(at, edge - high, at + row.place.width, edge), em=em))
        at += row.place.width
    left, right = ink.left, max(ink.right, body.right)
    first, *rest = text.rows
    begins = Box(left + round(em), edge, first.place.right, max(first.place.bottom, edge + high))
    under = [replace(first, box=begins, em=em)]
    under += [replace(row, box=replace(row.place, left=left), em=em) for row in rest]
    over = replace(halves, kind=Kind.SUBHEAD, hint=Kind.SUBHEAD, rows=tuple(rows), run_in=True)
    over = replace(over, box=Box(left, edge - high, right, edge))
    return over, replace(
        text, kind=Kind.BODY, hint=Kind.BODY, rows=tuple(under), box=Box(left, edge, right, body.bottom)
    )


def _ink(rows: Sequence[Row]) -> Box:
    return Box.around(row.place for row in rows)
