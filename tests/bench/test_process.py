"""The bench measures a process and its children."""

import sys

import pytest

from tests.bench.process import run

HOLD = "import time; held = bytearray(80_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(0.4)"


def test_memory_of_a_child_process_is_counted_to_its_parent() -> None:
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
    usage = run([sys.executable, "-c", parent], {})
    assert usage.peak_mb > 80
    assert usage.seconds > 0.4


def test_a_command_that_fails_is_an_error_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match="exit 3: no luck"):
        run([sys.executable, "-c", "import sys; print('no luck', file=sys.stderr); sys.exit(3)"], {})
