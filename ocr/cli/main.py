"""The command `banmian`, and the one place where exceptions become exit codes.

0 fine, 1 unexpected, 2 wrong usage, 3 input, 4 dependency, 5 profile, 6 engine, 7 output, 8 some pages failed,
9 a figure falls short, 130 interrupted. Commands are imported when they are called, so that `banmian --help` answers at
once.
"""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from ocr.cli import report, streams

COMMANDS = {
    "read": "Read scanned pages and print their articles.",
    "batch": "Read folders of pages, with all cores; go on where the last run ended.",
    "issue": "Put the pages of one issue together.",
    "convert": "Write a result in JSON in other formats.",
    "apply": "Write what was corrected in the proof page in any format.",
    "mend": "Put a broken text dump of a page right.",
    "diff": "Compare an output with its reference: how right, and where wrong.",
    "segment": "Draw what was found on a page.",
    "layouts": "List layout profiles, or show one.",
    "doctor": "Say what is installed, what is missing and how to get it.",
}


class Commands(click.Group):
    """A group whose commands live in ocr.cli.NAME.command and are imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"ocr.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "-V", "--version", package_name="banmian", message="banmian %(version)s")
def cli() -> None:
    """Turn scans of Chinese newspaper pages into articles."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code."""
    verbose = any(argument in ("-v", "--verbose") for argument in arguments)
    try:
        # Not cli.main(): that one ends the process by itself when a pipe breaks.
        with cli.make_context("banmian", list(arguments)) as context:
            code = cli.invoke(context)
        streams.write("")  # help and other talk of click's may still lie in the buffer
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        report.say("interrupted")
        return report.INTERRUPTED
    except BrokenPipeError:
        streams.abandon()  # whoever read us has had enough
        return 0
    except Exception as error:
        return report.tell(streams.blamed(error), verbose=verbose)


def main() -> None:
    """Entry point: run the command line and leave with its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    streams.prepare()
    sys.exit(run(sys.argv[1:]))


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A polite kill unwinds like Ctrl-C, so that temporary files and recognisers are cleaned up."""
    raise KeyboardInterrupt
