"""Stages measured over many painted pages, a process or two at work."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain

import cv2

from ocr.evaluate import PageText, Report, combine, from_json, measure
from tests.figures.failure import failure_of
from tests.figures.features import FEATURES, features
from tests.figures.found import Found
from tests.figures.stages import STAGES, WORN, Made, Stage
from tests.figures.table import Row
from tests.painter.page import Painted
from tests.painter.random_page import random_page
from tests.painter.small_paper import small_paper

SMALL = "small-paper"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage on one page. failure: the error and its place, when the stage did not come to an end."""

    stage: str
    seed: int
    features: tuple[str, ...]
    report: Report
    seconds: float
    found: Found | None = None
    failure: str = ""


def outcomes(seeds: Sequence[int], stages: Sequence[str], jobs: int, writing: str = "horizontal") -> Iterator[Outcome]:
    """Every stage on every page, as they come in order of the seeds; a page is painted once for all its stages.

    writing: the direction of the pages' lines, or SMALL for small papers of the 1930s.
    """
    work: Callable[[int], list[Outcome]] = partial(_page, stages=tuple(stages), writing=writing)
    if jobs < 2:
        yield from chain.from_iterable(map(work, seeds))
        return
    with ProcessPoolExecutor(jobs, initializer=one_thread) as pool:
        yield from chain.from_iterable(pool.map(work, seeds))


def one_thread() -> None:
    cv2.setNumThreads(1)
    os.environ["OMP_THREAD_LIMIT"] = "1"


def _page(seed: int, stages: tuple[str, ...], writing: str) -> list[Outcome]:
    painted = small_paper(seed) if writing == SMALL else random_page(seed, writing)
    names = features(painted)
    truth = from_json(painted.truth, f"painted page {seed}")
    found = []
    for name in stages:
        began = time.perf_counter()
        made, failure = _run(STAGES[name], painted, seed)
        seconds = time.perf_counter() - began
        marks = (*names, made.looks) if made.looks else names
        found.append(Outcome(name, seed, marks, measure(truth, made.text), seconds, made.found, failure))
    return found


def _run(stage: Stage, painted: Painted, seed: int) -> tuple[Made, str]:
    """What a stage gives, and how it failed: a crash is a figure too, the page counts as lost."""
    try:
        return stage(painted, seed), ""
    except Exception as error:
        return Made(PageText()), failure_of(error)


def by_feature(found: Iterable[Outcome]) -> list[Row]:
    """A row for each feature, over the pages that have it."""
    found = list(found)
    groups = {name: [o.report for o in found if name in o.features] for name in (*FEATURES, "plain", *WORN)}
    return [Row(name, combine(reports)) for name, reports in groups.items() if reports]


def worst(found: Iterable[Outcome], count: int) -> list[Row]:
    """The pages with the most wrong characters, the worst first; pages without a fault are left out."""
    ranked = sorted(found, key=lambda o: (-o.report.article_cer.errors, o.seed))
    return [
        Row(f"seed {o.seed}", o.report, o.failure or ", ".join(o.features))
        for o in ranked[:count]
        if o.report.article_cer.errors or o.failure
    ]
