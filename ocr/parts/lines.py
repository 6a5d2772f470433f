"""Lines that several scans of one page show are read from each of them, and the surer reading is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz

from ocr import pipeline
from ocr.engines.choose import Choice
from ocr.geometry import Box
from ocr.image.parts.mosaic import Mosaic
from ocr.options import Options
from ocr.page import Block, Gray, Layout, Line, PageImage, Removal, Run

AROUND = 0.1
"""em of white that a part must show around a line to show all of it."""
TOLD = 4
"""Characters that both readings of a line have at least if they are to tell whether it is one line."""
FEWEST = 3
"""Lines that tell; fewer may be misread."""
ALIKE = 50.0
"""Likeness, 0 to 100, of the readings of two parts on the average; those of different text stay below 30."""


class DeniedError(Exception):
    """Two parts read differently where they are said to show the same. pairs: of view numbers."""

    def __init__(self, pairs: tuple[tuple[int, int], ...]) -> None:
        super().__init__(f"different text in overlaps {pairs}")
        self.pairs = pairs


@dataclass(frozen=True, slots=True, eq=False)
class _Copy:
    """A line as one picture shows it: the view's number, or None for the mosaic, where no view holds the line whole."""

    line: Line
    view: int | None


@dataclass(slots=True, eq=False)
class Overlapping:
    """Reads the lines of a mosaic. removals: the readings that were not kept, once all lines are read."""

    mosaic: Mosaic
    removals: tuple[Removal, ...] = field(default=())

    def recognised(self, image: PageImage, layout: Layout, options: Options) -> tuple[Choice | None, tuple[Run, ...]]:
        """Who read, and the surest run for each line of the layout. Raises DeniedError, and what the engine raises."""
        copies = {line.id: self._copies(line) for line in layout.lines}
        atlas = _Atlas([image.gray, *(view.gray for view in self.mosaic.views)])
        chosen, runs = pipeline.recognised(
            replace(image, gray=atlas.gray), _on_atlas(layout, copies, atlas, self._boxes(image)), options
        )
        by_name = {run.id: run for run in runs}
        readings = {name: [(c.view, by_name[_name(c)]) for c in found] for name, found in copies.items()}
        self._check(readings)
        kept: list[Run] = []
        removals: list[Removal] = []
        for line in layout.lines:
            best, *others = sorted(readings[line.id], key=lambda reading: -worth(reading[1]))
            kept.append(replace(best[1], id=line.id, line=line))
            removals += [self._removal(line, best, other) for other in others]
        self.removals = tuple(removals)
        return chosen, tuple(kept)

    def _boxes(self, image: PageImage) -> list[Box]:
        return [Box(0, 0, *image.size), *(view.box for view in self.mosaic.views)]

    def _copies(self, line: Line) -> list[_Copy]:
        """The line once for each view that shows all of it; once on the mosaic when none does."""
        box = line.box.grow(round(AROUND * line.em)).clip(self.mosaic.image.size)
        views = [
            n
            for n, view in enumerate(self.mosaic.views)
            if view.box.contains(box) and _reaches(view.reach, box.shift(-view.box.left, -view.box.top))
        ]
        return [_Copy(line, n) for n in views] or [_Copy(line, None)]

    def _check(self, readings: dict[str, list[tuple[int | None, Run]]]) -> None:
        """Raise DeniedError unless what two views read of their common lines is alike."""
        alike: dict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
        for found in readings.values():
            for (one, mine), (other, theirs) in combinations(found, 2):
                length = min(len(mine.text), len(theirs.text))
                if one is not None and other is not None and length >= TOLD:
                    alike[one, other].append((fuzz.ratio(mine.text, theirs.text), length))
        denied = tuple(pair for pair, told in sorted(alike.items()) if len(told) >= FEWEST and _mean(told) < ALIKE)
        if denied:
            raise DeniedError(denied)

    def _removal(self, line: Line, best: tuple[int | None, Run], other: tuple[int | None, Run]) -> Removal:
        names = [self.mosaic.views[view].name for view, _ in (best, other) if view is not None]
        surer = "is surer" if worth(best[1]) > worth(other[1]) else "is as sure, and kept"
        why = f"also on {names[1]}; the reading of {names[0]} {surer}"
        sure = round(fuzz.ratio(best[1].text, other[1].text) / 100, 3)
        return Removal((other[1].id,), other[1].text, (line.id,), why, sure)


def worth(run: Run) -> float:
    """Characters of a reading that are probably right, less those that are probably wrong.

    A mean would rather have half of a line surely than all of it a little less so.
    """
    values = run.confidences or (run.confidence,) * len(run.text)
    return sum(2 * value - 1 for value in values)


def _mean(told: Sequence[tuple[float, int]]) -> float:
    return sum(alike * length for alike, length in told) / sum(length for _, length in told)


def _reaches(reach: Gray, box: Box) -> bool:
    return bool(reach[box.top : box.bottom, box.left : box.right].all())


def _name(copy: _Copy) -> str:
    return copy.line.id if copy.view is None else f"part{copy.view + 1}-{copy.line.id}"


class _Atlas:
    """Pictures under one another, so that all lines of all of them are read in one call."""

    def __init__(self, pictures: Sequence[Gray]) -> None:
        width = max(picture.shape[1] for picture in pictures)
        self.tops = [0, *np.cumsum([picture.shape[0] for picture in pictures]).tolist()]
        self.gray = np.full((self.tops[-1], width), 255, np.uint8)
        for top, picture in zip(self.tops, pictures, strict=False):
            self.gray[top : top + picture.shape[0], : picture.shape[1]] = picture


def _on_atlas(layout: Layout, copies: dict[str, list[_Copy]], atlas: _Atlas, boxes: Sequence[Box]) -> Layout:
    """The layout with its blocks where the atlas shows their lines; a block stands there once a picture."""
    blocks: list[Block] = []
    for block in layout.blocks:
        for picture, box in enumerate(boxes):
            dx, dy = -box.left, atlas.tops[picture] - box.top
            lines = tuple(
                replace(line, id=_name(copy), box=line.box.shift(dx, dy))
                for line in block.lines
                for copy in copies[line.id]
                if (0 if copy.view is None else copy.view + 1) == picture
            )
            if lines:
                blocks.append(replace(block, id=f"{block.id}-{picture}", box=block.box.shift(dx, dy), lines=lines))
    height, width = atlas.gray.shape
    return replace(layout, size=(width, height), blocks=tuple(blocks), separators=(), frames=(), pictures=())
