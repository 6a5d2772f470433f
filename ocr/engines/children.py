"""Child processes of a page's reading, and how all of them are ended when the reading is broken off.

Ctrl-C reaches the main thread only, while the threads that wait for Tesseract would go on waiting for a call that
hangs, and then start others. So all calls of a page are made under one Watch: once that is ended, its processes are
killed, and no call goes on.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Ended(BaseException):
    """A call was broken off from outside. Not an error of the engine: nobody may try again."""


class Watch:
    """The child processes of one reading, whichever thread started them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._ended = False
        self.busy = threading.Event()
        """Set once recognition is under way, and there is more waiting than work in this process."""

    def end(self) -> None:
        """Kill all processes; those that are started later die as soon as they are held."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.kill()

    def check(self) -> None:
        """Raise Ended once end() was called: for work that is done in this process."""
        self.busy.set()
        with self._lock:
            if self._ended:
                raise Ended

    @contextmanager
    def holding(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """The process is under watch while inside, and has ended when it is left. Raises Ended once end() was called.

        No process outlives the one who waits for it, whatever exception that leaves with.
        """
        self.busy.set()
        with self._lock:
            self._running.add(process)
            if self._ended:
                process.kill()
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(process)
                ended = self._ended
            if process.poll() is None:
                process.kill()
                process.wait()
            if ended:
                raise Ended


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """A Watch for the processes that are started inside, the one at hand where there is one; threads see it when they
    run in a copy of the context."""
    watch = _watch.get() or Watch()
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@contextmanager
def holding(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """The process is held by the Watch at hand while inside, by one of its own where there is none."""
    with (_watch.get() or Watch()).holding(process):
        yield


def check() -> None:
    """Raise Ended once the Watch at hand was ended; an engine that reads in this process asks between lines."""
    watch = _watch.get()
    if watch is not None:
        watch.check()
