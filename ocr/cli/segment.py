"""`banmian segment`: a picture of what was found on a page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ocr.cli import output, settings
from ocr.cli.read import draw, notes, told
from ocr.page import Page

CAPTION = (
    "Draw what was found on PAGE over the scan: rules, frames, pictures, lines, column segments with their reading "
    "number, one colour an article, an arrow for each seam."
)


@click.command("segment", help=CAPTION)
@click.argument("source", metavar="PAGE")
@click.option("-o", "--output", "out", metavar="OVERLAY", required=True, help="The picture to write (PNG).")
@click.option("--quick", is_flag=True, help="Recognise nothing: layout only, without articles and arrows.")
@settings.reading_options
def command(
    source: str, out: str, quick: bool, layout: str, engine: str, lang: str, dpi: float | None, max_pixels: int | None,
    jobs: int | None, timeout: float | None, force: bool, verbose: bool,
) -> None:  # fmt: skip
    from ocr import pipeline

    options = settings.options(layout, engine, lang, dpi, max_pixels, jobs, timeout)
    path = output.targets(Path(out), (source,), ".png", force=force)[source]
    stream = sys.stdin.buffer if source == output.STDIN else source
    for scan in told(pipeline.scans(stream, options), source, verbose=verbose):
        page: Page = (pipeline.lay_out if quick else pipeline.understand)(scan, options)
        if not quick:
            notes(page, 0, verbose=verbose)
        draw(scan, page, output.numbered(path, scan.number), force=force)
