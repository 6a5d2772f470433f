"""An engine that reads every line right, by looking up what was painted there: it measures what lies around
recognition."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction, Transform
from ocr.page import Gray, Line, Run
from tests.painter.news import stock
from tests.painter.page import Glyph, Painted


class Oracle:
    """Reads a line as the painted characters whose ink has its middle inside its box, in the line's direction.

    A mark fills a corner of its cell, and boxes of found lines are tight around ink: the cell's middle would lose the
    mark.

    transform takes points of the page that the lines were found on to points of the painted page; a sequence of
    transforms is applied in order (the normalised page's way to the scan, then the scan's way to the painted page).
    rate: share of characters put wrong (half replaced, a quarter each dropped and doubled), the same ones for the
    same seed and line.
    """

    name = "oracle"

    def __init__(
        self,
        painted: Painted,
        transform: Transform | Sequence[Transform] | None = None,
        rate: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.transforms = (transform,) if isinstance(transform, Transform) else tuple(transform or ())
        self.chars = [glyph.char for glyph in painted.glyphs]
        self.centres = np.array([_middle(glyph, painted.gray) for glyph in painted.glyphs], dtype=np.float64).reshape(
            -1, 2
        )
        self.rate = rate
        self.seed = seed

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line; the picture is not looked at. A box without painted characters gives an unread line."""
        return tuple(self._run(line) for line in lines)

    def _run(self, line: Line) -> Run:
        inside = self._inside(line.box)
        axis = 0 if line.direction is Direction.HORIZONTAL else 1
        order = inside[np.argsort(self.centres[inside, axis], kind="stable")]
        text = self._noisy("".join(self.chars[i] for i in order), line.box).strip()
        sure = (1.0 if self.rate == 0 else 1.0 - self.rate) if text else 0.0
        return Run(line.id, text, text, sure, (sure,) * len(text), line)

    def _inside(self, box: Box) -> NDArray[np.intp]:
        """Indices of the characters whose centres lie in the box's four-sided image on the painted page."""
        corners = np.array(
            [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)],
            dtype=np.float64,
        )
        for transform in self.transforms:
            corners = transform.points(corners)
        low, high = corners.min(axis=0), corners.max(axis=0)
        near = np.flatnonzero(np.all((self.centres >= low) & (self.centres < high), axis=1))
        points = self.centres[near]
        keep = np.ones(len(near), dtype=bool)
        for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            side = (end[0] - start[0]) * (points[:, 1] - start[1]) - (end[1] - start[1]) * (points[:, 0] - start[0])
            keep &= side >= 0
        return near[keep]

    def _noisy(self, text: str, box: Box) -> str:
        if self.rate <= 0:
            return text
        rng = random.Random(f"{self.seed}-{box.as_list()}")
        out: list[str] = []
        for char in text:
            roll = rng.random() / self.rate
            if roll >= 1:
                out.append(char)
            elif roll < 0.5:
                out.append(rng.choice(stock()["confused"]))
            elif roll < 0.75:
                out.append(char * 2)
        return "".join(out)


def _middle(glyph: Glyph, gray: Gray) -> tuple[float, float]:
    """The middle of a mark's ink, and of 一, in which a found vertical line may end; of any other character the middle
    of its cell."""
    if unicodedata.category(glyph.char)[0] != "P" and glyph.char != "一":
        return glyph.box.center
    b = glyph.box.clip((gray.shape[1], gray.shape[0]))
    cell = gray[b.top : b.bottom, b.left : b.right].astype(np.int16)
    if cell.size == 0:
        return glyph.box.center
    ys, xs = np.nonzero(np.abs(cell - int(np.median(cell))) > 60)
    if not len(xs):
        return glyph.box.center
    return b.left + (float(xs.min()) + float(xs.max())) / 2, b.top + (float(ys.min()) + float(ys.max())) / 2
