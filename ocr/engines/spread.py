"""Reading a page with as many calls side by side as there are cores."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from queue import Empty, SimpleQueue

from ocr.engines.base import Engine
from ocr.engines.children import watched
from ocr.errors import EngineError
from ocr.geometry import Direction
from ocr.page import Gray, Line, Run

LINE_COST = 2.0
"""What a line costs beside its length, in glyphs: cutting it out, starting its recognition."""

Call = Future[tuple[Run, ...]]

HEED = 0.1
"""Seconds between two looks of the main thread at whether it was interrupted. A signal that comes just before it
begins to wait does not wake it: its handler runs with the next step, which is when the wait is over."""

DIGITS = 3
"""Of a confidence: as many as JSON keeps, so that what is written from a result later is the same to the last digit."""


def spread(engine: Engine, gray: Gray, lines: Sequence[Line], jobs: int) -> tuple[Run, ...]:
    """One Run a line, in the lines' order, read in up to `jobs` calls of the engine at the same time.

    Threads are enough where the work is done in another process (Tesseract) or outside the interpreter's lock. An
    engine reads each line by itself, so the result does not depend on `jobs`. Raises ValueError when jobs is below 1,
    what the engine raises, and EngineError when it does not answer line for line.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    shares = balanced(lines, jobs)
    if not shares:
        return _asked(engine, gray, lines)
    readings = _side_by_side(engine, gray, [[lines[i] for i in share] for share in shares])
    placed = {i: run for share, runs in zip(shares, readings, strict=True) for i, run in zip(share, runs, strict=True)}
    return tuple(placed[i] for i in range(len(lines)))


def _side_by_side(engine: Engine, gray: Gray, shares: Sequence[Sequence[Line]]) -> list[tuple[Run, ...]]:
    """The runs of each share, one thread a share. When one fails or the main thread is interrupted, all others' child
    processes end at once: leaving the pool waits for its threads."""
    with watched() as watch, ThreadPoolExecutor(len(shares)) as pool:
        try:  # around the beginning too: a Ctrl-C may come when one thread runs and the next is not yet started
            calls = [pool.submit(copy_context().run, _asked, engine, gray, share) for share in shares]
            done: SimpleQueue[Call] = SimpleQueue()
            for call in calls:
                call.add_done_callback(done.put)
            for _ in calls:
                _next(done).result()
            return [call.result() for call in calls]
        except BaseException:
            watch.end()
            raise


def _next(done: SimpleQueue[Call]) -> Call:
    """The next call that is done, waited for in short spells."""
    while True:
        with suppress(Empty):
            return done.get(timeout=HEED)


def _asked(engine: Engine, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
    runs = engine.recognize(gray, lines)
    if [run.id for run in runs] != [line.id for line in lines]:
        raise EngineError(f"{engine.name} answered {len(runs)} of {len(lines)} lines, or others; try another --engine")
    return tuple(
        replace(
            run,
            confidence=round(run.confidence, DIGITS),
            confidences=tuple(round(each, DIGITS) for each in run.confidences),
        )
        for run in runs
    )


def balanced(lines: Sequence[Line], parts: int) -> list[list[int]]:
    """Indices of the lines in up to `parts` shares of about the same work, none empty.

    Each bundle, the longest first, goes to the share that is lightest so far.
    """
    shares: list[list[int]] = [[] for _ in range(parts)]
    loads = [0.0] * parts
    for bundle in bundles(lines, parts):
        lightest = loads.index(min(loads))
        shares[lightest] += bundle
        loads[lightest] += sum(cost(lines[i]) for i in bundle)
    return [sorted(share) for share in shares if share]


def bundles(lines: Sequence[Line], parts: int) -> list[list[int]]:
    """Indices of the lines that are to stay together, the most work first.

    The few lines of a page that run the other way are one bundle, for an engine may need another model for them.
    """
    single = sorted(range(len(lines)), key=lambda i: (-cost(lines[i]), i))
    total = sum(cost(line) for line in lines)
    for direction in Direction:
        few = [i for i in single if lines[i].direction is direction]
        if few and sum(cost(lines[i]) for i in few) * parts < total:
            return [few, *([i] for i in single if i not in set(few))]
    return [[i] for i in single]


def cost(line: Line) -> float:
    """The work a line is, in glyphs: its length over its glyph height."""
    vertical = line.direction is Direction.VERTICAL
    length = line.box.height if vertical else line.box.width
    return LINE_COST + max(0, length) / max(line.em, 1.0)
