"""What mending a broken dump came to: errors against the truth, joins that are wrong, right text that was removed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ocr.evaluate import Report, combine, from_json, from_page, measure
from ocr.geometry import Direction, Transform
from ocr.page import Kind, Page
from ocr.profile import load
from ocr.reconstruct.dump import mend
from tests.breaker.dumps import Broken


@dataclass(frozen=True, slots=True)
class Verdict:
    """One dump mended. wrong of joins: runs put together that do not follow each other; taken: sentences that rightly
    stand twice and do no longer."""

    report: Report
    joins: int
    wrong: int
    taken: int
    seconds: float


def judge(broken: Broken) -> Verdict:
    began = time.perf_counter()
    made = mend(broken.text, load())
    seconds = time.perf_counter() - began
    page = Page(
        "dump", 1, (0, 0), None, Direction.HORIZONTAL, Transform(), made.articles, made.furniture, made.unplaced
    )
    joins, wrong = _joins(page, broken)
    said = "".join(p.text for a in page.articles for p in a.paragraphs)
    taken = sum(max(0, 2 - said.count(refrain)) for refrain in broken.refrains)
    return Verdict(measure(from_json(broken.truth), from_page(page)), joins, wrong, taken, seconds)


def _joins(page: Page, broken: Broken) -> tuple[int, int]:
    """Runs that follow each other in the articles, and how many of these wrongly; a dump whose lines were put together
    to runs has no pieces to tell by, and counts none."""
    pieces = {f"r{n:04d}": piece for n, piece in enumerate(broken.pieces, start=1)}
    after: dict[tuple[int, float], tuple[int, float]] = {}
    for story in {piece.story for piece in broken.pieces} - {-1}:
        text = sorted({p.order for p in broken.pieces if p.story == story and p.kind is Kind.BODY})
        after |= {(story, a): (story, b) for a, b in zip([-1.0, *text], text, strict=False)}
    if sum(1 for line in broken.text.splitlines() if line.strip()) != len(pieces):
        return 0, 0
    count = wrong = 0
    for article in page.articles:
        heads = [run for run in article.head_runs if pieces[run.id].kind is Kind.HEADLINE]
        runs = [*heads[:1], *(run for paragraph in article.paragraphs for run in paragraph.runs)]
        for one, other in pairwise(runs):
            a, b = pieces[one.id], pieces[other.id]
            count += 1
            wrong += after.get((a.story, a.order)) != (b.story, b.order)
    return count, wrong


def total(verdicts: Iterable[Verdict]) -> Verdict:
    """Counts added up."""
    all_ = list(verdicts)
    return Verdict(
        combine(v.report for v in all_),
        sum(v.joins for v in all_),
        sum(v.wrong for v in all_),
        sum(v.taken for v in all_),
        sum(v.seconds for v in all_),
    )
