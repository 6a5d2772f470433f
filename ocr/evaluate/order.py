"""Reading order inside stories. Stories have no order among themselves, so none is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocr.evaluate.links import Link, Piece, Role
from ocr.evaluate.rates import Rate, f1


def order_distance(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> Rate:
    """Edits between the true and the found order of each story's stretches, over their number.

    The normalised edit distance of OmniDocBench (Ouyang et al. 2025), taken story by story: the stretches of a
    reference story that were found (links), in the order of the output, against their true order.
    """
    edits = length = 0
    for stretches in _by_story(truth, links, Role.BODY).values():
        found = sorted(stretches, key=lambda k: _place(output, links[k]))
        edits += Levenshtein.distance(stretches, found)
        length += len(stretches)
    return Rate(edits, length)


def successor_f1(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> tuple[int, int, int]:
    """(right, found, true) counts of pairs "b comes right after a" over found stretches within stories; see f1_of."""
    wanted = {p for s in _by_story(truth, links, Role.BODY).values() for p in pairwise(s)}
    placed: dict[int, list[int]] = defaultdict(list)
    for k, x in enumerate(links):
        if truth[x.truth].role is Role.BODY and output[x.output].role is Role.BODY:
            placed[output[x.output].story].append(k)
    found = {p for s in placed.values() for p in pairwise(sorted(s, key=lambda k: _place(output, links[k])))}
    return len(wanted & found), len(found), len(wanted)


def f1_of(counts: tuple[int, int, int]) -> float:
    """Harmonic mean of right/found and right/true; 1 when there are no pairs on either side."""
    right, found, true = counts
    if not found and not true:
        return 1.0
    return f1(right / found if found else 0.0, right / true if true else 0.0)


def _by_story(truth: Sequence[Piece], links: Sequence[Link], role: Role) -> dict[int, list[int]]:
    """Indices of links by reference story, in reference order."""
    stories: dict[int, list[int]] = defaultdict(list)
    for k, x in enumerate(links):
        if truth[x.truth].role is role:
            stories[truth[x.truth].story].append(k)
    return stories


def _place(output: Sequence[Piece], x: Link) -> tuple[int, int, int]:
    """Where a link stands in the output: story, piece, character."""
    return output[x.output].story, x.output, x.at
