"""Column breaks across which the text reads on."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.evaluate.align import stands_in
from ocr.evaluate.rates import Share

EDITS = 3
"""Edits allowed in the characters around a break (16 of them: eight on each side)."""


def seams(breaks: Sequence[Sequence[tuple[str, str]]], bodies: Sequence[str]) -> Share:
    """Column breaks, story by story as (before, after), whose surroundings stand in the body of one output story within
    EDITS edits, over all breaks."""
    wanted = [before + after for story in breaks for before, after in story]
    return Share(sum(any(stands_in(w, body, EDITS) for body in bodies) for w in wanted), len(wanted))
