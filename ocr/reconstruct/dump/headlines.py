"""The lines of a head told apart without sizes: kicker, headline, deck, byline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.page import Kind
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.kinds import Told

SHORTER = 0.75
"""A line over the headline is its kicker when it has at most this share of its characters."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A head's texts as they are printed out."""

    kicker: str = ""
    title: str = ""
    deck: str = ""
    byline: str = ""


def lines_of(told: Sequence[Told], conventions: Conventions) -> Lines:
    """The head's lines by their roles.

    A column's brand stands over the headline and a line with a dash under it; of what is left a line much shorter than
    the next is a kicker, the first other one the headline.
    """
    byline = " ".join(each.item.run.text for each in told if each.kind is Kind.BYLINE)
    lines = [each.item.run.text for each in told if each.kind is not Kind.BYLINE]
    kickers: list[str] = []
    while len(lines) > 1 and (conventions.brand(lines[0]) or (_over(lines) and not kickers)):
        kickers.append(lines.pop(0))
    return Lines(" ".join(kickers), lines[0] if lines else "", " ".join(lines[1:]), byline)


def _over(lines: Sequence[str]) -> bool:
    """Whether the first line stands over the headline."""
    if lines[1].startswith(("—", "－", "─")):
        return False
    return len(lines) > 2 or len(lines[0]) <= SHORTER * len(lines[1])


def spaced(told: Sequence[Told]) -> str:
    """The lines of a head in one."""
    return " ".join(each.item.run.text for each in told)
