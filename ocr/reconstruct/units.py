"""Units: what the solver joins. A unit is a head of a story, a column segment of text, or a leaf that hangs on a
story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.heads import Head, group_heads, world

FLOWING = frozenset({Kind.BODY})
"""Kinds of text that run from one unit to the next."""


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
    def flows(self) -> bool:
        return self.kind in FLOWING


def units_of(sheet: Sheet, conventions: Conventions) -> tuple[Unit, ...]:
    """Every unit of a page with its kinds named, furniture left out; order by place, so independent of the input's."""
    heads = group_heads(sheet, conventions)
    used = {piece.id for head in heads for piece in head.pieces}
    units = [Unit(head.id, Kind.HEADLINE, _rows(head.pieces), head.box, head.em, head.frame, head) for head in heads]
    rest = [piece for piece in sheet.pieces if piece.id not in used and piece.kind not in FURNITURE]
    for piece in _with_jumps(rest, sheet.em):
        units.append(Unit(piece.id, piece.kind, piece.rows, piece.box, piece.em, world(piece.frame, sheet)))
    return tuple(sorted(units, key=lambda unit: (unit.place, unit.id)))


def _rows(pieces: Iterable[Piece]) -> tuple[Row, ...]:
    return tuple(row for piece in pieces for row in piece.rows)


def _with_jumps(pieces: Sequence[Piece], em: float) -> tuple[Piece, ...]:
    """Pieces with jump lines that stand alone put at the end, or the start, of the text they touch."""
    kept = {piece.id: piece for piece in pieces}
    for jump in (piece for piece in pieces if piece.kind is Kind.JUMP):
        bodies = [piece for piece in kept.values() if piece.kind is Kind.BODY and piece.box.overlap_x(jump.box) > 0]
        gaps = [(min(abs(jump.box.top - b.box.bottom), abs(b.box.top - jump.box.bottom)), b.id) for b in bodies]
        gap, name = min(gaps, default=(10**9, ""))
        if gap > 4 * em:
            continue
        body = kept[name]
        below = jump.box.top >= body.box.center[1]
        rows = body.rows + jump.rows if below else jump.rows + body.rows
        kept[name] = replace(
            body,
            rows=rows,
            box=replace(body.box, top=min(body.box.top, jump.box.top), bottom=max(body.box.bottom, jump.box.bottom)),
        )
        del kept[jump.id]
    return tuple(replace(piece, kind=Kind.OTHER) if piece.kind is Kind.JUMP else piece for piece in kept.values())
