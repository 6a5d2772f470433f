"""Small marks at the ends of display lines: a comma, a dash, which the body's line finding was left with."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.segment.blocks import Found


def with_marks(lines: list[Found]) -> list[Found]:
    """Display lines with the small marks at their ends (a comma, a dash) that the body's line finding was left with."""
    big = [line for line in lines if line.display]
    rest = []
    largest = max((line.em for line in big), default=0.0)
    for line in (line for line in lines if not line.display):
        if line.box.height >= 0.6 * largest:
            rest.append(line)
            continue
        home = next((k for k, head in enumerate(big) if _mark_of(line.box, head)), None)
        if home is None:
            rest.append(line)
        else:
            big[home] = replace(big[home], box=Box.around([big[home].box, line.box]))
    return big + rest


def _mark_of(mark: Box, head: Found) -> bool:
    """Whether a small box stands at the end of a display line, in its band."""
    b, size = head.box, head.em
    if head.direction is Direction.VERTICAL:
        b, mark = Box(b.top, b.left, b.bottom, b.right), Box(mark.top, mark.left, mark.bottom, mark.right)
    low = mark.height < 0.6 * size and mark.width < (2.2 if mark.height < 0.2 * size else 0.7) * size
    return low and mark.overlap_y(b) > 0.6 * mark.height and 0 <= -mark.overlap_x(b) + 1 < 0.95 * size
