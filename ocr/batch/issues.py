"""Issues of several pages in a batch: which pages belong together, and what is written for them once all are read.

A folder is an issue, or what a pattern finds in the pages' names. An issue has a line in the ledger as a page has: its
key is the hash of its pages' results, so it is put together again when one of them has changed, and only then.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from ocr.batch.grouping import Which
from ocr.batch.ledger import DONE, FAILED, Entry, Figures, Key, Ledger, Output
from ocr.batch.plan import Item, Wish, intact
from ocr.batch.task import Outcome, written
from ocr.errors import OutputError
from ocr.formats import FORMATS
from ocr.profile import Profile

if TYPE_CHECKING:
    from ocr.formats.mets import Files
    from ocr.issue import Issue
    from ocr.page import Page

_JUMP = re.compile(r"[转轉接]\s*第?\s*(?:[A-D]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版$")
_LONGEST = 12
"""Characters of such a line up to its 版, at most."""
USED = ("json", "alto")
"""Formats of pages that an issue is made of."""


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one issue. name: its folder in the mirrored tree, '.' for the top; outputs: (format, path below
    OUT)."""

    name: str
    items: tuple[Item, ...]
    outputs: tuple[tuple[str, str], ...]

    @property
    def page(self) -> str:
        """Its name in the ledger, which no page can have."""
        return f"{self.name}/"


def groups(items: Sequence[Item], wish: Wish) -> tuple[Group, ...]:
    """The issues of a plan by name, whether they are to be written or not."""
    from ocr.formats.issue import NAMES

    if wish.grouping.which is Which.NONE:
        return ()
    found: dict[str, list[Item]] = {}
    for item in items:
        name = wish.grouping.name(item.source.name)
        if name is not None:
            found.setdefault(name, []).append(item)
    forms = ("json", "markdown", *(("mets",) if "alto" in wish.forms else ()))
    return tuple(
        Group(name, tuple(found[name]), tuple((form, str(PurePosixPath(name, NAMES[form]))) for form in forms))
        for name in sorted(found)
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of an issue: its result in JSON, its scan (None: there are several, of its parts), and its ALTO where METS
    is wanted."""

    page: str
    result: Path
    scan: Path | None
    alto: Path | None


@dataclass(frozen=True, slots=True)
class IssueTask:
    """An issue to put together. page: its name in the ledger; outputs: (format, absolute path)."""

    page: str
    key: Key
    title: str
    leaves: tuple[Leaf, ...]
    outputs: tuple[tuple[str, Path], ...]
    profile: Profile

    @property
    def label(self) -> str:
        return self.page

    def done(self) -> tuple[tuple[str, ...], Figures]:
        return _write(self)


def task(group: Group, wish: Wish, ledger: Ledger) -> IssueTask | None:
    """What is to be done for a group; None when its issue stands, when it is none, and while a page is left to read."""
    entries = {item.page: entry for item in group.items if (entry := _current(item, ledger)) is not None}
    if len(entries) < len(group.items):
        return None
    done = [item for item in group.items if entries[item.page].outcome == DONE]
    key = _key(done, entries, wish)
    before = ledger.entries.get(group.page)
    if before is not None and before.key == key and not wish.force and _stands(group, before, wish):
        return None
    if not _wanted(done, wish):
        return None
    out = wish.out.resolve()
    outputs = tuple((form, out / path) for form, path in group.outputs)
    leaves = tuple(_leaf(item, out) for item in done)
    return IssueTask(group.page, key, _title(group, done), leaves, outputs, wish.options.profile)


def entry(group: Group, key: Key, outcome: Outcome) -> Entry:
    """The line in the ledger of an issue that was put together, or could not be."""
    seconds = round(outcome.seconds, 3)
    if outcome.code:
        return Entry(group.page, key, FAILED, seconds, cause=outcome.cause, code=outcome.code)
    outputs = tuple(Output(*where, digest) for where, digest in zip(group.outputs, outcome.hashes, strict=True))
    return Entry(group.page, key, DONE, seconds, outputs, outcome.figures)


def _leaf(item: Item, out: Path) -> Leaf:
    paths = {form: out / path for form, path in item.outputs}
    scan = None if item.source.parts else item.source.path.resolve()
    return Leaf(item.page, paths["json"], scan, paths.get("alto"))


def _current(item: Item, ledger: Ledger) -> Entry | None:
    entry = ledger.entries.get(item.page)
    return entry if entry is not None and entry.key == item.key else None


def _key(done: Sequence[Item], entries: Mapping[str, Entry], wish: Wish) -> Key:
    """Depends on every page's result, and on the scans and ALTO files that METS has the hashes of."""
    pages = [
        (
            item.page,
            item.key.input,
            [(o.form, o.sha256) for o in entries[item.page].outputs if o.form in USED],
        )
        for item in done
    ]
    digest = hashlib.sha256(json.dumps(pages).encode()).hexdigest()
    return Key(digest, f"{wish.options.digest()}-{wish.grouping.which}", wish.version)


def _stands(group: Group, before: Entry, wish: Wish) -> bool:
    """Whether what an entry says is still so: its files are there and whole."""
    if before.outcome == FAILED:
        return not wish.retry_failed
    written_ = {(output.form, output.path): output for output in before.outputs}
    return all(each in written_ and intact(wish.out, written_[each]) for each in group.outputs)


def _wanted(done: Sequence[Item], wish: Wish) -> bool:
    if wish.grouping.which is Which.ALL:
        return bool(done)
    return len(done) > 1 and any(_points(_result(item, wish)) for item in done)


def _points(result: Path) -> bool:
    """Whether a page's result holds a jump line: an article's, or one in any other text. It is not parsed, for there
    may be hundreds that hold none."""
    text = result.read_text(encoding="utf-8")
    if any(text.count(f'"{key}": "') > text.count(f'"{key}": ""') for key in ("jump_to", "jump_from")):
        return True
    ends = (found.end() for found in re.finditer("版", text))
    return any(_JUMP.search(text[max(0, end - _LONGEST) : end]) for end in ends)


def _result(item: Item, wish: Wish) -> Path:
    """The page's result in JSON."""
    return wish.out / next(path for form, path in item.outputs if form == "json")


def _write(task: IssueTask) -> tuple[tuple[str, ...], Figures]:
    from ocr.formats.issue import data, remarks
    from ocr.link import link

    found = [(leaf, page) for leaf in task.leaves for page in _pages(leaf.result)]
    issue = link([page for _, page in found], task.title, task.profile)
    hashes = []
    for form, path in task.outputs:
        files = _files(issue, found, path.parent) if form == "mets" else ()
        hashes.append(written(path, data(issue, form, files)))
    return tuple(hashes), Figures(articles=len(issue.stories), links=len(issue.links), notes=remarks(issue))


def _title(group: Group, done: Sequence[Item]) -> str:
    """The issue's folder, or that of its first page for the top of the tree."""
    name = PurePosixPath(group.name).name
    return name or done[0].source.path.resolve().parent.name or "issue"


def _pages(path: Path) -> Iterator[Page]:
    from ocr.formats import from_json

    for line in path.read_text(encoding="utf-8").split("\n"):  # a text may hold what else is a line end to Python
        if line:
            yield from_json.page(json.loads(line), str(path))


def _files(issue: Issue, found: Sequence[tuple[Leaf, Page]], folder: Path) -> list[Files]:
    """Scan and ALTO of each sheet. Two pages on one scan name the same scan, and each the ALTO that the batch wrote of
    it. Raises OutputError where a page was put together from several scans, none of which its ALTO describes."""
    from ocr.formats import mets

    leaves: dict[int, tuple[Leaf, int]] = {}
    counts: Counter[str] = Counter()
    for leaf, page in found:
        counts[leaf.page] += 1
        leaves[id(page)] = leaf, counts[leaf.page]
    made = []
    for sheet in issue.sheets:
        leaf, number = leaves[id(sheet.page)]
        if leaf.scan is None:
            raise OutputError(f"{leaf.page}: METS wants one picture of a page; make it: banmian read --parts --whole")
        if leaf.alto is not None:
            alto = FORMATS["alto"].path(leaf.alto, number)
            made.append(mets.Files(mets.file(leaf.scan, folder), mets.file(alto, folder)))
    return made
