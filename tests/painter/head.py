"""Headline blocks: kicker, headline, deck and byline, across the columns or standing upright beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft, DraftBlock, DraftLine
from tests.painter.story import Story
from tests.painter.typeset import Unit, justify, line_end, units, width_of


@dataclass(frozen=True, slots=True)
class HeadStyle:
    """Sizes in pixels. align: 'centre', 'left' or 'stairs' (each part begins a little after the one before). kicker:
    'plain', 'dark' (white on a dark panel) or 'tint'."""

    size: int
    face: str = "hei"
    align: str = "centre"
    kicker: str = "plain"
    kicker_size: int = 0
    deck_size: int = 0
    byline_size: int = 0
    byline_face: str = "kai"
    byline_above: bool = True  # False: the byline is set in the column by the body
    most: int = 2


@dataclass(slots=True)
class Head:
    """What was drawn: blocks, and the rows of pixels taken (bottom) or columns taken (the box)."""

    blocks: list[DraftBlock] = field(default_factory=list)
    bottom: int = 0


def title_lines(title: str, face: str, size: int, width: float, most: int = 3) -> list[tuple[Unit, ...]] | None:
    """A headline in as few lines as it takes at a size, broken at its space or evenly; None when it takes more
    than `most`."""
    parts = title.split(" ")
    spaced = 1 < len(parts) <= most and width_of(title, face, size) > width
    if spaced and all(width_of(p, face, size) <= width for p in parts):
        return [units(p, face, size) for p in parts]
    line = units(title, face, size)
    total = sum(u.width for u in line)
    count = max(1, -int(-total // width))
    while count <= most:
        broken = _evenly(line, total / count, width)
        if len(broken) <= count:
            return broken
        count += 1
    return None


def _evenly(line: Sequence[Unit], goal: float, width: float) -> list[tuple[Unit, ...]]:
    lines = []
    start = 0
    while start < len(line):
        rest = sum(u.width for u in line[start:])
        room = width if rest <= width else min(width, goal + line[0].size * 0.5)
        end = line_end(line, start, room)
        lines.append(tuple(line[start:end]))
        start = end
        while start < len(line) and line[start].text.isspace():
            start += 1
    return lines


def fit_title(title: str, style: HeadStyle, width: float, least: int) -> tuple[list[tuple[Unit, ...]], int]:
    """The headline's lines and the largest size, from the style's down to `least` pixels, at which it takes no
    more lines than the style allows."""
    for size in range(style.size, least - 1, -1):
        lines = title_lines(title, style.face, size, width, style.most)
        if lines is not None:
            return lines, size
    lines = title_lines(title, style.face, least, width, 4)
    if lines is None:
        raise ValueError(f"headline of {len(title)} characters does not fit {width:.0f} px at {least} px")
    return lines, least


STAIRS = {Kind.KICKER: 0.0, Kind.HEADLINE: 2.0, Kind.DECK: 4.0, Kind.BYLINE: 9.0}
"""Em by which each part of a head that steps down stands in, as far as its width leaves room."""


def _place(
    draft: Draft, line: Sequence[Unit], box: Box, top: int, align: str, ink: int = 0, kind: Kind = Kind.HEADLINE
) -> DraftLine:
    placed = justify(line, box.width, full=False)
    spare = box.width - placed[-1].end
    share = {"centre": 0.5, "right": 1.0}.get(align, 0.0)
    left = box.left + (max(0.0, min(spare, STAIRS[kind] * draft.em)) if align == "stairs" else spare * share)
    return draft.set_line(placed, left, top, ink)


def across(
    draft: Draft, story: Story, box: Box, style: HeadStyle, frame: str | None = None, byline: bool = True
) -> Head:
    """Draw the head of a story at the top of a box, as wide as the box; the bottom is where the columns may begin."""
    em = draft.em
    head = Head(bottom=box.top)
    y = box.top
    if story.kicker:
        y = _kicker(draft, story.kicker, box, y, style, frame, head)
    lines, size = fit_title(story.title, style, box.width, max(em, round(em * 1.15)))
    made = []
    for line in lines:
        made.append(_place(draft, line, box, y, style.align))
        y += round(size * 1.18)
    y += round(size * 0.05)
    head.blocks.append(draft.block(Kind.HEADLINE, _around(made), made, frame))
    if story.deck:
        y = _small(
            draft,
            story.deck,
            box,
            y,
            style.deck_size or round(em * 1.3),
            "hei-light",
            style.align,
            Kind.DECK,
            head,
            frame,
        )
    if byline and story.byline:
        y = _small(
            draft,
            story.byline,
            box,
            y,
            style.byline_size or em,
            style.byline_face,
            style.align,
            Kind.BYLINE,
            head,
            frame,
        )
    head.bottom = y + round(em * 0.25)
    return head


def _around(lines: Sequence[DraftLine]) -> Box:
    return Box.around(line.box for line in lines)


def _small(
    draft: Draft,
    text: str,
    box: Box,
    y: int,
    size: int,
    face: str,
    align: str,
    kind: Kind,
    head: Head,
    frame: str | None,
) -> int:
    parts = text.replace(" 通讯员", "\n通讯员").split("\n") if width_of(text, face, size) > box.width else [text]
    lines = [line for part in parts for line in title_lines(part, face, size, box.width, 4) or []]
    made = []
    for line in lines:
        made.append(_place(draft, line, box, y, align, kind=kind))
        y += round(size * 1.3)
    head.blocks.append(draft.block(kind, _around(made), made, frame))
    return y + round(size * 0.2)


def _kicker(draft: Draft, text: str, box: Box, y: int, style: HeadStyle, frame: str | None, head: Head) -> int:
    size = style.kicker_size or round(draft.em * 1.25)
    line = units(text, "hei-light" if style.kicker == "plain" else "hei", size)
    width = sum(u.width for u in line)
    if style.kicker == "plain" or width + size > box.width:
        return _small(draft, text, box, y, size, "hei-light", style.align, Kind.KICKER, head, frame)
    pad = round(size * 0.3)
    left = round(box.left + (box.width - width - 2 * pad) / 2) if style.align == "centre" else box.left
    panel = Box(left, y, round(left + width + 2 * pad), y + size + 2 * pad)
    dark = style.kicker == "dark"
    own = draft.frame(panel, 0, tint=45 if dark else 205, rounded=dark)
    set_ = _place(draft, line, panel.grow(-pad), y + pad, "left", ink=255 if dark else 0)
    head.blocks.append(draft.block(Kind.KICKER, set_.box, [set_], own))
    return panel.bottom + round(size * 0.45)


def upright(
    draft: Draft, story: Story, box: Box, style: HeadStyle, right: bool, frame: str | None = None
) -> tuple[Head, Box]:
    """Draw headline and deck from top to bottom at the right (or left) side of a box; returns the head and what is
    left of the box for columns."""
    em = draft.em
    size = style.size
    while len(story.title) * size * 1.06 > box.height * 0.96 and size > em * 1.3:
        size -= 1
    pitch = size * 1.06
    rows = -int(-len(story.title) * pitch // (box.height * 0.98))
    cut = -(-len(story.title) // rows)
    texts = [story.title[i : i + cut] for i in range(0, len(story.title), cut)]
    deck_size = style.deck_size or round(em * 1.25)
    decks = _upright_deck(story.deck, deck_size, round(box.height * 0.9))
    gap = round(em * 0.5)
    taken = round(len(texts) * size * 1.15) + len(decks) * round(deck_size * 1.2) + (gap if decks else 0)
    x = box.right if right else box.left + taken
    head = Head(bottom=box.top)
    x = _stack(draft, texts, style.face, size, x, box.top, pitch, Kind.HEADLINE, head, frame)
    if decks:
        _stack(
            draft,
            decks,
            "hei-light",
            deck_size,
            x - gap,
            box.top + round(em * 1.5),
            deck_size * 1.05,
            Kind.DECK,
            head,
            frame,
        )
    head.bottom = max(b.box.bottom for b in head.blocks)
    side = taken + round(em * 1.1)
    rest = (
        Box(box.left, box.top, box.right - side, box.bottom)
        if right
        else Box(box.left + side, box.top, box.right, box.bottom)
    )
    return head, rest


def _upright_deck(deck: str, size: int, height: int) -> list[str]:
    if not deck:
        return []
    most = max(4, int(height / (size * 1.05)))
    rows = -(-len(deck) // most)
    cut = -(-len(deck) // rows)
    return [deck[i : i + cut] for i in range(0, len(deck), cut)]


def _stack(
    draft: Draft,
    texts: Sequence[str],
    face: str,
    size: int,
    x: int,
    top: int,
    pitch: float,
    kind: Kind,
    head: Head,
    frame: str | None,
) -> int:
    """Columns of characters from x leftwards; returns the left edge of the last one."""
    made = []
    for text in texts:
        made.append(draft.set_column(text, face, size, x - size, top, pitch))
        x -= round(size * 1.15)
    head.blocks.append(draft.block(kind, _around(made), made, frame))
    return x
