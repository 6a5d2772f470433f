"""Errors put into a text as a reader makes them."""

from __future__ import annotations

import random

HAN = [chr(0x4E00 + k) for k in range(3000)]


def text(length: int, seed: int) -> str:
    """Characters as unevenly frequent as those of prose."""
    weights = [1 / (k + 5) for k in range(len(HAN))]
    return "".join(random.Random(seed).choices(HAN, weights=weights, k=length))


def with_errors(said: str, share: float, seed: int) -> str:
    """A share of the characters wrong: six tenths misread, two left out, two followed by another."""
    picker = random.Random(seed)
    made: list[str] = []
    for character in said:
        chance = picker.random() / share if share else 1.0
        if chance < 0.6:
            made.append(picker.choice(HAN))
        elif chance < 0.8:
            continue
        else:
            made.append(character + picker.choice(HAN) if chance < 1 else character)
    return "".join(made)


def with_blocks_moved(said: str) -> str:
    """Two tenths of the text elsewhere."""
    k = len(said) // 10
    return said[:k] + said[2 * k : 5 * k] + said[k : 2 * k] + said[5 * k : 7 * k] + said[8 * k :] + said[7 * k : 8 * k]
