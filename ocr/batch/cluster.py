"""Pages on other machines, through Dask: a scheduler that is there already, or one made here for the batch.

Storage is shared: a worker opens the page and writes its outputs by the same paths, and only the outcome travels. A
page whose worker is lost is run again by Dask, as often as its scheduler allows (the key allowed-failures of its
configuration, 3 unless set); what Dask gives up may be submitted anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ocr.batch.executors import single_threaded
from ocr.batch.task import Outcome, Work, perform, told
from ocr.errors import DependencyError, EngineError

LOCAL = "local"
REMEDY = "pip install 'banmian[dask]'"
PATIENCE = 15
"""Seconds in which a scheduler must answer."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """address: tcp://host:port of a scheduler, or LOCAL for `count` processes on this machine; tries: how often a page
    is submitted whose workers were lost."""

    address: str
    count: int
    tries: int = 1

    def outcomes(self, tasks: Iterable[Work]) -> Iterator[Outcome]:
        """Raises DependencyError when distributed is not installed or no scheduler answers."""
        with ExitStack() as stack:
            client = self._client(stack)
            yield from self._completed(client, tuple(tasks))

    def _client(self, stack: ExitStack) -> Any:
        try:
            distributed: Any = import_module("distributed")  # its types are not complete
        except ImportError as error:
            raise DependencyError(f"--cluster needs the package distributed; install it: {REMEDY}") from error
        try:
            if self.address != LOCAL:
                return stack.enter_context(distributed.Client(self.address, timeout=PATIENCE))
            made = distributed.LocalCluster(n_workers=self.count, threads_per_worker=1, dashboard_address=None)
            return stack.enter_context(distributed.Client(stack.enter_context(made)))
        except (OSError, ValueError) as error:
            cause = " ".join(str(error).split())[:200]
            start = "start one: dask scheduler"
            raise DependencyError(f"{self.address}: no Dask scheduler answers ({cause}); {start}") from error

    def _completed(self, client: Any, tasks: tuple[Work, ...]) -> Iterator[Outcome]:
        run = os.urandom(8).hex()  # a result that the scheduler still holds from another batch is not this one's

        def submitted(task: Work, number: int) -> Any:
            return client.submit(_perform, task, key=f"banmian-{run}-{number}-{task.page}", pure=False)

        begun = {submitted(task, 1): (task, 1) for task in tasks}
        coming: Any = import_module("distributed").as_completed(list(begun))
        try:
            for future in coming:
                task, number = begun.pop(future)
                outcome = _outcome(future, task)
                if outcome.lost and number < self.tries:
                    again = submitted(task, number + 1)
                    begun[again] = (task, number + 1)
                    coming.add(again)
                else:
                    yield outcome
        finally:
            client.cancel(list(begun))


def _outcome(future: Any, task: Work) -> Outcome:
    """What a worker answered; where none could, why."""
    from distributed import KilledWorker

    error = future.exception() if future.status == "error" else None
    if future.status == "finished":
        answer: Outcome = future.result()
        return answer
    if isinstance(error, KilledWorker) or error is None:
        cause = f"{task.label}: every worker that read it was lost; --retry-failed reads it again, look at their logs"
        return Outcome(task.page, 0.0, cause=cause, code=EngineError.exit_code, lost=True)
    cause, code = told(error, task.label)
    return Outcome(task.page, 0.0, cause=cause, code=code)


def _perform(task: Work) -> Outcome:
    single_threaded()
    return perform(task)
