"""Two pages set against each other: which story is which, and which stretch stands where. Figures and differences are
both read off this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ocr.evaluate.links import Link, Piece, Role, link
from ocr.evaluate.matching import pair
from ocr.evaluate.pieces import pieces, texts
from ocr.evaluate.reading import PageText, Story

_BODY = frozenset({Role.BODY})
_ALL = frozenset({Role.HEAD, Role.BODY, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class Matched:
    """A reference page (truth) and an output page, as read; pieces folded; links between the pieces; stories in pairs.

    Output stories that are nothing but optional text of the reference are left out of `output`; kept are the places
    that the others had. The pieces' stories, and pairs (truth to output), count within `truth` and `output`.
    """

    truth: PageText
    output: PageText
    truth_pieces: tuple[Piece, ...]
    output_pieces: tuple[Piece, ...]
    links: tuple[Link, ...]
    pairs: Mapping[int, int]
    kept: tuple[int, ...]
    variants: bool


def match(truth: PageText, output: PageText, *, variants: bool | None = None) -> Matched:
    """Match two pages. variants: old and new forms of characters are one; by default as the reference says.

    A reference that knows no articles is compared with the output's stories strung together in the order that it has.
    """
    variants = truth.variants if variants is None else variants
    heads = truth.heads_in_body
    known = _without_heads(truth) if heads else truth
    if not truth.articles_known and len(output.stories) > 1:
        output = _gathered(known, output, variants)
    a = pieces(known, variants=variants)
    pairs, spared = _pairs(truth, output, a, pieces(output, variants=variants, heads_in_body=heads), variants)
    kept = tuple(j for j in range(len(output.stories)) if j not in spared)
    output = replace(output, stories=tuple(output.stories[j] for j in kept))
    b = pieces(output, variants=variants, heads_in_body=heads)
    return Matched(truth, output, a, b, link(a, b), {i: kept.index(j) for i, j in pairs.items()}, kept, variants)


def _pairs(
    truth: PageText, output: PageText, a: tuple[Piece, ...], b: tuple[Piece, ...], variants: bool
) -> tuple[dict[int, int], set[int]]:
    """Stories in pairs, by their bodies, then the others by all their text; and output stories that are optional."""
    n, m = len(truth.stories), len(output.stories)
    optional = [p.text for p in pieces(PageText(unplaced=truth.optional), variants=variants)]
    found = pair([*texts(a, n, _BODY), *optional], texts(b, m, _BODY))
    spared = {j for i, j in found.items() if i >= n}
    pairs = {i: j for i, j in found.items() if i < n}
    taken = spared | set(pairs.values())
    left_a = ["" if i in pairs else text for i, text in enumerate(texts(a, n, _ALL))]
    left_b = ["" if j in taken else text for j, text in enumerate(texts(b, m, _ALL))]
    return pairs | pair(left_a, left_b), spared


def _gathered(truth: PageText, output: PageText, variants: bool) -> PageText:
    """The output with all its stories as one, in the order in which their text stands in the reference."""
    a, b = pieces(truth, variants=variants), pieces(output, variants=variants)
    first: dict[int, tuple[int, int]] = {}
    for x in sorted(link(a, b), key=lambda x: -x.size):
        first.setdefault(b[x.output].story, (x.truth, x.start))
    ordered = sorted(range(len(output.stories)), key=lambda j: first.get(j, (len(a), j)))
    stories = [output.stories[j] for j in ordered]
    whole = Story(
        paragraphs=tuple(text for s in stories for text in (*s.heads, *s.paragraphs, *s.captions)),
        places=tuple(place for s in stories for place in s.places),
    )
    return replace(output, stories=(whole,))


def _without_heads(truth: PageText) -> PageText:
    """The page whose heads stand in the body already."""
    return replace(truth, stories=tuple(replace(s, title="", kicker="", subtitle="", byline="") for s in truth.stories))
