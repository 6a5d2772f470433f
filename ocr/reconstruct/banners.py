"""A banner heads several pieces: it has no text of its own but an editor's note at most, and names its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Article, Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.heads import BANNER_SHARE, Head

Placed = tuple[Box | None, Article, Head | None]


def name_parts(placed: Sequence[Placed], sheet: Sheet) -> tuple[Article, ...]:
    """Articles in reading order with ids, and with the ids of the pieces under them where they are banners."""
    ordered = sorted(placed, key=lambda each: _key(each, sheet.em))
    named = [(box, replace(article, id=f"a{n:02d}"), head) for n, (box, article, head) in enumerate(ordered, start=1)]
    return tuple(replace(article, parts=_parts((box, article, head), named, sheet)) for box, article, head in named)


def _key(each: Placed, em: float) -> tuple[float, float, str]:
    box, article, head = each
    place = head.box if head is not None else box
    if place is None:
        return (0.0, 0.0, article.title)
    return (round(place.top / (3 * em)), float(place.left), article.title)


def _parts(banner: Placed, all_: Sequence[Placed], sheet: Sheet) -> tuple[str, ...]:
    _, article, head = banner
    if head is None or any(paragraph.kind is not Kind.NOTE for paragraph in article.paragraphs):
        return ()
    left, right = _span(head.box, sheet)
    under = [
        (other, piece)
        for _, piece, other in all_
        if other is not None
        and other is not head
        and other.box.top >= head.box.bottom - sheet.em
        and left <= other.box.center[0] <= right
        and head.em >= BANNER_SHARE * other.em
        and piece.paragraphs
    ]
    return tuple(piece.id for _, piece in under) if len(under) > 1 else ()


def _span(box: Box, sheet: Sheet) -> tuple[float, float]:
    """The width a banner governs: that of the rule right under it, or its own and a quarter more on either side."""
    rules = [
        rule
        for rule in sheet.flat
        if rule.left <= box.left + sheet.em
        and rule.right >= box.right - sheet.em
        and 0 <= rule.top - box.bottom <= 4 * sheet.em
    ]
    if rules:
        nearest = min(rules, key=lambda rule: rule.top)
        return nearest.left, nearest.right
    return box.left - 0.25 * box.width, box.right + 0.25 * box.width
