"""Where each part lies: overlaps in pairs, which parts hang together, and one plane for all of them.

The ways onto the plane are found together by least squares over all overlaps, so that four parts in a square meet in
the middle. A narrow overlap says little about a part's far end; a way is therefore held near a turn, a shift and one
scale, which a scanner gives, as tightly as its own places do not speak against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ocr.image.parts.agree import Overlap, Sheet, compare, moved, sheet
from ocr.image.parts.features import Affine2, Features, find_features, similarity
from ocr.image.parts.part import Part
from ocr.page import PageImage

_PLACE = 0.03  # em; how well a tile's place is known
_TORN = 0.4  # em; overlaps that are farther apart on the plane cannot all be right
_SHEAR = 0.002  # how far one scan's height and width differ in scale, or its sides lean, against another's


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two parts, by number, that overlap. `overlap.one` are points of the first, `overlap.other` of the second."""

    first: int
    second: int
    overlap: Overlap


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Parts, by number, that make one page; onto: for each the way from its points to the plane of `anchor`, which is
    one of them; pairs: the overlaps among them. A part that overlaps none is a group by itself."""

    parts: tuple[int, ...]
    anchor: int
    onto: tuple[Affine2, ...]
    pairs: tuple[Pair, ...]


def find_pairs(parts: Sequence[Part]) -> tuple[Pair, ...]:
    """Every two parts that overlap. A part without text (em 0) overlaps none."""
    found: list[Pair] = []
    texts = [n for n, part in enumerate(parts) if part.image.em > 0]
    features = {n: find_features(parts[n].image.gray, parts[n].image.em) for n in texts}
    sheets = {n: sheet(parts[n].image.gray, parts[n].reach, parts[n].image.em) for n in texts}
    for n, m in combinations(texts, 2):
        overlap = _overlap(features[n], features[m], sheets[n], sheets[m])
        if overlap is not None:
            found.append(Pair(n, m, overlap))
    return tuple(found)


def _overlap(one: Features, other: Features, mine: Sheet, theirs: Sheet) -> Overlap | None:
    matrix = similarity(one, other)
    return None if matrix is None else compare(mine, theirs, one.em, matrix)


def arranged(parts: Sequence[Part], pairs: Sequence[Pair], members: Sequence[int]) -> tuple[Group, ...]:
    """Some of the parts, by number, in groups that hang together, in the order of each group's first part.

    The anchor is the part at the left top of those that lie the right way up, so the plane does not depend on the
    order in which parts are given. An overlap that contradicts the others is left out.
    """
    while True:
        groups = _groups(parts, pairs, members)
        wrong = next((pair for group in groups if (pair := _contradiction(parts, group)) is not None), None)
        if wrong is None:
            return groups
        pairs = [pair for pair in pairs if pair is not wrong]


def _groups(parts: Sequence[Part], pairs: Sequence[Pair], members: Sequence[int]) -> tuple[Group, ...]:
    left, groups = list(members), []
    while left:
        together = _hanging_together(left[0], pairs)
        left = [n for n in left if n not in together]
        inside = tuple(pair for pair in pairs if pair.first in together)
        groups.append(_placed(parts, sorted(together), inside))
    return tuple(groups)


def _contradiction(parts: Sequence[Part], group: Group) -> Pair | None:
    """Of the overlaps that do not meet on the plane the one with least behind it; None when all do."""
    ways = dict(zip(group.parts, group.onto, strict=True))
    torn = []
    for pair in group.pairs:
        off = moved(ways[pair.first], pair.overlap.one) - moved(ways[pair.second], pair.overlap.other)
        if float(np.sqrt(np.square(off).sum(axis=1).mean())) > _TORN * parts[group.anchor].image.em:
            torn.append(pair)
    return min(torn, key=lambda pair: pair.overlap.agreeing, default=None)


def _hanging_together(start: int, pairs: Sequence[Pair]) -> set[int]:
    members = {start}
    while True:
        more = {n for pair in pairs for n in (pair.first, pair.second) if {pair.first, pair.second} & members}
        if more <= members:
            return members
        members |= more


def _placed(parts: Sequence[Part], members: list[int], pairs: tuple[Pair, ...]) -> Group:
    if len(members) == 1:
        return Group(tuple(members), members[0], (np.eye(2, 3),), ())
    onto = _solved(parts, members, pairs, members[0])
    anchor = _anchor(parts, members, onto)
    if anchor != members[0]:
        onto = _solved(parts, members, pairs, anchor)
    return Group(tuple(members), anchor, tuple(onto[n] for n in members), pairs)


def _anchor(parts: Sequence[Part], members: list[int], onto: dict[int, Affine2]) -> int:
    """The part nearest to the left top corner among those whose way up is that of most glyphs."""
    quarters = {n: round(float(np.degrees(np.arctan2(way[1, 0], way[0, 0]))) / 90) % 4 for n, way in onto.items()}
    votes = [0.0] * 4
    for n in members:
        votes[quarters[n]] += _glyphs(parts[n].image)
    upright = votes.index(max(votes))
    turn = np.linalg.matrix_power(np.array([[0.0, 1.0], [-1.0, 0.0]]), upright)  # of the plane, so that they stand up
    corners = {n: turn @ _middle(parts[n], onto[n]) for n in members if quarters[n] == upright}
    return min(corners, key=lambda n: (float(corners[n].sum()), n))


def _middle(part: Part, way: Affine2) -> np.ndarray:
    width, height = part.image.size
    return np.asarray(way[:, :2] @ (width / 2, height / 2) + way[:, 2])


def _glyphs(image: PageImage) -> float:
    """How many glyphs were asked which way up the part lies, and one, so that every part has a voice."""
    asked = [value for step in image.steps if step.name == "orient" for key, value in step.details if key == "glyphs"]
    return 1.0 + sum(float(value) for value in asked)


def _solved(parts: Sequence[Part], members: list[int], pairs: Sequence[Pair], anchor: int) -> dict[int, Affine2]:
    """The ways onto the plane of one part under which all overlaps agree best; points are counted in em."""
    columns = {n: 6 * k for k, n in enumerate(n for n in members if n != anchor)}
    em = parts[anchor].image.em
    rows: list[np.ndarray] = []
    wanted: list[float] = []
    for pair in pairs:
        for p, q in zip(pair.overlap.one / em, pair.overlap.other / em, strict=True):
            for axis in (0, 1):
                row, constant = np.zeros(6 * len(columns)), 0.0
                for n, point, sign in ((pair.first, p, 1.0), (pair.second, q, -1.0)):
                    if n == anchor:
                        constant -= sign * point[axis]
                    else:
                        at = columns[n] + 3 * axis
                        row[at : at + 3] += sign * np.array([point[0], point[1], 1.0])
                rows.append(row / _PLACE)
                wanted.append(constant / _PLACE)
    for at in columns.values():
        for (one, other), sign in (((0, 4), -1.0), ((1, 3), 1.0)):
            row = np.zeros(6 * len(columns))
            row[at + one], row[at + other] = 1.0, sign
            rows.append(row / _SHEAR)
            wanted.append(0.0)
    found = np.linalg.lstsq(np.array(rows), np.array(wanted), rcond=None)[0]
    ways = {n: found[at : at + 6].reshape(2, 3) * (1.0, 1.0, em) for n, at in columns.items()}
    return ways | {anchor: np.eye(2, 3)}
