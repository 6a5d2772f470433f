"""Frames as worlds: which frame a piece lives in."""

from __future__ import annotations

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.cells import table_rows


def world(frame: str | None, sheet: Sheet) -> str | None:
    """The frame that counts: the innermost around a piece that holds running text or a table; None for the open
    page."""
    boxes = dict(sheet.frames)
    while frame is not None and frame in boxes:
        inside = (piece for piece in sheet.pieces if boxes[frame].contains(piece.box))
        if any(piece.kind in (Kind.BODY, Kind.NOTE) or table_rows(piece.rows) for piece in inside):
            return frame
        frame = innermost(boxes[frame], sheet, but=frame)
    return None


def innermost(box: Box, sheet: Sheet, but: str | None = None) -> str | None:
    """The smallest frame around a box, other than the one that is left out."""
    around = [(frame.area, name) for name, frame in sheet.frames if name != but and frame.contains(box)]
    return min(around)[1] if around else None
