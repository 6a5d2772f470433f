"""All figures of a page, or of many, computed once; whoever shows them only reads them.

Rates and shares are kept as counts, so `combine` gives micro averages: sums of errors over sums of lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import add

from ocr.evaluate import furniture, order
from ocr.evaluate.articles import BCubed, article_cer, b_cubed, exactly_right, rates_by_story, shared, splits_and_merges
from ocr.evaluate.fields import FIELDS, paired_field, titles
from ocr.evaluate.flexible import flexible_cer
from ocr.evaluate.links import Link, Piece, Role, link
from ocr.evaluate.matching import pair
from ocr.evaluate.rates import Rate, Share, bag, cer, cer_without_punctuation
from ocr.evaluate.reading import PageText, Story, folded
from ocr.evaluate.seams import seams

RATES = ("cer", "cer_without_punctuation", "flexible", "article_cer", "order", "leaked", "lost", "repeated", "bag")
SHARES = ("articles", "titles", "seams")
_COUNTS = ("pages", "stories", "b_cubed", "splits", "merges", "rightly_repeated_lost", "output_length")
_NONE, _ALL = Rate(), Share()


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
    variants = truth.variants if variants is None else variants
    truth, output = folded(truth, variants=variants), folded(output, variants=variants)
    texts = truth.stories, output.stories
    if truth.heads_in_body:
        texts = tuple(map(_without_heads, texts[0])), tuple(map(_with_heads_in_body, texts[1]))
    bodies = [s.body for s in texts[0]]
    paired = pair([*bodies, *truth.optional], [s.body for s in texts[1]])
    spared = {j for i, j in paired.items() if i >= len(bodies)}
    kept = [j for j in range(len(output.stories)) if j not in spared]
    pairs = {i: kept.index(j) for i, j in paired.items() if i < len(bodies)}
    stories = tuple(output.stories[j] for j in kept)
    texts = texts[0], tuple(texts[1][j] for j in kept)
    report = _text_figures(replace(truth, stories=texts[0]), replace(output, stories=texts[1]), pairs)
    return replace(
        report,
        titles=titles(truth.stories, stories),
        fields=tuple(paired_field(name, truth.stories, stories, pairs) for name in FIELDS),
    )


def combine(reports: Iterable[Report]) -> Report:
    """The sums of many pages' counts; no pages give the empty report."""
    return reduce(_sum, reports, Report())


def _text_figures(truth: PageText, output: PageText, pairs: Mapping[int, int]) -> Report:
    """All figures but the fields, of two folded pages whose stories are paired."""
    bodies, found = [s.body for s in truth.stories], [s.body for s in output.stories]
    a, b = pieces(truth), pieces(output)
    links = link(a, b)
    table = shared(a, b, links)
    splits, merges = splits_and_merges(table)
    whole = _in_output_order(truth.stories, a, b, links), "".join(map(_text, output.stories))
    plain = cer(*whole)
    rates = rates_by_story(bodies, found, pairs)
    return Report(
        pages=1,
        cer=plain,
        cer_without_punctuation=cer_without_punctuation(*whole),
        flexible=_flexible(a, b, links, plain),
        article_cer=article_cer(rates, found, pairs),
        articles=exactly_right(rates),
        stories=rates,
        b_cubed=b_cubed(table),
        splits=splits,
        merges=merges,
        seams=seams(truth.stories, output.stories),
        order=order.order_distance(a, b, links),
        successors=order.successor_f1(a, b, links),
        leaked=furniture.leaked(a, b, links),
        lost=furniture.lost(a, b, links),
        repeated=furniture.repeated(a, b, links),
        rightly_repeated_lost=furniture.rightly_repeated_lost(a, b, links),
        bag=bag("".join(bodies), "".join(found)),
        output_length=sum(map(len, found)),
    )


def pieces(page: PageText) -> tuple[Piece, ...]:
    """The texts of a page as pieces: heads, paragraphs, captions story by story, furniture, then what is unplaced."""
    out: list[Piece] = []
    for i, story in enumerate(page.stories):
        out += [Piece(text, Role.HEAD, i) for text in story.heads]
        out += [Piece(text, Role.BODY, i) for text in story.paragraphs]
        out += [Piece(text, Role.CAPTION, i) for text in story.captions]
    out += [Piece(text, Role.FURNITURE) for text in page.furniture]
    out += [Piece(text, Role.UNPLACED) for text in page.unplaced]
    return tuple(out)


def _text(story: Story) -> str:
    return "".join(story.heads) + story.body


def _without_heads(story: Story) -> Story:
    """The story's text when its heads stand in the body already."""
    return replace(story, title="", kicker="", subtitle="", byline="")


def _with_heads_in_body(story: Story) -> Story:
    """The story with its heads as the first paragraph."""
    return replace(_without_heads(story), paragraphs=tuple(filter(None, ("".join(story.heads), *story.paragraphs))))


def _flexible(truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link], plain: Rate) -> Rate:
    """flexible_cer over heads and bodies, which are what the plain CER compares."""
    text = (Role.HEAD, Role.BODY)
    inside = [x for x in links if truth[x.truth].role in text and output[x.output].role in text]
    return flexible_cer([p for p in truth if p.role in text], [p for p in output if p.role in text], inside, plain)


def _in_output_order(
    stories: Sequence[Story], truth: Sequence[Piece], output: Sequence[Piece], links: Sequence[Link]
) -> str:
    """Heads and bodies of the reference's stories in the order the output has them; those not found come last."""
    places: dict[int, list[tuple[int, int, int]]] = {}
    for x in links:
        if output[x.output].role in (Role.HEAD, Role.BODY):
            places.setdefault(truth[x.truth].story, []).append((x.output, x.at, x.size))
    at = {i: _middle(where) for i, where in places.items()}
    ordered = sorted(range(len(stories)), key=lambda i: at.get(i, (len(output), 0)))
    return "".join(_text(stories[i]) for i in ordered)


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
