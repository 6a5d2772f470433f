"""Column breaks across which the text reads on."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.evaluate.align import stands_in
from ocr.evaluate.rates import Share
from ocr.evaluate.reading import Story

EDITS = 3
"""Edits allowed in the characters around a break (16 of them: eight on each side)."""


def seams(truth: Sequence[Story], output: Sequence[Story]) -> Share:
    """True breaks whose surroundings stand in the body of one output story within EDITS edits, over all true breaks."""
    wanted = [before + after for story in truth for before, after in story.breaks]
    bodies = [story.body for story in output]
    return Share(sum(any(stands_in(w, body, EDITS) for body in bodies) for w in wanted), len(wanted))
