"""One case for both ways of setting: a vertical page is turned once, here, and everything behind sees a horizontal
one.

Turning a quarter against the clock takes (x, y) to (y, W - x): vertical lines, right to left, become horizontal
lines, top to bottom, and bands stacked down the page become columns from left to right. Runs keep the boxes they came
with, so nothing has to be turned back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Layout, Line, Run
from ocr.reconstruct.leftward import rightly_read
from ocr.reconstruct.punctuation import tidy_run

FEW_GAPS = 3
"""Spaces stay when there is at most one to this many characters; more of them are the recogniser's habit, or
letterspacing."""
ENOUGH = 5
"""Lines from which the lines themselves tell a column's measure better than its box."""
PITCH = 1.1
"""Justified glyphs stand at most this many em apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line as read. box is canonical; None in text without boxes. upright: it runs left to right on the canonical
    page."""

    run: Run
    box: Box | None
    em: float
    upright: bool = True

    @property
    def text(self) -> str:
        return self.run.text.strip()

    @property
    def place(self) -> Box:
        """The box of a row that has one; text without boxes never asks (ValueError)."""
        if self.box is None:
            raise ValueError(f"run {self.run.id} has no box")
        return self.box


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows that stand together as one thing, read; box is the full measure. frame is the world it lives in, if any.

    hint is the kind that geometry alone gave; run_in: a subhead inside the lines of its text (see runins).
    """

    id: str
    kind: Kind
    box: Box
    rows: tuple[Row, ...]
    frame: str | None = None
    hint: Kind = Kind.OTHER
    run_in: bool = False

    @property
    def text(self) -> str:
        return "".join(row.text for row in self.rows)

    @property
    def em(self) -> float:
        sizes = sorted(row.em for row in self.rows)
        return sizes[len(sizes) // 2] if sizes else 0.0

    @property
    def upright(self) -> bool:
        return sum(row.upright for row in self.rows) * 2 >= len(self.rows)

    @property
    def measure(self) -> Box:
        """The box as wide as most of its lines: one that sticks out does not widen a column; a few do not tell."""
        rows = [row for row in self.rows if row.upright]
        if len(rows) < ENOUGH:
            return self.box
        lefts, rights = sorted(row.place.left for row in rows), sorted(row.place.right for row in rows)
        left, right = lefts[len(rows) * 3 // 10], rights[len(rows) * 7 // 10]
        return replace(self.box, left=left, right=right) if right > left else self.box

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(row.run for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as read, canonical. flat and steep are the boxes of horizontal and vertical rules; turned: it was
    vertical."""

    size: tuple[int, int]
    em: float
    pieces: tuple[Piece, ...]
    flat: tuple[Box, ...] = ()
    steep: tuple[Box, ...] = ()
    frames: tuple[tuple[str, Box], ...] = ()
    pictures: tuple[Box, ...] = ()
    turned: bool = False


def canonical(layout: Layout, runs: Sequence[Run]) -> Sheet:
    """The page with its readings, turned when its text is vertical; the order of blocks and runs does not matter."""
    turned = layout.direction is Direction.VERTICAL
    width = layout.size[0]

    def turn(box: Box) -> Box:
        return Box(box.top, width - box.right, box.bottom, width - box.left) if turned else box

    def read(block: Block) -> Piece:
        rows = tuple(
            Row(
                by_line[line.id], turn(line.box), _size(line, by_line[line.id].text), line.direction is layout.direction
            )
            for line in block.lines
            if line.id in by_line
        )
        return Piece(block.id, block.kind, turn(block.box), _sorted(rows, turned), block.frame, block.kind)

    by_line = {run.line.id if run.line is not None else run.id: _tidied(run) for run in runs if run.text.strip()}
    if turned:
        across = {line.id for line in layout.lines if line.direction is Direction.HORIZONTAL}
        by_line |= rightly_read({name: run for name, run in by_line.items() if name in across})
    pieces = sorted((read(block) for block in layout.blocks), key=lambda piece: (piece.box, piece.id))
    flat = Direction.VERTICAL if turned else Direction.HORIZONTAL
    return Sheet(
        size=(layout.size[1], width) if turned else layout.size,
        em=layout.em or _middle(line.em for line in layout.lines) or 1.0,
        pieces=tuple(piece for piece in pieces if piece.rows),
        flat=tuple(sorted(turn(rule.box) for rule in layout.separators if rule.direction is flat)),
        steep=tuple(sorted(turn(rule.box) for rule in layout.separators if rule.direction is not flat)),
        frames=tuple(sorted((frame.id, turn(frame.box)) for frame in layout.frames)),
        pictures=tuple(sorted(turn(box) for box in layout.pictures)),
        turned=turned,
    )


def _tidied(run: Run) -> Run:
    """The run with its marks and spaces put right; a few spaces between Han stay: they part names, and halves of a
    headline."""
    gapped = tidy_run(run, gaps=True)
    letters = len(gapped.text.replace(" ", ""))
    return gapped if gapped.text.count(" ") * FEW_GAPS <= letters else tidy_run(run)


def _size(line: Line, text: str) -> float:
    """The glyph height of a line, held against its set width: a line of six squares and more has no glyph larger than
    its pitch.

    Descenders, quotes and dirt make a line taller than its type; they do not make it longer.
    """
    squares = sum(0.5 if char.isascii() else 1.0 for char in text.strip())
    length = line.box.width if line.direction is Direction.HORIZONTAL else line.box.height
    return min(line.em, PITCH * length / squares) if squares >= 6 else line.em


def _sorted(rows: Iterable[Row], turned: bool) -> tuple[Row, ...]:
    """Rows in reading order: upright ones downwards; the others right to left, or, where the page was turned, left to
    right."""

    def key(row: Row) -> tuple[float, float, str]:
        x, y = row.place.center
        return (y, x, row.run.id) if row.upright else (x if turned else -x, y, row.run.id)

    return tuple(sorted(rows, key=key))


def _middle(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
