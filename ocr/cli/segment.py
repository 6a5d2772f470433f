"""`banmian segment`: a picture of what was found on a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocr.cli import output, settings
from ocr.cli.read import draw, notes, told

if TYPE_CHECKING:
    from ocr.options import Options
    from ocr.page import Page, PageImage

CAPTION = (
    "Draw what was found on PAGE over the scan: rules, frames, pictures, lines, column segments with their reading "
    "number, one colour an article, an arrow for each seam."
)


@click.command("segment", help=CAPTION)
@click.argument("sources", metavar="PAGE", nargs=-1, required=True)
@click.option("-o", "--output", "out", metavar="OVERLAY", required=True, help="The picture to write (PNG).")
@click.option("--quick", is_flag=True, help="Recognise nothing: layout only, without articles and arrows.")
@click.option("--parts", is_flag=True, help="Several PAGE are overlapping parts of one page: put them together first.")
@settings.reading_options
def command(
    sources: tuple[str, ...], out: str, quick: bool, parts: bool,
    layout: str, engine: str, lang: str, dpi: float | None, max_pixels: int | None,
    jobs: int | None, timeout: float | None, force: bool, verbose: bool,
) -> None:  # fmt: skip
    if len(sources) > 1 and not parts:
        raise click.UsageError("one page at a time; with --parts the scans of one page")
    options = settings.options(layout, engine, lang, dpi, max_pixels, jobs, timeout)
    path = output.targets(Path(out), sources[:1], ".png", force=force)[sources[0]]
    found = _together(sources, options, quick, verbose) if parts else _each(sources[0], options, quick, verbose)
    for scan, page in found:
        if not quick:
            notes(page, 0, verbose=verbose)
        draw(scan, page, output.numbered(path, page.number), force=force)


def _each(source: str, options: Options, quick: bool, verbose: bool) -> Iterator[tuple[PageImage, Page]]:
    from ocr import pipeline

    stream = sys.stdin.buffer if source == output.STDIN else source
    for scan in told(pipeline.scans(stream, options), source, verbose=verbose):
        yield scan, (pipeline.lay_out if quick else pipeline.understand)(scan, options)


def _together(
    sources: tuple[str, ...], options: Options, quick: bool, verbose: bool
) -> Iterator[tuple[PageImage, Page]]:
    from ocr import parts
    from ocr.cli.together import scans

    for whole in parts.read(list(scans(sources, options, verbose=verbose)), options, quick=quick):
        yield whole.scan(), whole.page
