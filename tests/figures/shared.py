"""Pages of a folder outside the project, read by the whole program and scored twice: by its referee and by our own
measures.

The folder holds pages/NAME.truth.json with pages/NAME*.jpg or .png, and score/score.py. Of a page with
pages/NAME.blocks.json, boxes in reading order, the order alone is measured.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from ocr.evaluate import Report, from_json, measure
from ocr.formats import json as json_format
from ocr.geometry import Direction, Transform
from ocr.options import Options
from ocr.page import Page
from ocr.pipeline import read
from tests.figures.blocks import Order, orders
from tests.figures.failure import failure_of
from tests.figures.remember import remembering

# What is asked of a page whose name begins so: article_cer at most; articles, titles and seams at least.
TARGETS = (
    ("made-feature-old", 0.01, 1.0, 1.0, 1.0),
    ("made-briefs-photo", 0.01, 1.0, 1.0, 1.0),
    ("made-", 0.003, 1.0, 1.0, 1.0),
    ("zgjyb-", 0.01, 1.0, 0.0, 0.0),
    ("rmrb-", 0.01, 1.0, 0.0, 0.0),
)
OF_TESSERACT = (
    ("made-feature-old", 0.05, 1.0, 0.85, 0.90),
    ("made-briefs-photo", 0.05, 1.0, 0.85, 0.90),
    ("made-", 0.02, 1.0, 1.0, 1.0),
    ("zgjyb-", 0.04, 5 / 6, 5 / 6, 0.0),
    ("rmrb-", 0.03, 1.0, 1.0, 0.0),
)


@dataclass(frozen=True, slots=True)
class Scored:
    """One page: glyph height in pixels, seconds it took, the referee's figures and ours, the targets it missed."""

    name: str
    em: float
    seconds: float
    referee: dict[str, Any]
    report: Report
    missed: tuple[str, ...] | None
    failure: str = ""


def score_pages(folder: Path, pattern: str, engine: str, jobs: int, replay: Path | None) -> Iterator[Scored]:
    """Every page of the folder that has a truth and whose name holds the pattern; halves of a page are left out."""
    judge = referee(folder / "score" / "score.py")
    with remembering(replay):
        for picture, truth in _pairs(folder / "pages"):
            if pattern in picture.name:
                yield _scored(
                    picture,
                    json.loads(truth.read_text(encoding="utf-8")),
                    judge,
                    replace(Options(), engine=engine, jobs=jobs),
                )


def order_pages(folder: Path, pattern: str, engine: str, jobs: int, replay: Path | None) -> Iterator[tuple[str, Order]]:
    """The reading order of every page of the folder whose blocks are known and whose name holds the pattern."""
    options = replace(Options(), engine=engine, jobs=jobs)
    with remembering(replay):
        for known in sorted((folder / "pages").glob("*.blocks.json")):
            truth = json.loads(known.read_text(encoding="utf-8"))
            if pattern in known.name:
                page, failure = _read(known.with_name(truth["image"]), options)
                name = known.name.removesuffix(".blocks.json")
                yield f"{name} {failure}".strip(), orders(truth, page)


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    """Pictures with the truth whose name theirs begins with."""
    pictures = sorted(p for p in folder.iterdir() if p.suffix in (".jpg", ".png") and "-half-" not in p.name)
    truths = {t.name.removesuffix(".truth.json"): t for t in folder.glob("*.truth.json")}
    return [(p, t) for p in pictures for name, t in truths.items() if p.stem == name or p.stem.startswith(name + "-")]


def _scored(picture: Path, truth: dict[str, Any], judge: ModuleType, options: Options) -> Scored:
    began = time.perf_counter()
    page, failure = _read(picture, options)
    seconds = time.perf_counter() - began
    figures = _refereed(judge, truth, page)
    output = from_json(json_format.plain(page))
    report = measure(from_json(truth), output)
    missing = missed(picture.stem, figures, options.engine)
    return Scored(picture.stem, _glyph_height(page), seconds, figures, report, missing, failure)


def _glyph_height(page: Page) -> float:
    """Height of a body glyph on the scan in pixels, as normalising measured it; 0 when it did not come so far."""
    measured = (dict(step.details).get("em") for step in page.steps if step.name == "glyph")
    return float(next(measured, 0.0) or 0.0)


def _read(picture: Path, options: Options) -> tuple[Page, str]:
    """The page, and how reading failed: then it is a page without articles, and the others are still measured."""
    try:
        (page,) = read(str(picture), options)
        return page, ""
    except Exception as error:
        return Page(str(picture), 1, (1, 1), None, Direction.HORIZONTAL, Transform()), failure_of(error)


def _refereed(judge: ModuleType, truth: dict[str, Any], page: Page) -> dict[str, Any]:
    """The referee's figures; it is given a file, as anyone would give it one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.json"
        path.write_text(json_format.write(page), encoding="utf-8")
        load_pred: Callable[[str], Any] = judge.load_pred
        figures: dict[str, Any] = judge.score(truth, load_pred(str(path)))
    return figures


def missed(name: str, figures: dict[str, Any], engine: str = "auto") -> tuple[str, ...] | None:
    """Names of the targets that a page misses; None when nothing is asked of it."""
    for start, cer, articles, titles, seams in OF_TESSERACT if engine == "tesseract" else TARGETS:
        if name.startswith(start):
            least = {"articles": articles, "titles": titles, "seams": seams}
            short = [key for key, value in least.items() if figures[key] < value - 1e-9]
            return tuple(["article_cer"] * (figures["article_cer"] > cer) + short)
    return None


def show(scored: Scored) -> str:
    """One line: the referee's figures with ours behind a slash where both have one."""
    ours = scored.report.figures()
    cells = [f"{scored.name:<24}{scored.em:4.0f}px{scored.seconds:6.1f}s"]
    for key in ("article_cer", "articles", "titles", "seams", "bag", "extra"):
        cells.append(f"{scored.referee[key]:7.3f}/{ours[key]:.3f}")
    verdict = "-" if scored.missed is None else "met" if not scored.missed else "MISSED " + " ".join(scored.missed)
    return "".join(cells) + f"  {verdict}  {scored.failure}".rstrip()


HEAD = f"{'page':<24}{'em':>6}{'time':>7}" + "".join(
    f"{name:>13}" for name in ("article_cer", "articles", "titles", "seams", "bag", "extra")
)


def referee(path: Path) -> ModuleType:
    """The folder's own scorer, imported from its file."""
    spec = importlib.util.spec_from_file_location("referee", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"{path}: no scorer there; give a folder that holds pages/ and score/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
