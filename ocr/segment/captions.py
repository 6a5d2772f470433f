"""Captions with their last lines: one that ends short, and the photographer's name at the end of the same row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ocr.geometry import Box
from ocr.page import Kind
from ocr.segment.blocks import Stack

UNDER = 0.9  # em of white between the rows of a caption, at most
WIDER = 0.14  # em; so much more than between its first rows
ALIKE = 1.2  # times the glyph height of the one is that of the other, at most


def with_last_rows(stacks: Sequence[Stack], kinds: Sequence[Kind], em: float) -> tuple[list[Stack], list[Kind]]:
    """Blocks and their kinds with single lines right under a caption, within its width, taken into it: a row that was
    cut at a wide space is no column of text. One that goes on below stays apart."""
    small = (Kind.BODY, Kind.CAPTION, Kind.KICKER)
    rows = [s for s, kind in zip(stacks, kinds, strict=True) if kind in small and len(s.lines) == 1]
    taken: list[Stack] = []
    whole = []
    for stack, kind in zip(stacks, kinds, strict=True):
        if kind is Kind.CAPTION and stack not in taken:
            ends = [row for row in rows if row not in (stack, *taken) and _ends(row, stack, stacks, em)]
            taken += ends
            stack = _joined(stack, ends)
        whole.append((stack, kind))
    left = [(stack, kind) for stack, kind in whole if stack not in taken]
    return [stack for stack, _ in left], [kind for _, kind in left]


def _ends(row: Stack, caption: Stack, stacks: Sequence[Stack], em: float) -> bool:
    """Whether a line stands right under a caption, no farther than its rows from one another, and within its width, and
    nothing right under the line."""
    gap = row.box.top - caption.box.bottom
    within = caption.box.left - em / 2 <= row.box.left and row.box.right <= caption.box.right + em / 2
    alike = max(row.em, caption.em) <= ALIKE * min(row.em, caption.em)
    below = Box(row.box.left, row.box.bottom, row.box.right, row.box.bottom + round(UNDER * em))
    inside = [low.box.top - high.box.bottom for high, low in pairwise(caption.lines)]
    most = min(UNDER * em, max(inside, default=em) + WIDER * em)
    return -em / 2 <= gap <= most and within and alike and not any(below.overlap(s.box) > 0 for s in stacks)


def _joined(caption: Stack, ends: Sequence[Stack]) -> Stack:
    """A caption with its last row; what stands side by side on it is one line, cut at a wide space."""
    if not ends:
        return caption
    row = replace(ends[0].lines[0], box=Box.around(end.box for end in ends))
    return Stack((*caption.lines, row), Box.around([caption.box, row.box]))
