"""The figures by name: what each says, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ocr.evaluate.rates import Rate, Share
from ocr.evaluate.report import Report


class Better(StrEnum):
    """Which values are better."""

    LOW = "low"
    HIGH = "high"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's name, the way that is better, and what it says in a few words."""

    name: str
    better: Better
    says: str


FIGURES = {
    each.name: each
    for each in (
        Figure("cer", Better.LOW, "character error rate of heads and bodies, order of articles free"),
        Figure("cer_without_punctuation", Better.LOW, "the same without punctuation"),
        Figure("flexible", Better.LOW, "the same with all order free (1 - flexible character accuracy)"),
        Figure("flexible_accuracy", Better.HIGH, "flexible character accuracy"),
        Figure("gap", Better.LOW, "cer - flexible: what order and segmentation cost"),
        Figure("article_cer", Better.LOW, "errors of bodies article by article; one without partner is all wrong"),
        Figure("matched_cer", Better.LOW, "the same over articles that have a partner"),
        Figure("articles", Better.HIGH, "articles with body CER below 0.05"),
        Figure("b_cubed_precision", Better.HIGH, "how pure the output's articles are"),
        Figure("b_cubed_recall", Better.HIGH, "how whole the reference's articles are"),
        Figure("b_cubed_f", Better.HIGH, "both together"),
        Figure("splits", Better.LOW, "cuts between articles too many"),
        Figure("merges", Better.LOW, "cuts between articles missing"),
        Figure("titles", Better.HIGH, "titles found"),
        Figure("kicker", Better.HIGH, "kickers found"),
        Figure("subtitle", Better.HIGH, "subtitles found"),
        Figure("byline", Better.HIGH, "bylines found"),
        Figure("dateline", Better.HIGH, "datelines found"),
        Figure("seams", Better.HIGH, "column breaks read across"),
        Figure("order", Better.LOW, "reading order inside articles, normalised edit distance"),
        Figure("successor_f1", Better.HIGH, "reading order inside articles, pairs that follow one another"),
        Figure("leaked", Better.LOW, "furniture inside articles"),
        Figure("lost", Better.LOW, "body text in no article"),
        Figure("repeated", Better.LOW, "text printed again"),
        Figure("rightly_repeated_lost", Better.LOW, "characters rightly said twice but printed once"),
        Figure("bag", Better.LOW, "characters of bodies missing, order ignored"),
        Figure("extra", Better.ZERO, "body length over that of the reference, less 1"),
    )
}


def values(report: Report) -> dict[str, float]:
    """Name to value, in the order of FIGURES."""
    found = report.figures()
    return {name: found[name] for name in FIGURES if name in found}


def counts(report: Report) -> dict[str, tuple[float, float]]:
    """Name to (errors, length) or (hits, total) of the figures that are such a ratio."""
    fields = dict(zip(("kicker", "title", "subtitle", "byline", "dateline"), report.fields, strict=False))
    found: dict[str, tuple[float, float]] = {}
    for name in FIGURES:
        value = fields.get(name) or getattr(report, name, None)
        if isinstance(value, Rate):
            found[name] = value.errors, value.length
        elif isinstance(value, Share):
            found[name] = value.hits, value.total
    return found


def worse_than(name: str, value: float, limit: float) -> bool:
    """Whether a value is on the wrong side of a limit, a rounding error aside."""
    better = FIGURES[name].better
    if better is Better.HIGH:
        return value < limit - 1e-12
    return (abs(value) if better is Better.ZERO else value) > limit + 1e-12
