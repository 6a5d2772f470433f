"""A vertical page turned once, here, so that everything that finds layout sees horizontal lines.

Turned a quarter against the clock, lines that run down and follow from right to left run to the right and follow from
top to bottom; bands become columns. A line that was printed across, from right to left, runs down, as a vertical
headline of a horizontal page does. What was found is turned back.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.geometry import Box, Direction
from ocr.page import Block, Layout, PageImage
from ocr.profile import Profile
from ocr.segment.direction import count_votes
from ocr.segment.ink import find_ink
from ocr.segment.layout import segment as segment_horizontal

OTHER = {Direction.HORIZONTAL: Direction.VERTICAL, Direction.VERTICAL: Direction.HORIZONTAL}


def segment(image: PageImage, profile: Profile) -> Layout:
    """Find what stands where on a normalised page (dark text on white, upright, em measured), its lines running as the
    profile says or, where it does not say, as they are found to run.

    A page without type (em 0, smaller than a glyph, or no line found) gives a layout without blocks.
    """
    if main_direction(image, profile) is Direction.HORIZONTAL:
        return segment_horizontal(image, profile)
    return turned_back(segment_horizontal(turned(image), profile), image.size)


def main_direction(image: PageImage, profile: Profile) -> Direction:
    """The way most lines of a page run."""
    if profile.direction != "auto":
        return Direction(profile.direction)
    if image.em <= 0 or min(image.size) < image.em:
        return Direction.HORIZONTAL
    return count_votes(find_ink(image.gray, image.em)).direction


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
