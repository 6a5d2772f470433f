"""What has been done: one line of JSON for each page that was read or failed, appended and synced before the next.

A line is written after the page's outputs are on disk, so a page whose line is missing is read again and one whose line
is there has its outputs. The last line of a page counts. A line torn by a kill is left out, and gone after the next
start.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ocr.batch.whole import put
from ocr.errors import OutputError

DONE, FAILED = "done", "failed"


@dataclass(frozen=True, slots=True)
class Key:
    """What a result depends on: hash of the input file, digest of the options, version of the program."""

    input: str
    options: str
    version: str


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: its format, its path below OUT, its hash."""

    form: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What is worth knowing of a page, or of an issue, without opening it.

    sure: mean confidence of its characters, 0 to 1, 1 for a page without any; doubtful: characters that may be wrong;
    links: stories that go on from page to page of an issue.
    """

    articles: int = 0
    characters: int = 0
    unread: int = 0
    doubtful: int = 0
    sure: float = 1.0
    notes: tuple[str, ...] = ()
    links: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One page's line. page is its name in the mirrored tree, with # and a number in a file of several; an issue's
    ends with a slash.

    seconds: how long reading took; code: the exit code of the failure, 0 when done; thumbnail: path below OUT, or ''.
    """

    page: str
    key: Key
    outcome: str
    seconds: float
    outputs: tuple[Output, ...] = ()
    figures: Figures = Figures()
    cause: str = ""
    code: int = 0
    thumbnail: str = ""


class Ledger:
    """The entries of one OUT, the last one of each page; `add` makes them last."""

    def __init__(self, path: Path) -> None:
        """Raises OutputError when the file is there but cannot be read."""
        self.path = path
        self.entries: dict[str, Entry] = {}
        self._handle = -1
        try:
            lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
        except OSError as error:
            raise OutputError(f"{path}: cannot be read ({error.strerror}); allow reading, or remove it") from error
        read = [entry for line in lines[:-1] if (entry := _entry(line)) is not None]
        self.entries = {entry.page: entry for entry in read}
        self._ragged = len(self.entries) < len(lines) - 1 or lines[-1] != b""

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Entries can be added while inside. What is torn or outdated in the file is left out of it first."""
        try:
            if self._ragged:
                put(self.path, b"".join(_line(entry) for entry in self.entries.values()))
            self._handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise self._refused(error) from error
        try:
            yield
        finally:
            os.close(self._handle)

    def add(self, entry: Entry) -> None:
        """Write an entry to disk. Raises OutputError when the disk refuses: then nothing more can be remembered."""
        line = _line(entry)
        try:
            written = os.write(self._handle, line)
            if written < len(line):
                raise OSError(28, "disk full")
            os.fsync(self._handle)
        except OSError as error:
            raise self._refused(error) from error
        self.entries[entry.page] = entry

    def _refused(self, error: OSError) -> OutputError:
        cause = error.strerror or str(error)
        return OutputError(f"{self.path}: cannot be written ({cause}); make room and run the same command again")


def sha256(path: Path) -> str:
    """The hash of a file; raises OSError."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _line(entry: Entry) -> bytes:
    # Names of files need not be UTF-8: out of a zip of another system they are not. json.loads reads what this writes.
    return json.dumps(asdict(entry), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def _entry(line: bytes) -> Entry | None:
    """The entry on a line, or None when the line is torn or was written by another version of this file."""
    try:
        raw: dict[str, Any] = json.loads(line)
        return Entry(
            **{
                **raw,
                "key": Key(**raw["key"]),
                "outputs": tuple(Output(**output) for output in raw["outputs"]),
                "figures": Figures(**{**raw["figures"], "notes": tuple(raw["figures"]["notes"])}),
            }
        )
    except (ValueError, KeyError, TypeError):
        return None
