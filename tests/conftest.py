"""What holds for every test: one thread a program, the same random examples in every run."""

from __future__ import annotations

import os
import signal

from hypothesis import HealthCheck, settings

os.environ["OMP_THREAD_LIMIT"] = "1"  # before any test starts Tesseract: its threads slow each other down

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")

# A shell that starts the tests in the background has them, and every program they start, ignore an interrupt; tests of
# interrupts are about programs that a person started.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
