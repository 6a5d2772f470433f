"""`banmian apply`: what was put right in the proof page, written in any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from ocr.cli import convert, formats, output, report
from ocr.formats import Format
from ocr.page import Page

CAPTION = (
    "Write what the proof page saved in any format. CORRECTED is its JSON file; - is standard input. "
    "How much was corrected is said; with -v, what."
)
STEP = "proof"
"""The step that the proof page leaves: how many corrections and confirmations, then a detail for each correction."""
_COUNTS = ("corrections", "confirmed")


@click.command("apply", help=CAPTION)
@click.argument("results", metavar="CORRECTED...", nargs=-1, required=True)
@formats.option("As of read.", default=None)
@click.option(
    "--scan",
    metavar="FILE",
    help="The scan that was read, for pdf and html.  [default: as CORRECTED names it, or beside CORRECTED]",
)
@click.option("-o", "--output", "out", metavar="OUT", help="As of read.  [default: stdout]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-v", "--verbose", is_flag=True, help="Say each correction and what is done; show tracebacks.")
def command(
    results: tuple[str, ...], forms: tuple[Format, ...], scan: str | None, out: str | None, force: bool, verbose: bool
) -> int:
    if scan is not None and len(results) > 1:
        raise click.UsageError("--scan is the scan of one page; apply them one by one")
    paths = formats.targets(out, results, forms, force=force)
    codes: list[int] = []
    shown = 0
    for result in results:
        try:
            pages = convert.pages(result)
            _tell(result, pages, verbose=verbose)
            for form in forms:
                seen = [_with_scan(page, result, scan) for page in pages] if form.scan else pages
                if paths is None:
                    shown = _show(seen, form, shown)
                    continue
                for path in formats.save(seen, [form], paths[result], force=force):
                    if verbose:
                        report.say(f"{result}: written to {path}")
        except (ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=result))
    return report.outcome(codes, len(results))


def _show(pages: Sequence[Page], form: Format, shown: int) -> int:
    for page in pages:
        formats.show(page, form, first=shown == 0)
        shown += 1
    return shown


def _with_scan(page: Page, result: str, scan: str | None) -> Page:
    """The page with its scan: the one named; else its source, as seen from where the result is, or moved to there."""
    if scan is not None:
        return replace(page, source=scan)
    if result == output.STDIN:
        return page
    folder = Path(result).parent
    places = (Path(page.source), folder / page.source, folder / Path(page.source).name)
    return replace(page, source=next((str(place) for place in places if _is_file(place)), page.source))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


def _tell(result: str, pages: Sequence[Page], *, verbose: bool) -> None:
    """Say how much was corrected in a file, and with verbose what."""
    details = [detail for page in pages for step in page.steps if step.name == STEP for detail in step.details]
    corrected, confirmed = (
        sum(value for key, value in details if key == count and isinstance(value, int)) for count in _COUNTS
    )
    if not corrected and not confirmed:
        report.say(f"{result}: nothing was corrected in it; written as it is")
        return
    report.say(f"{result}: {corrected} corrected, {confirmed} confirmed as right")
    if verbose:
        for key, value in details:
            if key not in _COUNTS:
                report.say(f"{result}: {key}: {value}")
