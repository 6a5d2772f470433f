"""`banmian read`: pages in, articles out."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocr.cli import formats, output, report, settings
from ocr.errors import DependencyError, OutputError
from ocr.formats import Format

if TYPE_CHECKING:
    from ocr.options import Options
    from ocr.page import Page, PageImage

CAPTION = "Read scanned newspaper pages (JPEG, PNG, WebP, TIFF, JPEG 2000, PDF; - is standard input) as articles."


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the command: what to read, how, and where results go (None: stdout, or no overlay).

    wholes: where the picture of parts put together goes, None for nowhere.
    """

    sources: tuple[str, ...]
    options: Options
    forms: tuple[Format, ...]
    results: formats.Targets | None
    overlays: dict[str, Path] | None
    wholes: dict[str, Path] | None
    force: bool
    verbose: bool


@click.command("read", help=CAPTION)
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    help="File for one page, or its stem for several formats; folder for several pages.  [default: stdout]",
)
@formats.option("json is one line a page and holds boxes, confidences and the evidence of every join.")
@click.option(
    "--overlay", metavar="FILE", help="Also draw what was found, as PNG: file for one page, folder for several."
)
@click.option("--parts", is_flag=True, help="The scans are overlapping parts of one page: put them together first.")
@click.option(
    "--whole", metavar="FILE", help="With --parts: also write the scans as one picture (PNG), which results then name."
)
@settings.reading_options
def command(
    pages: tuple[str, ...], out: str | None, forms: tuple[Format, ...], overlay: str | None,
    parts: bool, whole: str | None,
    layout: str, engine: str, lang: str,
    dpi: float | None, max_pixels: int | None, jobs: int | None, timeout: float | None, force: bool, verbose: bool,
) -> int:  # fmt: skip
    _once(pages)
    _check(pages, forms, parts, whole)
    named = pages[:1] if parts else pages  # results of parts are named after the first
    job = Job(
        sources=pages,
        options=settings.options(layout, engine, lang, dpi, max_pixels, jobs, timeout),
        forms=forms,
        results=formats.targets(out, named, forms, force=force),
        overlays=output.targets(Path(overlay), named, ".png", force=force) if overlay else None,
        wholes=output.targets(Path(whole), named, ".png", force=force) if whole else None,
        force=force,
        verbose=verbose,
    )
    if parts:
        from ocr.cli import together

        return together.run(job)
    return _run(job)


def _check(pages: Sequence[str], forms: Sequence[Format], parts: bool, whole: str | None) -> None:
    """Raise UsageError for options that do not go together."""
    if whole and not parts:
        raise click.UsageError("--whole is the picture of several scans put together; say --parts as well")
    if not any(form.scan for form in forms):
        return
    if parts and not whole:
        raise click.UsageError("pdf and html are made of one picture; say where to put that of all parts: --whole FILE")
    if output.STDIN in pages and not parts:
        raise click.UsageError("pdf and html are made of the scan's file; name that instead of -")


def _once(sources: Sequence[str]) -> None:
    twice = sorted({source for source in sources if sources.count(source) > 1})
    if twice:
        raise click.UsageError(f"{', '.join(twice)} is given twice")


def _run(job: Job) -> int:
    """Read every source; one that fails is told and the others go on. Errors that would hit every page end the run."""
    codes: list[int] = []
    shown = 0
    for source in job.sources:
        try:
            if job.results is not None:
                _save(job, source, job.results[source])
                continue
            for page in _pages(job, source):
                formats.show(page, job.forms[0], first=shown == 0)
                shown += 1
        except (DependencyError, ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=job.verbose, about=source))
    return report.outcome(codes, len(job.sources))


def _save(job: Job, source: str, paths: Mapping[str, Path]) -> None:
    """Read a source and write its files, once all of its pages are read."""
    for path in formats.save(list(_pages(job, source)), job.forms, paths, force=job.force):
        if job.verbose:
            report.say(f"{source}: written to {path}")


def _pages(job: Job, source: str) -> Iterator[Page]:
    from ocr import pipeline

    stream = sys.stdin.buffer if source == output.STDIN else source
    for scan in told(pipeline.scans(stream, job.options), source, verbose=job.verbose):
        started = time.perf_counter()
        with report.waiting(f"{source}: reading page {scan.number} ..."):
            page = pipeline.understand(scan, job.options)
        notes(page, time.perf_counter() - started, verbose=job.verbose)
        if job.overlays is not None:
            draw(scan, page, output.numbered(job.overlays[source], page.number), force=job.force)
        yield page


def told(scans: Iterable[PageImage], source: str, *, verbose: bool) -> Iterator[PageImage]:
    """The scans as they come, each announced where somebody watches."""
    for scan in scans:
        if verbose or sys.stderr.isatty():
            width, height = scan.size
            report.say(f"{scan.source}, page {scan.number}: reading {width} x {height} pixels")
        yield scan


def notes(page: Page, seconds: float, *, verbose: bool) -> None:
    """Say what the reader of the result should know; with verbose also what was done."""
    name = f"{page.source}, page {page.number}"
    if not (page.articles or page.unplaced or page.furniture):
        report.say(f"{name}: no text found; is it blank, or a photograph?")
    unread = sum(int(value) for step in page.steps for key, value in step.details if key == "unread")
    if unread:
        report.say(
            f"{name}: {unread} {'line' if unread == 1 else 'lines'} could not be read (confidence 0 in the JSON)"
        )
    for note in (value for step in page.steps for key, value in step.details if key == "note"):
        report.say(f"{name}: {note}")
    if verbose:
        for step in page.steps:
            report.say(f"{name}: {step.name}: " + ", ".join(f"{key} {value}" for key, value in step.details))
        report.say(f"{name}: {len(page.articles)} articles in {seconds:.1f} s")


def draw(scan: PageImage, page: Page, path: Path, *, force: bool) -> None:
    """Write the overlay picture of a page."""
    from ocr.formats import overlay
    from ocr.image.spread import within

    if page.layout is None:
        raise OutputError(f"{path}: there is no layout to draw")
    output.write(path, overlay.draw(replace(page, to_scan=within(scan, page.to_scan)), scan.gray), force=force)
