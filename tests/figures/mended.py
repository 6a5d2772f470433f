"""Broken dumps mended: by kind of break, and how time grows with size."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean

from ocr.profile import load
from ocr.reconstruct.dump import mend
from tests.breaker.dumps import KINDS, broken
from tests.breaker.judge import Verdict, judge
from tests.breaker.pieces import stories_of
from tests.painter.story import Story

CER, WRONG, TAKEN = 0.02, 0.01, 0
"""What is asked of dumps of invented news: mean article CER, wrong joins and rightly repeated sentences removed, at
most."""
SIZES = (125_000, 250_000, 500_000, 1_000_000)
"""Bytes of the dumps whose mending is timed."""
MIXED = ("columns", "jump in word", "jump between", "credits", "banner")


@dataclass(frozen=True, slots=True)
class Mended:
    """One dump, its kind of break and what came of it."""

    kind: str
    seed: int
    verdict: Verdict

    @property
    def cer(self) -> float:
        return self.verdict.report.article_cer.value


def mended(dumps: int, jobs: int, pool: Sequence[Story] = (), first: int = 0) -> list[Mended]:
    """So many dumps, about as many of each kind, of invented stories or of a pool's; first: the first seed."""
    each = math.ceil(dumps / len(KINDS))
    work = [(kind, seed) for seed in range(first, first + each) for kind in KINDS][:dumps]
    one: Callable[[tuple[str, int]], Mended] = partial(_mended, pool=tuple(pool))
    if jobs < 2:
        return list(map(one, work))
    with ProcessPoolExecutor(jobs) as processes:
        return list(processes.map(one, work, chunksize=4))


def _mended(work: tuple[str, int], pool: Sequence[Story]) -> Mended:
    kind, seed = work
    return Mended(kind, seed, judge(broken(seed, kind, pool)))


def pool_of(folder: Path) -> list[Story]:
    """The stories in the truths of a folder's pages, each once; truths in the print of another time are left out."""
    found: dict[str, Story] = {}
    for path in sorted(folder.glob("**/*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if not truth.get("fold_variants"):
            for story in stories_of(truth):
                found.setdefault(story.title, story)
    return list(found.values())


def show_mended(title: str, found: Sequence[Mended]) -> str:
    """A line for each kind of break and one for all."""
    head = f"{title:<24}" + "".join(
        f"{name:>9}" for name in ("dumps", "cer", "worst", "whole", "seams", "joins", "wrong", "taken", "s each")
    )
    lines = [head, "-" * len(head)]
    lines += [_line(kind, [m for m in found if m.kind == kind]) for kind in KINDS]
    return "\n".join([*lines, _line("all", found)])


def _line(name: str, found: Sequence[Mended]) -> str:
    if not found:
        return name
    worst = max(found, key=lambda each: each.cer)
    whole = sum((m.verdict.report.articles for m in found[1:]), found[0].verdict.report.articles)
    seams = sum((m.verdict.report.seams for m in found[1:]), found[0].verdict.report.seams)
    joins = sum(m.verdict.joins for m in found)
    taken = sum(m.verdict.taken for m in found)
    cells = f"{name:<24}{len(found):9d}{fmean(m.cer for m in found):9.4f}{worst.cer:9.3f}"
    cells += f"{whole.value:9.3f}{seams.value:9.3f}{joins:9d}{wrong_share(found):9.4f}{taken:9d}"
    return (
        cells + f"{fmean(m.verdict.seconds for m in found):9.2f}" + f"  worst: seed {worst.seed}" * (worst.cer > 0.01)
    )


def wrong_share(found: Sequence[Mended]) -> float:
    """Runs that were put together and do not follow each other, over all that were put together."""
    joins = sum(m.verdict.joins for m in found)
    return sum(m.verdict.wrong for m in found) / joins if joins else 0.0


def missed_by(found: Sequence[Mended]) -> tuple[str, ...]:
    """Names of the targets that dumps of invented news miss."""
    short = ["cer"] * (fmean(m.cer for m in found) > CER) + ["wrong"] * (wrong_share(found) > WRONG)
    return (*short, *["taken"] * (sum(m.verdict.taken for m in found) > TAKEN))


def growth(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """A line for each size: seconds, and seconds over n log n as a share of the smallest dump's."""
    profile, first = load(), 0.0
    mend(_long(1000), profile)
    for size in sizes:
        text = _long(size)
        began = time.process_time()
        mend(text, profile)
        seconds = time.process_time() - began
        unit = seconds / (size * math.log(size))
        first = first or unit
        yield f"{size / 1000:7.0f} kB {seconds:6.2f} s of one core, {unit / first:.2f} of the first for n log n"


def _long(size: int) -> str:
    """A dump of many pages, so many bytes long."""
    texts: list[str] = []
    length = 0
    while length < size:
        texts.append(broken(1000 + len(texts), MIXED[len(texts) % len(MIXED)]).text)
        length += len(texts[-1].encode())
    return "\n\n".join(texts)
