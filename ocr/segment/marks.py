"""Small marks at the ends of display lines: a comma, a dash, which the body's line finding was left with."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Separator
from ocr.segment.blocks import Found
from ocr.segment.heads import parts

DASH = 0.5  # em; a dash is no higher, a line of the body is, however small it looks beside a banner


def with_marks(lines: list[Found], rules: tuple[Separator, ...], em: float) -> list[Found]:
    """Display lines with the small marks at their ends (a comma, a dash) that the body's line finding was left with;
    a rule that lies along them parts what stands beyond."""
    upright = [rule.box for rule in rules if rule.direction is Direction.VERTICAL]
    big = [line for line in lines if line.display]
    rest = []
    largest = max((line.em for line in big), default=0.0)
    for line in (line for line in lines if not line.display):
        if line.box.height >= 0.6 * largest:
            rest.append(line)
            continue
        home = next(
            (
                k
                for k, head in enumerate(big)
                if _mark_of(line.box, head, em) and not _parted(line.box, head.box, upright)
            ),
            None,
        )
        if home is None:
            rest.append(line)
        else:
            big[home] = replace(big[home], box=Box.around([big[home].box, line.box]))
    return big + rest


def _parted(mark: Box, head: Box, upright: list[Box]) -> bool:
    left, right = sorted((mark, head), key=lambda box: box.left)
    return any(parts(rule, left, right) for rule in upright)


def _mark_of(mark: Box, head: Found, em: float) -> bool:
    """Whether a small box stands at the end of a display line, in its band."""
    b, size = head.box, head.em
    if head.direction is Direction.VERTICAL:
        b, mark = Box(b.top, b.left, b.bottom, b.right), Box(mark.top, mark.left, mark.bottom, mark.right)
    dash = mark.height < min(0.2 * size, DASH * em)
    low = mark.height < 0.6 * size and mark.width < (2.2 if dash else 0.7) * size
    return low and mark.overlap_y(b) > 0.6 * mark.height and 0 <= -mark.overlap_x(b) + 1 < 0.95 * size
