"""A dump's heads, each with its lines, and its single paragraphs; and what their ends tell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocr.page import Kind, Run
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions, closes
from ocr.reconstruct.dump.edges import start_of, stop_of
from ocr.reconstruct.dump.kinds import Told
from ocr.reconstruct.seams import End
from ocr.reconstruct.units import Unit

FLOWING = frozenset({Kind.BODY, Kind.JUMP})
HEADS = frozenset({Kind.HEADLINE, Kind.BYLINE})


@dataclass(frozen=True, slots=True)
class Group:
    told: tuple[Told, ...]
    is_head: bool


@dataclass(frozen=True, slots=True)
class Both:
    """The two ends of a paragraph."""

    start: End
    stop: End


def groups_of(told: Sequence[Told]) -> list[Group]:
    """Heads, each with its lines, and single paragraphs, with the jump lines that stand at them."""
    groups: list[Group] = []
    above: Told | None = None
    for each in told:
        last = groups[-1] if groups and above is not None else None
        if each.kind in FLOWING | HEADS and _joins(last, above, each):
            groups[-1] = Group((*groups[-1].told, each), groups[-1].is_head)
        elif each.kind in FLOWING | HEADS:
            groups.append(Group((each,), each.kind is Kind.HEADLINE))
        above = each if each.kind in FLOWING | HEADS else None
    return groups


def _joins(last: Group | None, above: Told | None, each: Told) -> bool:
    """Whether a run goes with the one over it: lines of one head, a jump line and its paragraph."""
    if last is None or above is None:
        return False
    if last.is_head:
        return each.kind is Kind.BYLINE or (above.kind is Kind.HEADLINE and each.kind is Kind.HEADLINE)
    ends = each.kind is Kind.JUMP and above.kind is Kind.BODY
    return ends or (above.kind is Kind.JUMP and each.kind is Kind.BODY and len(last.told) == 1)


def is_strong(n: int, groups: Sequence[Group], conventions: Conventions) -> bool:
    """Whether a head cannot be a subhead: several lines, a byline, a dateline under it, or the dump's start."""
    group = groups[n]
    if not group.is_head:
        return False
    below = groups[n + 1] if n + 1 < len(groups) else None
    dated = below is not None and not below.is_head and conventions.dateline(below.told[0].item.text) is not None
    above = groups[n - 1].told[-1] if n else None
    broken = above is not None and above.kind is Kind.BODY and (above.doubt > 0 or not closes(above.item.text))
    return n == 0 or len(group.told) > 1 or dated or broken


def usual_length(groups: Sequence[Group]) -> float:
    """The median length of the dump's paragraphs, in characters."""
    return float(np.median([len(group.told[0].item.text) for group in groups if not group.is_head] or [0]))


def ends_of(group: Group, conventions: Conventions, usual: float) -> Both:
    unit = unit_of(group.told)
    start, stop = start_of(unit, conventions, usual), stop_of(unit, conventions)
    doubt = group.told[-1].doubt
    return Both(start, replace(stop, probability=doubt) if doubt else stop)


def odds_of_whole(end: End | None) -> float:
    return 0.0 if end is None else -math.log(1 - end.probability)


def unit_of(told: Sequence[Told], kind: Kind = Kind.BODY, *, as_read: bool = False) -> Unit:
    """Runs as a unit without a box; as_read: with their own marks, else with full ones."""
    rows = tuple(Row(each.item.run if as_read else _full(each), None, 1.0) for each in told)
    return Unit(told[0].item.id, kind, rows, None, 1.0)


def _full(told: Told) -> Run:
    return replace(told.item.run, text=told.item.text)
