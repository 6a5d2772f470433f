"""The measures of a random page: type, columns, margins, and how its stories are told apart."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ocr.geometry import Box
from tests.painter.slices import Grid

MOST = 10_000
"""Characters that a page may hold: more than the stock of topics can tell would leave it half empty."""


@dataclass(frozen=True, slots=True)
class Shape:
    """em, leading and gap (between stories above one another) in pixels; chars: of a basic column; size: width and
    height; box: the type area; rules: 'all', 'most', 'some' or 'none' of the places between stories, or
    'across' (none upright); inner_rules: rules between the columns of one story too; face: of the body; strip: pixels
    at the left that a vertical page's running head takes."""

    em: int
    leading: int
    chars: int
    grid: Grid
    size: tuple[int, int]
    box: Box
    gap: int
    rules: str
    inner_rules: bool
    face: str
    strip: int = 0


def random_shape(rng: random.Random) -> Shape:
    """A page of 4 to 8 basic columns of 11 to 15 characters, 18 to 40 pixels high, gutters of 1 to 2 em."""
    em = rng.choice((18, 20, 22, 24, 26, 28, 30, 32, 36, 40))
    leading = round(em * rng.uniform(1.28, 1.5))
    chars = rng.choice((11, 12, 13, 13, 13, 14, 15))
    gutter = round(em * rng.uniform(1.0, 2.0))
    count = rng.randint(4, 8 if em < 30 else 6)
    margin = round(em * rng.uniform(1.5, 5))
    grid = Grid(margin, count, chars * em, gutter, leading)
    right = grid.span(0, count, 0, 1).right
    height = min(round((right + margin) * rng.uniform(1.05, 1.5)), MOST // (count * chars) * leading)
    return Shape(
        em,
        leading,
        chars,
        grid,
        (right + margin, height),
        Box(margin, round(margin * rng.uniform(0.7, 1.2)), right, height - margin),
        gap=round(em * rng.uniform(1.4, 2.4)),
        rules=rng.choice(("all", "all", "most", "across", "some", "none")),
        inner_rules=rng.random() < 0.12,
        face=rng.choice(("song",) * 8 + ("ming",)),
    )
