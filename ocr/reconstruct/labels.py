"""Labels: what says how a story stands to another, 相关新闻, 延伸阅读, over its headline or at the end of a strip."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.worlds import world

LABEL_GAP, LABELLED, SAID = 2.5, 1.5, 0.95
"""Body em between a label and the headline under it, at most; times the label's type that the headline is set in, at
least, and where the words say that it is one."""


def announces(label: tuple[Box, float], head: tuple[Box, float], sheet: Sheet, larger: float = LABELLED) -> bool | None:
    """Whether what stands under a label stands first under the headline in larger type that begins right under the
    label, to its right or beneath it; None where no headline does. Both are given as place and type size."""
    (a, small), (b, large) = label, head
    if large < larger * small or b.left < a.left or not -sheet.em <= b.top - a.bottom <= LABEL_GAP * sheet.em:
        return None
    if any(a.right <= rule.center[0] <= b.left and rule.overlap_y(b) > 0 for rule in sheet.steep):
        return None  # the head of another column
    between = Box(a.left, a.bottom - round(sheet.em / 2), a.right, b.bottom)
    return not any(p.kind in (Kind.BODY, Kind.CAPTION) and p.box.overlap(between) > 0 for p in sheet.pieces)


def labels(label: Piece, head: Piece, parts: Sequence[Piece], sheet: Sheet) -> bool:
    """Whether a label, as 相关新闻 at the left end of a strip, stands over one headline and over none beside
    it."""
    if sheet.turned or not (label.upright and head.upright) or world(label.frame, sheet) != world(head.frame, sheet):
        return False
    a, b = (Box.around(row.place for row in piece.rows) for piece in (label, head))
    others = [(p.em, Box.around(row.place for row in p.rows)) for p in parts if p is not label and p is not head]
    if any(box.overlap_x(b) > 0 and a.top <= box.top < b.top for _, box in others):
        return False
    level = (em for em, box in others if box.overlap_x(b) <= 0 and abs(box.top - b.top) <= LABEL_GAP * sheet.em)
    several = any(em >= LABELLED * label.em for em in level)
    return not several and announces((a, label.em), (b, head.em), sheet, SAID) is True
