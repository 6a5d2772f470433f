"""Reading a page with as many calls side by side as there are cores."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from ocr.engines.base import Engine
from ocr.geometry import Direction
from ocr.page import Gray, Line, Run

LINE_COST = 2.0
"""What a line costs beside its length, in glyphs: cutting it out, starting its recognition."""


def spread(engine: Engine, gray: Gray, lines: Sequence[Line], jobs: int) -> tuple[Run, ...]:
    """One Run a line, in the lines' order, read in up to `jobs` calls of the engine at the same time.

    Threads are enough where the work is done in another process (Tesseract) or outside the interpreter's lock. An
    engine reads each line by itself, so the result does not depend on `jobs`. Raises ValueError when jobs is below 1,
    and what the engine raises.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    shares = balanced(lines, jobs)
    if len(shares) < 2:
        return engine.recognize(gray, lines)
    with ThreadPoolExecutor(len(shares)) as pool:
        readings = list(pool.map(lambda share: engine.recognize(gray, [lines[i] for i in share]), shares))
    placed = {i: run for share, runs in zip(shares, readings, strict=True) for i, run in zip(share, runs, strict=True)}
    return tuple(placed[i] for i in range(len(lines)))


def balanced(lines: Sequence[Line], parts: int) -> list[list[int]]:
    """Indices of the lines in up to `parts` shares of about the same work, none empty.

    Each line, the longest first, goes to the share that is lightest so far.
    """
    shares: list[list[int]] = [[] for _ in range(parts)]
    loads = [0.0] * parts
    for index in sorted(range(len(lines)), key=lambda i: (-cost(lines[i]), i)):
        lightest = loads.index(min(loads))
        shares[lightest].append(index)
        loads[lightest] += cost(lines[index])
    return [sorted(share) for share in shares if share]


def cost(line: Line) -> float:
    """The work a line is, in glyphs: its length over its glyph height."""
    vertical = line.direction is Direction.VERTICAL
    length = line.box.height if vertical else line.box.width
    return LINE_COST + max(0, length) / max(line.em, 1.0)
