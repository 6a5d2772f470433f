"""A finished folder of many pages: how long the second run takes, and what the parent process held more at the end.

    python -m tests.bench.folder [--pages 500] [--jobs 2]

Recognition is not part of it: the runs are recorded ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from ocr.batch import run
from ocr.batch.executors import InProcess
from ocr.batch.ledger import Entry
from ocr.batch.sources import Sieve, find
from ocr.batch.workers import Workers
from tests.batch import recorded
from tests.batch.desk import wish

SECONDS, GROWTH = 5.0, 50.0
"""The most a second run may take, and the most MB the parent may grow by, over 500 pages."""

SETTLED = 20
"""Pages after which the parent has imported and opened whatever it needs."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.folder", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=500, help="how many pages the folder has (500)")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of the first run; 1 is none (2)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="banmian-bench-") as name:
        folder, out = recorded.pages(Path(name, "in"), arguments.pages), Path(name, "out")
        held = _first_run(folder, out, arguments.jobs)
        seconds = _second_run(folder, out)
    growth = max(held) - held[min(SETTLED, len(held) - 1)]
    print(f"{arguments.pages} recorded pages, {arguments.jobs} jobs")
    print(f"  second run                 {seconds:6.2f} s   target {SECONDS:g} s: {_verdict(seconds <= SECONDS)}")
    print(f"  growth of the parent       {growth:6.1f} MB  target {GROWTH:g} MB: {_verdict(growth <= GROWTH)}")
    return 0


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


def _first_run(folder: Path, out: Path, jobs: int) -> list[float]:
    """MB that this process held after each page."""
    held: list[float] = []

    def told(_: Entry) -> None:
        held.append(_resident())

    with run.held(out):
        batch = run.planned(find([str(folder)], Sieve(), out), wish(out), recorded.understand)
        run.perform(batch, InProcess() if jobs == 1 else Workers(jobs, 60.0, 1), told)
    return held


def _second_run(folder: Path, out: Path) -> float:
    """Seconds of the same again, all of it done before."""
    began = time.perf_counter()
    with run.held(out):
        batch = run.planned(find([str(folder)], Sieve(), out), wish(out), recorded.understand)
        run.perform(batch, InProcess(), lambda _: None)
    assert not batch.todo
    return time.perf_counter() - began


def _resident() -> float:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
