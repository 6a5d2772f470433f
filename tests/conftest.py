"""What holds for every test: one thread a program, the same random examples in every run."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["OMP_THREAD_LIMIT"] = "1"  # before any test starts Tesseract: its threads slow each other down

settings.register_profile("fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fixed")
