"""JSON: everything a page holds, in the shape of page.schema.json beside this file, boxes in pixels of the scan.

One page is one line, so that several pages make a JSON Lines file.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ocr.geometry import Box
from ocr.page import Article, Furniture, Page, Paragraph, Run, Step

VERSION = "1.0"
"""Version of the shape, not of the program: the first number grows when a reader of the old shape would break."""


def write(page: Page) -> str:
    """The page as one line of JSON with its line end."""
    return json.dumps(plain(page), ensure_ascii=False, allow_nan=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every written page keeps to."""
    text = files("ocr.formats").joinpath("page.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def plain(page: Page) -> dict[str, Any]:
    """The page as dicts, lists, texts and numbers."""
    shape = Shape(page)
    return {
        "version": VERSION,
        "source": page.source,
        "page": page.number,
        "size": list(page.size),
        "dpi": None if page.dpi is None else round(page.dpi, 2),
        "direction": page.direction.value,
        "furniture": [shape.piece(piece) for piece in page.furniture],
        "articles": [shape.article(article) for article in page.articles],
        "unplaced": [shape.piece(paragraph) for paragraph in page.unplaced],
        "joins": [
            {
                "tail": join.tail,
                "head": join.head,
                "why": list(join.why),
                "cost": rounded(join.cost),
                "confidence": rounded(join.confidence),
            }
            for join in page.joins
        ],
        "removals": [
            {
                "runs": list(removal.runs),
                "text": removal.text,
                "repeats": list(removal.repeats),
                "why": removal.why,
                "confidence": rounded(removal.confidence),
            }
            for removal in page.removals
        ],
        "steps": [_step(step) for step in page.steps],
    }


class Shape:
    """Writes the parts of one page; knows the page's way to the scan and which block a line stands in."""

    def __init__(self, page: Page) -> None:
        self.to_scan = page.to_scan
        self.size = page.size
        self.direction = page.direction
        blocks = page.layout.blocks if page.layout else ()
        self.blocks = {line.id: block.id for block in blocks for line in block.lines}

    def box(self, box: Box | None) -> list[int] | None:
        return None if box is None else self.to_scan.box(box).clip(self.size).as_list()

    def article(self, article: Article) -> dict[str, Any]:
        return {
            "id": article.id,
            "kicker": article.kicker,
            "title": article.title,
            "subtitle": article.subtitle,
            "byline": article.byline,
            "dateline": article.dateline,
            "paragraphs": [self.piece(paragraph) for paragraph in article.paragraphs],
            "captions": list(article.captions),
            "box": self.box(article.box),
            "truncated": article.truncated,
            "jump_to": article.jump_to,
            "jump_from": article.jump_from,
            "confidence": rounded(article.confidence),
            "parts": list(article.parts),
            "head_lines": [self.line(run) for run in article.head_runs],
        }

    def piece(self, piece: Paragraph | Furniture) -> dict[str, Any]:
        return {"kind": piece.kind.value, "text": piece.text, "lines": [self.line(run) for run in piece.runs]}

    def line(self, run: Run) -> dict[str, Any]:
        line: dict[str, Any] = {
            "id": run.id,
            "block": self.blocks.get(run.line.id) if run.line else None,
            "box": self.box(run.line.box) if run.line else None,
            "text": run.text,
            "raw": run.raw,
            "confidence": rounded(run.confidence),
        }
        if run.line and run.line.direction is not self.direction:
            line["direction"] = run.line.direction.value
        if run.reader:
            line["reader"] = run.reader
        if run.confidences:
            line["confidences"] = [rounded(value) for value in run.confidences]
        if run.doubtful:
            line["doubtful"] = list(run.doubtful)
        return line


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        # to the millionth: a turn of a large scan is still right to a hundredth of a pixel
        "details": {key: round(value, 6) if isinstance(value, float) else value for key, value in step.details},
    }


def rounded(value: float) -> float:
    """A figure as it stands in a result: to the thousandth."""
    return round(float(value), 3)
