"""`banmian mend`: broken text in, articles out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ocr.cli import output, report, streams
from ocr.formats import FORMATS, Format
from ocr.page import Page

CAPTION = (
    "Put the text of a newspaper page right whose paragraphs are out of order, broken or repeated: a PDF dump, an "
    "earlier OCR. FILE is text in UTF-8, UTF-16 or GB18030, or a folder of such (.txt); - is standard input."
)


@click.command("mend", help=CAPTION)
@click.argument("source", metavar="FILE")
@click.option("-o", "--output", "out", metavar="OUT", help="File, or for a folder a folder.  [default: stdout]")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="As of read."
)
@click.option("--explain", is_flag=True, help="Say every join and removal on stderr: what, where, why, how sure.")
@click.option("--layout", metavar="PROFILE", default="generic-horizontal", show_default=True, help="Layout profile.")
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("-v", "--verbose", is_flag=True, help="Say what is done; show tracebacks.")
def command(source: str, out: str | None, form: str, explain: bool, layout: str, force: bool, verbose: bool) -> int:
    from ocr.text_input import sources_of

    chosen, sources = FORMATS[form], sources_of(source)
    targets = _targets(source, sources, out, chosen, force=force)
    codes: list[int] = []
    for number, each in enumerate(sources):
        try:
            page = _mended(each, layout, explain=explain, verbose=verbose)
            if targets is None:
                streams.write((chosen.between if number > len(codes) else "") + chosen.write(page))
            else:
                output.write(targets[each], chosen.data([page]), force=force)
        except (ImportError, BrokenPipeError):
            raise
        except Exception as error:
            codes.append(report.tell(error, verbose=verbose, about=each))
    return report.outcome(codes, len(sources))


def _targets(
    source: str, sources: tuple[str, ...], out: str | None, chosen: Format, *, force: bool
) -> dict[str, Path] | None:
    """The file that each source is written to; a folder's go into a folder, however few."""
    if out in (None, "-"):
        return None
    if sources != (source,):
        output.make_folder(Path(out))
    return output.targets(Path(out), sources, chosen.suffix, force=force)


def _mended(source: str, layout: str, *, explain: bool, verbose: bool) -> Page:
    """One dump put right; evidence and notes go to stderr."""
    from ocr import profile
    from ocr.formats.explain import explain as evidence
    from ocr.mending import mend

    page = mend(sys.stdin.buffer if source == output.STDIN else source, profile.load(layout))
    if explain:
        for line in evidence(page):
            click.echo(line, err=True)
    if verbose:
        for step in page.steps:
            report.say(f"{page.source}: {step.name}: " + ", ".join(f"{key} {value}" for key, value in step.details))
    return page
