"""Bare names that are bylines by where they stand: right under a heading, in its line, or signing a text."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece
from ocr.reconstruct.conventions import Conventions

BYLINE_SIZE = 1.6
"""A byline is never larger than this."""
SIGNATURE_GAP = 1.6
"""A signature stands at most this many em under the text it signs;"""
SIGNATURE_INSET = 2.5
"""it begins so many em from the column's left and ends no further from its right."""
AFTER_HEAD, IN_LINE = 4.0, 1.6
"""Em between a headline's end and its author's name in the same line, at most; times the name's size that it is set in,
at least."""
PEN_NAME = 3
"""Characters of a name that begins with no surname, at most: a pen name; a deck says more."""


def in_line(head: Box, name: Box, reach: float) -> bool:
    """Whether a box stands in the line of another, past its end by no more than reach."""
    return head.overlap_y(name) >= 0.9 * name.height and 0 <= name.left - head.right <= reach


def _names(piece: Piece, conventions: Conventions) -> bool:
    return conventions.name(piece.text) or conventions.signed(piece.text) is not None


def name_bylines(pieces: tuple[Piece, ...], em: float, conventions: Conventions) -> tuple[Piece, ...]:
    """Lines of bare names right under a heading, or set to the right under the end of a text, become bylines."""
    heads = [piece for piece in pieces if piece.kind is Kind.HEADLINE and piece.upright]
    columns = [piece.box for piece in pieces if piece.kind is Kind.BODY and len(piece.rows) > 1 and piece.upright]

    def signs(piece: Piece) -> bool:
        """A name set to the right, right under the last line of a column."""
        box = Box.around(row.place for row in piece.rows)
        return any(
            -0.5 * em <= box.top - column.bottom <= SIGNATURE_GAP * em
            and box.left - column.left >= SIGNATURE_INSET * em
            and abs(column.right - box.right) <= SIGNATURE_INSET * em
            for column in columns
        )

    def named(piece: Piece) -> bool:
        told = conventions.persons(piece.text) or conventions.titled(piece.text)
        return told or (conventions.name(piece.text) and len(piece.text) <= PEN_NAME)

    def under_head(piece: Piece) -> bool:
        return any(
            head is not piece
            and head.em > 1.15 * piece.em
            and head.box.overlap_x(piece.box) > 0
            and -0.5 * em <= piece.box.top - head.box.bottom <= 4 * em
            for head in heads
        )

    def after_head(piece: Piece) -> bool:
        """A name in the line of a headline, past its end, in much smaller type."""
        return any(head.em >= IN_LINE * piece.em and in_line(head.box, piece.box, AFTER_HEAD * em) for head in heads)

    return tuple(
        replace(piece, kind=Kind.BYLINE)
        if piece.kind in (Kind.BODY, Kind.HEADLINE, Kind.SUBHEAD, Kind.OTHER)
        and len(piece.rows) == 1
        and (
            (piece.em <= BYLINE_SIZE * em and named(piece) and after_head(piece))
            or (piece.em <= 1.45 * em and named(piece) and under_head(piece))
            or (
                piece.kind is not Kind.SUBHEAD and piece.em <= 1.45 * em and _names(piece, conventions) and signs(piece)
            )
        )
        else piece
        for piece in pieces
    )
