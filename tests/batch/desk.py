"""A batch at hand: wish, run, what it left."""

from __future__ import annotations

from pathlib import Path

from ocr.batch import run
from ocr.batch.executors import Executor, InProcess
from ocr.batch.ledger import Entry
from ocr.batch.plan import STATE, Wish
from ocr.batch.run import Batch
from ocr.batch.sources import Sieve, find
from ocr.batch.task import Understand
from ocr.options import Options
from tests.batch import recorded

OPTIONS = Options(jobs=1)


def wish(out: Path, **changes: object) -> Wish:
    values: dict[str, object] = {"out": out, "options": OPTIONS, "forms": ("json",), "version": "1"}
    return Wish(**(values | changes))  # type: ignore[arg-type]


def perform(
    folder: Path,
    out: Path,
    executor: Executor | None = None,
    understand: Understand | None = None,
    **changes: object,
) -> tuple[Batch, list[Entry]]:
    """Run a batch over a folder; the batch, and the entries of the pages that were read or failed now."""
    told: list[Entry] = []
    wanted = wish(out, **changes)
    with run.held(out):
        batch = run.planned(find([str(folder)], Sieve(), out), wanted, understand or recorded.understand)
        run.perform(batch, executor or InProcess(), told.append)
    return batch, told


def tree(out: Path) -> dict[str, bytes]:
    """The outputs of a batch by path, and what should not be there: all but its state and its reports."""
    files = (path for path in out.rglob("*") if path.is_file())
    named = {path.relative_to(out).as_posix(): path for path in files}
    return {
        name: path.read_bytes()
        for name, path in sorted(named.items())
        if name.endswith(".part") or not name.startswith((STATE, "report."))
    }
