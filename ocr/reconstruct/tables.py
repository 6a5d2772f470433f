"""Tables: short texts in rows and columns, as league standings and market prices are set.

Their cells end and begin like broken text, so that a column in search of its rest would go on in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.cells import CELLS, ROWS, level
from ocr.reconstruct.stacks import connected
from ocr.reconstruct.worlds import innermost

CELL = 6.0
"""Em of width of a cell, at most; APART of white between it and the next one of its row, at least."""
APART = 1.0
BELOW = 4.0
"""Em of white from one row to the next, at most."""


def with_tables(sheet: Sheet) -> Sheet:
    """The sheet with each table as one piece, OTHER, its cells row by row and from left to right.

    A vertical page is left as it is: its tables are set in other ways.
    """
    if sheet.turned:
        return sheet
    cells = [(piece, row) for piece in sheet.pieces if _may_hold_cells(piece, sheet.em) for row in piece.rows]
    rows = [row for row in _rows(cells, sheet.em) if len(row) >= CELLS]
    tables = [table for table in _tables(rows, sheet.em) if len(table) >= ROWS and not _crossed(table, sheet)]
    taken = {id(row) for table in tables for line in table for _, row in line}
    if not taken:
        return sheet
    pieces = [_without(piece, taken) for piece in sheet.pieces]
    return replace(sheet, pieces=(*(p for p in pieces if p.rows), *(_piece(table, sheet) for table in tables)))


def _may_hold_cells(piece: Piece, em: float) -> bool:
    kinds = (Kind.BODY, Kind.OTHER, Kind.SUBHEAD, Kind.HEADLINE, Kind.BYLINE)
    return piece.kind in kinds and piece.upright and all(row.place.width <= CELL * em for row in piece.rows)


Cell = tuple[Piece, Row]


def _rows(cells: Sequence[Cell], em: float) -> list[list[Cell]]:
    """Cells that stand on one level, in one frame, with white between each and the next; from left to right."""
    rows: list[list[Cell]] = []
    for piece, row in sorted(cells, key=lambda cell: (cell[1].place.left, cell[1].place.top)):
        open_ = (
            line
            for line in rows
            if level(line[-1][1].place, row.place)
            and line[-1][0].frame == piece.frame
            and row.place.left - line[-1][1].place.right >= APART * em
        )
        home = next(open_, None)
        if home is None:
            rows.append([(piece, row)])
        else:
            home.append((piece, row))
    return rows


def _crossed(table: Sequence[Sequence[Cell]], sheet: Sheet) -> bool:
    """Whether other text stands among the cells: short lines that end paragraphs in columns side by side are no
    table."""
    own = {id(row) for line in table for _, row in line}
    around = Box.around(row.place for line in table for _, row in line)
    others = (row.place for piece in sheet.pieces if piece.upright for row in piece.rows if id(row) not in own)
    return any(around.overlap(place) > 0 for place in others)


def _tables(rows: Sequence[list[Cell]], em: float) -> list[list[list[Cell]]]:
    """Rows under one another that begin and end at much the same places, each table's from top to bottom."""
    boxes = [Box.around(row.place for _, row in line) for line in rows]
    links = [
        (i, j)
        for i, a in enumerate(boxes)
        for j, b in enumerate(boxes)
        if i != j and 0 <= b.top - a.bottom <= BELOW * em and _as_wide(a, b, em)
    ]
    groups = connected(len(rows), links)
    return [[rows[k] for k in sorted(group, key=lambda k: boxes[k].top)] for group in groups]


def _as_wide(a: Box, b: Box, em: float) -> bool:
    return a.overlap_x(b) >= 0.8 * max(a.width, b.width) and abs(a.left - b.left) <= CELL / 2 * em


def _without(piece: Piece, taken: set[int]) -> Piece:
    left = tuple(row for row in piece.rows if id(row) not in taken)
    if len(left) == len(piece.rows) or not left:
        return replace(piece, rows=left)
    return replace(piece, rows=left, box=Box.around(row.place for row in left))


def _piece(table: Sequence[Sequence[Cell]], sheet: Sheet) -> Piece:
    """A table in the innermost frame around all of it: rules between its rows may frame each of them."""
    rows = tuple(row for line in table for _, row in line)
    whole = Box.around(row.place for row in rows)
    return Piece(f"{table[0][0][0].id}.table", Kind.OTHER, whole, rows, innermost(whole, sheet))
