"""Standard input, output and error as the command needs them, whatever the locale and whoever closed them."""

from __future__ import annotations

import codecs
import os
import sys

from ocr.errors import OutputError

_HALVES = "banmian-halves"
"""Error handler: what no encoding can say, such as half of a character in a file's name, is U+FFFD as in files."""


def prepare() -> None:
    """Results are UTF-8, as XML and JSON say of themselves, but for a terminal, which is written to in its own way. A
    closed stream reads as empty, cannot be written, or swallows talk."""
    codecs.register_error(_HALVES, _replaced)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors=_HALVES)  # type: ignore[union-attr]


def write(data: str | bytes) -> None:
    """Put a result on standard output. Raises OutputError when it is full or closed, BrokenPipeError when its reader
    is gone."""
    try:
        if isinstance(data, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        else:
            sys.stdout.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        cause = error.strerror or str(error)
        raise OutputError(f"standard output cannot be written ({cause}); make room, or name a file with -o") from error


def blamed(error: Exception) -> Exception:
    """The error that write would have raised, where something else, such as click's help, wrote to standard output in
    vain: its text is still in the buffer, so that one sees by trying again."""
    if isinstance(error, OSError):
        try:
            write("")
        except (OutputError, BrokenPipeError) as found:
            return found
    return error


def abandon() -> None:
    """Nothing more can be written: keep Python from trying, and complaining, when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replaced(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "\ufffd".encode() * (error.end - error.start), error.end
