"""Banners: a banner heads several pieces, has no text of its own but an editor's note at most, and names its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Article, Kind
from ocr.reconstruct.canonical import Piece, Sheet
from ocr.reconstruct.heads import Head
from ocr.reconstruct.labels import announces
from ocr.reconstruct.page_order import in_order

BANNER_REACH = 9.0
"""The heads under a banner begin at most this many body em below it; an editor's note fits in between."""
OWN_TEXT = 2.5
"""Em from a heading of a vertical page to its own text, at most."""
LEVEL = 3.0
"""A banner's heads, and what may be its own text beside them, begin within so many em."""
INDENT = 1.3
"""From this many em a line is indented."""
BANNER_SHARE = 0.7
"""A banner's type is at least this share of the largest of the heads under it."""

PAGE_RULE = 0.9
"""A rule under a banner that is this share of the page's text wide runs across the page."""
LONGER = 1.15
"""It is so many times as long as the banner, or could be the ornament of one story's headline."""
NEAR_RULE = 4.0
"""It stands at most this many body em under the banner."""

Placed = tuple[Box | None, Article, Head | None]
"""An article with its place on the page and its head."""


def name_parts(placed: Sequence[Placed], sheet: Sheet) -> tuple[Article, ...]:
    """Articles in the page's order with ids, and with the ids of the pieces under them where they are banners."""
    ordered = _in_order(placed, sheet.em)
    named = [(box, replace(article, id=f"a{n:02d}"), head) for n, (box, article, head) in enumerate(ordered, start=1)]
    return tuple(replace(article, parts=_parts((box, article, head), named, sheet)) for box, article, head in named)


def _in_order(placed: Sequence[Placed], em: float) -> list[Placed]:
    """As a reader comes to them; those without a place first."""
    nowhere = [each for each in placed if each[0] is None]
    somewhere = [(box, each) for each in placed if (box := each[0]) is not None]
    return nowhere + [somewhere[n][1] for n in in_order([box for box, _ in somewhere], em)]


def _parts(banner: Placed, all_: Sequence[Placed], sheet: Sheet) -> tuple[str, ...]:
    _, article, head = banner
    if head is None or any(paragraph.kind is not Kind.NOTE for paragraph in article.paragraphs):
        return ()
    span = _walled(_governed(head.box, sheet), head, sheet)
    under = [
        (other, piece)
        for _, piece, other in all_
        if other is not None
        and other is not head
        and other.box.top >= head.box.bottom - sheet.em
        and span.left <= other.box.center[0] <= span.right
        and head.em >= BANNER_SHARE * other.em
        and piece.paragraphs
    ]
    return tuple(piece.id for _, piece in under) if len(under) > 1 else ()


def with_banners(heads: Sequence[Head], sheet: Sheet) -> tuple[Head, ...]:
    """Heads with those told to be banners that have heads side by side right under them, and no text of their own."""
    return tuple(replace(head, banner=_is_banner(head, heads, sheet)) for head in heads)


def _is_banner(head: Head, heads: Sequence[Head], sheet: Sheet) -> bool:
    """Whether heads, and no text, stand under a head, and nothing stands beside it over what it governs.

    They stand side by side around its middle, or it has an editor's note, or a vertical rule begins under its middle,
    or a rule across the page parts it from them.
    """
    if head.may_be_subhead or not head.upright or (sheet.turned and _has_text(head.box, sheet)):
        return False
    if _announces(head, heads, sheet):
        return True
    span = _walled(_governed(head.box, sheet), head, sheet)
    if _text_beside(head.box, span, sheet):
        return False
    near = [
        box
        for other in heads
        if other is not head and not other.may_be_subhead and other.em <= head.em / BANNER_SHARE
        for box in [_ground_of(other, sheet)]
        if box.overlap_x(span) > 0 and -0.5 * sheet.em <= box.top - span.bottom <= BANNER_REACH * sheet.em
    ]
    middle = span.center[0]
    around = any(a.right <= b.left and a.left < middle < b.right for a in near for b in near)
    noted = len(near) > 1 and _noted(head.box, sheet)
    under = any(box.overlap_x(head.box) > 0 for box in near)
    split = under and (_split_below(head.box, sheet) or _ruled_page(head.box, sheet))
    if not near or not (around or noted or split):
        return False
    first = min(box.top for box in near)
    texts = [piece for piece in sheet.pieces if piece.kind is Kind.BODY and piece.box.overlap_x(head.box) > 0]
    return not any(
        head.box.bottom - sheet.em <= piece.box.top < first - sheet.em or _opens(piece, near, head, sheet)
        for piece in texts
    )


def _has_text(box: Box, sheet: Sheet) -> bool:
    """Whether text stands right under a heading: on a vertical page heads of other bands are as near as it is."""
    return any(
        piece.kind is Kind.BODY
        and piece.upright
        and piece.box.overlap_x(box) >= 0.5 * min(piece.box.width, box.width)
        and -sheet.em <= piece.box.top - box.bottom <= OWN_TEXT * sheet.em
        for piece in sheet.pieces
    )


def _announces(head: Head, heads: Sequence[Head], sheet: Sheet) -> bool:
    """Whether a small heading is a label over a headline in its frame: it governs nothing itself."""
    others = (other for other in heads if other is not head and other.upright and other.frame == head.frame)
    told = (announces((head.box, head.em), (other.box, other.em), sheet) for other in others)
    return next((own for own in told if own is not None), False)


def _opens(text: Piece, near: Sequence[Box], head: Head, sheet: Sheet) -> bool:
    """Whether a column under a head begins a story left of all headings that stand under it: the head's own, and the
    headings are those of boxes beside it."""
    row, box = text.rows[0], text.box
    fresh = len(text.rows) > 2 and row.place.left - box.left >= INDENT * row.em
    level = head.box.bottom - sheet.em <= box.top <= min(other.top for other in near) + LEVEL * sheet.em
    return fresh and level and text.upright and all(box.right <= other.left for other in near)


def _text_beside(box: Box, span: Box, sheet: Sheet) -> bool:
    """Whether columns of text run past a heading in the strip it would govern: then it heads its own column only."""
    strip = replace(box, left=span.left, right=span.right)
    return any(
        piece.kind is Kind.BODY
        and len(piece.rows) > 1
        and piece.box.overlap_x(strip) > 0.5 * piece.box.width
        and piece.box.overlap_y(strip) > 0.5 * strip.height
        for piece in sheet.pieces
    )


def _ground_of(head: Head, sheet: Sheet) -> Box:
    """Where a head stands: its frame, if it has one, or its own box."""
    return dict(sheet.frames).get(head.frame or "", head.box)


def _noted(box: Box, sheet: Sheet) -> bool:
    """Whether an editor's note stands right under a heading."""
    return any(
        piece.kind is Kind.NOTE
        and piece.box.overlap_x(box) > 0
        and -sheet.em <= piece.box.top - box.bottom <= BANNER_REACH * sheet.em
        for piece in sheet.pieces
    )


def _governed(box: Box, sheet: Sheet) -> Box:
    """The strip a banner may govern: down to a rule that is wider than it; or the page's width where it stands in the
    middle of that; or its own, a quarter wider on either side."""
    rules = [
        rule
        for rule in sheet.flat
        if rule.left <= box.left and rule.right >= box.right and rule.width >= 1.5 * box.width
        if 0 <= rule.top - box.bottom <= BANNER_REACH * sheet.em
    ]
    if rules:
        nearest = min(rules, key=lambda rule: rule.top)
        return replace(nearest, top=box.top, bottom=nearest.bottom)
    page = Box.around(piece.box for piece in sheet.pieces)
    if abs(box.center[0] - page.center[0]) <= 0.03 * page.width:
        return replace(box, left=page.left, right=page.right)
    return box.grow(box.width // 4, 0)


def _walled(span: Box, head: Head, sheet: Sheet) -> Box:
    """The strip as far as the column rules beside the heading go, and inside its frame: what stands beyond them is
    another's."""
    inside = dict(sheet.frames).get(head.frame or "", span)
    beside = [rule for rule in sheet.steep if rule.overlap_y(head.box) >= 0.5 * head.box.height]
    left = max((rule.right for rule in beside if rule.center[0] <= head.box.left), default=span.left)
    right = min((rule.left for rule in beside if rule.center[0] >= head.box.right), default=span.right)
    return replace(span, left=max(span.left, inside.left, left), right=min(span.right, inside.right, right))


def _ruled_page(box: Box, sheet: Sheet) -> bool:
    """Whether a rule across all of the page's text stands right under a heading that is shorter."""
    page = Box.around(piece.box for piece in sheet.pieces)
    return any(
        rule.width >= PAGE_RULE * page.width and rule.width >= LONGER * box.width
        for rule in sheet.flat
        if -2 <= rule.top - box.bottom <= NEAR_RULE * sheet.em
    )


def _split_below(box: Box, sheet: Sheet) -> bool:
    """Whether a vertical rule begins under a heading, well inside it: it heads what stands on both sides."""
    inset = 2 * sheet.em
    return any(
        box.left + inset < rule.center[0] < box.right - inset
        and -sheet.em <= rule.top - box.bottom <= BANNER_REACH * sheet.em
        for rule in sheet.steep
    )
