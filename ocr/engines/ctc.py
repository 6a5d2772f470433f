"""What a recognition network saw, as text: connectionist temporal classification, the best character at each step.

Graves et al. 2006. A run of steps with one and the same character is that character once; character 0 parts two of a
kind. Beside the best character the next ones are kept, so that a script or a second reader may choose among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.engines.network import STEP, Odds

CHOICES = 4
"""Characters kept for each place, the best first."""

NATIVE = 0.1
"""Least part of the best character's odds that a native one must have to take its place: forms of one character share
their odds (減 0.62, 减 0.37), while a rare name stands alone."""

Native = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """One character: how sure (0 to 1), where its middle lies along the strip in pixels, and the next best choices."""

    character: str
    confidence: float
    place: float
    others: tuple[tuple[str, float], ...] = ()


def decode(odds: Odds, characters: Sequence[str], native: Native) -> tuple[Seen, ...]:
    """The characters of a strip in order. Of forms of one character the one that is native to the script is taken.

    odds: shape (steps, characters), each step summing to 1.
    """
    best = odds.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate([[True], best[1:] != best[:-1]]))
    ends = np.append(starts[1:], len(best))
    spans = [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if best[a] != 0]
    return tuple(_seen(odds[a:b], _place(odds[:, best[a]], a, b), characters, native) for a, b in spans)


def _place(odds: Odds, start: int, end: int) -> float:
    """Pixels to the middle of a character whose steps are start to end, weighed by its odds there and beside."""
    steps = np.arange(max(0, start - 1), min(len(odds), end + 1))
    return float(np.average(steps + 0.5, weights=odds[steps])) * STEP


def _seen(steps: Odds, place: float, characters: Sequence[str], native: Native) -> Seen:
    peak = steps[int(steps.max(axis=1).argmax())]
    order = np.argpartition(peak, -min(len(peak), CHOICES + 1))[-CHOICES - 1 :]
    ranked = sorted(((characters[i], float(peak[i])) for i in order if i), key=lambda c: -c[1])
    top = ranked[0]
    if not native(top[0]):
        top = next((c for c in ranked[1:] if native(c[0]) and c[1] >= NATIVE * top[1]), top)
    if top is not ranked[0]:  # two forms of one character: together they are sure
        top = top[0], min(1.0, top[1] + ranked[0][1])
    others = tuple(choice for choice in ranked if choice[0] != top[0])[:CHOICES]
    return Seen(top[0], top[1], place, others)
