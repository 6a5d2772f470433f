"""How far a batch has come: a bar on a terminal, a plain line now and then elsewhere, nothing when that is wanted."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ocr.cli import report

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from ocr.batch.ledger import Entry

EVERY = 10.0
"""Seconds between two plain lines."""


def watcher(pages: int, *, quiet: bool) -> Silent:
    """The one that suits whoever reads stderr."""
    if quiet:
        return Silent(pages)
    return Bar(pages) if sys.stderr.isatty() else Lines(pages)


class Silent:
    """Says nothing, but counts. A context that is left when the batch ends."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.told_of = self.failed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def told(self, entry: Entry) -> None:
        """A page is done or has failed."""
        self.told_of += 1
        self.failed += bool(entry.code)


class Lines(Silent):
    """A failure at once, the state every EVERY seconds, also while no page ends."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.began = time.monotonic()
        self._over = threading.Event()
        self._clock = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._clock.join()

    def told(self, entry: Entry) -> None:
        super().told(entry)
        if entry.code:
            report.say(entry.cause)

    def state(self, seconds: float) -> str:
        """Pages done and failed, the rate, and the time left at that rate."""
        said = f"{self.told_of} of {self.pages} pages, {self.failed} failed"
        if not self.told_of:
            return said
        rate = self.told_of / max(seconds, 0.001)
        left = round((self.pages - self.told_of) / rate)
        clock = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"
        return f"{said}, {60 * rate:.1f} a minute, {clock} left"

    def _tell(self) -> None:
        while not self._over.wait(EVERY):
            report.say(self.state(time.monotonic() - self.began))


class Bar(Silent):
    """A bar by rich, with failures above it."""

    progress: Progress
    task: TaskID

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]} failed"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=Console(stderr=True, highlight=False),
        )
        self.progress.start()
        self.task = self.progress.add_task("", total=self.pages, failed=0, rate="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.stop()

    def told(self, entry: Entry) -> None:
        super().told(entry)
        if entry.code:
            self.progress.console.print(report.line(entry.cause), markup=False, soft_wrap=True)
        rate = f"{60 * self.told_of / max(self.progress.tasks[0].elapsed or 0.0, 0.001):.1f} a minute"
        self.progress.update(self.task, advance=1, failed=self.failed, rate=rate)
