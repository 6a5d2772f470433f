"""What is special about a painted page, so that figures can be told apart by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ocr.geometry import Box, Direction
from ocr.page import Kind
from tests.painter.page import Painted

WIDE = 1.4  # a column's measure over the page's commonest one, from where on it counts as wide
APART = 4.0  # em between two column segments of a story that no column gap explains


def features(page: Painted) -> tuple[str, ...]:
    """Names of the page's features, in the order of FEATURES; "plain" when it has none."""
    return tuple(name for name, has in FEATURES.items() if has(page)) or ("plain",)


def _has_kind(kind: Kind) -> Callable[[Painted], bool]:
    return lambda page: any(block.kind is kind for block in page.layout.blocks)


def _side_head(page: Painted) -> bool:
    upright = Direction.VERTICAL if page.layout.direction is Direction.HORIZONTAL else Direction.HORIZONTAL
    return any(b.kind is Kind.HEADLINE and b.direction is upright for b in page.layout.blocks)


def _mixed_measures(page: Painted) -> bool:
    widths = sorted(
        b.box.width for b in page.layout.blocks if b.kind is Kind.BODY and b.direction is Direction.HORIZONTAL
    )
    return bool(widths) and widths[-1] > WIDE * widths[len(widths) // 2]


def _far(page: Painted) -> bool:
    return any(_runs_on_far(article, page.layout.em) for article in page.truth["articles"])


def _runs_on_far(article: dict[str, Any], em: float) -> bool:
    """Whether a segment of a story touches none of its other segments, within a wide column gap."""
    boxes = [Box(*segment) for segment in article["segments"]]
    reach = round(APART * em / 2)
    return len(boxes) > 1 and any(
        not any(a.grow(reach).overlap(b.grow(reach)) for b in boxes if b is not a) for a in boxes
    )


FEATURES: dict[str, Callable[[Painted], bool]] = {
    "far continuation": _far,
    "frame": lambda page: any(not f.tinted for f in page.layout.frames),
    "tint": lambda page: any(f.tinted for f in page.layout.frames),
    "picture": lambda page: bool(page.layout.pictures),
    "upright headline": _side_head,
    "banner": _has_kind(Kind.BANNER),
    "note": _has_kind(Kind.NOTE),
    "masthead": _has_kind(Kind.MASTHEAD),
    "subheads": _has_kind(Kind.SUBHEAD),
    "wide measure": _mixed_measures,
    "no rules": lambda page: not page.layout.separators,
    "vertical page": lambda page: page.layout.direction is Direction.VERTICAL,
    "small type": lambda page: page.layout.em < 22,
}
