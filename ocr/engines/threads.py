"""One thread for each child process that brings its own."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = "OMP_THREAD_LIMIT"

_lock = threading.Lock()
_before: list[str | None] = []
"""What the variable was, once for each user inside: the environment is one for all threads of this process."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Child processes started inside use one OpenMP thread each; the environment is put back when the last user leaves.

    Tesseract's own threads wait for each other: with as many calls side by side as there are cores they take ten times
    longer (tesseract#3109).
    """
    with _lock:
        _before.append(_before[0] if _before else os.environ.get(LIMIT))
        os.environ[LIMIT] = "1"
    try:
        yield
    finally:
        with _lock:
            _leave(_before.pop())


def _leave(value: str | None) -> None:
    if _before:
        return
    if value is None:
        os.environ.pop(LIMIT, None)
    else:
        os.environ[LIMIT] = value
