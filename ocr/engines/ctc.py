"""What a recognition network saw, as text: connectionist temporal classification, the best character at each step.

Graves et al. 2006. A run of steps with one and the same character is that character once; character 0 parts two of a
kind. Where the best character is foreign to the script of the page, its native form is looked for among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.engines.network import STEP, Odds

NATIVE = 0.1
"""Least part of the best character's odds that a native one must have to take its place: forms of one character share
their odds (減 0.62, 减 0.37), while a rare name stands alone."""

Native = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """One character: how sure (0 to 1), and where its middle lies along the strip in pixels."""

    character: str
    confidence: float
    place: float


def decode(odds: Odds, characters: Sequence[str], native: Native) -> tuple[Seen, ...]:
    """The characters of a strip in order. Of forms of one character the one that is native to the script is taken.

    odds: shape (steps, characters), each step summing to 1.
    """
    best = odds.argmax(axis=1)
    sure = np.take_along_axis(odds, best[:, None], axis=1)[:, 0]
    starts = np.flatnonzero(np.concatenate([[True], best[1:] != best[:-1]]))
    ends = np.append(starts[1:], len(best))
    found = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if best[start] != 0:
            peak = odds[start + int(sure[start:end].argmax())]
            place = _place(odds[:, best[start]], start, end)
            found.append(Seen(*_form(peak, int(best[start]), characters, native), place))
    return tuple(found)


def _place(odds: Odds, start: int, end: int) -> float:
    """Pixels to the middle of a character whose steps are start to end, weighed by its odds there and beside."""
    first = max(0, start - 1)
    weights = odds[first : end + 1]
    return float(weights @ np.arange(first + 0.5, first + len(weights)) / weights.sum()) * STEP


def _form(peak: NDArray[np.float32], best: int, characters: Sequence[str], native: Native) -> tuple[str, float]:
    """The best character, or its native form, and how sure: two forms of one character are sure together."""
    top, sure = characters[best], float(peak[best])
    if native(top):
        return top, sure
    rivals = np.flatnonzero(peak >= NATIVE * sure).tolist()
    near = [at for at in rivals if at not in (0, best) and native(characters[at])]
    if not near:
        return top, sure
    form = max(near, key=lambda at: float(peak[at]))
    return characters[form], min(1.0, float(peak[form]) + sure)
