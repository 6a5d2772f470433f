"""What there is to do: every page of the inputs, and whether its results are there already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ocr.batch.grouping import BY_FOLDER, Grouping, Which
from ocr.batch.ledger import DONE, Entry, Key, Ledger, Output, sha256
from ocr.batch.sources import Source, stems
from ocr.batch.task import PartFile, Stamp, Task, Understand, told
from ocr.errors import DependencyError, InputError, OutputError
from ocr.formats import FORMATS
from ocr.image.load import count
from ocr.options import Options

STATE = ".banmian"
"""Folder in OUT that holds the ledger, the lock and the thumbnails."""

HASHING = 4
"""Files hashed side by side: more do not help one disk."""

ELSEWHERE = (DependencyError.exit_code, OutputError.exit_code)
"""Failures that are not the page's: a program was missing, a disk was full. The next batch reads it again unasked."""

T = TypeVar("T")
R = TypeVar("R")


class Standing(StrEnum):
    """Where a page stands when a batch begins."""

    TODO = "todo"  # new, or input, options, version or outputs are no longer what they were
    DONE = "done"  # nothing of that: its outputs are there
    FAILED = "failed"  # failed the last time, and nothing has changed since
    UNREADABLE = "unreadable"  # the file cannot even be opened


@dataclass(frozen=True, slots=True)
class Wish:
    """What a batch was asked for."""

    out: Path
    options: Options
    forms: tuple[str, ...]
    version: str
    force: bool = False
    retry_failed: bool = False
    grouping: Grouping = BY_FOLDER


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the plan. task is None where the file cannot be opened; then cause and code say why."""

    page: str
    source: Source
    standing: Standing
    key: Key
    outputs: tuple[tuple[str, str], ...]  # format, path below OUT
    thumbnail: str
    task: Task | None = None
    cause: str = ""
    code: int = 0


def make(sources: Sequence[Source], wish: Wish, ledger: Ledger, understand: Understand) -> tuple[Item, ...]:
    """Every page of the sources in their order. Reads the files to hash them, and the outputs that should be there."""
    looked = _side_by_side(_look, sources)
    pages = [
        (source, look, number)
        for source, look in zip(sources, looked, strict=True)
        for number in ([None] if look.pages == 1 else range(1, look.pages + 1))
    ]
    places = stems([(source.name, number) for source, _, number in pages])
    items = [
        _item(source, look, number, stem, wish, understand)
        for (source, look, number), stem in zip(pages, places, strict=True)
    ]
    return tuple(_side_by_side(lambda item: _standing(item, wish, ledger), items))


@dataclass(frozen=True, slots=True)
class _Look:
    """A file as it was found: its stamp, hash and number of pages; or why it could not be opened.

    parts: the stamps of a page's parts.
    """

    stamp: Stamp
    sha256: str
    pages: int = 1
    cause: str = ""
    code: int = 0
    parts: tuple[Stamp, ...] = ()


def _look(source: Source) -> _Look:
    """A page of parts is as its parts are, one by one: it is read whole or not at all."""
    if not source.parts:
        return _look_at(source)
    looks = [_look_at(part) for part in source.parts]
    bad = next((look for look in looks if look.cause), None)
    digest = hashlib.sha256(" ".join(look.sha256 for look in looks).encode()).hexdigest()
    if bad is not None:
        remedy = "or take it away: the other parts are not read without it"
        return _Look(bad.stamp, digest, cause=f"{bad.cause}, {remedy}", code=bad.code)
    return _Look(looks[0].stamp, digest, parts=tuple(look.stamp for look in looks))


def _look_at(source: Source) -> _Look:
    try:
        stamp = Stamp.of(source.path)
        digest = sha256(source.path)
    except OSError as error:
        cause = f"{source.path}: cannot be read ({error.strerror}); allow reading it, or copy it again"
        return _Look(Stamp(0, 0), "", cause=cause, code=InputError.exit_code)
    try:
        return _Look(stamp, digest, max(1, count(source.path)))
    except Exception as error:
        cause, code = told(error, str(source.path))
        return _Look(stamp, digest, cause=cause, code=code)


def _item(source: Source, look: _Look, number: int | None, stem: str, wish: Wish, understand: Understand) -> Item:
    page = source.name if number is None else f"{source.name}#{number}"
    outputs = tuple((form, stem + FORMATS[form].suffix) for form in wish.forms)
    if "json" not in wish.forms and wish.grouping.which is not Which.NONE:
        outputs += (("json", f"{STATE}/pages/{stem}.json"),)  # what issues are put together from
    small = f"{STATE}/thumbnails/{stem}.jpg"
    key = Key(look.sha256, wish.options.digest(), wish.version)
    if look.cause:
        return Item(page, source, Standing.UNREADABLE, key, outputs, small, None, look.cause, look.code)
    out = wish.out.resolve()
    task = Task(
        page=page,
        name=source.name,
        path=source.path.resolve(),
        label=str(source.path) if number is None else f"{source.path}, page {number}",
        number=number or 1,
        stamp=look.stamp,
        outputs=tuple((form, out / path) for form, path in outputs),
        thumbnail=out / small,
        options=wish.options,
        parts=tuple(
            PartFile(part.name, part.path.resolve(), str(part.path), stamp)
            for part, stamp in zip(source.parts, look.parts, strict=True)
        ),
        understand=understand,
    )
    return Item(page, source, Standing.TODO, key, outputs, small, task)


def _standing(item: Item, wish: Wish, ledger: Ledger) -> Item:
    """The item with its standing."""
    entry = ledger.entries.get(item.page)
    if item.standing is not Standing.TODO or wish.force or entry is None or entry.key != item.key:
        return item
    if entry.outcome == DONE:
        return _stands(item, Standing.DONE) if _whole(item, entry, wish.out) else item
    return item if wish.retry_failed or entry.code in ELSEWHERE else _stands(item, Standing.FAILED)


def _stands(item: Item, standing: Standing) -> Item:
    return Item(item.page, item.source, standing, item.key, item.outputs, item.thumbnail, item.task)


def _whole(item: Item, entry: Entry, out: Path) -> bool:
    """Whether every output that is asked for was written, and is still what was written."""
    written = {(output.form, output.path): output for output in entry.outputs}
    return all(wanted in written and intact(out, written[wanted]) for wanted in item.outputs)


def intact(out: Path, output: Output) -> bool:
    """Whether an output is there and holds what was written."""
    try:
        return sha256(out / output.path) == output.sha256
    except OSError:
        return False


def _side_by_side(work: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """Hashing leaves the interpreter's lock, so threads are enough."""
    with ThreadPoolExecutor(HASHING) as pool:
        results: Iterator[R] = pool.map(work, things)
        return list(results)
