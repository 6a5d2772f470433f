"""Who performs tasks: here the one that needs nobody else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Protocol

from ocr.batch.task import Outcome, Work, perform
from ocr.image.threads import one_thread


class Executor(Protocol):
    """Performs tasks, in any order, one outcome each.

    An executor is left by closing the iterator it gave; then nothing of it runs on.
    """

    def outcomes(self, tasks: Iterable[Work]) -> Iterator[Outcome]:
        """The outcomes as they come. What is wrong with a page is in its outcome; raises OcrError when nothing can
        be performed at all."""
        ...


class InProcess:
    """One page after the other in this process. A page that hangs cannot be given up, and one that crashes takes all
    with it: what was done before is in the ledger."""

    def outcomes(self, tasks: Iterable[Work]) -> Iterator[Outcome]:
        single_threaded()
        yield from map(perform, tasks)


def single_threaded() -> None:
    """This process and those it starts use one thread each: as many processes as cores have nothing to share out.

    onnxruntime is held to one thread where its session is made.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"
    one_thread()
