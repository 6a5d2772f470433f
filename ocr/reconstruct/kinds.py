"""What each piece of text is, from its words, its size and its place; the kind that geometry alone gave is one hint
of several.

Inside the head of a story all parts come out as HEADLINE (kicker, headline and deck are told apart where they stand
together, see heads) or BYLINE. Body text that a cut joined with a heading or a byline is taken apart first.
"""

from __future__ import annotations

from dataclasses import replace

from ocr.page import FURNITURE, Kind
from ocr.reconstruct.bylines import BYLINE_SIZE, name_bylines
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import Conventions, dashed, prose
from ocr.reconstruct.cutting import HEAD_HINTS, HEAD_SIZE, apart, is_noise, near_picture, uncaptioned, unheaded
from ocr.reconstruct.edges import Edges, edges_of, is_masthead, legible
from ocr.reconstruct.labels import SAID, announces
from ocr.reconstruct.quotes import without_pull_quotes
from ocr.reconstruct.small_heads import with_small_heads
from ocr.reconstruct.split_columns import with_split_columns

LONG_LINE = 16
"""Characters in a line of body text that no head or deck has in type of that size."""
LONG_PITCH = 1.3
"""Em to a character of such a line, at most; marks that were passed over leave their room."""
PLAIN_SIZE, PLAIN_LENGTH = 1.05, 6
"""Type of less than this many body em is no heading's on a vertical page when it is longer than so many characters,
whatever stands around it."""
DASHED_UNDER = 2.5
"""Body em from a headline to such a deck under it, at most."""
GUESSED = 8, 0.5
"""Characters of a piece by itself, at most, that are no text when their mean confidence is less."""
LEAST_NAME = 0.75
"""Type of less than this many body em is no name's on a vertical page, but what is left of a rule."""
SAME_SIZE = 0.85
"""Two lines of one headline differ in measured size by no more than this share."""


def name_kinds(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet with its pieces taken apart where two things were cut as one, and each given its final kind."""
    parts = [part for piece in sheet.pieces for part in uncaptioned(piece, sheet, conventions)]
    texts = [part for piece in parts for part in unheaded(piece, sheet)]
    pieces = tuple(part for piece in texts for part in apart(piece, sheet.em, conventions))
    edges = edges_of(replace(sheet, pieces=pieces), conventions)
    named = tuple(replace(piece, kind=_kind(piece, sheet, edges, conventions)) for piece in pieces)
    named = name_bylines(_name_last_lines(named, sheet.em), sheet.em, conventions)
    whole = with_split_columns(replace(sheet, pieces=named), conventions)
    return without_pull_quotes(with_small_heads(whole, conventions))


def _kind(piece: Piece, sheet: Sheet, edges: Edges, conventions: Conventions) -> Kind:
    if all(is_noise(row, sheet.em) for row in piece.rows) and piece.kind not in FURNITURE:
        return Kind.OTHER
    text, size = piece.text, piece.em / sheet.em
    outside = _furniture(piece, edges, conventions)
    if outside is not None:
        return outside
    if is_masthead(piece, sheet, conventions):
        return Kind.MASTHEAD
    jump = conventions.jump_to(text) or conventions.jump_from(text)
    if jump is not None and not jump.rest:
        return Kind.JUMP
    if piece.kind is Kind.CAPTION or (len(text) <= 140 and conventions.caption(text) and near_picture(piece, sheet)):
        return Kind.CAPTION
    if conventions.note(piece.rows[0].text) or conventions.note(piece.rows[-1].text):
        return Kind.NOTE
    if (
        (LEAST_NAME if sheet.turned else 0.0) <= size <= BYLINE_SIZE
        and len(text) <= 60
        and (piece.kind is Kind.BYLINE or conventions.byline(text))
    ):
        return Kind.BYLINE
    if prose(text) or _sentence(piece, size) or (sheet.turned and piece.upright and _long_line(piece, sheet.em)):
        return Kind.BODY
    if size < BYLINE_SIZE and conventions.dateline(text) is not None:
        return Kind.BODY
    if sheet.turned and piece.upright and _plain(piece, size):
        return Kind.BODY
    label = len(piece.rows) == 1 and conventions.label(text) and not sheet.turned
    if _dashed(piece, sheet) or (label and _over_head(piece, sheet)):
        return Kind.HEADLINE
    if piece.kind is Kind.SUBHEAD:
        return Kind.SUBHEAD
    if sheet.turned and not legible(piece):
        return Kind.OTHER
    if size >= HEAD_SIZE or piece.kind in HEAD_HINTS or not piece.upright:
        return Kind.HEADLINE
    if label:
        return Kind.OTHER  # on the rim of a panel, over nothing that it could be a part of: no text runs on from it
    return Kind.OTHER if (piece.kind is Kind.OTHER and len(text) < 10) or _guessed(piece, sheet) else Kind.BODY


def _over_head(label: Piece, sheet: Sheet) -> bool:
    """Whether a headline begins right under a label, or to its right there."""
    others = replace(sheet, pieces=tuple(p for p in sheet.pieces if p is not label))
    heads = [p for p in others.pieces if p.kind in HEAD_HINTS or p.em >= HEAD_SIZE * sheet.em]
    return any(announces((label.box, label.em), (head.box, head.em), others, SAID) for head in heads)


def _dashed(piece: Piece, sheet: Sheet) -> bool:
    """Whether a line is a deck by the dash before it, ——记石桥渡口, and by the headline right over it, in whatever type
    it is set."""
    if len(piece.rows) > 1 or not dashed(piece.text):
        return False
    return any(
        other.em >= HEAD_SIZE * max(piece.em, sheet.em)
        and other.box.overlap_x(piece.box) > 0.5 * min(other.box.width, piece.box.width)
        and -sheet.em <= piece.box.top - other.box.bottom <= DASHED_UNDER * sheet.em
        for other in sheet.pieces
    )


def _guessed(piece: Piece, sheet: Sheet) -> bool:
    """Whether a few characters were read where there may be none: in a picture's grain, or what a scan left of one."""
    sure = sum(row.run.confidence for row in piece.rows) / len(piece.rows)
    return len(piece.text) <= GUESSED[0] and sure < GUESSED[1] and near_picture(piece, sheet)


def _plain(piece: Piece, size: float) -> bool:
    """Whether what looks like a heading of a vertical page is text by its size."""
    return size < PLAIN_SIZE and piece.kind in HEAD_HINTS and len(piece.text) > PLAIN_LENGTH


def _sentence(piece: Piece, size: float) -> bool:
    """Whether a short piece in body type is the end of a text: it closes as a sentence does, with a comma before."""
    return size < HEAD_SIZE and len(piece.rows) > 1 and piece.text[-1:] == "。" and "，" in piece.text


def _long_line(piece: Piece, em: float) -> bool:
    """Whether a piece of a vertical page is lines of body text by what they hold: longer than a head's in such type,
    with no more than an em to a character, though they lean and measure larger."""
    rows = [row for row in piece.rows if len(row.text) >= LONG_LINE]
    set_in = [row.place.width / len(row.text) for row in rows]
    return 2 * len(rows) > len(piece.rows) and max(set_in, default=2 * em) <= LONG_PITCH * em


def _furniture(piece: Piece, edges: Edges, conventions: Conventions) -> Kind | None:
    """The kind of a piece that belongs to no story, or None."""
    text = piece.text
    if prose(text) and piece.kind not in FURNITURE:
        return None
    if all(conventions.credit(row.text) for row in piece.rows) or (len(piece.rows) > 1 and conventions.credit(text)):
        return Kind.CREDIT
    if piece.kind in FURNITURE:
        return piece.kind
    if piece.box.bottom <= edges.top or piece.box.top >= edges.bottom:
        return Kind.RUNNING_HEAD
    if piece.box.right <= edges.left and not piece.upright:
        return Kind.RUNNING_HEAD
    return Kind.RUNNING_HEAD if conventions.of_the_page(text) else None


def _name_last_lines(pieces: tuple[Piece, ...], em: float) -> tuple[Piece, ...]:
    """Single lines right under a heading and of much its size become heading: the rest of a headline in small type."""
    heads = [piece for piece in pieces if piece.kind is Kind.HEADLINE and piece.upright]

    def rest_of_head(piece: Piece) -> bool:
        return any(
            piece.em >= SAME_SIZE * head.em
            and head.box.overlap_x(piece.box) >= 0.5 * min(head.box.width, piece.box.width)
            and -0.5 * em <= piece.box.top - head.box.bottom <= 0.6 * head.em
            for head in heads
        )

    return tuple(
        replace(piece, kind=Kind.HEADLINE)
        if piece.kind is Kind.BODY and len(piece.rows) == 1 and piece.em > 1.05 * em and rest_of_head(piece)
        else piece
        for piece in pieces
    )
