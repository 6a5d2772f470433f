"""A file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

PREFIX, SUFFIX = ".banmian-", ".part"
"""How the temporary files begin and end, by which those of a killed process are known."""


def put(path: Path, data: bytes) -> None:
    """Put data into path in one step: written beside it under a temporary name, synced to disk, then renamed.

    Whoever is killed half-way leaves a temporary file and the old path as it was. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def sweep(folder: Path) -> None:
    """Remove what killed processes left under a folder; nobody else may be writing there."""
    for left in folder.rglob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError):
            left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
