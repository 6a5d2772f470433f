"""Frames as worlds: which frame a piece lives in."""

from __future__ import annotations

from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet


def world(frame: str | None, sheet: Sheet) -> str | None:
    """The frame that counts: the innermost around a piece that holds running text, or None for the open page."""
    boxes = dict(sheet.frames)
    while frame is not None and frame in boxes:
        inside = [p for p in sheet.pieces if p.kind in (Kind.BODY, Kind.NOTE) and boxes[frame].contains(p.box)]
        if inside:
            return frame
        outer = [(box.area, name) for name, box in sheet.frames if name != frame and box.contains(boxes[frame])]
        frame = min(outer)[1] if outer else None
    return None
