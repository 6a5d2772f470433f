"""Reconstruction of pages that are one stream of stories, as papers of the 1930s were set, with true lines.

python -m tests.figures.streams FIRST LAST [dense]: seeds, the last one left out; dense: pages with stories of several
bands in the stream.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from ocr.evaluate import Report, combine, from_json, measure
from tests.figures.stages import reconstructed
from tests.painter.dense import dense_page
from tests.painter.stream import Stream, stream_page


def streamed(seed: int, paint: Callable[[int], Stream] = stream_page) -> Report:
    """One page of true lines, reconstructed."""
    page = paint(seed)
    return measure(from_json(page.truth, f"stream {seed}"), reconstructed(page.layout, page.runs))


def main(seeds: Iterable[int], paint: Callable[[int], Stream]) -> None:
    reports = {seed: streamed(seed, paint) for seed in seeds}
    for seed, report in reports.items():
        print(seed, f"{report.figures()['article_cer']:.3f} {report.figures()['articles']:.2f}")
    figures = combine(reports.values()).figures()
    print(f"article CER {figures['article_cer']:.4f}, right {figures['articles']:.3f}")


if __name__ == "__main__":
    main(range(int(sys.argv[1]), int(sys.argv[2])), dense_page if "dense" in sys.argv[3:] else stream_page)
