"""A found layout beside the painted one, glyph by glyph: what was missed, run together, taken for another kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add

import numpy as np

from ocr.geometry import Transform
from ocr.page import Layout
from tests.painter.oracle import Oracle
from tests.painter.page import Painted

_FIRST = 0xF0000  # a private plane: one character of it for each glyph, so that a reading says which glyphs it holds
_STRAY = 2  # glyphs of another line, block or story that a found one may hold before it counts as mixed
_NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Found:
    """Counts over one page or many.

    missed: glyphs in no found line; twice: in more than one; mixed_lines: found lines with glyphs of several
    painted lines; mixed_blocks: found blocks with glyphs of several stories; kinds: glyphs by (painted, found) kind.
    """

    glyphs: int = 0
    missed: int = 0
    twice: int = 0
    lines: int = 0
    mixed_lines: int = 0
    blocks: int = 0
    mixed_blocks: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Found) -> Found:
        numbers = (n for n in Found.__dataclass_fields__ if n != "kinds")
        return Found(**{n: getattr(self, n) + getattr(other, n) for n in numbers}, kinds=self.kinds + other.kinds)

    @property
    def kind_right(self) -> float:
        """Share of the glyphs in blocks of the painted kind."""
        return sum(n for (true, found), n in self.kinds.items() if true == found) / max(1, self.kinds.total())


def total(found: Iterable[Found]) -> Found:
    return reduce(add, found, Found())


def compare(painted: Painted, layout: Layout, way: Sequence[Transform]) -> Found:
    """Counts for one page; way: from the found layout's page to the painted one."""
    held = _glyphs_by_line(painted, layout, way)
    kind_of, story_of = _homes(painted)
    times = Counter(g for glyphs in held.values() for g in glyphs)
    kinds: Counter[tuple[str, str]] = Counter()
    mixed_blocks = 0
    for block in layout.blocks:
        inside = [g for line in block.lines for g in held[line.id]]
        kinds.update((kind_of[g], block.kind.value) for g in inside)
        mixed_blocks += _mixed(story_of[g] for g in inside)
    inked = [g for g, glyph in enumerate(painted.glyphs) if glyph.char != " "]
    missing = [g for g in inked if not times[g]]
    kinds.update((kind_of[g], _NOWHERE) for g in missing)
    return Found(
        glyphs=len(inked),
        missed=len(missing),
        twice=sum(times[g] > 1 for g in inked),
        lines=len(layout.lines),
        mixed_lines=sum(_mixed(painted.glyphs[g].line_id for g in glyphs) for glyphs in held.values()),
        blocks=len(layout.blocks),
        mixed_blocks=mixed_blocks,
        kinds=kinds,
    )


def _glyphs_by_line(painted: Painted, layout: Layout, way: Sequence[Transform]) -> dict[str, list[int]]:
    """Numbers of the inked glyphs in each found line."""
    glyphs = tuple(replace(g, char=chr(_FIRST + i) if g.char != " " else " ") for i, g in enumerate(painted.glyphs))
    oracle = Oracle(replace(painted, glyphs=glyphs), tuple(way))
    runs = oracle.recognize(np.zeros((1, 1), np.uint8), layout.lines)
    return {run.id: [ord(char) - _FIRST for char in run.text if char != " "] for run in runs}


def _homes(painted: Painted) -> tuple[list[str], list[int]]:
    """Kind of the block and number of the story of each glyph; -1 for no story."""
    block_of_line = {line.id: block for block in painted.layout.blocks for line in block.lines}
    story_of_block = {
        block: number
        for number, article in enumerate(painted.truth["articles"])
        for block in (*article["blocks"], *article["heads"])
    }
    blocks = [block_of_line[glyph.line_id] for glyph in painted.glyphs]
    return [block.kind.value for block in blocks], [story_of_block.get(block.id, -1) for block in blocks]


def _mixed(owners: Iterable[str | int]) -> bool:
    """Whether more than a stray glyph or two belong to another owner than most."""
    counts = Counter(owners)
    return bool(counts) and counts.total() - max(counts.values()) > _STRAY


def show(name: str, found: Found, pages: int) -> str:
    """Two lines: counts, and the commonest mistakes about kinds as shares of all glyphs."""
    wrong = [(n, true, kind) for (true, kind), n in found.kinds.items() if true != kind]
    worst = ", ".join(f"{true} as {kind} {n / found.glyphs:.2%}" for n, true, kind in sorted(wrong, reverse=True)[:8])
    return (
        f"{name}: {pages} pages, {found.glyphs} glyphs, missed {found.missed / max(1, found.glyphs):.2%}, "
        f"twice {found.twice / max(1, found.glyphs):.2%}; mixed lines {found.mixed_lines} of {found.lines}, "
        f"mixed blocks {found.mixed_blocks} of {found.blocks}; kind right {found.kind_right:.2%}\n"
        f"    {worst or 'no mistakes about kinds'}"
    )
