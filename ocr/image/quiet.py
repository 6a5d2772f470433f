"""What Pillow and libtiff say of a damaged file, kept off the reader's screen and known to the program.

Pillow warns and goes on. libtiff writes straight to file descriptor 2, and where a strip of fax or JPEG is broken it
gives back white or grey without an error: what it writes is all that tells of the loss.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDERR = 2
_SAID = re.compile(
    rb"(?:_?TIFF|Fax|CCITT|LZW|LZMA|O?JPEG|ZIP|ZSTD|PackBits|Pixar|Log|Thunder|NeXT|LERC|WebP|Dump|tempfile)[\w.]*: "
    rb"[\x20-\x7e]+"
)
"""libtiff's lines begin with the function that speaks, or with the name under which Pillow opens a file."""


@contextmanager
def listening() -> Iterator[list[str]]:
    """Yield a list that holds what libtiff has said, once the block is left; warnings are dropped.

    File descriptor 2 and the filters of warnings are the whole process's: one thread at a time. What else is written
    there meanwhile goes where it belongs.
    """
    said: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            before = os.dup(_STDERR)
        except OSError:  # there is no stderr: nobody is to be spared
            yield said
            return
        kept = os.memfd_create("banmian-stderr")
        os.dup2(kept, _STDERR)
        try:
            yield said
        finally:
            os.dup2(before, _STDERR)
            os.lseek(kept, 0, os.SEEK_SET)
            said += _sorted_out(os.read(kept, 1 << 20))
            os.close(before)
            os.close(kept)


def _sorted_out(written: bytes) -> Iterator[str]:
    """The lines that are libtiff's; the others are written to stderr."""
    for line in written.splitlines(keepends=True):
        if _SAID.fullmatch(line.strip()):
            yield line.decode("ascii", "replace").strip()
        else:
            with suppress(OSError):
                os.write(_STDERR, line)
