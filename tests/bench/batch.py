"""How much of the time of `banmian batch --jobs 1` the default number of workers takes, in one run.

    python -m tests.bench.batch [PAGE] [--pages 40] [--engine tesseract] [--command banmian]

Every page is a copy of PAGE, of the first of samples/ when left out; the two take turns by twenties, so that a busy
moment of the machine strikes both.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from ocr.options import ENGINES
from tests.bench.__main__ import _installed, _page
from tests.bench.process import run

TARGET = 0.55
"""The most that two cores may take of one's time."""

TURN = 20
"""Pages of one turn."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.batch", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", nargs="?", help="the page to copy; default: the first of samples/")
    parser.add_argument("--pages", type=int, default=40, help="how many pages are read each way (40)")
    parser.add_argument("--engine", choices=ENGINES, default="tesseract", help="who reads (tesseract)")
    parser.add_argument("--command", default=_installed(), help="the banmian to run")
    arguments = parser.parse_args()
    page = _page(arguments.page)
    one, all_cores = 0.0, 0.0
    for done in range(0, arguments.pages, TURN):
        count = min(TURN, arguments.pages - done)
        one += _seconds(page, count, arguments, "--jobs", "1")
        all_cores += _seconds(page, count, arguments)
        print(f"{done + count} pages: {one:.1f} s with --jobs 1, {all_cores:.1f} s without", file=sys.stderr)
    ratio = all_cores / one
    verdict = "met" if ratio <= TARGET else "MISSED"
    print(f"batch, {arguments.pages} x {page.name}, {arguments.engine}: ratio {ratio:.3f}, target {TARGET}: {verdict}")
    return 0


def _seconds(page: Path, count: int, arguments: argparse.Namespace, *jobs: str) -> float:
    """Wall seconds of a batch over fresh copies of a page."""
    with tempfile.TemporaryDirectory(prefix="banmian-bench-") as name:
        folder = Path(name, "in")
        folder.mkdir()
        for number in range(count):
            shutil.copy(page, folder / f"{number:03}{page.suffix}")
        command = [arguments.command, "batch", str(folder), "-o", str(Path(name, "out")), "-q"]
        return run([*command, "--engine", arguments.engine, *jobs], {}).seconds


if __name__ == "__main__":
    sys.exit(main())
