"""Where on the scan a stretch of text stands, as far as a file's lines have boxes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from ocr.diff.comparison import Compared
from ocr.evaluate.normalise import fold
from ocr.evaluate.reading import PageText, Place
from ocr.evaluate.segments import Side

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """The box of the line, and within it that of the character, estimated by its place among the line's characters."""

    line: Box
    character: Box


@dataclass(frozen=True, slots=True)
class Boxes:
    """Spots of the characters of both sides, None for those without."""

    truth: tuple[Spot | None, ...]
    output: tuple[Spot | None, ...]

    @classmethod
    def of(cls, compared: Compared) -> Boxes:
        matched, script = compared.matched, compared.script
        return cls(
            _spots(script.truth, matched.truth, matched.variants),
            _spots(script.output, matched.output, matched.variants),
        )

    def of_output(self, start: int, end: int) -> Box | None:
        """The box around characters of the output; around their first line's, when they go over several."""
        return _around(self.output[start:end])

    def of_truth(self, start: int, end: int) -> Box | None:
        return _around(self.truth[start:end])


def _around(spots: Sequence[Spot | None]) -> Box | None:
    first = next((spot for spot in spots if spot), None)
    if first is None:
        return None
    same = [spot.character for spot in spots if spot and spot.line == first.line]
    return min(b[0] for b in same), min(b[1] for b in same), max(b[2] for b in same), max(b[3] for b in same)


def _spots(side: Side, page: PageText, variants: bool) -> tuple[Spot | None, ...]:
    """Each story's text aligned with that of its lines; other text only where it stands in a line as it is."""
    found: list[Spot | None] = [None] * len(side.text)
    loose = _Lines.of(page.places, variants)
    for group in side.groups(False):
        start, end = side.spans[group]
        at = loose.text.find(side.text[start:end])
        if at >= 0:
            found[start:end] = [loose.spot(at + k) for k in range(end - start)]
    for group in side.groups(True):
        start, end = side.spans[group]
        lines = _Lines.of(page.stories[side.pieces_of(group)[0].story].places, variants)
        for op in Levenshtein.opcodes(side.text[start:end], lines.text) if lines.text else ():
            for k in range(op.src_end - op.src_start) if op.tag in ("equal", "replace") else ():
                found[start + op.src_start + k] = lines.spot(op.dest_start + k)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Folded lines on one string; begins: where each begins, and the end."""

    places: Sequence[Place]
    text: str
    begins: tuple[int, ...]

    @classmethod
    def of(cls, places: Sequence[Place], variants: bool) -> _Lines:
        lines = [fold(place.text, variants=variants) for place in places]
        return cls(places, "".join(lines), tuple(accumulate(map(len, lines), initial=0)))

    def spot(self, at: int) -> Spot:
        n = bisect_right(self.begins, at) - 1
        return _spot(self.places[n].box, at - self.begins[n], self.begins[n + 1] - self.begins[n])


def _spot(box: Box, index: int, length: int) -> Spot:
    left, top, right, bottom = box
    if bottom - top > 1.5 * (right - left) and length > 1:  # a line that runs down
        step = (bottom - top) / length
        return Spot(box, (left, round(top + index * step), right, round(top + (index + 1) * step)))
    step = (right - left) / length
    return Spot(box, (round(left + index * step), top, round(left + (index + 1) * step), bottom))
