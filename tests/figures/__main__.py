"""Accuracy in figures, on painted pages of random layout and, with a folder, on the pages in it.

    python -m tests.figures [FOLDER] [--pages N | --seeds A:B] [--stage order|layout|all] [--engine E]
                            [--replay [CACHE]]

Each stage is given the truth of the stage before, so that the figures say where text is lost:

    order    true layout and true lines, reconstructed
    clean    the page as painted, segmented; found lines read without error; reconstructed
    worn     the same after the page was made to look scanned
    program  a worn page through the whole program, with Tesseract alone (a few pages: recognition takes its time)
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ocr.evaluate import combine
from ocr.options import ENGINES, Options
from tests.figures.found import show as show_found
from tests.figures.found import total
from tests.figures.painted import Outcome, by_feature, outcomes, worst
from tests.figures.shared import HEAD, Scored, score_pages, show
from tests.figures.table import LEGEND, Row, table

GROUPS = {"order": ("order",), "layout": ("clean", "worn"), "all": ("order", "clean", "worn", "program")}
READ_WHOLE = 4
"""Painted pages that go through the whole program: with Tesseract each takes some ten seconds."""


def main() -> int:
    arguments = _arguments()
    began = time.perf_counter()
    found = _painted(arguments) if arguments.pages else []
    scored = _shared(arguments) if arguments.folder else []
    print(f"{time.perf_counter() - began:.0f} s")
    if arguments.json:
        text = json.dumps(_plain(found, scored), ensure_ascii=False, indent=1)
        Path(arguments.json).write_text(text + "\n", encoding="utf-8")
    return 1 if any(o.failure for o in found) or any(s.failure for s in scored) else 0


def _arguments() -> argparse.Namespace:
    lines = (__doc__ or "").splitlines()
    parser = argparse.ArgumentParser(prog="python -m tests.figures", description=lines[0])
    parser.add_argument("folder", nargs="?", type=Path, help="a folder with pages/ and score/score.py")
    parser.add_argument(
        "--shared", dest="folder_too", type=Path, metavar="FOLDER", help="the same as naming the folder"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="of the folder, only pages whose name holds this")
    parser.add_argument("--pages", type=int, default=24, metavar="N", help="painted pages (24); 0 for none")
    parser.add_argument("--seeds", metavar="A:B", help="painted pages of these seeds, B left out")
    parser.add_argument("--stage", choices=GROUPS, default="all", help="what to measure on painted pages (all)")
    parser.add_argument("--engine", choices=ENGINES, default=Options().engine, help="who reads (auto)")
    parser.add_argument("--jobs", type=int, default=2, help="processes for painted pages, calls side by side else (2)")
    cache = Path(tempfile.gettempdir()) / "banmian-readings.cache"
    parser.add_argument(
        "--replay", nargs="?", const=cache, type=Path, metavar="CACHE", help="keep readings of line crops there"
    )
    parser.add_argument("--json", metavar="FILE", help="write the figures there, page by page")
    arguments = parser.parse_args()
    arguments.folder = arguments.folder or arguments.folder_too
    first, last = map(int, arguments.seeds.split(":")) if arguments.seeds else (0, arguments.pages)
    arguments.seeds, arguments.pages = range(first, last), last - first
    return arguments


def _painted(arguments: argparse.Namespace) -> list[Outcome]:
    """Measure painted pages and print their tables: a row a stage, then features and the worst pages of each stage."""
    stages = GROUPS[arguments.stage]
    quick = [stage for stage in stages if stage != "program"]
    found = list(outcomes(arguments.seeds, quick, arguments.jobs))
    if "program" in stages:
        found += outcomes(arguments.seeds[:READ_WHOLE], ["program"], arguments.jobs)
    print(table("painted pages", [_sum(name, found) for name in stages]))
    layouts = {name: [o.found for o in found if o.stage == name and o.found] for name in stages}
    print("".join(f"\nfound, {show_found(name, total(all_), len(all_))}" for name, all_ in layouts.items() if all_))
    for name in stages:
        these = [o for o in found if o.stage == name]
        print("\n" + table(f"{name}: by feature", by_feature(these)))
        print("\n" + table(f"{name}: worst", worst(these, 8)))
    print(f"\n{LEGEND}\n")
    return found


def _sum(name: str, found: Sequence[Outcome]) -> Row:
    these = [o for o in found if o.stage == name]
    failures = sum(bool(o.failure) for o in these)
    seconds = sum(o.seconds for o in these) / max(1, len(these))
    return Row(
        name, combine(o.report for o in these), f"{seconds:.1f} s a page" + f", {failures} FAILED" * bool(failures)
    )


def _shared(arguments: argparse.Namespace) -> list[Scored]:
    """Measure and print the folder's pages, each as it is done: the referee's figures, ours behind the slash."""
    print(HEAD + "   (referee/ours)")
    found = []
    for scored in score_pages(arguments.folder, arguments.only, arguments.engine, arguments.jobs, arguments.replay):
        print(show(scored), flush=True)
        found.append(scored)
    asked = [s for s in found if s.missed is not None]
    print(f"targets met on {sum(not s.missed for s in asked)} of {len(asked)} pages")
    return found


def _plain(found: Sequence[Outcome], scored: Sequence[Scored]) -> dict[str, object]:
    return {
        "painted": [
            {"stage": o.stage, "seed": o.seed, "features": o.features, "failure": o.failure, **o.report.figures()}
            for o in found
        ],
        "shared": [
            {"page": s.name, "em": s.em, "seconds": s.seconds, "referee": s.referee, "ours": s.report.figures()}
            for s in scored
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
