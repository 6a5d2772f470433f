"""Chains of portions as whole stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

from ocr.issue import Portion, Story
from ocr.link.parts import Part
from ocr.page import Article, Kind, Paragraph
from ocr.reconstruct.punctuation import join, pair_quotes, tidy_line


def whole(name: str, chain: Sequence[Part], sure: Iterable[float]) -> Story:
    """The story of a chain. sure: the confidence of each link inside it."""
    paragraphs = list(chain[0].article.paragraphs)
    joined = []
    for before, after in pairwise(chain):
        mine = list(after.article.paragraphs)
        runs_on = _runs_on(before, after) and _body(paragraphs[-1:]) and _body(mine[:1])
        joined.append(runs_on)
        if runs_on:
            paragraphs[-1] = _one(paragraphs[-1], mine.pop(0))
        paragraphs += mine
    portions = tuple(part.portion for part in chain)
    return Story(name, _article(name, portions, tuple(paragraphs), min(sure, default=1.0)), portions, tuple(joined))


def _runs_on(before: Part, after: Part) -> bool:
    """Whether the one begins inside the paragraph that the other left open."""
    if before.tail is None or after.head is None:
        return False
    p, q = before.tail.probability, after.head.probability
    return p * q > (1 - p) * (1 - q)


def _body(paragraphs: Sequence[Paragraph]) -> bool:
    return bool(paragraphs) and paragraphs[0].kind is Kind.BODY


def _one(one: Paragraph, other: Paragraph) -> Paragraph:
    return Paragraph(one.kind, pair_quotes(tidy_line(join(one.text, other.text))), one.runs + other.runs)


def _article(name: str, portions: Sequence[Portion], paragraphs: tuple[Paragraph, ...], sure: float) -> Article:
    """The first portion's article with the text of all; a short title that a continuation repeats is left out."""
    first, last = portions[0].article, portions[-1].article
    if len(portions) == 1:
        return replace(first, id=name)
    each = [portion.article for portion in portions]
    return replace(
        first,
        id=name,
        byline="  ".join(dict.fromkeys(article.byline for article in each if article.byline)),
        paragraphs=paragraphs,
        captions=tuple(caption for article in each for caption in article.captions),
        box=None,
        truncated=last.truncated,
        jump_to=last.jump_to,
        confidence=round(sure * fmean(article.confidence for article in each), 4),
        parts=(),
        head_runs=tuple(run for article in each for run in article.head_runs),
    )
