"""Units: what the solver joins. A unit is a head of a story, a column segment of text, or a leaf that hangs on a
story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.banners import with_banners
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.cells import table_rows
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.corridors import crosses
from ocr.reconstruct.heads import Head, group_heads
from ocr.reconstruct.worlds import world

FLOWING = frozenset({Kind.BODY})
"""Kinds of text that run from one unit to the next."""
ASIDE_GAP = 3.0
"""A byline or jump line of its own stands at most this many em from the text it belongs to."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One node of the assignment. kind HEADLINE has a head; BODY flows; NOTE, CAPTION, BYLINE and OTHER are leaves.

    box is None in text without boxes.
    """

    id: str
    kind: Kind
    rows: tuple[Row, ...]
    box: Box | None
    em: float
    frame: str | None = None
    head: Head | None = None

    @property
    def text(self) -> str:
        return "".join(row.text for row in self.rows)

    @property
    def place(self) -> Box:
        if self.box is None:
            raise ValueError(f"unit {self.id} has no box")
        return self.box

    @property
    def strong(self) -> bool:
        """A head that cannot be a mere subhead."""
        return self.head is not None and not self.head.may_be_subhead

    @property
    def weak(self) -> bool:
        """A heading that begins a story or is a subhead inside one; the assignment decides."""
        return self.head is not None and self.head.may_be_subhead

    @property
    def ruled(self) -> bool:
        """A head that was made as wide as the rules at both its sides (see ruled_heads)."""
        return self.head is not None and self.place.width > self.head.box.width

    @property
    def flows(self) -> bool:
        return self.kind in FLOWING


def units_of(sheet: Sheet, conventions: Conventions) -> tuple[Unit, ...]:
    """Every unit of a page with its kinds named, furniture left out; order by place, so independent of the input's."""
    heads = [head for head in with_banners(group_heads(sheet, conventions), sheet) if head.speaks]
    used = {piece.id for head in heads for piece in head.pieces}
    units = [Unit(head.id, Kind.HEADLINE, _rows(head.pieces), head.box, head.em, head.frame, head) for head in heads]
    others = [piece for piece in sheet.pieces if piece.id not in used and piece.kind not in FURNITURE]
    # Heading type that got into no head says nothing.
    rest = [replace(p, kind=Kind.OTHER) if p.kind in (Kind.HEADLINE, Kind.SUBHEAD) else p for p in others]
    for piece in _with_asides(rest, sheet):
        box = piece.box if table_rows(piece.rows) else piece.measure
        box = _with_picture(piece, sheet) if piece.kind is Kind.CAPTION else box
        units.append(Unit(piece.id, piece.kind, piece.rows, box, piece.em, world(piece.frame, sheet)))
    return tuple(sorted(units, key=lambda unit: (unit.place, unit.id)))


def _with_picture(caption: Piece, sheet: Sheet) -> Box:
    """The place of a caption: its own and its picture's, the nearest within reach; the picture's alone where the
    caption stands beside it, for a box around both would hold the text over the caption."""
    reach = caption.box.grow(round(ASIDE_GAP * sheet.em))
    shared = [(reach.overlap(picture), picture) for picture in sheet.pictures]
    most, picture = max(shared, default=(0, caption.box))
    if most > 0 and caption.box.overlap_x(picture) <= 0 < caption.box.overlap_y(picture):
        return picture
    return Box.around((caption.box, picture)) if most > 0 else caption.box


def _rows(pieces: Iterable[Piece]) -> tuple[Row, ...]:
    return tuple(row for piece in pieces for row in piece.rows)


def _with_asides(pieces: Sequence[Piece], sheet: Sheet) -> tuple[Piece, ...]:
    """Pieces with jump lines and bylines that stand alone put at the end, or the start, of the text they touch, on
    their side of a rule."""
    em = sheet.em
    kept = {piece.id: piece for piece in pieces}
    for aside in (piece for piece in pieces if piece.kind in (Kind.JUMP, Kind.BYLINE)):
        bodies = [body for body in kept.values() if body.kind is Kind.BODY and body.box.overlap_x(aside.box) > 0]
        bodies = [body for body in bodies if not _ruled_off(body.box, aside.box, sheet)]
        gaps = [(max(aside.box.top - b.box.bottom, b.box.top - aside.box.bottom), b.id) for b in bodies]
        gap, name = min(gaps, default=(10**9, ""))
        if -em <= gap <= ASIDE_GAP * em:  # amid a column stands a photographer's name, by a picture in the text
            kept[name] = _with_rows(kept[name], aside)
            del kept[aside.id]
    return tuple(replace(piece, kind=Kind.OTHER) if piece.kind is Kind.JUMP else piece for piece in kept.values())


def _ruled_off(body: Box, aside: Box, sheet: Sheet) -> bool:
    """Whether a flat rule runs between a text and what stands over or under it."""
    upper, lower = (body, aside) if body.top < aside.top else (aside, body)
    way = Box(max(body.left, aside.left), upper.bottom, min(body.right, aside.right), lower.top)
    return any(crosses(rule, way) for rule in sheet.flat)


def _with_rows(body: Piece, aside: Piece) -> Piece:
    """A column of text with the rows of another piece over or under it; the measure stays the column's."""
    below = aside.box.center[1] >= body.box.center[1]
    rows = body.rows + aside.rows if below else aside.rows + body.rows
    top, bottom = min(body.box.top, aside.box.top), max(body.box.bottom, aside.box.bottom)
    return replace(body, rows=rows, box=replace(body.box, top=top, bottom=bottom))
