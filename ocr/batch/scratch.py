"""Temporary files of a batch: in one folder, which the next batch on the same OUT finds and clears.

A worker that is killed, by the system for want of memory or by us for taking too long, leaves its crops behind; a batch
that is killed leaves those of all its workers.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def made(out: Path) -> Iterator[Path | None]:
    """A new folder among the system's temporary ones, named after OUT, gone when it is left. Whoever has OUT locked
    may have it; None where it cannot be made, or somebody else's stands in its place: then each process cleans up for
    itself."""
    digest = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]
    path = Path(tempfile.gettempdir(), f"banmian-batch-{digest}")
    shutil.rmtree(path, ignore_errors=True)
    try:
        path.mkdir(mode=0o700)
    except OSError:
        yield None
        return
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
