"""Lines of a vertical page that are printed across: they run from right to left in old papers, from left to right in
new ones, and a recogniser reads all of them from the left.

The words tell: a line makes more of them in the direction in which it was written. Short lines tell little, so the page
is asked as a whole, and a line goes its own way only when it is sure of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ocr.page import Run
from ocr.reconstruct.lexicon import in_words

SURE = 3
"""Characters in words by which one direction must lead the other in a line for it to differ from its page."""

_PIECE = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+(?:[.,:'’&-][A-Za-z0-9]+)*|.", re.DOTALL)
_MIRRORED = str.maketrans("「」『』（）()《》〈〉【】[]“”‘’", "」「』『）（)(》《〉〈】【][”“’‘")


def rightly_read(runs: Mapping[str, Run]) -> dict[str, Run]:
    """The readings of a vertical page's lines that are printed across, those from right to left turned round.

    A page whose words do not tell is taken for one that runs from right to left, as its columns do.
    """
    leads = {name: in_words(run.text) - in_words(turned(run.text)) for name, run in runs.items()}
    page = sum(leads.values())

    def forward(lead: int) -> bool:
        return lead > 0 if abs(lead) >= SURE else page > 0

    return {name: run if forward(leads[name]) else _turned_run(run) for name, run in runs.items()}


def turned(text: str) -> str:
    """A text read from its other end: Latin words and numbers stay as they are, brackets open the other way."""
    return "".join(reversed(_PIECE.findall(text))).translate(_MIRRORED)


def _turned_run(run: Run) -> Run:
    text = turned(run.text)
    if len(run.confidences) != len(run.text):
        return replace(run, text=text)
    places = [range(found.start(), found.end()) for found in _PIECE.finditer(run.text)]
    return replace(run, text=text, confidences=tuple(run.confidences[k] for piece in reversed(places) for k in piece))
