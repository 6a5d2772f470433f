"""Pages compared: figures, edit script and differences, computed once; whoever shows them only reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocr.diff.sources import Source
from ocr.errors import InputError
from ocr.evaluate.differences import Differences, characters, differences
from ocr.evaluate.edits import Kind
from ocr.evaluate.matched import Matched, match
from ocr.evaluate.report import Report, combine, figure
from ocr.evaluate.script import script
from ocr.evaluate.segments import Script


@dataclass(frozen=True, slots=True)
class Compared:
    """One page. name is what both files are called; output and reference are the files."""

    name: str
    output: str
    reference: str
    matched: Matched
    report: Report
    script: Script
    differences: Differences


@dataclass(frozen=True, slots=True)
class Comparison:
    """All pages compared, and their figures summed character by character."""

    pages: tuple[Compared, ...]
    variants: bool | None = None

    @property
    def report(self) -> Report:
        return combine(page.report for page in self.pages)

    def kinds(self) -> dict[Kind, tuple[int, int]]:
        """Differences and characters of each kind, over all pages."""
        return _added(kinds(page) for page in self.pages)


def kinds(page: Compared) -> dict[Kind, tuple[int, int]]:
    """Differences and characters of each kind on a page."""
    return {kind: (count, length) for kind, count, length in characters(page.differences)}


def compare(name: str, output: Source, reference: Source, *, variants: bool | None) -> tuple[Compared, ...]:
    """The pages of two files, one by one. Raises InputError when they do not hold as many."""
    ours, theirs = output.pages, reference.pages
    if len(ours) != len(theirs):
        if output.loose:
            ours = (output.as_one(),)
        if reference.loose:
            theirs = (reference.as_one(),)
    if len(ours) != len(theirs):
        raise InputError(
            f"{output.name}: has {len(ours)} pages and {reference.name} has {len(theirs)}; compare as many with as many"
        )
    several = len(ours) > 1
    found = []
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        matched = match(other, one, variants=variants)
        made = script(matched)
        label = f"{name} p{number}" if several else name
        found.append(Compared(label, output.name, reference.name, matched, figure(matched), made, differences(made)))
    return tuple(found)


def _added(each: Iterable[dict[Kind, tuple[int, int]]]) -> dict[Kind, tuple[int, int]]:
    total = dict.fromkeys(Kind, (0, 0))
    for page in each:
        for kind, (count, length) in page.items():
            total[kind] = total[kind][0] + count, total[kind][1] + length
    return total
