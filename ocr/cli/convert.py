"""`banmian convert`: a result in JSON, written in any other format, without reading the scan again."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from ocr.cli import formats, output, report
from ocr.errors import InputError
from ocr.formats import Format
from ocr.page import Page

CAPTION = "Write results of `banmian read --format json` in other formats. RESULT is a JSON file; - is standard input."


@click.command("convert", help=CAPTION)
@click.argument("results", metavar="RESULT...", nargs=-1, required=True)
@formats.option("As of read.", default=None)
@click.option("--scan", metavar="FILE", help="The scan that was read, for pdf and html.  [default: as RESULT names it]")
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
            if paths is not None:
                for path in formats.save(found, forms, paths[result], force=force):
                    if verbose:
                        report.say(f"{result}: written to {path}")
                continue
            for page in found:
                formats.show(page, forms[0], first=shown == 0)
                shown += 1
        except (ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=result))
    return report.outcome(codes, len(results))


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
