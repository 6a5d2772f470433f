"""The formats of a call, and the files that each source is written to in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ocr.cli import output, report, streams
from ocr.errors import OutputError
from ocr.formats import FORMATS, Format
from ocr.page import Page

Targets = Mapping[str, Mapping[str, Path]]
"""For each source, the file of each format by the format's name."""
Command = TypeVar("Command", bound=Callable[..., Any])


def _known(context: click.Context, option: click.Parameter, given: Sequence[str]) -> tuple[Format, ...]:
    """Formats named once or several times, or several at once with commas between; each once, in the order given."""
    names = dict.fromkeys(name.strip() for each in given for name in each.split(",") if name.strip())
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is none of {', '.join(FORMATS)}", context, option)
    return tuple(FORMATS[name] for name in names)


def option(help: str, default: str | None = "text") -> Callable[[Command], Command]:
    """The option --format, which may be given several times."""
    return click.option(
        "--format",
        "forms",
        metavar="|".join(FORMATS),
        multiple=True,
        default=(default,) if default else None,
        required=default is None,
        show_default=default or False,
        callback=_known,
        help=f"{help} Several: repeat it, or put commas between.",
    )


def targets(out: str | None, sources: Sequence[str], forms: Sequence[Format], *, force: bool) -> Targets | None:
    """Files for results, checked before any work is done; None for stdout.

    One format: as output.targets. Several formats of one source: `out` is a folder if there is one, else the files'
    common stem. Raises UsageError where several files would go to stdout, OutputError as output.targets does.
    """
    if out in (None, "-"):
        if len(forms) > 1 or ((forms[0].alone or forms[0].binary) and len(sources) > 1):
            raise click.UsageError("several files cannot go to stdout; name a place with -o")
        return None
    place = Path(out)
    found: dict[str, dict[str, Path]] = {source: {} for source in sources}
    for form in forms:
        stem = len(forms) > 1 and len(sources) == 1 and not place.is_dir()
        base = place.with_name(place.name + form.suffix) if stem else place
        for source, path in output.targets(base, sources, form.suffix, force=force).items():
            found[source][form.name] = path
    return found


def save(pages: Sequence[Page], forms: Sequence[Format], paths: Mapping[str, Path], *, force: bool) -> list[Path]:
    """Write a source's pages in every format; returns the files, in the order written."""
    written: list[Path] = []
    for form in forms:
        warn(pages, form)
        if not form.alone:
            output.write(paths[form.name], form.data(pages), force=force)
            written.append(paths[form.name])
            continue
        for number, page in enumerate(pages, 1):
            path = form.path(paths[form.name], number)
            output.write(path, form.data([page]), force=force)
            written.append(path)
    return written


def show(page: Page, form: Format, *, first: bool) -> None:
    """Write a page to stdout; first: nothing was written before. Raises OutputError where no second page may follow."""
    if (form.alone or form.binary) and not first:
        raise OutputError(f"{page.source}: {form.name} is a file, and there are more pages; name a place with -o")
    warn([page], form)
    streams.write(form.data([page]) if form.binary else ("" if first else form.between) + form.write(page))


def warn(pages: Sequence[Page], form: Format) -> None:
    """Say which characters a format cannot hold."""
    if not form.xml:
        return
    from ocr.formats import xml

    for page in pages:
        count = xml.illegal(page)
        if count:
            what = "1 character" if count == 1 else f"{count} characters"
            report.say(f"{page.source}, page {page.number}: {form.name} cannot hold {what}, replaced by \ufffd")
