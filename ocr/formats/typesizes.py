"""How large each piece of a text layer is set, so that readers who order words by place keep its columns apart.

`pdftotext` without -raw, and viewers on poppler, throw away the order in a file. They gather words into blocks
(poppler's TextPage::coalesce), and what is one block is read row by row, even if it is two columns. All its measures
are parts of the type size: a word joins the block above when it is within 1.5 sizes and its size within a twentieth,
the block beside when within 0.7 sizes, and 1 where few words are near. Sizes taken from the ink of each line differ
by more than a twentieth, which tears columns to pieces, and are as large as the gutter, which runs them together.
So all lines of a column have one size, a little more than is needed to reach the next line, and each place has one
unlike its neighbours': a fifth from those beside it, which poppler takes for another block then however narrow the
gutter is, a twentieth from those above and below, so that what stands under a headline of two columns does not become
one with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ocr.formats.pieces import Piece, Pieces
from ocr.geometry import Box, Direction
from ocr.page import Kind

REACH = 1.42
"""Sizes from one line of body type to the next: poppler goes 1.5, and a size may be a little off."""
WIDEST = 1.6
"""Heights of type from one line to the next at most; what is leaded more is not set larger for it."""
STEPS = (1.0, 1.08, 1.17, 1.28, 1.39, 1.5)
"""Parts of its own size in which a piece may be set: neighbours a twentieth apart, every third one a fifth."""
APART, BESIDE = 0.06, 0.21
"""Part of the larger size by which those of two places differ that stand one over the other, and side by side."""
NEAR = 2.5
"""Sizes from a place to another within which they could be gathered."""
LIKE_BODY = 0.25
"""Part by which type may differ from the page's body and still is set in its size."""
INSET = 0.15
"""Part of a line's height that is left free at both its ends: a gutter wider by that much, and less than half a
glyph's own white and a stop's."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where pieces of one kind follow each other in one block, and the size they are set in."""

    box: Box
    size: float


def sizes(text: Pieces) -> dict[str, float]:
    """The size in pixels of each horizontal piece that has a place, by its id."""
    found: dict[str, float] = {}
    body = [piece for piece in text if piece.kind is Kind.BODY and piece.direction is Direction.HORIZONTAL]
    usual = _middle(height for piece in body for height in _heights(piece))
    pitch = min(_middle(_pitches(body)), WIDEST * usual) / REACH
    set_: list[Place] = []
    for _, together in groupby(text, key=lambda piece: (piece.lines[0].block or piece.id, piece.kind)):
        group = [piece for piece in together if piece.direction is Direction.HORIZONTAL]
        own = _middle(height for piece in group for height in _heights(piece))
        if own:
            like = pitch and abs(own / usual - 1) < LIKE_BODY
            box = Box.around(line.box for piece in group for line in piece.lines if line.box)
            set_.append(_unlike(box, pitch if like else own, set_))
            found.update((piece.id, set_[-1].size) for piece in group)
    return found


def _unlike(box: Box, size: float, others: Sequence[Place]) -> Place:
    """The place set in the step of its size that is least like the sizes of its neighbours, the smallest of several."""
    steps = [Place(box, size * step) for step in STEPS]
    return min(steps, key=lambda place: sum(_alike(place, other) for other in others))


def _alike(one: Place, other: Place) -> float:
    """0 when poppler cannot gather two places' words into one block; more the worse their sizes keep them apart."""
    size = max(one.size, other.size)
    beside, above = one.box.overlap_y(other.box) > 0, one.box.overlap_x(other.box) > 0
    apart = max(-one.box.overlap_x(other.box), -one.box.overlap_y(other.box))
    if not (beside or above) or apart > NEAR * size:
        return 0.0
    return max(0.0, (BESIDE if beside else APART) - abs(one.size - other.size) / size)


def _heights(piece: Piece) -> Iterator[int]:
    return (line.box.height for line in piece.lines if line.box)


def _pitches(pieces: Iterable[Piece]) -> Iterator[int]:
    """From the foot of each line to that of the next below it."""
    for piece in pieces:
        feet = [line.box.bottom for line in piece.lines if line.box]
        yield from (lower - upper for upper, lower in pairwise(feet) if lower > upper)


def _middle(values: Iterable[int]) -> float:
    found = list(values)
    return float(median(found)) if found else 0.0
