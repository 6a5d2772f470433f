"""Options that more than one command takes, and how they become `Options`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ocr.options import Options

Command = TypeVar("Command", bound=Callable[..., Any])

_MODELS = re.compile(r"[\w/-]+(\+[\w/-]+)*")


def _models(context: click.Context, option: click.Parameter, given: str) -> str:
    if given and not _MODELS.fullmatch(given):
        raise click.BadParameter(f"{given!r} names no models; write chi_sim, or chi_sim+eng", context, option)
    return given


_PAGE = (
    click.option("--layout", metavar="PROFILE", default="generic-horizontal", show_default=True,
                 help="Layout profile: a name from `banmian layouts`, or the path of a .toml file."),
    click.option("--engine", type=click.Choice(["auto", "rapidocr", "tesseract", "vote"]), default="auto",
                 show_default=True, help="Who reads: auto is rapidocr, and tesseract where that is in doubt."),
    click.option("--lang", metavar="LANG", default="", callback=_models,
                 help="Tesseract language.  [default: the profile's, or found]"),
    click.option("--dpi", metavar="N", type=click.FloatRange(30, 4800),
                 help="Resolution of the scan.  [default: the file's own, or as measured]"),
    click.option("--max-pixels", metavar="N", type=click.IntRange(min=1),
                 help="Largest page that is opened, width x height.  [default: 400000000]"),
    click.option("--timeout", metavar="SECONDS", type=click.FloatRange(min=0.1),
                 help="Longest wait for one call of the recogniser.  [default: 120]"),
)  # fmt: skip

_READING = (
    *_PAGE,
    click.option("--jobs", metavar="N", type=click.IntRange(1, 256),
                 help="Recognisers side by side.  [default: one a core]"),
    click.option("--force", is_flag=True, help="Overwrite existing files."),
    click.option("-v", "--verbose", is_flag=True, help="Say what is done; show tracebacks."),
)  # fmt: skip


def reading_options(command: Command) -> Command:
    """Add the options that say how pages are read, and what all commands that read have besides."""
    for option in reversed(_READING):
        command = option(command)
    return command


def page_options(command: Command) -> Command:
    """Add the options that say how one page is read."""
    for option in reversed(_PAGE):
        command = option(command)
    return command


def options(
    layout: str,
    engine: str,
    lang: str,
    dpi: float | None,
    max_pixels: int | None,
    jobs: int | None,
    timeout: float | None,
) -> Options:
    """The options as given; what was left out keeps its default. Raises ProfileError."""
    from ocr import profile
    from ocr.options import Options

    given = {"max_pixels": max_pixels, "jobs": jobs, "call_timeout": timeout}
    chosen: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    return Options(profile=profile.load(layout), engine=engine, lang=lang, dpi=dpi, **chosen)
