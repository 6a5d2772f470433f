"""Lines of one type size that were measured apart, on pages where ink spreads or breaks.

On a clean page the lines of the body measure the same to a hundredth or two, and a line a seventh larger is another
size of type. On film or a worn page they scatter by more than that; how much they do is seen in the lines themselves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.segment.blocks import Found

LONG = 5.0  # em; shorter lines may be all low glyphs
NEAR = 0.35  # lines of the body measure no more than so much off each other, as a share
STEADY = 0.03  # scatter up to which every line is believed
REACH = 4.0  # times the scatter; lines measured within it of the body's size are of that size
FEWEST = 10  # lines to tell the scatter from
FROM_MEDIAN = 1.48  # scatter of a normal distribution for its median deviation


def settled(lines: list[Found], em: float) -> list[Found]:
    """The lines with those of the body given its one size, where they scatter; display type as it is."""
    sizes = np.array([x.em for x in lines if not x.display and x.box.width > LONG * em])
    sizes = sizes[np.abs(sizes / em - 1) < NEAR]
    if len(sizes) < FEWEST:
        return lines
    body = float(np.median(sizes))
    scatter = FROM_MEDIAN * float(np.median(np.abs(sizes / body - 1)))
    if scatter <= STEADY:
        return lines
    reach = min(NEAR, REACH * scatter)
    return [replace(x, em=body) if not x.display and abs(x.em / body - 1) <= reach else x for x in lines]
