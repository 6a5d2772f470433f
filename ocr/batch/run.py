"""A batch from its wish to its report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ocr import pipeline
from ocr.batch import issues, plan, report, scratch
from ocr.batch.executors import Executor
from ocr.batch.issues import Group
from ocr.batch.ledger import DONE, FAILED, Entry, Ledger, Output
from ocr.batch.lock import locked
from ocr.batch.plan import STATE, Item, Standing, Wish
from ocr.batch.sources import Source
from ocr.batch.task import Outcome, Understand
from ocr.batch.whole import sweep
from ocr.errors import OutputError

Told = Callable[[Entry], None]
"""Is told each page as it is done or has failed."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A plan, the issues its pages are of, the ledger it was held against, and where results go."""

    items: tuple[Item, ...]
    ledger: Ledger
    wish: Wish
    groups: tuple[Group, ...] = ()

    @property
    def todo(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.standing is Standing.TODO)

    @property
    def coming(self) -> tuple[Item, ...]:
        """The pages that will be told: those to read, and those that cannot even be opened."""
        return tuple(item for item in self.items if item.standing in (Standing.TODO, Standing.UNREADABLE))

    @property
    def failed(self) -> tuple[Item, ...]:
        """The pages that stand as failed now."""
        return tuple(item for item in self.items if report.outcome(item, self.ledger) == FAILED)

    @property
    def issues(self) -> tuple[Entry, ...]:
        """What the ledger says of the issues that have been put together, or could not be."""
        return report.issues(self.groups, self.ledger)


def planned(sources: Sequence[Source], wish: Wish, understand: Understand = pipeline.understand) -> Batch:
    """The batch as it would be begun now; nothing is written. Raises InputError, OutputError."""
    ledger = Ledger(wish.out / STATE / "ledger.jsonl")
    items = plan.make(sources, wish, ledger, understand)
    return Batch(items, ledger, wish, issues.groups(items, wish))


@contextmanager
def held(out: Path) -> Iterator[Path | None]:
    """OUT is there and nobody else's while inside; what killed batches left in it is removed.

    Yields a folder for temporary files, see scratch.made. Raises OutputError when another batch has OUT, or when it
    cannot be made.
    """
    state = out / STATE
    try:
        state.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise OutputError(f"{out}: is a file; results need a folder") from error
    except OSError as error:
        raise OutputError(f"{out}: cannot be made ({error.strerror}); choose another place with -o") from error
    with locked(state / "lock", out):
        sweep(out)
        with scratch.made(out) as folder:
            yield folder


def perform(batch: Batch, executor: Executor, told: Told) -> None:
    """Read what is to be read; each page is in the ledger before it is told. Then issues are put together, and the
    reports are written.

    They are also when the reading is broken off. Raises OutputError when the ledger or the reports cannot be written.
    """
    began = time.time()
    todo = {item.page: item for item in batch.todo}
    try:
        with batch.ledger.opened():
            for item in batch.items:
                if item.standing is Standing.UNREADABLE:
                    _keep(batch, item, Outcome(item.page, 0.0, cause=item.cause, code=item.code), told)
            tasks = [item.task for item in todo.values() if item.task is not None]
            with closing(executor.outcomes(tasks)) as outcomes:  # type: ignore[type-var]
                for outcome in outcomes:
                    _keep(batch, todo.pop(outcome.page), outcome, told)
            _put_together(batch, executor)
    finally:
        report.write(batch.items, batch.groups, batch.ledger, batch.wish, began)


def _put_together(batch: Batch, executor: Executor) -> None:
    """Issues whose pages have all been read: tasks like pages, by whoever performs those."""
    groups = {group.page: group for group in batch.groups}
    made = (issues.task(group, batch.wish, batch.ledger) for group in batch.groups)
    tasks = {task.page: task for task in made if task is not None}
    if not tasks:
        return
    with closing(executor.outcomes(tuple(tasks.values()))) as outcomes:  # type: ignore[type-var]
        for outcome in outcomes:
            batch.ledger.add(issues.entry(groups[outcome.page], tasks[outcome.page].key, outcome))


def _keep(batch: Batch, item: Item, outcome: Outcome, told: Told) -> None:
    entry = _entry(item, outcome, batch)
    batch.ledger.add(entry)
    told(entry)


def _entry(item: Item, outcome: Outcome, batch: Batch) -> Entry:
    if outcome.code:
        return Entry(item.page, item.key, FAILED, round(outcome.seconds, 3), cause=outcome.cause, code=outcome.code)
    fresh = tuple(Output(form, path, digest) for (form, path), digest in zip(item.outputs, outcome.hashes, strict=True))
    return Entry(
        page=item.page,
        key=item.key,
        outcome=DONE,
        seconds=round(outcome.seconds, 3),
        outputs=(*fresh, *_others(item, fresh, batch)),
        figures=outcome.figures,
        thumbnail=item.thumbnail,
    )


def _others(item: Item, fresh: Sequence[Output], batch: Batch) -> Iterator[Output]:
    """Outputs in other formats that an earlier batch wrote from the same key: still good, and not to be read again."""
    before = batch.ledger.entries.get(item.page)
    if before is not None and before.key == item.key:
        places = {(output.form, output.path) for output in fresh}
        yield from (output for output in before.outputs if (output.form, output.path) not in places)
