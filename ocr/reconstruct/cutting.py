"""Pieces taken apart where segmenting put two things into one block: a heading or a byline and the text, a caption, an
editor's note, noise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import FURNITURE, Kind
from ocr.reconstruct.bylines import BYLINE_SIZE
from ocr.reconstruct.canonical import Piece, Row, Sheet
from ocr.reconstruct.conventions import NEVER_FIRST, Conventions, closes
from ocr.reconstruct.punctuation import han
from ocr.reconstruct.subheads import INDENT, indent, is_subhead

HEAD_SIZE = 1.22
"""Type from this many body em up is a heading's, unless it is set as prose."""
CAPTION_LINES, CAPTION_ENDS = 4, 2.0
"""Lines of a caption before text of its band, at most; em that the last one is shorter than they are, at least."""
LAST_NAME = 3
"""Characters of a name, at most, that a byline leaves over for a second line."""
TEXT_UNDER_NOTE = 8
"""Lines under the first paragraph of an editor's note from which they are the text it introduces."""
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
LEAST_BRIEF, OVER, SHORT_RULE = 3, 3.0, 0.7
"""Lines of a brief with its head, at least; em from the rule that parts it from the text before, and the share of its
column's width that the rule takes up, at most."""
HEAD_STEP = 1.25
"""Kicker, headline and deck differ in size by at least this factor."""
HEAD_HINTS = frozenset({Kind.BANNER, Kind.KICKER, Kind.HEADLINE, Kind.DECK})


def uncaptioned(piece: Piece, sheet: Sheet, conventions: Conventions) -> tuple[Piece, ...]:
    """A piece of a vertical page as two where it begins with a caption: beside a picture text of the same band goes on
    right after the caption, at its height. A caption's last line is a short one."""
    if not sheet.turned or not piece.upright or not near_picture(piece, sheet):
        return (piece,)
    for count in range(1, min(CAPTION_LINES, len(piece.rows) - 2) + 1):
        first, rest = piece.rows[:count], piece.rows[count:]
        short = piece.box.right - first[-1].place.right >= CAPTION_ENDS * sheet.em
        if short and conventions.caption("".join(row.text for row in first)):
            under = replace(_part(piece, 2, rest), kind=Kind.BODY, hint=Kind.BODY)
            return replace(_part(piece, 1, first), kind=Kind.CAPTION, hint=Kind.CAPTION), under
    return (piece,)


def unheaded(piece: Piece, sheet: Sheet) -> tuple[Piece, ...]:
    """A column of text as two where it begins with the small head of a brief: under the short rule that parts it from
    the text before, or over the one that parts it from the next."""
    if not (_begins_with_head(piece, sheet.em) and _among_briefs(piece, sheet)):
        return (piece,)
    head = replace(_part(piece, 1, piece.rows[:1]), kind=Kind.SUBHEAD, hint=Kind.SUBHEAD)
    return head, _part(piece, 2, piece.rows[1:])


def _begins_with_head(piece: Piece, em: float) -> bool:
    if not piece.upright or len(piece.rows) < LEAST_BRIEF or piece.kind in FURNITURE or piece.em >= HEAD_SIZE * em:
        return False
    first, second = piece.rows[:2]
    return is_subhead(first, None, second, piece.measure, piece.em) or _full_head(first, second, piece)


def _among_briefs(piece: Piece, sheet: Sheet) -> bool:
    """Whether a short rule that parts briefs stands right over or under a column."""
    parts = (r for r in sheet.flat if parts_briefs(r, piece.box, sheet.em))
    away = (piece.box.top - r.bottom if r.bottom <= piece.box.center[1] else r.top - piece.box.bottom for r in parts)
    return any(0 <= gap <= OVER * sheet.em for gap in away)


def _full_head(first: Row, second: Row, piece: Piece) -> bool:
    """Whether the first line of a brief's column is a head as long as the line: it closes no sentence, and a paragraph
    begins under it."""
    left = piece.measure.left
    whole = indent(first, left) < 1 and not closes(first.text) and first.text[-1:] not in NEVER_FIRST
    return whole and INDENT <= indent(second, left) < 2 * INDENT


def parts_briefs(rule: Box, column: Box, em: float) -> bool:
    """Whether a rule is one of those that part briefs: shorter than their column, in the middle of it."""
    return rule.width <= SHORT_RULE * column.width and abs(rule.center[0] - column.center[0]) <= em


def apart(piece: Piece, em: float, conventions: Conventions) -> tuple[Piece, ...]:
    """One piece as one or several: where type size jumps, where a byline stands at its start or end, without its
    noise."""
    if piece.kind in FURNITURE:
        return (piece,)
    noise = tuple(row for row in piece.rows if is_noise(row, em))
    if noise:
        rest = replace(piece, rows=tuple(row for row in piece.rows if row not in noise))
        lost = replace(_part(piece, 0, noise), kind=Kind.OTHER, hint=Kind.OTHER)
        return (lost, *(apart(rest, em, conventions) if rest.rows else ()))
    if _brand_over_headline(piece, em, conventions):
        first = replace(_part(piece, 1, piece.rows[:1]), hint=Kind.KICKER)
        return (first, *apart(_part(piece, 2, piece.rows[1:]), em, conventions))
    if over := _note_over_text(piece, em, conventions):
        return _part(piece, 1, piece.rows[:over]), *apart(_part(piece, 2, piece.rows[over:]), em, conventions)
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
    limit = HEAD_STEP if small >= HEAD_SIZE * em and piece.kind in HEAD_HINTS else TORN_SIZE
    return large >= limit * small


def _byline_edge(rows: Sequence[Row], row: Row, piece: Piece, em: float, conventions: Conventions) -> bool:
    """Whether a byline begins or ends between these rows and the next, in something set larger than body text.

    A byline over or under a column of body text stays there (see paragraphs).
    """
    if max(each.em for each in (*rows, row)) < HEAD_SIZE * em and piece.kind not in HEAD_HINTS:
        return False
    if conventions.byline(rows[-1].text) and len(row.text) <= LAST_NAME and max(row.em, rows[-1].em) < HEAD_SIZE * em:
        return False
    mine = conventions.byline(rows[-1].text) and rows[-1].em <= BYLINE_SIZE * em
    next_ = conventions.byline(row.text) and row.em <= BYLINE_SIZE * em
    return mine is not next_


def near_picture(piece: Piece, sheet: Sheet) -> bool:
    """Whether a picture stands within three em of the piece, above, below or beside it."""
    reach = piece.box.grow(round(3 * sheet.em))
    return any(reach.overlap(picture) > 0 for picture in sheet.pictures)
