"""`banmian diff`: an output beside its reference."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocr.cli import output, report, streams
from ocr.formats import encoded

if TYPE_CHECKING:
    from ocr.diff.baseline import Change
    from ocr.diff.comparison import Compared, Comparison
    from ocr.diff.folders import Pairs
    from ocr.diff.sources import Source

CAPTION = (
    "Compare OUTPUT with REFERENCE: how right the reading is, and where and why it is wrong. Both are banmian's JSON, "
    "a truth JSON, plain text, Markdown, ALTO or PAGE XML, or folders of such, paired by name; - is standard input."
)
FORMATS = ("text", "json", "html")
PIPED_COLUMNS = 100


def _limits(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """KEY=VALUE, as often as given."""
    from ocr.diff.thresholds import parsed

    try:
        return tuple(parsed(each) for each in given)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", ctx, param) from error


@click.command("diff", help=CAPTION)
@click.argument("out_source", metavar="OUTPUT")
@click.argument("reference", metavar="REFERENCE")
@click.option("-o", "--output", "out", metavar="FILE", help="File to write.  [default: stdout]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for a terminal, json for programs, html to look through.",
)
@click.option("--variants", is_flag=True, help="Old and new forms of a character are the same.")
@click.option("--scan", metavar="IMAGE", help="Scan to show places on (html): an image, or a folder of images.")
@click.option(
    "--fail-under",
    "limits",
    metavar="KEY=VALUE",
    callback=_limits,
    multiple=True,
    help="Leave with 9 when the figure KEY is worse than VALUE; may be given again.",
)
@click.option("--baseline", metavar="OLD.json", help="Say which figures are better and worse than in an earlier json.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
def command(
    out_source: str, reference: str, out: str | None, form: str, variants: bool, scan: str | None,
    limits: tuple[tuple[str, float], ...], baseline: str | None, force: bool, verbose: bool,
) -> int:  # fmt: skip
    from ocr.diff import baseline as earlier
    from ocr.diff import thresholds
    from ocr.diff.comparison import Comparison
    from ocr.diff.figures import values

    if scan and form != "html":
        raise click.UsageError("--scan shows places in the html view; add --format html.")
    target = None if out in (None, "-") else Path(str(out))
    if target is not None:
        output.check(target, force=force)
    old = earlier.load(baseline) if baseline else None
    pairs = _pairs(out_source, reference)
    pages, codes = _compared(pairs, variants, verbose=verbose)
    if not pages:
        return report.outcome(codes, len(codes))
    comparison = Comparison(pages)
    figures = values(comparison.report)
    _write(comparison, form, target, scan, earlier.changes(old, figures) if old is not None else None, force=force)
    if codes:
        return report.SOME_FAILED
    thresholds.check(limits, figures)
    return 0


def _pairs(out_source: str, reference: str) -> Pairs:
    from ocr.diff.folders import Pairs, paired, stem

    if out_source == reference == output.STDIN:
        raise click.UsageError("standard input can be OUTPUT or REFERENCE, not both.")
    if output.STDIN in (out_source, reference):
        named = reference if out_source == output.STDIN else out_source
        return Pairs(((stem(Path(named).name), out_source, reference),))
    return paired(out_source, reference)


def _compared(pairs: Pairs, variants: bool, *, verbose: bool) -> tuple[tuple[Compared, ...], list[int]]:
    """Every pair that can be compared, and the exit codes of those that cannot; each of these is said."""
    from ocr.diff.comparison import compare
    from ocr.errors import InputError

    pages: list[Compared] = []
    codes: list[int] = []
    for name, ours, theirs in pairs.pairs:
        try:
            pages += compare(name, _source(ours), _source(theirs), variants=True if variants else None)
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=name))
    for path in pairs.unread:
        codes.append(
            report.tell(InputError(f"{path}: has no output of its name; read it, or take it away"), verbose=verbose)
        )
    if pairs.untold:
        report.say(f"left aside, no reference of their name: {', '.join(pairs.untold)}")
    return tuple(pages), codes


def _source(path: str) -> Source:
    from ocr.diff.sources import load, parse

    return parse(sys.stdin.buffer.read(), "<stdin>") if path == output.STDIN else load(path)


def _write(
    comparison: Comparison,
    form: str,
    target: Path | None,
    scan: str | None,
    changes: dict[str, Change] | None,
    *,
    force: bool,
) -> None:
    text = _view(comparison, form, scan, changes, to_terminal=target is None and sys.stdout.isatty())
    data = encoded(text)  # a JSON may hold halves of characters
    if target is None:
        streams.write(data.decode())
    else:
        output.write(target, data, force=force)


def _view(
    comparison: Comparison, form: str, scan: str | None, changes: dict[str, Change] | None, *, to_terminal: bool
) -> str:
    if form == "json":
        from ocr.diff import json

        return json.write(comparison, changes)
    if form == "html":
        from ocr.diff import html
        from ocr.diff import scan as scans

        return html.write(
            comparison, changes, scans.load(scan, [page.name for page in comparison.pages]) if scan else {}
        )
    from ocr.diff import text

    colour = to_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    columns = shutil.get_terminal_size((PIPED_COLUMNS, 24)).columns
    return text.write(comparison, text.Paper(max(40, columns), colour), changes)
