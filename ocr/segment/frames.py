"""Closed boxes of rules and tinted panels."""

from __future__ import annotations

from itertools import combinations

from ocr.geometry import Box, Direction
from ocr.page import Frame, Panel, Separator

CORNER = 1.2  # em; the ends of two rules that meet at a corner are no farther apart
SIDE = 0.8  # share of a side that its rule must cover
LABEL = 8.0  # em; a label that stands on a corner of a frame hides so much of its top, and less than half of it
SMALLEST = 2.5  # em; height and width of the smallest frame


def find_frames(rules: tuple[Separator, ...], panels: tuple[Panel, ...], em: float) -> tuple[Frame, ...]:
    """Frames of four rules, and tinted panels, largest first; ids f1, f2, …"""
    flat = [s.box for s in rules if s.direction is Direction.HORIZONTAL]
    upright = [s.box for s in rules if s.direction is Direction.VERTICAL]
    ruled = [box for a, b in combinations(sorted(flat, key=lambda r: r.top), 2) if (box := _closed(a, b, upright, em))]
    tinted = [p.box for p in panels]
    boxes = [(b, False) for b in _without_doubles(ruled, em)]
    boxes += [(b, True) for b in tinted if not any(_same(b, r, em) for r, _ in boxes)]
    boxes.sort(key=lambda item: (-item[0].area, item[0]))
    return tuple(Frame(f"f{i}", box, tint) for i, (box, tint) in enumerate(boxes, 1))


def _closed(top: Box, bottom: Box, upright: list[Box], em: float) -> Box | None:
    """The frame with this top and bottom rule, or None when a side is missing."""
    away = sorted((abs(top.left - bottom.left), abs(top.right - bottom.right)))
    labelled = bottom.left - CORNER * em <= top.left and top.right <= bottom.right + CORNER * em
    labelled = labelled and away[1] <= min(LABEL * em, 0.5 * bottom.width)
    ends = away[0] <= CORNER * em and (away[1] <= CORNER * em or labelled)
    box = Box(min(top.left, bottom.left), top.top, max(top.right, bottom.right), bottom.bottom)
    if not ends or min(box.height, box.width) < SMALLEST * em:
        return None
    sides = (box.left, box.right)
    return box if all(any(_covers(rule, x, box, em) for rule in upright) for x in sides) else None


def _covers(rule: Box, x: int, box: Box, em: float) -> bool:
    return abs(rule.center[0] - x) <= CORNER * em and rule.overlap_y(box) >= SIDE * box.height


def _same(a: Box, b: Box, em: float) -> bool:
    return all(abs(p - q) <= CORNER * em for p, q in zip(a.as_list(), b.as_list(), strict=True))


def _without_doubles(boxes: list[Box], em: float) -> list[Box]:
    """A frame of double rules is found several times; its largest reading stays."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-b.area, b)):
        if not any(_same(box, other, em) for other in kept):
            kept.append(box)
    return kept


def innermost(box: Box, frames: tuple[Frame, ...]) -> str | None:
    """The id of the smallest frame that holds the middle of a box."""
    x, y = box.center
    inside = [f for f in frames if f.box.left <= x < f.box.right and f.box.top <= y < f.box.bottom]
    return min(inside, key=lambda f: f.box.area).id if inside else None
