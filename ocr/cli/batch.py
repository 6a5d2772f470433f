"""`banmian batch`: folders of pages in, a tree of results out, and a report."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocr.batch import server
from ocr.cli import report, settings, streams
from ocr.cli.progress import watcher
from ocr.formats import FORMATS

if TYPE_CHECKING:
    from ocr.batch.executors import Executor
    from ocr.batch.grouping import Grouping
    from ocr.batch.ledger import Entry
    from ocr.batch.run import Batch

CAPTION = (
    "Read every page in files and folders (with all folders below; PDF and TIFF page by page) into the folder OUT, "
    "which mirrors their tree. Run again, it reads only what is new, changed, damaged or missing."
)
PATIENCE = 900.0
"""Seconds a page may take: twenty times what a full page needs on a slow machine."""


def _compiled(context: click.Context, option: click.Parameter, text: str | None) -> re.Pattern[str] | None:
    try:
        return None if text is None else re.compile(text)
    except re.error as error:
        raise click.BadParameter(f"{text!r} is no regular expression ({error})", context, option) from error


@click.command("batch", help=CAPTION)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("-o", "--output", "out", metavar="OUT", required=True, type=click.Path(path_type=Path), help="Folder.")
@click.option(
    "--format",
    "forms",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    default=("json",),
    show_default=True,
    help="As often as wanted.",
)
@click.option("--include", metavar="PATTERN", multiple=True, help="Only files of folders whose name or path matches.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="No files whose name or path matches.")
@click.option(
    "--parts",
    metavar="REGEX",
    callback=_compiled,
    help="Files of a folder in whose names it finds the same (its groups, else all of it) are scans of parts of one "
    "page: put them together.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Worker processes; 1 works in this process.  [default: one a core]",
)
@click.option(
    "--page-timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    help="Longest time for one page, whose worker is then replaced.  [default: 900]",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let a Dask cluster read: tcp://scheduler:8786, or local for one of --jobs workers made here.",
)
@click.option(
    "--retry",
    metavar="N",
    type=click.IntRange(0, 100),
    help="How often a page is read again whose worker was lost.  [default: 0]",
)
@click.option(
    "--issues/--no-issues",
    default=None,
    help="Put the pages of each folder together as an issue.  [default: where a page points to another]",
)
@click.option(
    "--issue-pattern",
    metavar="REGEX",
    callback=_compiled,
    help="Pages in whose path it finds the same are an issue, instead of those of a folder.",
)
@click.option("--retry-failed", is_flag=True, help="Read pages again that failed before.")
@click.option("--force", is_flag=True, help="Read every page again.")
@click.option("--dry-run", is_flag=True, help="Print what would be read, write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="No progress; failures are in the report.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks of unexpected errors.")
@settings.page_options
def command(
    inputs: tuple[str, ...], out: Path, forms: tuple[str, ...], include: tuple[str, ...], exclude: tuple[str, ...],
    parts: re.Pattern[str] | None,
    jobs: int | None, cluster: str | None, page_timeout: float | None, retry: int | None,
    issues: bool | None, issue_pattern: re.Pattern[str] | None, retry_failed: bool,
    force: bool, dry_run: bool, quiet: bool, verbose: bool, layout: str, engine: str, lang: str, dpi: float | None,
    max_pixels: int | None, timeout: float | None,
) -> int:  # fmt: skip
    if cluster is not None and page_timeout is not None:
        raise click.UsageError("--page-timeout cannot end a worker of --cluster; bound calls with --timeout instead")
    if parts is not None and any(FORMATS[form].scan for form in forms):
        raise click.UsageError("pdf and html are made of one picture; `banmian read --parts --whole` makes it")
    if issues is False and issue_pattern is not None:
        raise click.UsageError("--issue-pattern asks for issues, --no-issues for none; leave one out")
    from ocr.options import cores

    if cluster is None and not dry_run and (jobs or cores()) > 1:
        server.begin()
    from ocr.batch import run
    from ocr.batch.plan import Wish
    from ocr.batch.sources import Sieve, find, grouped

    wish = Wish(
        out=out,
        options=settings.options(layout, engine, lang, dpi, max_pixels, 1, timeout),
        forms=tuple(dict.fromkeys(forms)),
        version=metadata.version("banmian"),
        force=force,
        retry_failed=retry_failed,
        grouping=_grouping(issues, issue_pattern),
    )
    sources = find(inputs, Sieve(include, exclude), out)
    sources = sources if parts is None else grouped(sources, parts)
    if dry_run:
        return _listed(run.planned(sources, wish))
    with run.held(out) as scratch:
        batch = run.planned(sources, wish)
        executor = _executor(len(batch.todo), jobs, cluster, page_timeout, retry, scratch)
        return _performed(batch, executor, quiet=quiet)


def _grouping(issues: bool | None, pattern: re.Pattern[str] | None) -> Grouping:
    """A pattern asks for issues; without a word about them only pages that point to each other are one."""
    from ocr.batch.grouping import Grouping, Which

    if issues is None and pattern is None:
        return Grouping()
    return Grouping(Which.NONE if issues is False else Which.ALL, pattern)


def _executor(
    pages: int,
    jobs: int | None,
    cluster: str | None,
    page_timeout: float | None,
    retry: int | None,
    scratch: Path | None,
) -> Executor:
    """In this process for one job, unless pages are to be given up or tried again: that takes another process."""
    from ocr.batch.cluster import Cluster
    from ocr.batch.executors import InProcess
    from ocr.batch.workers import Workers
    from ocr.options import cores

    if cluster is not None and pages:
        return Cluster(cluster, jobs or cores(), 1 + (retry or 0))
    count = min(jobs or cores(), max(1, pages))
    if count == 1 and page_timeout is None and not retry:
        return InProcess(scratch)
    return Workers(count, page_timeout or PATIENCE, 1 + (retry or 0), scratch)


def _listed(batch: Batch) -> int:
    for item in batch.todo:
        streams.write(f"{item.page}\n")
    report.say(f"{len(batch.todo)} of {len(batch.items)} pages would be read")
    return 0


def _performed(batch: Batch, executor: Executor, *, quiet: bool) -> int:
    from ocr.batch import run

    left = len(batch.coming)
    with watcher(left, quiet=quiet) as watching:
        try:
            run.perform(batch, executor, watching.told)
        except KeyboardInterrupt:
            interrupted = True
        else:
            interrupted = False
    if interrupted:
        left -= watching.told_of
        report.say(f"interrupted with {left} of {len(batch.items)} pages left; the same command goes on")
        return report.INTERRUPTED
    failed = len(batch.failed)
    if not quiet:
        _sum_up(batch, watching.told_of - watching.failed, failed)
    return report.SOME_FAILED if failed or any(issue.code for issue in batch.issues) else 0


def _linked(issue: Entry) -> str:
    links, notes = issue.figures.links, len(issue.figures.notes)
    told = "1 story goes on from page to page" if links == 1 else f"{links} stories go on from page to page"
    return told + (f", {notes} remarks" if notes > 1 else ", 1 remark" if notes else "")


def _sum_up(batch: Batch, read: int, failed: int) -> None:
    """read: pages read now, without those that failed; failed: now or before."""
    pages = len(batch.items)
    retry = "; --retry-failed reads them again" if failed else ""
    where = batch.wish.out / "report.html"
    for issue in batch.issues:
        report.say(issue.cause or f"{issue.page}: {_linked(issue)}")
    report.say(f"{pages} pages: {read} read now, {pages - read - failed} before, {failed} failed{retry}; see {where}")
