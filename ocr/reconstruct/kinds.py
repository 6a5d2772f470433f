"""What each piece of text is, from its words, its size and its place; the kind that geometry alone gave is one hint
of several.

Inside the head of a story all parts come out as HEADLINE (kicker, headline and deck are told apart where they stand
together, see heads) or BYLINE. Body text that a cut joined with a heading or a byline is taken apart first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import NEVER_FIRST, Conventions, prose
from ocr.reconstruct.edges import Edges, edges_of, legible
from ocr.reconstruct.punctuation import han
from ocr.reconstruct.quotes import without_pull_quotes
from ocr.reconstruct.subheads import INDENT

HEAD_SIZE = 1.22
"""Type from this many body em up is a heading's, unless it is set as prose."""
BYLINE_SIZE = 1.6
"""A byline is never larger than this."""
SIGNATURE_GAP = 1.6
"""A signature stands at most this many em under the text it signs;"""
SIGNATURE_INSET = 2.5
"""it begins so many em from the column's left and ends no further from its right."""
LONG_LINE = 16
"""Characters in a line of body text that no head or deck has in type of that size."""
LONG_PITCH = 1.3
"""Em to a character of such a line, at most; marks that were passed over leave their room."""
PLAIN_SIZE, PLAIN_LENGTH = 1.05, 6
"""Type of less than this many body em is no heading's on a vertical page when it is longer than so many characters,
whatever stands around it."""
CAPTION_LINES, CAPTION_ENDS = 4, 2.0
"""Lines of a caption before text of its band, at most; em that the last one is shorter than they are, at least."""
AFTER_HEAD, IN_LINE = 4.0, 1.6
"""Em between a headline's end and its author's name in the same line, at most; times the name's size that it is set in,
at least."""
PEN_NAME = 3
"""Characters of a name that begins with no surname, at most: a pen name; a deck says more."""
LAST_NAME = 3
"""Characters of a name, at most, that a byline leaves over for a second line."""
GUESSED = 8, 0.5
"""Characters of a piece by itself, at most, that are no text when their mean confidence is less."""
TEXT_UNDER_NOTE = 8
"""Lines under the first paragraph of an editor's note from which they are the text it introduces."""
SAME_SIZE = 0.85
"""Two lines of one headline differ in measured size by no more than this share."""
TORN_SIZE = 1.6
"""A line this many times its neighbours' size was put into their block by mistake."""
NOISE_HEIGHT = 0.5
"""A line less than this many body em high holds no glyph; one less than DOUBTFUL_HEIGHT none unless it reads as
Chinese."""
DOUBTFUL_HEIGHT = 0.8
STROKES = frozenset("一丨|Il1")
"""What a piece of a rule is read as."""
BORDER = re.compile(r"[十+＋*＊×xX◇○oO<>＜＞一]{4,}")
"""What a line of a printer's ornaments is read as."""
FIGURE = re.compile(r"\d[\d.,:]+[%％‰]?[。.，,；;]?")
"""A number that is left for a column's last line."""
HEAD_STEP = 1.25
"""Kicker, headline and deck differ in size by at least this factor."""

_HEAD_HINTS = frozenset({Kind.BANNER, Kind.KICKER, Kind.HEADLINE, Kind.DECK})


def name_kinds(sheet: Sheet, conventions: Conventions) -> Sheet:
    """The sheet with its pieces taken apart where two things were cut as one, and each given its final kind."""
    whole = [part for piece in sheet.pieces for part in _uncaptioned(piece, sheet, conventions)]
    pieces = tuple(part for piece in whole for part in _apart(piece, sheet.em, conventions))
    edges = edges_of(replace(sheet, pieces=pieces), conventions)
    named = tuple(replace(piece, kind=_kind(piece, sheet, edges, conventions)) for piece in pieces)
    named = _name_bylines(_name_last_lines(named, sheet.em), sheet.em, conventions)
    return without_pull_quotes(replace(sheet, pieces=named))


def _uncaptioned(piece: Piece, sheet: Sheet, conventions: Conventions) -> tuple[Piece, ...]:
    """A piece of a vertical page as two where it begins with a caption: beside a picture text of the same band goes on
    right after the caption, at its height. A caption's last line is a short one."""
    if not sheet.turned or not piece.upright or not _near_picture(piece, sheet):
        return (piece,)
    for count in range(1, min(CAPTION_LINES, len(piece.rows) - 2) + 1):
        first, rest = piece.rows[:count], piece.rows[count:]
        short = piece.box.right - first[-1].place.right >= CAPTION_ENDS * sheet.em
        if short and conventions.caption("".join(row.text for row in first)):
            under = replace(_part(piece, 2, rest), kind=Kind.BODY, hint=Kind.BODY)
            return replace(_part(piece, 1, first), kind=Kind.CAPTION, hint=Kind.CAPTION), under
    return (piece,)


def _apart(piece: Piece, em: float, conventions: Conventions) -> tuple[Piece, ...]:
    """One piece as one or several: where type size jumps, where a byline stands at its start or end, without its
    noise."""
    if piece.kind in FURNITURE:
        return (piece,)
    noise = tuple(row for row in piece.rows if is_noise(row, em))
    if noise:
        rest = replace(piece, rows=tuple(row for row in piece.rows if row not in noise))
        lost = replace(_part(piece, 0, noise), kind=Kind.OTHER, hint=Kind.OTHER)
        return (lost, *(_apart(rest, em, conventions) if rest.rows else ()))
    if _brand_over_headline(piece, em, conventions):
        first = replace(_part(piece, 1, piece.rows[:1]), hint=Kind.KICKER)
        return (first, *_apart(_part(piece, 2, piece.rows[1:]), em, conventions))
    if over := _note_over_text(piece, em, conventions):
        return _part(piece, 1, piece.rows[:over]), *_apart(_part(piece, 2, piece.rows[over:]), em, conventions)
    groups: list[list[Row]] = []
    for row in piece.rows:
        if (
            groups
            and not _torn(groups[-1][-1], row, piece, em)
            and not _byline_edge(groups[-1], row, piece, em, conventions)
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    if len(groups) == 1:
        return (piece,)
    return tuple(_part(piece, number, rows) for number, rows in enumerate(groups, start=1))


def _note_over_text(piece: Piece, em: float, conventions: Conventions) -> int:
    """The rows of an editor's note that opens a column of text, 0 where none does: the note is its first paragraph."""
    if not piece.upright or not conventions.note(piece.rows[0].text):
        return 0
    left = piece.box.left + INDENT * em
    starts = [number for number, row in enumerate(piece.rows) if number and row.place.left >= left]
    return starts[0] if starts and len(piece.rows) - starts[0] >= max(TEXT_UNDER_NOTE, starts[0]) else 0


def is_noise(row: Row, em: float) -> bool:
    """Whether a row is a scratch or a piece of a rule read as text: lower than a glyph can be, or nothing but
    strokes, or a border of ornaments."""
    if all(char in NEVER_FIRST for char in row.text) or FIGURE.fullmatch(row.text):
        return False
    if BORDER.fullmatch(row.text):
        return True
    height = min(row.place.width, row.place.height) / em
    signs = [char for char in row.text if char.isalnum() and char not in STROKES]
    few = 2 * sum(han(char) or char.isdigit() for char in signs) < len(row.text)
    return height < NOISE_HEIGHT or not signs or (height < DOUBTFUL_HEIGHT and few)


def _brand_over_headline(piece: Piece, em: float, conventions: Conventions) -> bool:
    """Whether the first row of a heading is a standing column's name over a longer line."""
    if piece.em < HEAD_SIZE * em or not piece.upright or len(piece.rows) < 2:
        return False
    first, second = piece.rows[0].text, piece.rows[1].text
    return conventions.brand(first) and len(second) > len(first)


def _part(piece: Piece, number: int, rows: Sequence[Row]) -> Piece:
    """Rows of a piece as one of their own: the column's measure stays, the height is theirs."""
    around = Box.around(row.place for row in rows)
    box = replace(piece.box, top=around.top, bottom=around.bottom) if rows[0].upright else around
    return replace(piece, id=f"{piece.id}.{number}", rows=tuple(rows), box=box)


def _torn(above: Row, row: Row, piece: Piece, em: float) -> bool:
    """Whether a row differs so much in size from the one above that the two are not of one block."""
    large, small = max(above.em, row.em), max(1e-6, min(above.em, row.em))
    if above.upright is not row.upright:
        return True
    limit = HEAD_STEP if small >= HEAD_SIZE * em and piece.kind in _HEAD_HINTS else TORN_SIZE
    return large >= limit * small


def _byline_edge(rows: Sequence[Row], row: Row, piece: Piece, em: float, conventions: Conventions) -> bool:
    """Whether a byline begins or ends between these rows and the next, in something set larger than body text.

    A byline over or under a column of body text stays there (see paragraphs).
    """
    if max(each.em for each in (*rows, row)) < HEAD_SIZE * em and piece.kind not in _HEAD_HINTS:
        return False
    if conventions.byline(rows[-1].text) and len(row.text) <= LAST_NAME and max(row.em, rows[-1].em) < HEAD_SIZE * em:
        return False
    mine = conventions.byline(rows[-1].text) and rows[-1].em <= BYLINE_SIZE * em
    next_ = conventions.byline(row.text) and row.em <= BYLINE_SIZE * em
    return mine is not next_


def _kind(piece: Piece, sheet: Sheet, edges: Edges, conventions: Conventions) -> Kind:
    if all(is_noise(row, sheet.em) for row in piece.rows) and piece.kind not in FURNITURE:
        return Kind.OTHER
    text, size = piece.text, piece.em / sheet.em
    apart = _furniture(piece, edges, conventions)
    if apart is not None:
        return apart
    jump = conventions.jump_to(text) or conventions.jump_from(text)
    if jump is not None and not jump.rest:
        return Kind.JUMP
    if piece.kind is Kind.CAPTION or (len(text) <= 140 and conventions.caption(text) and _near_picture(piece, sheet)):
        return Kind.CAPTION
    if conventions.note(piece.rows[0].text) or conventions.note(piece.rows[-1].text):
        return Kind.NOTE
    if size <= BYLINE_SIZE and len(text) <= 60 and (piece.kind is Kind.BYLINE or conventions.byline(text)):
        return Kind.BYLINE
    if prose(text) or _sentence(piece, size) or (sheet.turned and _long_line(piece, sheet.em)):
        return Kind.BODY
    if size < BYLINE_SIZE and conventions.dateline(text) is not None:
        return Kind.BODY
    if sheet.turned and piece.upright and _plain(piece, size):
        return Kind.BODY
    if piece.kind is Kind.SUBHEAD:
        return Kind.SUBHEAD
    if sheet.turned and not legible(piece):
        return Kind.OTHER
    if size >= HEAD_SIZE or piece.kind in _HEAD_HINTS or not piece.upright:
        return Kind.HEADLINE
    return Kind.OTHER if (piece.kind is Kind.OTHER and len(text) < 10) or _guessed(piece, sheet) else Kind.BODY


def _guessed(piece: Piece, sheet: Sheet) -> bool:
    """Whether a few characters were read where there may be none: in a picture's grain, or what a scan left of one."""
    sure = sum(row.run.confidence for row in piece.rows) / len(piece.rows)
    return len(piece.text) <= GUESSED[0] and sure < GUESSED[1] and _near_picture(piece, sheet)


def _plain(piece: Piece, size: float) -> bool:
    """Whether what looks like a heading of a vertical page is text by its size."""
    return size < PLAIN_SIZE and piece.kind in _HEAD_HINTS and len(piece.text) > PLAIN_LENGTH


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
    return Kind.RUNNING_HEAD if conventions.furniture(text) and not conventions.teaser(text) else None


def _near_picture(piece: Piece, sheet: Sheet) -> bool:
    """Whether a picture stands within three em of the piece, above, below or beside it."""
    reach = piece.box.grow(round(3 * sheet.em))
    return any(reach.overlap(picture) > 0 for picture in sheet.pictures)


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


def in_line(head: Box, name: Box, reach: float) -> bool:
    """Whether a box stands in the line of another, past its end by no more than reach."""
    return head.overlap_y(name) >= 0.9 * name.height and 0 <= name.left - head.right <= reach


def _names(piece: Piece, conventions: Conventions) -> bool:
    return conventions.name(piece.text) or conventions.signed(piece.text) is not None


def _name_bylines(pieces: tuple[Piece, ...], em: float, conventions: Conventions) -> tuple[Piece, ...]:
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

    def under_head(piece: Piece) -> bool:
        named = conventions.persons(piece.text) or (conventions.name(piece.text) and len(piece.text) <= PEN_NAME)
        return named and any(
            head is not piece
            and head.em > 1.15 * piece.em
            and head.box.overlap_x(piece.box) > 0
            and -0.5 * em <= piece.box.top - head.box.bottom <= 4 * em
            for head in heads
        )

    def after_head(piece: Piece) -> bool:
        """A name in the line of a headline, past its end, in much smaller type."""
        named = conventions.persons(piece.text) or (conventions.name(piece.text) and len(piece.text) <= PEN_NAME)
        return named and any(
            head.em >= IN_LINE * piece.em and in_line(head.box, piece.box, AFTER_HEAD * em) for head in heads
        )

    return tuple(
        replace(piece, kind=Kind.BYLINE)
        if piece.kind in (Kind.BODY, Kind.HEADLINE, Kind.OTHER)
        and len(piece.rows) == 1
        and (
            (piece.em <= BYLINE_SIZE * em and after_head(piece))
            or (piece.em <= 1.45 * em and (under_head(piece) or (_names(piece, conventions) and signs(piece))))
        )
        else piece
        for piece in pieces
    )
