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
    """A figure's name, the way that is better, what it says in a few words, and whether it is a number of things."""

    name: str
    better: Better
    says: str
    whole: bool = False


FIGURES = {
    each.name: each
    for each in (
        Figure("cer", Better.LOW, "CER of heads and bodies; articles in any order"),
        Figure("cer_without_punctuation", Better.LOW, "the same without punctuation"),
        Figure("flexible", Better.LOW, "CER with all order free"),
        Figure("flexible_accuracy", Better.HIGH, "1 - flexible"),
        Figure("gap", Better.LOW, "cer - flexible, the cost of wrong order"),
        Figure("article_cer", Better.LOW, "CER of bodies, article by article"),
        Figure("matched_cer", Better.LOW, "the same, articles with a partner"),
        Figure("articles", Better.HIGH, "articles with body CER below 0.05"),
        Figure("b_cubed_precision", Better.HIGH, "how pure the output's articles are"),
        Figure("b_cubed_recall", Better.HIGH, "how whole the reference's articles are"),
        Figure("b_cubed_f", Better.HIGH, "both together"),
        Figure("splits", Better.LOW, "cuts too many", whole=True),
        Figure("merges", Better.LOW, "cuts missing", whole=True),
        Figure("titles", Better.HIGH, "titles found"),
        Figure("kicker", Better.HIGH, "kickers found"),
        Figure("subtitle", Better.HIGH, "subtitles found"),
        Figure("byline", Better.HIGH, "bylines found"),
        Figure("dateline", Better.HIGH, "datelines found"),
        Figure("seams", Better.HIGH, "column breaks read across"),
        Figure("order", Better.LOW, "reading order, edits in articles"),
        Figure("successor_f1", Better.HIGH, "reading order, what follows what"),
        Figure("leaked", Better.LOW, "furniture inside articles"),
        Figure("lost", Better.LOW, "body text in no article"),
        Figure("repeated", Better.LOW, "text printed again"),
        Figure("rightly_repeated_lost", Better.LOW, "said twice, printed once: characters", whole=True),
        Figure("bag", Better.LOW, "body characters missing, order aside"),
        Figure("extra", Better.ZERO, "body length against the reference's"),
    )
}


def shown(name: str, value: float) -> str:
    """A figure as it is printed."""
    return f"{value:.0f}" if FIGURES[name].whole else f"{value:.4f}"


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
