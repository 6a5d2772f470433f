"""Worker processes, each with one page in hand: one that dies or takes too long is replaced, its page accounted for.

concurrent.futures gives up all tasks when one of its processes dies and cannot end one that hangs; here each worker has
a pipe of its own, so it is known which page went down with it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from ocr.batch import server
from ocr.batch.executors import single_threaded
from ocr.batch.task import Outcome, Work, perform
from ocr.errors import EngineError

READY = "ready"
MERCY = 2.0
"""Seconds between asking a worker to end and ending it."""

HEED = 0.5
"""Seconds between two looks at whether the batch was interrupted: a signal just before a wait does not end the wait."""

STARTS = 3
"""Workers in a row that may die before they are ready: then none will ever be."""


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, and what it is at. started: when it was given the task, by time.monotonic."""

    process: BaseProcess
    pipe: Connection
    ready: bool = False
    task: Work | None = None
    started: float = 0.0


@dataclass(slots=True)
class Workers:
    """`count` processes. limit: seconds a page may take; tries: how often a page is begun whose worker is lost;
    scratch: where they keep temporary files, None for where the system does."""

    count: int
    limit: float
    tries: int = 1
    scratch: Path | None = None
    _all: list[_Worker] = field(default_factory=list)
    _stillborn: int = 0

    def outcomes(self, tasks: Iterable[Work]) -> Iterator[Outcome]:
        waiting = deque((task, 1) for task in tasks)
        tried: dict[str, int] = {}
        server.begin()
        try:
            while waiting or any(worker.task for worker in self._all):
                self._staff(len(waiting))
                told = []
                for task, outcome in self._next():
                    if outcome.code and outcome.lost and tried[task.page] < self.tries:
                        waiting.append((task, tried[task.page] + 1))
                    else:
                        told.append(outcome)
                self._hand_out(waiting, tried)  # nobody waits while what was done is written down
                yield from told
        finally:
            self._end()

    def _staff(self, waiting: int) -> None:
        """As many workers as there is work for, up to the count."""
        busy = sum(worker.task is not None for worker in self._all)
        while len(self._all) < min(self.count, busy + waiting):
            if self._stillborn >= STARTS:
                raise EngineError(f"{STARTS} worker processes died at once; --jobs 1 works without, and shows why")
            ours, theirs = server.context.Pipe()
            process = server.context.Process(
                target=_work, args=(theirs, self.scratch), name="banmian-worker", daemon=True
            )
            process.start()
            theirs.close()
            self._all.append(_Worker(process, ours))

    def _hand_out(self, waiting: deque[tuple[Work, int]], tried: dict[str, int]) -> None:
        for worker in self._all:
            if worker.ready and worker.task is None and waiting:
                task, tried[task.page] = waiting.popleft()
                self._give(worker, task)

    def _give(self, worker: _Worker, task: Work) -> None:
        worker.task, worker.started = task, time.monotonic()
        with suppress(OSError):  # it died while idle: its sentinel says so next
            worker.pipe.send(task)

    def _next(self) -> list[tuple[Work, Outcome]]:
        """What has happened, after waiting a little for something to happen."""
        now = time.monotonic()
        ends = [worker.started + self.limit - now for worker in self._all if worker.task]
        watched = [thing for worker in self._all for thing in (worker.pipe, worker.process.sentinel)]
        wait(watched, timeout=max(0.0, min(*ends, self.limit, HEED)))
        happened = [event for worker in tuple(self._all) if (event := self._look(worker)) is not None]
        return happened

    def _look(self, worker: _Worker) -> tuple[Work, Outcome] | None:
        """The page that a worker is done with, one way or another. What it said counts before how it ended."""
        alive = worker.process.is_alive()  # asked first: what it says before it ends is still heard
        said = _said(worker)
        if said == READY:
            worker.ready, self._stillborn = True, 0
        elif isinstance(said, Outcome) and worker.task:
            task, worker.task = worker.task, None
            return task, said
        elif not alive:
            return self._buried(worker)
        elif worker.task and time.monotonic() - worker.started >= self.limit:
            task = worker.task
            self._dismiss([worker])
            cause = f"took longer than {self.limit:g} s and was given up; allow more with --page-timeout"
            return task, _lost(task, cause, worker.started)
        return None

    def _buried(self, worker: _Worker) -> tuple[Work, Outcome] | None:
        self._stillborn += not worker.ready
        self._dismiss([worker])
        if worker.task is None:
            return None
        code = worker.process.exitcode or 0
        how = f"killed by signal {-code}" if code < 0 else f"left with {code}"
        cause = f"the worker process died ({how}); --retry-failed reads it again, with fewer --jobs if memory is short"
        return worker.task, _lost(worker.task, cause, worker.started)

    def _end(self) -> None:
        self._dismiss(tuple(self._all))

    def _dismiss(self, workers: Iterable[_Worker]) -> None:
        """End workers and all that they have started: asked first, so that they clean up."""
        workers = tuple(workers)
        for worker in workers:
            worker.process.terminate()
        deadline = time.monotonic() + MERCY
        for worker in workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(worker.process.pid or 0, signal.SIGKILL)
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
            self._all.remove(worker)


def _said(worker: _Worker) -> object:
    try:
        return worker.pipe.recv() if worker.pipe.poll() else None
    except (EOFError, OSError):  # it died, perhaps in the middle of a word
        worker.process.join(MERCY)
        return None


def _lost(task: Work, cause: str, started: float) -> Outcome:
    seconds = time.monotonic() - started
    return Outcome(task.page, seconds, cause=f"{task.label}: {cause}", code=EngineError.exit_code, lost=True)


def _work(pipe: Connection, scratch: Path | None) -> None:
    """A worker's life: tasks in, outcomes out, until the pipe is closed at the other end."""
    if scratch is not None:
        tempfile.tempdir = str(scratch)
    os.setpgid(0, 0)  # ended with all it has started; and Ctrl-C at the terminal is the parent's to answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow_parent, daemon=True).start()
    single_threaded()
    with suppress(EOFError, BrokenPipeError):
        pipe.send(READY)
        while True:
            pipe.send(perform(pipe.recv()))


def _leave(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _follow_parent() -> None:
    """A parent that is killed cannot end its workers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)
