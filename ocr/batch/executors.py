"""Who performs tasks: here the one that needs nobody else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class InProcess:
    """One page after the other in this process. A page that hangs cannot be given up, and one that crashes takes all
    with it: what was done before is in the ledger. scratch: as of Workers."""

    scratch: Path | None = None

    def outcomes(self, tasks: Iterable[Work]) -> Iterator[Outcome]:
        single_threaded()
        before = tempfile.tempdir
        try:
            tempfile.tempdir = str(self.scratch) if self.scratch else before
            yield from map(perform, tasks)
        finally:
            tempfile.tempdir = before


def single_threaded() -> None:
    """This process and those it starts use one thread each: as many processes as cores have nothing to share out.

    onnxruntime is held to one thread where its session is made.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"
    one_thread()
