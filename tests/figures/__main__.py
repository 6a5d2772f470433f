"""Accuracy in figures, on painted pages of random layout and, with a folder, on the pages in it.

    python -m tests.figures [FOLDER] [--pages N | --seeds A:B] [--stage order|layout|film|mend|issue|all] [--engine E]
                            [--writing vertical|small-paper] [--replay [CACHE]]

Each stage is given the truth of the stage before, so that the figures say where text is lost:

    order    true layout and true lines, reconstructed
    clean    the page as painted, segmented; found lines read without error; reconstructed
    worn     the same after the page was made to look scanned
    film     the same after it was made to look like microfilm (asked for by name)
    program  a worn page through the whole program, with Tesseract alone (a few pages: recognition takes its time)
    mend     broken dumps of invented news as articles, by kind of break; of the folder's stories as well
    issue    painted issues of three and four pages put together, read right and with characters misread
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ocr.evaluate import combine
from ocr.geometry import Direction
from ocr.options import ENGINES, Options
from tests.breaker.dumps import KINDS
from tests.figures.blocks import show_order
from tests.figures.found import show as show_found
from tests.figures.found import total
from tests.figures.linked import LINK_LEGEND, MISREAD, Linked, linked, show_linked
from tests.figures.mended import Mended, growth, mended, missed_by, pool_of, show_mended
from tests.figures.painted import SMALL, Outcome, by_feature, outcomes, worst
from tests.figures.shared import HEAD, Scored, order_pages, score_pages, show
from tests.figures.table import LEGEND, Row, table

GROUPS = {
    "order": ("order", "misread"),
    "layout": ("clean", "worn"),
    "film": ("film",),
    "mend": (),
    "issue": (),
    "all": ("order", "clean", "worn", "program"),
}
READ_WHOLE = 4
"""Painted pages that go through the whole program: with Tesseract each takes some ten seconds."""


FEWEST = 6
"""Stories of a folder from which dumps can be made."""
MEND_LEGEND = """\
cer, worst: article CER, mean over the dumps and the highest; whole: stories with CER below 0.05; seams: cuts read
across; wrong: joined runs that do not follow each other; taken: sentences rightly said twice that are gone."""


def main() -> int:
    arguments = _arguments()
    began = time.perf_counter()
    mending = arguments.stage in ("mend", "all") and arguments.dumps > 0
    linking = arguments.stage in ("issue", "all") and arguments.issues > 0
    found = _painted(arguments) if arguments.pages and GROUPS[arguments.stage] else []
    dumps = _mended(arguments) if mending else []
    links = _linked(arguments) if linking else []
    scored = _shared(arguments) if arguments.folder and arguments.stage not in ("mend", "issue") else []
    print(f"{time.perf_counter() - began:.0f} s")
    if arguments.json:
        text = json.dumps(_plain(found, scored, dumps, links), ensure_ascii=False, indent=1)
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
    parser.add_argument("--dumps", type=int, default=204, metavar="N", help="broken dumps (204); 0 for none")
    parser.add_argument("--issues", type=int, default=100, metavar="N", help="painted issues (100); 0 for none")
    parser.add_argument("--seeds", metavar="A:B", help="painted pages, dumps of these seeds, B left out")
    parser.add_argument("--stage", choices=GROUPS, default="all", help="what to measure on painted pages (all)")
    parser.add_argument("--engine", choices=ENGINES, default=Options().engine, help="who reads (auto)")
    writings = [*(way.value for way in Direction), SMALL]
    parser.add_argument(
        "--writing",
        choices=writings,
        default=writings[0],
        help="of the painted pages (horizontal); small-paper: vertical, as set in the 1930s",
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes for painted pages, calls side by side else (2)")
    cache = Path(tempfile.gettempdir()) / "banmian-readings.cache"
    parser.add_argument(
        "--replay", nargs="?", const=cache, type=Path, metavar="CACHE", help="keep readings of line crops there"
    )
    parser.add_argument("--json", metavar="FILE", help="write the figures there, page by page")
    arguments = parser.parse_args()
    arguments.folder = arguments.folder or arguments.folder_too
    first, last = map(int, arguments.seeds.split(":")) if arguments.seeds else (0, arguments.pages)
    if arguments.seeds:
        arguments.dumps = min(arguments.dumps, (last - first) * len(KINDS))
    arguments.seeds, arguments.pages = range(first, last), last - first
    return arguments


def _painted(arguments: argparse.Namespace) -> list[Outcome]:
    """Measure painted pages and print their tables: a row a stage, then features and the worst pages of each stage."""
    stages = GROUPS[arguments.stage]
    quick = [stage for stage in stages if stage != "program"]
    found = list(outcomes(arguments.seeds, quick, arguments.jobs, arguments.writing))
    if "program" in stages:
        found += outcomes(arguments.seeds[:READ_WHOLE], ["program"], arguments.jobs, arguments.writing)
    print(table("painted pages", [_sum(name, found) for name in stages]))
    layouts = {name: [o.found for o in found if o.stage == name and o.found] for name in stages}
    print("".join(f"\nfound, {show_found(name, total(all_), len(all_))}" for name, all_ in layouts.items() if all_))
    for name in stages:
        these = [o for o in found if o.stage == name]
        print("\n" + table(f"{name}: by feature", by_feature(these)))
        print("\n" + table(f"{name}: worst", worst(these, 12)))
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
    for name, order in order_pages(
        arguments.folder, arguments.only, arguments.engine, arguments.jobs, arguments.replay
    ):
        print(show_order(name, order), flush=True)
    asked = [s for s in found if s.missed is not None]
    print(f"targets met on {sum(not s.missed for s in asked)} of {len(asked)} pages")
    return found


def _mended(arguments: argparse.Namespace) -> list[Mended]:
    """Mend broken dumps and print a line a kind; of the folder's stories, which are few, a third as many."""
    found = mended(arguments.dumps, arguments.jobs, first=arguments.seeds.start)
    missed = missed_by(found)
    print(show_mended("broken dumps", found))
    print("targets " + ("met" if not missed else "MISSED " + " ".join(missed)) + "\n")
    pool = pool_of(arguments.folder) if arguments.folder else []
    if len(pool) >= FEWEST:
        print(show_mended("of the folder's stories", mended(arguments.dumps // 3, arguments.jobs, pool)) + "\n")
    for line in growth():
        print(line, flush=True)
    print(f"\n{MEND_LEGEND}\n")
    return found


def _linked(arguments: argparse.Namespace) -> list[Linked]:
    """Put painted issues together and print a line for each way of reading them, then what went wrong."""
    rows = [
        (name, linked(arguments.issues, arguments.jobs, rate=rate))
        for name, rate in (("read right", 0.0), (f"{MISREAD:.0%} misread", MISREAD))
    ]
    print(show_linked(rows))
    for name, found in rows:
        for each in found:
            if each.faults:
                print(f"{name}, seed {each.seed}: {'; '.join(each.faults)}")
    print(f"\n{LINK_LEGEND}\n")
    return [each for _, found in rows for each in found]


def _plain(
    found: Sequence[Outcome], scored: Sequence[Scored], dumps: Sequence[Mended], links: Sequence[Linked]
) -> dict[str, object]:
    return {
        "issues": [asdict(each) for each in links],
        "mended": [{"kind": m.kind, "seed": m.seed, **m.verdict.report.figures()} for m in dumps],
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
