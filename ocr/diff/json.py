"""The JSON view, in the shape of diff.schema.json beside this file. Offsets count characters as they are compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from ocr.diff.baseline import Change
from ocr.diff.boxes import Boxes
from ocr.diff.comparison import Compared, Comparison, kinds
from ocr.diff.figures import counts, values
from ocr.diff.places import article_number, note, text
from ocr.diff.sections import Section, label, numbered, sections
from ocr.evaluate.differences import Difference
from ocr.evaluate.edits import Kind
from ocr.evaluate.report import Report

VERSION = "1.0"


def write(comparison: Comparison, changes: Mapping[str, Change] | None = None) -> str:
    """The comparison as indented JSON with its line end."""
    return json.dumps(plain(comparison, changes), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every comparison keeps to."""
    loaded: dict[str, Any] = json.loads(files("ocr.diff").joinpath("diff.schema.json").read_text(encoding="utf-8"))
    return loaded


def plain(comparison: Comparison, changes: Mapping[str, Change] | None = None) -> dict[str, Any]:
    """The comparison as dicts, lists, texts and numbers."""
    found: dict[str, Any] = {
        "version": VERSION,
        "figures": values(comparison.report),
        "counts": _counts(comparison.report),
        "kinds": _kinds(comparison.kinds()),
        "pages": [_page(page) for page in comparison.pages],
    }
    if changes is not None:
        found["baseline"] = {name: {"old": c.old, "new": c.new, "verdict": c.verdict} for name, c in changes.items()}
    return found


def _page(page: Compared) -> dict[str, Any]:
    found = sections(page)
    order = numbered(found)
    boxes = Boxes.of(page)
    return {
        "name": page.name,
        "output": page.output,
        "reference": page.reference,
        "variants": page.matched.variants,
        "figures": values(page.report),
        "counts": _counts(page.report),
        "kinds": _kinds(kinds(page)),
        "articles": [_article(page, section, order) for section in found if not section.outside],
        "differences": [_difference(page, page.differences.items[k], order, k, boxes) for k in order],
    }


def _article(page: Compared, section: Section, order: Mapping[int, int]) -> dict[str, Any]:
    rate = None if section.truth is None else page.report.stories[section.truth]
    return {
        "reference": None if section.truth is None else article_number(page, section.truth, output=False),
        "output": None if section.output is None else article_number(page, section.output, output=True),
        "title": section.title,
        "errors": rate.errors if rate else None,
        "length": rate.length if rate else None,
        "cer": rate.value if rate else None,
        "differences": [order[k] for k in section.differences()],
    }


def _difference(page: Compared, d: Difference, order: Mapping[int, int], k: int, boxes: Boxes) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": order[k],
        "kind": d.kind.value,
        "characters": d.characters,
        "reference": _side(page, d.truth, output=False),
        "output": _side(page, d.output, output=True),
        "note": note(page, d),
    }
    if d.output and (box := boxes.of_output(*d.output)):
        found["output"]["box"] = list(box)
    if d.inside >= 0:
        found["inside"] = order.get(d.inside)
    if d.like:
        found["repeats"] = _side(page, d.like, output=False)
    return found


def _side(page: Compared, stretch: tuple[int, int] | None, *, output: bool) -> dict[str, Any] | None:
    if stretch is None:
        return None
    side = page.script.output if output else page.script.truth
    piece = side.index_at(stretch[0])
    story = side.pieces[piece].story
    return {
        "article": article_number(page, story, output=output) if story >= 0 else None,
        "field": label(side, piece),
        "start": stretch[0] - side.begins[piece],
        "end": stretch[1] - side.begins[piece],
        "text": text(page, stretch, output=output),
    }


def _counts(report: Report) -> dict[str, list[float]]:
    return {name: list(pair) for name, pair in counts(report).items()}


def _kinds(found: Mapping[Kind, tuple[int, int]]) -> dict[str, dict[str, int]]:
    return {kind.value: {"differences": count, "characters": length} for kind, (count, length) in found.items()}
