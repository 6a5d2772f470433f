"""Time and memory of `banmian read` beside `tesseract --psm 3` on the same page in the same run.

    python -m tests.bench [PAGE|FOLDER] [--engine auto] [--runs 5] [--command banmian] [--json FILE]

The two take turns, so that a busy moment of the machine strikes both; the median counts. OMP_THREAD_LIMIT=1 is set for
both: with its default of a thread a core and more, Tesseract takes several times longer on most machines, and beating
that would prove nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median

from ocr.image.load import load
from ocr.image.normalize import normalize
from ocr.options import ENGINES, Options
from ocr.profile import load as load_profile
from ocr.segment import segment
from tests.bench.process import Usage, run

ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
TARGETS = {"layout_seconds": 1.5}
PEAK = {"tesseract": 600.0}
"""MB that each engine may take at most; the others MOST."""
MOST = 1000.0
RATIOS = {"tesseract": 0.6, "rapidocr": 0.7, "auto": 1.0, "vote": 1.0}
"""The most of plain Tesseract's time that each engine may take."""

REPOSITORY = Path(__file__).resolve().parents[2]
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"}
LONG_READ = "made-feature-scan.jpg"
"""The page that a folder of shared pages is benched with: a full page as a scanner gives it."""


def main() -> int:
    arguments = _arguments()
    page = _page(arguments.page or arguments.target)
    ours, theirs = _take_turns(page, arguments)
    layout = median(_layout_seconds(page) for _ in range(arguments.runs))
    figures = {
        "page": page.name,
        "engine": arguments.engine,
        "runs": arguments.runs,
        "cores": len(os.sched_getaffinity(0)),
        "banmian_seconds": median(u.seconds for u in ours),
        "tesseract_seconds": median(u.seconds for u in theirs),
        "ratio": median(u.seconds for u in ours) / median(u.seconds for u in theirs),
        "layout_seconds": layout,
        "peak_mb": max(u.peak_mb for u in ours),
        "cpu_ratio": median(u.cpu for u in ours) / median(u.cpu for u in theirs),
    }
    print(_table(figures))
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", nargs="?", help="a page, or a folder with pages/; default: the first of samples/")
    parser.add_argument("--page", help="the same as naming the page")
    parser.add_argument("--engine", choices=ENGINES, default=Options().engine, help="who reads (auto)")
    parser.add_argument("--runs", type=int, default=5, help="how many times each is run; the median counts (5)")
    parser.add_argument("--lang", default="chi_sim", help="language for plain Tesseract (chi_sim)")
    parser.add_argument("--command", default=_installed(), help="the banmian to run")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    return parser.parse_args()


def _installed() -> str:
    beside = Path(sys.executable).with_name("banmian")
    return str(beside) if beside.exists() else shutil.which("banmian") or "banmian"


def _page(target: str | None) -> Path:
    """The picture to read: the one named, the shared folder's, or the first of our samples."""
    if target is None:
        found = sorted(p for p in (REPOSITORY / "samples").iterdir() if p.suffix in PICTURES)
        if not found:
            sys.exit("no page in samples/; name one: python -m tests.bench PAGE")
        return found[0]
    path = Path(target)
    if path.is_dir():
        path = path / "pages" / LONG_READ
    if not path.is_file():
        sys.exit(f"{path}: no such page; name a picture, or a folder that holds pages/{LONG_READ}")
    return path


def _take_turns(page: Path, arguments: argparse.Namespace) -> tuple[list[Usage], list[Usage]]:
    """Both commands' usages, one after the other in each run."""
    ours, theirs = [], []
    for number in range(arguments.runs):
        ours.append(run([arguments.command, "read", str(page), "--engine", arguments.engine], ONE_THREAD))
        theirs.append(run(["tesseract", str(page), "stdout", "-l", arguments.lang, "--psm", "3"], ONE_THREAD))
        print(f"run {number + 1}: {ours[-1].seconds:.1f} s, tesseract {theirs[-1].seconds:.1f} s", file=sys.stderr)
    return ours, theirs


def _layout_seconds(page: Path) -> float:
    """Seconds from file to Layout: load, normalize, segment."""
    profile = load_profile()
    began = time.perf_counter()
    for image in load(page):
        segment(normalize(image), profile)
    return time.perf_counter() - began


def _table(figures: dict[str, str | int | float]) -> str:
    engine = str(figures["engine"])
    targets = {**TARGETS, "ratio": RATIOS[engine], "peak_mb": PEAK.get(engine, MOST)}

    def row(name: str, key: str, unit: str) -> str:
        value = float(figures[key])
        target = targets.get(key)
        verdict = "" if target is None else f"   target {target:g}{unit}: {'met' if value <= target else 'MISSED'}"
        return f"  {name:<42}{value:8.2f}{unit}{verdict}"

    shown = f"{figures['page']}, {figures['engine']}, {figures['cores']} cores"
    head = f"{shown}, median of {figures['runs']}, OMP_THREAD_LIMIT=1 for both"
    rows = (
        row("banmian read", "banmian_seconds", " s"),
        row("tesseract --psm 3", "tesseract_seconds", " s"),
        row("ratio", "ratio", ""),
        row("ratio of processor seconds", "cpu_ratio", ""),
        row("layout alone (load, normalize, segment)", "layout_seconds", " s"),
        row("peak memory of the process tree (PSS)", "peak_mb", " MB"),
    )
    return "\n".join((head, *rows))


if __name__ == "__main__":
    sys.exit(main())
