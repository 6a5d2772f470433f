"""All figures of a page, or of many, computed once; whoever shows them only reads them.

Rates and shares are kept as counts, so `combine` gives micro averages: sums of errors over sums of lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add

from ocr.evaluate import furniture, order
from ocr.evaluate.articles import BCubed, article_cer, b_cubed, exactly_right, rates_by_story, shared, splits_and_merges
from ocr.evaluate.fields import FIELDS, paired_field, titles
from ocr.evaluate.flexible import flexible_cer
from ocr.evaluate.links import Link, Piece, Role
from ocr.evaluate.matched import Matched, match
from ocr.evaluate.pieces import TEXT, texts
from ocr.evaluate.rates import Rate, Share, bag, cer, cer_without_punctuation
from ocr.evaluate.reading import PageText, Story, folded
from ocr.evaluate.seams import seams

RATES = (
    "cer",
    "cer_without_punctuation",
    "flexible",
    "article_cer",
    "matched_cer",
    "order",
    "leaked",
    "lost",
    "repeated",
    "bag",
)
SHARES = ("articles", "titles", "seams")
_COUNTS = ("pages", "stories", "b_cubed", "splits", "merges", "rightly_repeated_lost", "output_length")
_NONE, _ALL = Rate(), Share()
_BODY = frozenset({Role.BODY})


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure; each is defined where it is computed.

    cer: heads and bodies of the whole page, the reference's stories put in the order the output has them; flexible: the
    same with all order left aside; gap() is what order and segmentation cost. bag, extra, lost, repeated: bodies.
    """

    pages: int = 0
    cer: Rate = _NONE
    cer_without_punctuation: Rate = _NONE
    flexible: Rate = _NONE
    article_cer: Rate = _NONE
    matched_cer: Rate = _NONE  # of the stories that have a pair
    articles: Share = _ALL
    stories: tuple[Rate, ...] = ()
    b_cubed: BCubed = field(default_factory=BCubed)
    splits: int = 0
    merges: int = 0
    titles: Share = _ALL
    fields: tuple[Share, ...] = ()  # in the order of FIELDS
    seams: Share = _ALL
    order: Rate = _NONE
    successors: tuple[int, int, int] = (0, 0, 0)
    leaked: Rate = _NONE
    lost: Rate = _NONE
    repeated: Rate = _NONE
    rightly_repeated_lost: int = 0
    bag: Rate = _NONE
    output_length: int = 0

    @property
    def gap(self) -> float:
        """CER less flexible CER: the damage of order and segmentation, 0 or more."""
        return self.cer.value - self.flexible.value

    @property
    def extra(self) -> float:
        """Output body characters over reference body characters, less 1."""
        length = self.article_cer.length
        return self.output_length / length - 1 if length else float(self.output_length > 0)

    def figures(self) -> dict[str, float]:
        """Name to value, the names that `diff` and `figures` print; rates 0 best, shares 1 best."""
        values: dict[str, float] = {name: getattr(self, name).value for name in RATES + SHARES}
        values |= {name: share.value for name, share in zip(FIELDS, self.fields, strict=False) if name != "title"}
        return values | {
            "flexible_accuracy": 1 - self.flexible.value,
            "gap": self.gap,
            "extra": self.extra,
            "b_cubed_precision": self.b_cubed.precision,
            "b_cubed_recall": self.b_cubed.recall,
            "b_cubed_f": self.b_cubed.f,
            "splits": float(self.splits),
            "merges": float(self.merges),
            "successor_f1": order.f1_of(self.successors),
            "rightly_repeated_lost": float(self.rightly_repeated_lost),
        }


def measure(truth: PageText, output: PageText, *, variants: bool | None = None) -> Report:
    """Every figure of one page. variants: fold old and new forms of characters; by default as the truth says."""
    return figure(match(truth, output, variants=variants))


def figure(matched: Matched) -> Report:
    """Every figure of two pages that were matched."""
    truth = folded(matched.truth, variants=matched.variants).stories
    output = folded(matched.output, variants=matched.variants).stories
    return replace(
        _text_figures(matched, truth, output),
        titles=titles(truth, output),
        fields=tuple(paired_field(name, truth, output, matched.pairs) for name in FIELDS),
    )


def combine(reports: Iterable[Report]) -> Report:
    """The sums of many pages' counts; no pages give the empty report."""
    return reduce(_sum, reports, Report())


def _text_figures(matched: Matched, truth: Sequence[Story], output: Sequence[Story]) -> Report:
    """All figures but the fields."""
    a, b, links = matched.truth_pieces, matched.output_pieces, matched.links
    bodies, found = texts(a, len(truth), _BODY), texts(b, len(output), _BODY)
    table = shared(a, b, links)
    splits, merges = splits_and_merges(table)
    whole = _in_output_order(texts(a, len(truth), TEXT), a, b, links), "".join(texts(b, len(output), TEXT))
    plain = cer(*whole)
    rates = rates_by_story(bodies, found, matched.pairs)
    return Report(
        pages=1,
        cer=plain,
        cer_without_punctuation=cer_without_punctuation(*whole),
        flexible=_flexible(a, b, links, plain),
        article_cer=article_cer(rates, found, matched.pairs),
        matched_cer=sum((rates[i] for i in matched.pairs), _NONE),
        articles=exactly_right(rates),
        stories=rates,
        b_cubed=b_cubed(table),
        splits=splits,
        merges=merges,
        seams=seams([s.breaks for s in truth], found),
        order=order.order_distance(a, b, links),
        successors=order.successor_f1(a, b, links),
        leaked=furniture.leaked(a, b, links),
        lost=furniture.lost(a, b, links),
        repeated=furniture.repeated(a, b, links),
        rightly_repeated_lost=furniture.rightly_repeated_lost(a, b, links),
        bag=bag("".join(bodies), "".join(found)),
        output_length=sum(map(len, found)),
    )


def _flexible(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link], plain: Rate) -> Rate:
    """flexible_cer over heads and bodies, which are what the plain CER compares."""
    ours = {k: n for n, k in enumerate(k for k, p in enumerate(truth) if p.role in TEXT)}
    theirs = {k: n for n, k in enumerate(k for k, p in enumerate(output) if p.role in TEXT)}
    inside = [
        replace(x, truth=ours[x.truth], output=theirs[x.output])
        for x in links
        if x.truth in ours and x.output in theirs
    ]
    return flexible_cer([truth[k] for k in ours], [output[k] for k in theirs], inside, plain)


def _in_output_order(
    stories: Sequence[str], truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]
) -> str:
    """Heads and bodies of the reference's stories in the order the output has them; those not found come last."""
    places: dict[int, list[tuple[int, int, int]]] = {}
    for x in links:
        if output[x.output].role in TEXT:
            places.setdefault(truth[x.truth].story, []).append((x.output, x.at, x.size))
    at = {i: _middle(where) for i, where in places.items()}
    return "".join(stories[i] for i in sorted(range(len(stories)), key=lambda i: at.get(i, (len(output), 0))))


def _middle(places: list[tuple[int, int, int]]) -> tuple[int, int]:
    """The (piece, character) place at which half of the linked characters are passed."""
    passed, total = 0, sum(size for _, _, size in places)
    for piece, at, size in sorted(places):
        passed += size
        if 2 * passed >= total:
            return piece, at
    raise ValueError("no places")


def _sum(a: Report, b: Report) -> Report:
    """Counts add; the rates of single stories are strung together."""
    together = {name: getattr(a, name) + getattr(b, name) for name in (*RATES, *SHARES, *_COUNTS)}
    return Report(
        fields=tuple(map(add, a.fields, b.fields)) if a.fields and b.fields else a.fields or b.fields,
        successors=(
            a.successors[0] + b.successors[0],
            a.successors[1] + b.successors[1],
            a.successors[2] + b.successors[2],
        ),
        **together,
    )
