"""Cells: the short texts of a table, side by side in rows under one another."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.punctuation import tidy_line

CELLS, ROWS = 3, 3
"""Cells of a row, and rows of a table, at least."""
LEVEL = 0.5
"""Share of the lower one's height that two cells of a row have in common, at least."""


def level(a: Box, b: Box) -> bool:
    """Whether two boxes stand on one level."""
    return a.overlap_y(b) >= LEVEL * min(a.height, b.height)


def table_rows(cells: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    """The rows of a table, whose cells are given row by row from left to right; () when they are none."""
    rows: list[list[Row]] = []
    for cell in cells:
        if cell.box is None:
            return ()
        last = rows[-1][-1].place if rows else None
        if last is not None and level(last, cell.box) and last.right < cell.box.left:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    table = len(rows) >= ROWS and all(len(row) >= CELLS for row in rows)
    return tuple(tuple(row) for row in rows) if table else ()


def row_text(cells: Sequence[Row]) -> str:
    """A row of a table as text, a space between two cells."""
    return " ".join(tidy_line(cell.text) for cell in cells)
