"""Fields of a story: found when the normalised edit distance is below FOUND_BELOW (distance over the longer text)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from ocr.evaluate.rates import Share
from ocr.evaluate.reading import Story

FOUND_BELOW = 0.2
FIELDS = ("kicker", "title", "subtitle", "byline", "dateline")


def alike(wanted: str, found: str) -> bool:
    """Whether a field was found; two empty ones are not a find."""
    return bool(wanted) and Levenshtein.normalized_distance(wanted, found) < FOUND_BELOW


def titles(truth: Sequence[Story], output: Sequence[Story]) -> Share:
    """Reference titles that stand as the title of some output story, over all reference titles that are not empty."""
    wanted = [t.title for t in truth if t.title]
    return Share(sum(_among(title, (o.title for o in output)) for title in wanted), len(wanted))


def paired_field(name: str, truth: Sequence[Story], output: Sequence[Story], pairs: Mapping[int, int]) -> Share:
    """Reference fields of the given name that the paired story has too, over all that are not empty."""
    hits = total = 0
    for i, story in enumerate(truth):
        wanted = getattr(story, name)
        if wanted:
            total += 1
            hits += i in pairs and alike(wanted, getattr(output[pairs[i]], name))
    return Share(hits, total)


def _among(wanted: str, found: Iterable[str]) -> bool:
    return any(alike(wanted, f) for f in found)
