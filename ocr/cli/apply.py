"""`banmian apply`: what was put right in the proof page, written in any format."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ocr.cli import convert, formats, report
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
    help=f"{convert.SCAN}  [default: as CORRECTED names it, or beside CORRECTED]",
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
            if paths is None:
                shown += convert.show(result, pages, forms[0], scan, first=shown == 0)
            else:
                convert.save(result, pages, forms, scan, paths[result], force=force, verbose=verbose)
        except (ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=result))
    return report.outcome(codes, len(results))


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
