"""The corridor between two things on a page: what fills it, and the rules that cross or split it."""

from __future__ import annotations

from collections.abc import Iterable

from ocr.geometry import Box

WIDE, WIDE_RULE = 2.5, 1.5
"""Widths of a column from which a rule counts for more, and for how much."""
COVERS = 0.3
"""Share of a corridor's width from which a picture, caption or byline fills it."""


def filled(corridor: Box, things: Iterable[Box]) -> float:
    """Height of a corridor that some things take up, in pixels: of those that cover a good part of its width."""
    return float(
        sum(max(0, corridor.overlap_y(box)) for box in things if box.overlap_x(corridor) >= COVERS * corridor.width)
    )


def crosses(rule: Box, corridor: Box) -> bool:
    """Whether a horizontal rule lies across a corridor that runs down."""
    inside = corridor.top - 2 <= rule.center[1] <= corridor.bottom + 2
    return inside and rule.overlap_x(corridor) >= 0.5 * corridor.width


def weight(rule: Box, corridor: Box) -> float:
    """1 for a rule as wide as a column, more for one over several columns, which parts stories and is no ornament."""
    return WIDE_RULE if rule.width >= WIDE * corridor.width else 1.0


def splits(rule: Box, corridor: Box) -> bool:
    """Whether a vertical rule lies along a corridor that runs across."""
    inside = corridor.left - 2 <= rule.center[0] <= corridor.right + 2
    return inside and rule.overlap_y(corridor) >= 0.4 * corridor.height
