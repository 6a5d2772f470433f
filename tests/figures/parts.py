"""Painted pages scanned in overlapping parts, put together, against the same pages scanned whole.

    python -m tests.figures.parts [--seeds A:B] [--overlap EM] [--style scan]

off: how far a place of a part lies from where the page has it, on the plane of the whole; seam: inside the overlaps,
where a line that one part begins and another ends would be torn; far: anywhere. Both in em, root mean square over a
page's parts and the worst page. cer, whole: articles with found lines read without error, as the stage worn of
tests.figures. Columns with a slash: in parts / scanned whole.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ocr import pipeline
from ocr.evaluate import PageText, Report, combine, from_json, from_page, measure
from ocr.geometry import Box
from ocr.image.normalize import normalize
from ocr.image.parts.arrange import arranged, find_pairs
from ocr.image.parts.mosaic import Mosaic, put_together
from ocr.image.parts.part import prepared
from ocr.image.render import onto_page
from ocr.options import Options
from ocr.page import Layout, Line, Page, PageImage, Run
from tests.figures.ink import by_ink
from tests.figures.painted import one_thread
from tests.painter.degrade import STYLES, degrade
from tests.painter.oracle import Oracle
from tests.painter.page import Painted
from tests.painter.parts import ARRANGEMENTS, Scanned, boxes, scanned
from tests.painter.random_page import random_page


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page in one arrangement. pages: how many it came out as, 1 when all parts were put together."""

    seed: int
    arrangement: str
    pages: int
    seam: float
    far: float
    report: Report
    whole: Report
    seconds: float


def measured(seed: int, overlap: float, style: str) -> list[Outcome]:
    """Every arrangement of a page's parts. overlap: em."""
    painted = random_page(seed)
    truth = from_json(painted.truth, f"painted page {seed}")
    whole = measure(truth, from_page(_read_whole(painted, seed, style)))
    return [_outcome(painted, seed, name, overlap, style, whole) for name in ARRANGEMENTS]


def _outcome(painted: Painted, seed: int, name: str, overlap: float, style: str, whole: Report) -> Outcome:
    rng = np.random.default_rng(seed)
    size = (painted.gray.shape[1], painted.gray.shape[0])
    scans = scanned(painted.gray, boxes(size, name, overlap * painted.layout.em, rng), seed, style)
    truth = from_json(painted.truth, f"painted page {seed}")
    began = time.perf_counter()
    parts = [prepared(scan.image(str(n))) for n, scan in enumerate(scans)]
    groups = arranged(parts, find_pairs(parts), range(len(parts)))
    if len(groups) > 1:
        return Outcome(seed, name, len(groups), np.nan, np.nan, measure(truth, PageText()), whole, 0.0)
    mosaic = put_together(parts, groups[0])
    seconds = time.perf_counter() - began
    seam, far = errors(mosaic, groups[0].parts.index(groups[0].anchor), scans, painted.layout.em)
    page = pipeline.understood(mosaic.image, Options(jobs=1), _Reader(painted, mosaic, scans).recognised)
    return Outcome(seed, name, 1, seam, far, measure(truth, from_page(page)), whole, seconds)


def errors(mosaic: Mosaic, anchor: int, scans: Sequence[Scanned], em: float) -> tuple[float, float]:
    """Root mean square of how far places are off, in em: in overlaps, part against part; anywhere, against the anchor's
    plane."""

    def placed(number: int, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return onto_page(mosaic.views[number].from_whole, onto_page(scans[number].to_page, points))

    seams = [
        placed(one, points) - placed(other, points)
        for one, other in combinations(range(len(scans)), 2)
        for points in [_grid(_shared(scans[one].box, scans[other].box))]
    ]
    fars = [placed(n, _grid(scan.box)) - placed(anchor, _grid(scan.box)) for n, scan in enumerate(scans) if n != anchor]
    return _rms(seams, em), _rms(fars, em)


def _shared(one: Box, other: Box) -> Box:
    return Box(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )


def _grid(box: Box) -> NDArray[np.float64]:
    """Places of a box, none when it is empty."""
    if box.width <= 0 or box.height <= 0:
        return np.zeros((0, 2))
    xs, ys = np.meshgrid(np.linspace(box.left, box.right, 9), np.linspace(box.top, box.bottom, 9))
    return np.stack([xs.ravel(), ys.ravel()], axis=1)


def _rms(off: Sequence[NDArray[np.float64]], em: float) -> float:
    return float(np.sqrt(np.square(np.concatenate(off)).sum(axis=1).mean())) / em


def _read_whole(painted: Painted, seed: int, style: str) -> Page:
    """The page scanned in one, its found lines read without error."""
    gray, back = degrade(painted.gray, style, seed)
    image = normalize(PageImage(gray, "painted", scan_size=(gray.shape[1], gray.shape[0])))
    oracle = Oracle(by_ink(painted), (image.to_scan, back))

    def recognised(image: PageImage, layout: Layout, options: Options) -> tuple[None, tuple[Run, ...]]:
        return None, oracle.recognize(image.gray, layout.lines)

    return pipeline.understood(image, Options(jobs=1), recognised)


class _Reader:
    """Reads each line of a mosaic without error, by the part that shows its middle."""

    def __init__(self, painted: Painted, mosaic: Mosaic, scans: Sequence[Scanned]) -> None:
        self.mosaic = mosaic
        inked, to_plane = by_ink(painted), mosaic.image.to_scan
        ways = [(to_plane, view.from_whole, scan.to_page) for view, scan in zip(mosaic.views, scans, strict=True)]
        self.oracles = [Oracle(inked, way) for way in ways]

    def recognised(self, image: PageImage, layout: Layout, options: Options) -> tuple[None, tuple[Run, ...]]:
        return None, tuple(self._run(image, line) for line in layout.lines)

    def _run(self, image: PageImage, line: Line) -> Run:
        x, y = (round(part) for part in line.box.center)
        (run,) = self.oracles[max(0, int(self.mosaic.shown[y, x]))].recognize(image.gray, [line])
        return run


HEAD = (
    "parts     pages    one   seam off  worst    far off  worst   cer            whole          splits     merges   s"
)


def show(found: Sequence[Outcome], name: str) -> str:
    """A line of the table."""
    joined = [o for o in found if o.pages == 1]
    report, whole = combine(o.report for o in found), combine(o.whole for o in found)

    def off(values: Sequence[float]) -> str:
        if not values:
            return "       -      -"
        return f"{float(np.sqrt(np.mean(np.square(values)))):8.3f} {max(values):6.3f}"

    figures = (
        [f"{r.article_cer.value:.4f}" for r in (report, whole)],
        [f"{r.articles.value:.3f}" for r in (report, whole)],
    )
    seconds = sum(o.seconds for o in joined) / max(1, len(joined))
    return (
        f"{name:9}{len(found):6}{len(joined):7}   {off([o.seam for o in joined])}    {off([o.far for o in joined])}   "
        f"{'/'.join(figures[0])}  {'/'.join(figures[1])}  {report.splits}/{whole.splits}  "
        f"{report.merges}/{whole.merges}  {seconds:.1f}"
    )


def main() -> int:
    lines = (__doc__ or "").splitlines()
    parser = argparse.ArgumentParser(prog="python -m tests.figures.parts", description=lines[0])
    parser.add_argument("--seeds", default="0:12", metavar="A:B", help="painted pages of these seeds (0:12)")
    parser.add_argument("--overlap", type=float, default=8.0, metavar="EM", help="of two parts, in em (8)")
    parser.add_argument("--style", choices=STYLES, default="scan", help="how the parts look (scan)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("-v", "--verbose", action="store_true", help="a line for each page, too")
    arguments = parser.parse_args()
    first, last = map(int, arguments.seeds.split(":"))
    work = partial(measured, overlap=arguments.overlap, style=arguments.style)
    groups: dict[str, list[Outcome]] = defaultdict(list)
    print(HEAD)
    with ProcessPoolExecutor(arguments.jobs, initializer=one_thread) as pool:
        for outcomes in pool.map(work, range(first, last)):
            for outcome in outcomes:
                groups[outcome.arrangement].append(outcome)
                if arguments.verbose:
                    print(show([outcome], f"{outcome.seed} {outcome.arrangement}"), flush=True)
    for name, found in groups.items():
        print(show(found, name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
