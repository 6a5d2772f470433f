"""Which files are pages, and where under OUT each one's results go."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from ocr.errors import InputError

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".jp2", ".j2k", ".jpx", ".jpf", ".pdf"})
"""Names of pages in a folder end so; a file that is named by itself may end in anything."""

RESERVED = frozenset({"report", "issue"})
"""Stems at the top of OUT, and of the folder of an issue, that are not a page's."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. path: as it was given; name: its place in the mirrored tree, with slashes.

    parts: where several files are scans of parts of one page, all of them; then path is the first one's.
    """

    path: Path
    name: str
    parts: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which files of a folder are wanted: patterns of the shell for the name or the path below the folder.

    Without include all are; exclude goes before include.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def passes(self, name: str) -> bool:
        return not _any(self.exclude, name) and (not self.include or _any(self.include, name))


def find(inputs: Sequence[str], sieve: Sieve, out: Path) -> tuple[Source, ...]:
    """Every page file of the inputs, sorted by name, without what lies in `out` and what is hidden.

    The tree of one folder is mirrored as it is; of several inputs, a folder's stands under the folder's name. Raises
    InputError when an input is missing, when two would be mirrored to one place, and when there is no page at all.
    """
    found: dict[str, Path] = {}
    for given in inputs:
        for source in _sources(Path(given), sieve, out.resolve(), alone=len(inputs) == 1):
            other = found.setdefault(source.name, source.path)
            if other != source.path:
                raise InputError(f"{source.path}: has the same place under {out} as {other}; use two batches")
    if not found:
        raise InputError(f"{', '.join(inputs)}: no pages; give folders with {', '.join(sorted(SUFFIXES))}, or files")
    return tuple(Source(found[name], name) for name in sorted(found))


def grouped(sources: Sequence[Source], pattern: re.Pattern[str]) -> tuple[Source, ...]:
    """The sources with the parts of a page as one: files of one folder in whose name, without suffix, the pattern finds
    the same (its groups, else all of it). The page is named after that. A file by itself stays as it is."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(_page_of(source.name, pattern) or f"{source.name}/", []).append(source)
    made = (each[0] if len(each) == 1 else Source(each[0].path, name, tuple(each)) for name, each in found.items())
    return tuple(sorted(made, key=lambda source: source.name))


def _page_of(name: str, pattern: re.Pattern[str]) -> str:
    """The place in the mirrored tree of the page that a file is a part of, or '' where the pattern finds nothing."""
    place = PurePosixPath(name)
    found = pattern.search(place.stem)
    words = [word for word in (found.groups() or (found[0],)) if word] if found else []
    page = "-".join(words).strip(" -_.")
    return str(place.with_name(page)) if page else ""


def _sources(given: Path, sieve: Sieve, out: Path, *, alone: bool) -> Iterator[Source]:
    try:
        given.stat()
    except PermissionError as error:
        raise InputError(f"{given}: no permission to look at it; allow reading its folder (chmod u+rx)") from error
    except OSError:
        pass  # what is missing or leads nowhere is told below
    if given.is_dir():
        above = "" if alone else given.resolve().name
        for path in _walk(given, out):
            below = path.relative_to(given).as_posix()
            if sieve.passes(below):
                yield Source(path, str(PurePosixPath(above, below)))
    elif given.is_file():
        yield Source(given, given.name)
    elif given.exists():
        raise InputError(f"{given}: is no file that can be read again; save what comes from it first")
    else:
        raise InputError(f"{given}: no such file or folder; check the path")


def _walk(folder: Path, out: Path) -> Iterator[Path]:
    for above, folders, files in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and Path(above, f).resolve() != out)
        for name in files:
            path = Path(above, name)
            named = not name.startswith(".") and PurePosixPath(name).suffix.lower() in SUFFIXES
            if named and not _endless(path):
                yield path


def _endless(path: Path) -> bool:
    """Whether it is a pipe or device, which may never end; a link that leads nowhere is a page that cannot be read."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _unreadable(error: OSError) -> None:
    raise InputError(f"{error.filename}: cannot be listed ({error.strerror}); allow reading, or --exclude it")


def _any(patterns: Iterable[str], name: str) -> bool:
    return any(fnmatch(name, pattern) or fnmatch(PurePosixPath(name).name, pattern) for pattern in patterns)


def stems(pages: Sequence[tuple[str, int | None]]) -> tuple[str, ...]:
    """The place under OUT, without suffix, of each page's results: (name, page number or None for the only one).

    a/x.jpg goes to a/x, the third page of x.pdf to x-p3. Where two would share a place, as x.jpg and x.png do, all of
    them keep their suffix, so that names do not depend on who came first. Raises InputError when that is not enough.
    """
    short = [_stem(name, number, PurePosixPath(name).suffix) for name, number in pages]
    claims = Counter(short)
    made = tuple(
        _stem(name, number, "") if claims[stem] > 1 or PurePosixPath(stem).name in RESERVED else stem
        for stem, (name, number) in zip(short, pages, strict=True)
    )
    for stem, count in Counter(made).items():
        if count > 1:
            raise InputError(f"{stem}: two pages would be written there; rename one, or use two batches")
    return made


def _stem(name: str, number: int | None, suffix: str) -> str:
    return name.removesuffix(suffix) + ("" if number is None else f"-p{number}")
