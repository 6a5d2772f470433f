"""Where results go: names for several pages, nothing overwritten unasked, nothing half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ocr.batch.whole import put
from ocr.errors import OutputError

STDIN = "-"


def targets(out: Path, sources: Sequence[str], suffix: str, *, force: bool) -> dict[str, Path]:
    """The file that each source is written to, checked before any work is done.

    One source goes to `out` itself, unless that is a folder; several go into the folder `out`, named after the source.
    Raises OutputError when a file exists and force is off, when a folder is missing or cannot be written, when two
    sources would share a file, and when a file is one of the sources.
    """
    if len(sources) == 1 and not os.path.isdir(out):
        found = {sources[0]: out}
    else:
        make_folder(out)
        found = {source: out / f"{_stem(source)}{suffix}" for source in sources}
    taken: dict[Path, str] = {}
    read = {same for source in sources if source != STDIN and (same := _identity(source)) is not None}
    for source, path in found.items():
        if path in taken:
            raise OutputError(f"{path}: both {taken[path]} and {source} would be written there; use two folders")
        taken[path] = source
        check(path, force=force)
        if _identity(path) in read:
            raise OutputError(f"{path}: is what is to be read, and would be lost; name another file")
    return found


def check(path: Path, *, force: bool) -> None:
    """Raise OutputError if a result cannot be put there; a device or pipe may stand there, a file only with force."""
    folder = path.parent
    try:
        if path.is_dir():
            raise OutputError(f"{path}: is a folder; name a file in it")
        if not folder.is_dir():
            raise OutputError(f"{path}: the folder {folder} does not exist; make it first (mkdir -p {folder})")
        if path.is_file() and not force:
            raise OutputError(f"{path}: exists already; --force overwrites it")
        if _special(path):
            return
        path.resolve()
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise _refused(path, error) from error
    except RuntimeError as error:  # so Python 3.11 and 3.12 call a link that leads back to itself
        raise OutputError(f"{path}: is a link that leads nowhere; choose another place with -o") from error


def write(path: Path, data: bytes, *, force: bool) -> None:
    """Put data into path in one step: written beside it under a temporary name, synced to disk, then renamed.

    Raises OutputError when the disk or the folder refuses, or when path has come into being and force is off.
    """
    check(path, force=force)
    try:
        if _special(path):
            path.write_bytes(data)
        else:
            put(path.resolve(), data)  # a link stays one
    except OSError as error:
        raise _refused(path, error) from error


def _special(path: Path) -> bool:
    """Whether there is a device or a pipe, in whose place nothing can be put."""
    return path.exists() and not path.is_file()


def _identity(path: str | Path) -> tuple[int, int] | None:
    """What a file is known by whatever it is called; None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def numbered(path: Path, number: int) -> Path:
    """The path for a further page of one source: x.png, x-p2.png, x-p3.png."""
    return path if number == 1 else path.with_name(f"{path.stem}-p{number}{path.suffix}")


def _stem(source: str) -> str:
    return "stdin" if source == STDIN else Path(source).stem


def make_folder(out: Path) -> None:
    """Make the folder for results unless it is there; raises OutputError."""
    try:
        out.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"{out}: is a file; several pages need a folder") from error
    except OSError as error:
        raise _refused(out, error) from error


def _refused(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written ({error.strerror or error}); choose another place with -o")
