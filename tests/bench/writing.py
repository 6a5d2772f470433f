"""Processor seconds that writing a page takes in each format, and how many of them go into copying its scan.

    python -m tests.bench.writing [--pixels 30e6] [--seed 3]

The page is painted, as it is and enlarged to `pixels`, with a scanner's noise, and is stored in every way that the PDF
takes another way with (see formats.stored). The first row is the first writing of all, with what is imported for it.
Copying the scan is reading and unpacking it for html, which cuts it into tiles, and bringing its picture into a PDF.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from pikepdf import Pdf
from PIL import Image

from ocr.formats import FORMATS
from ocr.formats.html.scan import opened
from ocr.formats.stored import stored
from ocr.geometry import Transform
from ocr.page import Page
from ocr.profile import load
from ocr.reconstruct import reconstruct
from tests.painter.random_page import random_page

TARGET = 1.0
"""The most seconds that all formats of one page may take together, beside the scan's own copying."""

RUNS = 3

STORED: dict[str, Callable[[Image.Image, Path], None]] = {
    "x.jpg": lambda picture, path: picture.save(path, quality=90),
    "grey.png": lambda picture, path: picture.save(path, compress_level=1),
    "rgba.png": lambda picture, path: picture.convert("RGBA").save(path, compress_level=1),
    "lzw.tif": lambda picture, path: picture.save(path, compression="tiff_lzw"),
    "fax.tif": lambda picture, path: picture.convert("1", dither=Image.Dither.NONE).save(path, compression="group4"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.writing", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pixels", type=float, default=30e6, help="of the larger page (30e6)")
    parser.add_argument("--seed", type=int, default=3, help="of the page (3)")
    arguments = parser.parse_args()
    print(f"writing a page, processor seconds, median of {RUNS}")
    print(f"{'scan':<22}" + "".join(f"{name:>9}" for name in FORMATS) + "      all   copy")
    with tempfile.TemporaryDirectory(prefix="banmian-bench-") as name:
        for number, page in enumerate(_pages(Path(name), arguments.seed, arguments.pixels)):
            if number == 0:
                _row("the first", *_seconds(page, 1))
            _row(Path(page.source).name, *_seconds(page, RUNS))
    return 0


def _pages(folder: Path, seed: int, pixels: float) -> Iterator[Page]:
    """The painted page read without error, with its scan in each form and size."""
    painted = random_page(seed)
    made = reconstruct(painted.layout, painted.runs, load())
    height, width = painted.gray.shape
    for factor in (1.0, max(1.0, (pixels / (width * height)) ** 0.5)):
        picture = _noisy(Image.fromarray(painted.gray), factor)
        page = Page(
            source="",
            number=1,
            size=picture.size,
            dpi=None,
            direction=painted.layout.direction,
            to_scan=Transform((factor, 0, 0, 0, factor, 0)),
            articles=made.articles,
            furniture=made.furniture,
            unplaced=made.unplaced,
            layout=painted.layout,
        )
        for name, store in STORED.items():
            path = folder / f"{picture.width * picture.height / 1e6:.0f} MP {name}"
            store(picture, path)
            yield replace(page, source=str(path))


def _noisy(picture: Image.Image, factor: float) -> Image.Image:
    large = picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.Resampling.BICUBIC)
    noise = np.random.default_rng(0).normal(0, 4, (large.height, large.width)).astype(np.float32)
    return Image.fromarray((np.asarray(large, np.float32) * 0.85 + 20 + noise).clip(0, 255).astype(np.uint8))


def _seconds(page: Page, runs: int) -> tuple[dict[str, float], float]:
    """Of each format, and of copying the scan for the two that show it."""
    formats = {name: _median(partial(form.data, [page]), runs) for name, form in FORMATS.items()}
    return formats, _median(partial(opened, page), runs) + _median(partial(_embedded, page), runs)


def _embedded(page: Page) -> None:
    data = Path(page.source).read_bytes()
    with Pdf.new() as pdf, Image.open(io.BytesIO(data)) as picture:
        stored(pdf, data, picture)


def _median(work: Callable[[], object], runs: int) -> float:
    spent = []
    for _ in range(runs):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return median(spent)


def _row(name: str, formats: dict[str, float], copy: float) -> None:
    together = sum(formats.values())
    verdict = "met" if together - copy <= TARGET else "MISSED"
    figures = "".join(f"{value:9.3f}" for value in formats.values())
    print(f"{name:<22}{figures}{together:9.2f}{copy:7.3f}   target {TARGET:g} s: {verdict}")


if __name__ == "__main__":
    sys.exit(main())
