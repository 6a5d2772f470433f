"""What it costs to go on from one unit of a vertical page to another along its stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.reconstruct import weights as w
from ocr.reconstruct.seams import Ends
from ocr.reconstruct.stream import FEW, OPEN, Step
from ocr.reconstruct.units import Unit


@dataclass(frozen=True, slots=True)
class Way:
    """From one unit to another along the stream: its cost, whether the second is the next of all, whether nothing but
    a head could begin another story between them."""

    cost: float
    next: bool = False
    sure: bool = False


Pairs = Mapping[tuple[str, str], Way]


def going_on(steps: Sequence[Step], ends: Ends) -> Pairs:
    """What it costs, by pair of units, to go on along the stream: nothing where a text goes on; where a text begins
    without a head, the more the more open ends there are between it and the end that it takes up."""
    found: dict[tuple[str, str], Way] = {}
    left: list[Unit] = []
    for before, step in pairwise(steps):
        if before.unit.flows and (step.wraps or not step.joined):
            left.append(before.unit)
        if not step.unit.strong and (not step.joined or step.wraps):
            found |= _taken_up(step, left, ends)
        if step.joined:
            few = min(len(before.unit.rows), len(step.unit.rows)) < FEW
            found[before.unit.id, step.unit.id] = Way(0.0, next=True, sure=not few and not step.wraps)
    return found


def _taken_up(step: Step, left: Sequence[Unit], ends: Ends) -> dict[tuple[str, str], Way]:
    """The pairs of a unit at which the stream is taken up with each text that was left before, the last one first."""
    found, skipped = {}, 0.0
    for number, one in enumerate(reversed([unit for unit in left if unit.frame == step.unit.frame])):
        cost = w.CUT_OFF + w.WRAPS * step.wraps + w.PASSED * min(skipped, w.MOST_PASSED)
        found[one.id, step.unit.id] = Way(cost, next=number == 0)
        skipped += 1.0 if ends.tails[one.id].probability >= OPEN else w.WHOLE
    return found
