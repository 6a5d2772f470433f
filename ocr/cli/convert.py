"""`banmian convert`: a result in JSON, written in any other format, without reading the scan again."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from ocr.cli import formats, output, report
from ocr.errors import InputError
from ocr.formats import Format
from ocr.page import Page

CAPTION = "Write results of `banmian read --format json` in other formats. RESULT is a JSON file; - is standard input."

SCAN = "The scan that was read, for pdf and html."


@click.command("convert", help=CAPTION)
@click.argument("results", metavar="RESULT...", nargs=-1, required=True)
@formats.option("As of read.", default=None)
@click.option("--scan", metavar="FILE", help=f"{SCAN}  [default: as RESULT names it, or beside RESULT]")
@click.option("-o", "--output", "out", metavar="OUT", help="As of read.  [default: stdout]")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done; show tracebacks.")
def command(
    results: tuple[str, ...], forms: tuple[Format, ...], scan: str | None, out: str | None, force: bool, verbose: bool
) -> int:
    if scan is not None and len(results) > 1:
        raise click.UsageError("--scan is the scan of one result; convert them one by one")
    paths = formats.targets(out, results, forms, force=force)
    codes: list[int] = []
    shown = 0
    for result in results:
        try:
            found = pages(result, scan)
            if paths is None:
                shown += show(result, found, forms[0], scan, first=shown == 0)
            else:
                save(result, found, forms, scan, paths[result], force=force, verbose=verbose)
        except (ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=result))
    return report.outcome(codes, len(results))


def save(
    result: str,
    found: Sequence[Page],
    forms: Sequence[Format],
    scan: str | None,
    paths: Mapping[str, Path],
    *,
    force: bool,
    verbose: bool,
) -> None:
    """Write the pages of a result in every format, those that show the scan with the scan where it is."""
    for form in forms:
        for path in formats.save(_seen(result, found, form, scan), [form], paths, force=force):
            if verbose:
                report.say(f"{result}: written to {path}")


def show(result: str, found: Sequence[Page], form: Format, scan: str | None, *, first: bool) -> int:
    """The same to stdout; first: nothing was written before. Returns how many pages there were."""
    for number, page in enumerate(_seen(result, found, form, scan)):
        formats.show(page, form, first=first and number == 0)
    return len(found)


def _seen(result: str, found: Sequence[Page], form: Format, scan: str | None) -> list[Page]:
    return [_with_scan(page, result, scan) for page in found] if form.scan else list(found)


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


def pages(result: str, scan: str | None = None) -> list[Page]:
    """The pages that a JSON file holds, read off `scan` when that is given.

    Raises InputError when the file cannot be read or holds none.
    """
    from ocr.diff.sources import page_values
    from ocr.formats import from_json

    name = "<stdin>" if result == output.STDIN else result
    try:
        data = sys.stdin.buffer.read() if result == output.STDIN else Path(result).read_bytes()
    except OSError as error:
        raise InputError(
            f"{name}: cannot be read ({(error.strerror or str(error)).lower()}); check the path"
        ) from error
    found = [from_json.page(value, name) for value in page_values(data, name)]
    if not found:
        raise InputError(f"{name}: holds no page; give what `banmian read --format json` wrote")
    return found if scan is None else [replace(page, source=scan) for page in found]
