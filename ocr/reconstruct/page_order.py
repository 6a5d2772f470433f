"""In which order a page's stories are given: as a reader takes the page in, zone by zone.

Stories on a page have no order among themselves; there is one in which people go through it all the same. What lies
under a white or a rule that runs across the whole of a page, or of a zone of it, comes after what lies over it; where
nothing runs across, a page falls into zones side by side, and one is read to its foot before the next (the X-Y cut of
Nagy and Seth 1984, over whole stories). Where neither is possible, since the stories stand like the sails of a
windmill, the one that begins highest is taken out, the leftmost of several, and the rest is cut again.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box

ROW = 3.0
"""Em; stories that begin within one such strip of the page begin at one height."""
SLACK = 1.0
"""Em by which stories may reach over a cut: ends of lines, a page not quite flat."""
FAR = 8.0
"""Em; text further than this from what the story has so far is a far continuation and no part of its place."""


def extent(boxes: Sequence[Box], em: float) -> Box | None:
    """The place of a story on the page, of its head and its columns in reading order: without those that stand far off.

    None for a story without boxes.
    """
    if not boxes:
        return None
    place = boxes[0]
    for box in boxes[1:]:
        if place.grow(round(FAR * em)).overlap(box) > 0:
            place = Box.around((place, box))
    return place


def in_order(places: Sequence[Box], em: float) -> tuple[int, ...]:
    """The indices of the places of stories, canonical page, in the order in which a reader comes to them."""
    return tuple(_ordered(list(enumerate(places)), em))


def _ordered(stories: list[tuple[int, Box]], em: float) -> list[int]:
    if len(stories) <= 1:
        return [number for number, _ in stories]
    for down in (True, False):
        parts = _cut(stories, em, down=down)
        if len(parts) > 1:
            return [number for part in parts for number in _ordered(part, em)]
    first = min(stories, key=lambda story: _begins(story, em))
    return [first[0], *_ordered([story for story in stories if story is not first], em)]


def _begins(story: tuple[int, Box], em: float) -> tuple[int, int, int]:
    number, box = story
    return round(box.top / (ROW * em)), box.left, number


def _cut(stories: list[tuple[int, Box]], em: float, *, down: bool) -> list[list[tuple[int, Box]]]:
    """Stories in the bands (down) or columns into which straight cuts part them; all in one where none does."""

    def span(story: tuple[int, Box]) -> tuple[int, int]:
        box = story[1]
        return (box.top, box.bottom) if down else (box.left, box.right)

    ordered = sorted(stories, key=lambda story: (span(story), story[0]))
    parts, reach = [[ordered[0]]], span(ordered[0])[1]
    for story in ordered[1:]:
        start, end = span(story)
        if start >= reach - SLACK * em:
            parts.append([])
        parts[-1].append(story)
        reach = max(reach, end)
    return parts
