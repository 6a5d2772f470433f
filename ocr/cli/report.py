"""What is said on stderr, and which exit code an error stands for."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from ocr.errors import DependencyError, EngineError, OcrError

UNEXPECTED = 1
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SOME_FAILED = 8
INTERRUPTED = 130


def say(message: str) -> None:
    """One line to the reader, on stderr."""
    print(line(message), file=sys.stderr, flush=True)


@contextmanager
def waiting(message: str) -> Iterator[None]:
    """While inside, a line on a terminal says what takes so long; it is gone afterwards. Elsewhere nothing is said."""
    if not sys.stderr.isatty():
        yield
        return
    print(line(message), end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def line(message: str) -> str:
    """A message as one line, whatever is in the names of files."""
    return f"banmian: {_CONTROL.sub(_escaped, message)}"


def _escaped(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


def tell(error: Exception, *, verbose: bool, about: str = "") -> int:
    """Say in one line what went wrong (with the traceback when verbose); return the exit code of this kind of error."""
    if verbose:
        traceback.print_exception(error)
    where = f"{about}: " if about else ""
    if isinstance(error, OcrError):
        # a recogniser does not know whose lines it reads; other errors name their file
        say(f"{where if isinstance(error, EngineError) else ''}{error}")
        return error.exit_code
    cause = " ".join(str(error).split())
    if isinstance(error, ImportError):
        say(f"a needed part cannot be loaded ({cause}); `banmian doctor` says what to install")
        return DependencyError.exit_code
    what = f"unexpected {type(error).__name__}: {cause or 'no message'}"
    say(f"{where}{what}; a fault of banmian, please report it (-v shows where)")
    return UNEXPECTED


def outcome(codes: list[int], pages: int) -> int:
    """The exit code of a run over several pages, given the code of each page that failed."""
    if not codes:
        return 0
    alike = len(set(codes)) == 1 and len(codes) == pages
    return codes[0] if alike else SOME_FAILED
