"""Whether the text came back as the stories it was printed as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr.evaluate.align import distance
from ocr.evaluate.links import Link, Piece, Role
from ocr.evaluate.rates import Rate, Share, f1

RIGHT_BELOW = 0.05
"""CER below which a story counts as exactly right."""
_PART = 0.05
_PART_LEAST = 8
"""A story has a part in another when that holds this share of it and this many characters; less is a stray line end."""


def rates_by_story(truth: Sequence[str], output: Sequence[str], pairs: Mapping[int, int]) -> tuple[Rate, ...]:
    """The CER of every reference story against its pair; one without a pair is wholly wrong."""
    return tuple(Rate(distance(t, output[pairs[i]]) if i in pairs else len(t), len(t)) for i, t in enumerate(truth))


def article_cer(rates: Sequence[Rate], output: Sequence[str], pairs: Mapping[int, int]) -> Rate:
    """Errors of the reference stories (rates_by_story), plus the length of output stories without a pair, over all."""
    paired = set(pairs.values())
    added = sum(len(o) for j, o in enumerate(output) if j not in paired)
    return sum(rates, Rate(added, 0))


def exactly_right(rates: Sequence[Rate]) -> Share:
    """Reference stories whose CER is below RIGHT_BELOW, over all."""
    return Share(sum(r.errors < RIGHT_BELOW * r.length for r in rates), len(rates))


@dataclass(frozen=True, slots=True)
class BCubed:
    """Sums of the B-cubed measures over characters; see b_cubed."""

    precision_sum: float = 0
    recall_sum: float = 0
    characters: int = 0

    @property
    def precision(self) -> float:
        return self.precision_sum / self.characters if self.characters else 1.0

    @property
    def recall(self) -> float:
        return self.recall_sum / self.characters if self.characters else 1.0

    @property
    def f(self) -> float:
        return f1(self.precision, self.recall)

    def __add__(self, other: BCubed) -> BCubed:
        return BCubed(
            self.precision_sum + other.precision_sum,
            self.recall_sum + other.recall_sum,
            self.characters + other.characters,
        )


def shared(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]) -> Counter[tuple[int, int]]:
    """Body characters of reference story i that stand in the body of output story j, by (i, j)."""
    table: Counter[tuple[int, int]] = Counter()
    for x in links:
        a, b = truth[x.truth], output[x.output]
        if a.role is Role.BODY and b.role is Role.BODY:
            table[a.story, b.story] += x.size
    return table


def b_cubed(table: Mapping[tuple[int, int], int]) -> BCubed:
    """Character-weighted B-cubed precision and recall of the stories as clusters of characters.

    Bagga and Baldwin 1998; Amigó et al. 2009. For each character that stands in a story on both sides: precision is the
    share of its output story that comes from its reference story, recall the share of its reference story that is in
    its output story; the mean over characters. What is lost or added is counted elsewhere (furniture), not here.
    """
    of_truth, of_output = _margins(table)
    return BCubed(
        sum(n * n / of_output[j] for (_, j), n in table.items()),
        sum(n * n / of_truth[i] for (i, _), n in table.items()),
        sum(table.values()),
    )


def splits_and_merges(table: Mapping[tuple[int, int], int]) -> tuple[int, int]:
    """Cuts too many and cuts missing: parts of each reference story less one, of each output story less one, summed."""
    of_truth, of_output = _margins(table)
    splits, merges = Counter[int](), Counter[int]()
    for (i, j), n in table.items():
        splits[i] += n >= max(_PART_LEAST, _PART * of_truth[i])
        merges[j] += n >= max(_PART_LEAST, _PART * of_output[j])
    return sum(max(0, n - 1) for n in splits.values()), sum(max(0, n - 1) for n in merges.values())


def _margins(table: Mapping[tuple[int, int], int]) -> tuple[Counter[int], Counter[int]]:
    of_truth, of_output = Counter[int](), Counter[int]()
    for (i, j), n in table.items():
        of_truth[i] += n
        of_output[j] += n
    return of_truth, of_output
