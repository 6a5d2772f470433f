"""Frames as worlds: which frame a piece lives in."""

from __future__ import annotations

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
        outer = [(box.area, name) for name, box in sheet.frames if name != frame and box.contains(boxes[frame])]
        frame = min(outer)[1] if outer else None
    return None
