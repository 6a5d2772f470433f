"""`banmian issue`: the pages of one issue put together, stories that jump from page to page whole."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ocr.cli import output, report, settings, streams
from ocr.errors import DependencyError, InputError, OutputError
from ocr.formats import FORMATS, encoded
from ocr.formats.issue import NAMES, data, remarks, text

if TYPE_CHECKING:
    from ocr.formats.mets import Files
    from ocr.issue import Issue, Sheet
    from ocr.options import Options
    from ocr.page import Page

CAPTION = (
    "Put the pages of one issue together: a story that goes on on another page appears once and whole. PAGE is a scan, "
    "or what `banmian read --format json` wrote; - is such JSON on standard input."
)
RESULTS = frozenset({".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Job:
    """One call of the command. out: the folder for results, None for stdout; scans: where scans of results lie."""

    sources: tuple[str, ...]
    options: Options
    forms: tuple[str, ...]
    name: str
    out: Path | None
    scans: Path | None
    force: bool
    verbose: bool


def _known(context: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[str, ...]:
    """Formats as read takes them."""
    names = tuple(dict.fromkeys(name.strip() for each in given for name in each.split(",")))
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)} is none of {', '.join(NAMES)}", context, option)
    return names


@click.command("issue", help=CAPTION)
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option(
    "-o", "--output", "out", metavar="OUT", type=click.Path(path_type=Path), help="Folder.  [default: stdout]"
)
@click.option(
    "--format",
    "forms",
    metavar="|".join(NAMES),
    multiple=True,
    callback=_known,
    help="Several: repeat it, or put commas between.  [default: json and markdown; markdown on stdout]",
)
@click.option("--name", metavar="NAME", default="", help="Of the issue.  [default: the folder of the first PAGE]")
@click.option(
    "--scans", metavar="FOLDER", type=click.Path(path_type=Path), help="Where the scans of results lie, for mets."
)
@settings.reading_options
def command(
    pages: tuple[str, ...], out: Path | None, forms: tuple[str, ...], name: str, scans: Path | None,
    layout: str, engine: str, lang: str, dpi: float | None, max_pixels: int | None, jobs: int | None,
    timeout: float | None, force: bool, verbose: bool,
) -> int:  # fmt: skip
    twice = sorted({page for page in pages if pages.count(page) > 1})
    if twice:
        raise click.UsageError(f"{', '.join(twice)} is given twice")
    out = None if out == Path("-") else out
    forms = forms or (("json", "markdown") if out else ("markdown",))
    if out is None and (len(forms) > 1 or "mets" in forms):
        raise click.UsageError("several files cannot go to stdout; name a folder with -o")
    chosen = settings.options(layout, engine, lang, dpi, max_pixels, jobs, timeout)
    job = Job(pages, chosen, forms, name or _folder(pages[0]), out, scans, force, verbose)
    altos = _places(job)
    found, codes = _read(job)
    if found:
        _put_together(job, found, altos)
    return report.outcome(codes, len(pages))


def _folder(page: str) -> str:
    return "issue" if page == output.STDIN else Path(page).resolve().parent.name or "issue"


def _places(job: Job) -> dict[str, Path]:
    """The ALTO file of each source, if wanted; that all files can be put there is checked before any work is done."""
    if job.out is None:
        return {}
    try:
        job.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "is a file" if isinstance(error, FileExistsError) else f"cannot be made ({error.strerror})"
        raise OutputError(f"{job.out}: {why}; results need a folder, choose another place with -o") from error
    for form in job.forms:
        output.check(job.out / NAMES[form], force=job.force)
    if "mets" not in job.forms:
        return {}
    return output.targets(job.out, job.sources, FORMATS["alto"].suffix, force=job.force)


def _read(job: Job) -> tuple[list[tuple[str, Page]], list[int]]:
    """Every page with its source, and the exit codes of sources that failed; one that fails does not stop the rest."""
    found: list[tuple[str, Page]] = []
    codes: list[int] = []
    for source in job.sources:
        try:
            stored = source == output.STDIN or Path(source).suffix.lower() in RESULTS
            found += [(source, page) for page in (_stored(source) if stored else _scanned(job, source))]
        except (DependencyError, ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=job.verbose, about=source))
    if not found and not codes:
        raise InputError(f"{', '.join(job.sources)}: no page among them; give scans, or results of read --format json")
    return found, codes


def _stored(source: str) -> list[Page]:
    """The pages of a result. What a batch writes beside its results, where a pattern of the shell finds it too, holds
    none."""
    from ocr.cli.convert import pages

    if source != output.STDIN and Path(source).name in ("report.json", NAMES["json"]) and _beside(Path(source)):
        report.say(f"{source}: is no page but says something of several; left out")
        return []
    return pages(source)


def _beside(path: Path) -> bool:
    try:
        value: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False  # whatever it is, the reader of pages says what is wrong
    return isinstance(value, dict) and "articles" not in value and ("stories" in value or "counts" in value)


def _scanned(job: Job, source: str) -> Iterable[Page]:
    from ocr import pipeline
    from ocr.cli.read import notes, told

    read = []
    for scan in told(pipeline.scans(source, job.options), source, verbose=job.verbose):
        began = time.perf_counter()
        page = pipeline.understand(scan, job.options)
        notes(page, time.perf_counter() - began, verbose=job.verbose)
        read.append(page)
    return read


def _put_together(job: Job, found: Sequence[tuple[str, Page]], altos: dict[str, Path]) -> None:
    from ocr.link import link

    issue = link([page for _, page in found], job.name, job.options.profile)
    for remark in remarks(issue):
        report.say(remark)
    if job.verbose:
        _tell(issue)
    if job.out is None:
        streams.write(encoded(text(issue, job.forms[0])).decode())
        return
    files = _files(job, issue, found, altos) if "mets" in job.forms else ()
    for form in job.forms:
        output.write(job.out / NAMES[form], data(issue, form, files), force=job.force)


def _tell(issue: Issue) -> None:
    for sheet in issue.sheets:
        told = f"{sheet.number or '?'} by {sheet.told_by} {sheet.said}"
        report.say(f"{sheet.page.source}, page {sheet.page.number}: is page {told}")
    for link in issue.links:
        one, other = (f"{issue.sheets[place].number or '?'}/{name}" for place, name in (link.tail, link.head))
        report.say(f"{one} goes on at {other} ({link.confidence:.2f}): {'; '.join(link.why)}")


def _files(job: Job, issue: Issue, found: Sequence[tuple[str, Page]], altos: dict[str, Path]) -> list[Files]:
    """The scans of all sheets, and their ALTO, which is written beside the METS file."""
    from ocr.cli.formats import warn
    from ocr.formats import mets

    assert job.out is not None
    scans = [_scan(job, _source(sheet, found), sheet) for sheet in issue.sheets]
    paths = _alto_paths(found, altos)
    for sheet in issue.sheets:
        output.check(paths[id(sheet.page)], force=job.force)
    files = []
    for sheet, scan in zip(issue.sheets, scans, strict=True):
        alto = paths[id(sheet.page)]
        warn([sheet.page], FORMATS["alto"])
        output.write(alto, FORMATS["alto"].data([sheet.page]), force=job.force)
        files.append(mets.Files(mets.file(scan, job.out), mets.file(alto, job.out)))
    return files


def _source(sheet: Sheet, found: Sequence[tuple[str, Page]]) -> str:
    return next(source for source, page in found if page is sheet.page)


def _alto_paths(found: Sequence[tuple[str, Page]], altos: dict[str, Path]) -> dict[int, Path]:
    """For each page, by its identity, its file: x.alto.xml, x-p2.alto.xml."""
    paths: dict[int, Path] = {}
    counts: dict[str, int] = {}
    for source, page in found:
        counts[source] = counts.get(source, 0) + 1
        paths[id(page)] = FORMATS["alto"].path(altos[source], counts[source])
    return paths


def _scan(job: Job, source: str, sheet: Sheet) -> Path:
    """The scan of a page: the source itself, or where its result says; raises InputError when it is not there."""
    if source != output.STDIN and Path(source).suffix.lower() not in RESULTS:
        return Path(source)
    named = Path(sheet.page.source)
    beside = Path(source).parent
    folders = (job.scans,) if job.scans else (Path(), beside)
    tried = [folder / name for folder in folders for name in (named, Path(named.name))]
    for path in tried:
        if sheet.page.source and path.is_file():
            return path
    raise InputError(
        f"{sheet.page.source or source}: the scan is not there, and METS points at it; name its folder with --scans"
    )
