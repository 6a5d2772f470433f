"""Pull quotes: a sentence of the story set once more, larger, between two rules in the middle of a column.

It is no head, though it looks like one, and its rules part nothing: the column goes on under them.
"""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.conventions import closes

LARGER = 1.1
"""Body em from which type is larger than the text around it."""
ROWS = 5
"""Lines of a pull quote, at most."""
NEAR = 2.5
"""Em from it to its rules, at most; and COLUMN from its rules to the text over and under them."""
COLUMN = 5.0
SHARE = 0.6
"""Share of the narrower one's width that a rule, or the text, has in common with the quote, at least."""


def without_pull_quotes(sheet: Sheet) -> Sheet:
    """The sheet with its pull quotes as OTHER, and without the rules over and under them."""
    found = {piece.id: rules for piece in sheet.pieces if (rules := _rules(piece, sheet)) is not None}
    gone = {rule for rules in found.values() for rule in rules}
    pieces = tuple(replace(piece, kind=Kind.OTHER) if piece.id in found else piece for piece in sheet.pieces)
    return (
        replace(sheet, pieces=pieces, flat=tuple(rule for rule in sheet.flat if rule not in gone)) if found else sheet
    )


def _rules(piece: Piece, sheet: Sheet) -> tuple[Box, Box] | None:
    """The rules right over and under a piece that is a pull quote, None for any other piece."""
    short = len(piece.rows) <= ROWS and piece.upright and piece.em >= LARGER * sheet.em
    if not short or piece.kind not in (Kind.HEADLINE, Kind.SUBHEAD, Kind.BODY, Kind.OTHER) or not closes(piece.text):
        return None
    reach = NEAR * sheet.em
    over = [rule for rule in sheet.flat if 0 <= piece.box.top - rule.bottom <= reach and _shared(rule, piece.box)]
    under = [rule for rule in sheet.flat if 0 <= rule.top - piece.box.bottom <= reach and _shared(rule, piece.box)]
    if not over or not under:
        return None
    rules = max(over, key=lambda rule: rule.bottom), min(under, key=lambda rule: rule.top)
    return rules if _in_column(rules, sheet) else None


def _in_column(rules: tuple[Box, Box], sheet: Sheet) -> bool:
    """Whether text of one column stands over the first rule and under the second."""
    texts = [piece.box for piece in sheet.pieces if piece.kind is Kind.BODY and piece.upright]
    reach = COLUMN * sheet.em
    over = any(0 <= rules[0].top - box.bottom <= reach and _shared(box, rules[0]) for box in texts)
    return over and any(0 <= box.top - rules[1].bottom <= reach and _shared(box, rules[1]) for box in texts)


def _shared(one: Box, other: Box) -> bool:
    return one.overlap_x(other) >= SHARE * min(one.width, other.width)
