"""A vertical page turned once, here, so that everything that finds layout sees horizontal lines.

Turned a quarter against the clock, lines that run down and follow from right to left run to the right and follow from
top to bottom; bands become columns. A line that was printed across, from right to left, runs down, as a vertical
headline of a horizontal page does. What was found is turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Layout, Line, PageImage
from ocr.profile import Profile
from ocr.segment.direction import count_votes
from ocr.segment.dirt import clean_ink
from ocr.segment.ink import Ink
from ocr.segment.kinds import TOP, WIDE
from ocr.segment.layout import segment as segment_horizontal

FEWEST = 3  # lines of one glyph each, side by side, that are one line printed across
FRONT = 0.4  # of the page's height; the head of a front page takes up less
FEWEST_ACROSS = 5  # lines printed across in it; a banner over the text of a page with its deck has fewer
MOSTLY = 0.6  # of the area of the lines in it; the rest is small print of the paper's own, and advertisements
GLYPH = 1.35  # em; a glyph and its mark are no higher

OTHER = {Direction.HORIZONTAL: Direction.VERTICAL, Direction.VERTICAL: Direction.HORIZONTAL}


def segment(image: PageImage, profile: Profile) -> Layout:
    """Find what stands where on a normalised page (dark text on white, upright, em measured), its lines running as the
    profile says or, where it does not say, as they are found to run.

    A page without type (em 0, smaller than a glyph, or no line found) gives a layout without blocks.
    """
    if image.em <= 0 or min(image.size) < image.em:
        return Layout(image.size, 0.0, ())
    ink = clean_ink(image.gray, image.em)
    if _direction(ink, profile) is Direction.HORIZONTAL:
        return segment_horizontal(image, ink)
    upright = turned(image)
    found = segment_horizontal(upright, clean_ink(upright.gray, upright.em), turned=True)
    layout = turned_back(found, image.size)
    across = tuple(_across(block) if _one_glyph_each(block) else block for block in layout.blocks)
    return _with_running_head(replace(layout, blocks=across))


def main_direction(image: PageImage, profile: Profile) -> Direction:
    """The way most lines of a page run."""
    if profile.direction != "auto" or image.em <= 0 or min(image.size) < image.em:
        return Direction.HORIZONTAL if profile.direction == "auto" else Direction(profile.direction)
    return _direction(clean_ink(image.gray, image.em), profile)


def _direction(ink: Ink, profile: Profile) -> Direction:
    return count_votes(ink).direction if profile.direction == "auto" else Direction(profile.direction)


def turned(image: PageImage) -> PageImage:
    """The page a quarter against the clock, for finding its layout only: to_scan is not turned with it."""
    width = image.size[0]
    panels = tuple(replace(panel, box=_turned(panel.box, width)) for panel in image.panels)
    return replace(image, gray=np.ascontiguousarray(np.rot90(image.gray)), panels=panels)


def _turned(box: Box, width: int) -> Box:
    """A box of a page so wide, on the page turned against the clock."""
    return Box(box.top, width - box.right, box.bottom, width - box.left)


def turned_back(layout: Layout, size: tuple[int, int]) -> Layout:
    """What was found on a page turned against the clock, on the page of (width, height) as it was."""
    width = size[0]

    def back(box: Box) -> Box:
        return Box(width - box.bottom, box.left, width - box.top, box.right)

    def block(found: Block) -> Block:
        lines = tuple(replace(line, box=back(line.box), direction=OTHER[line.direction]) for line in found.lines)
        return replace(found, box=back(found.box), lines=lines, direction=OTHER[found.direction])

    return replace(
        layout,
        size=size,
        blocks=tuple(block(found) for found in layout.blocks),
        separators=tuple(replace(s, box=back(s.box), direction=OTHER[s.direction]) for s in layout.separators),
        frames=tuple(replace(frame, box=back(frame.box)) for frame in layout.frames),
        pictures=tuple(back(picture) for picture in layout.pictures),
        direction=OTHER[layout.direction],
    )


def _one_glyph_each(block: Block) -> bool:
    """Whether a block of vertical lines is a line of small type printed across: columns of text are longer."""
    lines = block.lines
    return block.direction is Direction.VERTICAL and len(lines) >= FEWEST and all(_is_glyph(line) for line in lines)


def _is_glyph(line: Line) -> bool:
    return max(line.box.width, line.box.height) <= GLYPH * line.em


def _across(block: Block) -> Block:
    """The block as one line that is printed across."""
    box = Box.around(line.box for line in block.lines)
    line = Line(f"{block.id}-l001", box, block.em, Direction.HORIZONTAL)
    return replace(block, box=box, lines=(line,), direction=Direction.HORIZONTAL)


def _with_running_head(layout: Layout) -> Layout:
    """The layout with what stands in a strip across the top of a vertical page, over a rule, named a running head.

    Where the strip is at the page's right side it is at the top of the page as turned, and has its name already.
    """
    foot = _foot_of_head(layout)
    over = [block for block in layout.blocks if block.box.center[1] < foot]
    if not over or any(len(block.lines) > 3 for block in over):
        return _with_front(layout)
    blocks = (replace(b, kind=Kind.RUNNING_HEAD) if b in over else b for b in layout.blocks)
    return replace(layout, blocks=tuple(blocks))


def _with_front(layout: Layout) -> Layout:
    """The layout of a front page with what stands over its text named a running head: the paper's name, its address
    and date, and the advertisements at its ears, over a rule from side to side. They are printed across, or most of
    them are; text is not."""
    for foot in _long_rules(layout, FRONT):
        over = [block for block in layout.blocks if block.box.bottom <= foot + layout.em]
        across = [block for block in over if block.direction is Direction.HORIZONTAL]
        if len(across) >= FEWEST_ACROSS and _area(across) >= MOSTLY * _area(over):
            blocks = (replace(b, kind=Kind.RUNNING_HEAD) if b in over else b for b in layout.blocks)
            return replace(layout, blocks=tuple(blocks))
    return layout


def _area(blocks: Sequence[Block]) -> int:
    return sum(line.box.area for block in blocks for line in block.lines)


def _foot_of_head(layout: Layout) -> int:
    """The row of the first rule near the page's top that runs across most of the type, or 0."""
    return min(_long_rules(layout, TOP), default=0)


def _long_rules(layout: Layout, depth: float) -> list[int]:
    """The rows of the rules that run across most of the type, in one piece or several on one level, from the lowest up;
    depth: share of the page's height in which they are looked for."""
    if not layout.blocks:
        return []
    area = Box.around(block.box for block in layout.blocks)
    level = [
        rule.box
        for rule in layout.separators
        if rule.direction is Direction.HORIZONTAL and area.top < rule.box.top < depth * layout.size[1]
    ]
    rows = []
    for rule in sorted(level, key=lambda box: -box.top):
        pieces = [other for other in level if 0 <= other.top - rule.top <= layout.em]
        if sum(piece.width for piece in pieces) >= WIDE * area.width:
            rows.append(rule.top)
    return rows
