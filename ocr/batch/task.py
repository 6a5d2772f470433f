"""One page from file to files: what a worker does, whichever process or machine it is in."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeAlias

from ocr import parts, pipeline
from ocr.batch.ledger import Figures
from ocr.batch.whole import put
from ocr.errors import DependencyError, InputError, OcrError, OutputError
from ocr.formats import FORMATS, Format
from ocr.image.thumbnail import thumbnail
from ocr.options import Options
from ocr.page import Gray, Page, PageImage, Run

Understand: TypeAlias = Callable[[PageImage, Options], Page]
"""From a scan to a page; found by its name in another process, so a function of a module."""

UNEXPECTED = 1
NOTHING = Figures()


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was looked at: size and time of the last change."""

    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> Stamp:
        """Raises OSError."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file that shows a part of a page. name: its place in the mirrored tree; path: absolute; label: what errors call
    it."""

    name: str
    path: Path
    label: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Task:
    """A page to read. It holds no pixels and pickles small.

    page: its name in the mirrored tree, which the results name as their source; path: absolute; label: what errors call
    the file; number: the scan in the file, from 1; outputs: (format, absolute path); parts: the files of a page that
    was scanned in parts, which the results name instead.
    """

    page: str
    name: str
    path: Path
    label: str
    number: int
    stamp: Stamp
    outputs: tuple[tuple[str, Path], ...]
    thumbnail: Path
    options: Options
    parts: tuple[PartFile, ...] = ()
    understand: Understand = pipeline.understand

    def done(self) -> tuple[tuple[str, ...], Figures]:
        return _read(self)


class Work(Protocol):
    """What an executor has performed: a page to read, or an issue to put together. It pickles small."""

    @property
    def page(self) -> str:
        """Its name in the ledger."""
        ...

    @property
    def label(self) -> str:
        """What errors call it."""
        ...

    def done(self) -> tuple[tuple[str, ...], Figures]:
        """Do it, and give the hash of each output in their order, and the figures. Raises whatever goes wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page: the hash of each output in the task's order, or a cause and its exit code.

    lost: nobody can say whether it is the page's fault, for the process that read it is gone.
    """

    page: str
    seconds: float
    hashes: tuple[str, ...] = ()
    figures: Figures = NOTHING
    cause: str = ""
    code: int = 0
    lost: bool = False


def perform(task: Work) -> Outcome:
    """Read one page, or put one issue together, and write its outputs; whatever goes wrong is in the outcome."""
    began = time.perf_counter()
    try:
        hashes, figures = task.done()
        return Outcome(task.page, time.perf_counter() - began, hashes, figures)
    except Exception as error:
        cause, code = told(error, task.label)
        return Outcome(task.page, time.perf_counter() - began, cause=cause, code=code)


def told(error: Exception, label: str) -> tuple[str, int]:
    """What went wrong with a file in one line that names it, and the exit code of that kind of error."""
    said = " ".join(str(error).split()) or "no message"
    if isinstance(error, ImportError):
        said, code = f"a needed part cannot be loaded ({said}); see banmian doctor", DependencyError.exit_code
    elif isinstance(error, OcrError):
        code = error.exit_code
    elif isinstance(error, MemoryError):
        said, code = "the memory is full; use fewer --jobs, or a machine with more", UNEXPECTED
    else:
        said, code = f"unexpected {type(error).__name__}: {said}; a fault of banmian, please report it", UNEXPECTED
    return (said if label in said else f"{label}: {said}"), code


def _read(task: Task) -> tuple[tuple[str, ...], Figures]:
    """Read one scan of a file, or a page of several parts.

    Two pages on a scan stand in one output one after the other, as `read` writes them; so do parts that do not overlap.
    Where a file holds one page, the second has its own beside that of the first.
    """
    _unchanged(task)
    pages, small = [], b""
    for page, gray in _together(task) if task.parts else _alone(task):
        pages.append(page)
        small = small or thumbnail(gray)
    _unchanged(task)
    hashes = tuple(_output(path, pages, FORMATS[form], task) for form, path in task.outputs)
    written(task.thumbnail, small)
    return hashes, figures(pages)


def _alone(task: Task) -> Iterator[tuple[Page, Gray]]:
    for scan in pipeline.scans(task.path, task.options, name=task.label, only=task.number):
        yield replace(task.understand(scan, task.options), source=task.name), scan.gray


def _together(task: Task) -> Iterator[tuple[Page, Gray]]:
    scans = [
        replace(scan, source=part.name)
        for part in task.parts
        for scan in pipeline.scans(part.path, task.options, name=part.label, parts=True)
    ]
    for whole in parts.read(scans, task.options):
        yield whole.page, whole.scan().gray


def _output(path: Path, pages: Sequence[Page], form: Format, task: Task) -> str:
    """Write the pages in one format and return the hash of the first file.

    A format that shows the scan opens it, and names it from where the file is: both may be moved to another machine.
    """
    if form.scan:
        pages = [replace(page, source=_from(path.parent, task.path)) for page in pages]
    for number, page in enumerate(pages[1:] if form.alone else (), 2):
        written(form.path(path, number), form.data([page], path.parent))
    return written(path, form.data(pages[:1] if form.alone else pages, path.parent))


def _from(folder: Path, scan: Path) -> str:
    """The scan's path as seen from a folder; whole where they are on different drives."""
    try:
        return os.path.relpath(scan, folder)
    except ValueError:
        return str(scan)


def _unchanged(task: Task) -> None:
    """Raise InputError unless the files are those whose hash the ledger will hold."""
    for file in task.parts or (task,):
        try:
            now = Stamp.of(file.path)
        except OSError as error:
            raise InputError(f"{file.label}: gone since the batch began ({error.strerror}); put it back") from error
        if now != file.stamp:
            raise InputError(f"{file.label}: changed while the batch ran; run the same command again")


def written(path: Path, data: bytes) -> str:
    """Put data into path, whole or not at all, and give its hash. Raises OutputError."""
    try:
        os.makedirs(path.parent, exist_ok=True)
        put(path, data)
    except OSError as error:
        cause = error.strerror or str(error)
        raise OutputError(f"{path}: cannot be written ({cause}); make room, or allow writing") from error
    return sha256(data).hexdigest()


def figures(pages: Sequence[Page]) -> Figures:
    """The figures of a scan's pages. An unread line weighs as much as one character read with confidence 0."""
    runs = [run for page in pages for run in _runs(page)]
    weights = [max(1, len(run.text)) for run in runs]
    sure = sum(w * run.confidence for w, run in zip(weights, runs, strict=True))
    steps = [detail for page in pages for step in page.steps for detail in step.details]
    return Figures(
        articles=sum(len(page.articles) for page in pages),
        characters=sum(len(run.text) for run in runs),
        unread=sum(not run.text for run in runs),
        doubtful=sum(len(run.doubtful) for run in runs),
        sure=round(sure / sum(weights), 4) if runs else 1.0,
        notes=tuple(str(value) for key, value in steps if key == "note"),
    )


def _runs(page: Page) -> list[Run]:
    """Every line of the page once: one may stand in a head and in a paragraph."""
    found = [run for article in page.articles for run in article.head_runs]
    found += [run for article in page.articles for paragraph in article.paragraphs for run in paragraph.runs]
    found += [run for piece in page.furniture for run in piece.runs]
    found += [run for piece in page.unplaced for run in piece.runs]
    return list({run.id: run for run in found}.values())
