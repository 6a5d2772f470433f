"""A page out of its JSON: what `json.write` wrote, put right by hand or not, as the Page all formats are written from.

Its boxes are of the scan, so `to_scan` is the identity. Rules, frames and pictures are not in the JSON; the layout
holds the blocks that lines name. Written as JSON again it is the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ocr.errors import InputError
from ocr.formats.checked import above_zero, box_of, details_of, finite, share_of, text_of, texts_of
from ocr.formats.json import VERSION
from ocr.geometry import Box, Direction, Transform
from ocr.page import DOUBTFUL, Article, Block, Furniture, Join, Kind, Layout, Line, Page, Paragraph, Removal, Run, Step

_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = ("kicker", "title", "subtitle", "byline", "dateline", "jump_to", "jump_from")


def page(data: Any, name: str) -> Page:
    """The page in a parsed JSON value. Raises InputError, naming the file, for a value that is none, or of another
    shape's version.

    What is left out is empty. Lone surrogates, which no file in UTF-8 can hold, become U+FFFD.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("articles"), list):
        raise InputError(f"{name}: holds no page (no list of articles); give what `banmian read --format json` wrote")
    version = str(data.get("version", VERSION))
    if version.partition(".")[0] != VERSION.partition(".")[0]:
        raise InputError(
            f"{name}: is of version {version:.20}, and this banmian knows {VERSION}; use the banmian that wrote it"
        )
    try:
        return _Reader(_encodable(data)).page()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        cause = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{name}: is no page of banmian ({cause}); see ocr/formats/page.schema.json") from error


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_encodable(key): _encodable(inner) for key, inner in value.items()}
    return [_encodable(inner) for inner in value] if isinstance(value, list) else value


class _Reader:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.direction = Direction(data.get("direction", "horizontal"))
        self.blocks: dict[str, list[Line]] = {}
        self.kinds: dict[str, Kind] = {}

    def page(self) -> Page:
        data = self.data
        articles = tuple(self.article(each, number) for number, each in enumerate(data["articles"], 1))
        furniture = tuple(Furniture(*self.piece(each, Kind.OTHER)) for each in data.get("furniture") or ())
        unplaced = tuple(Paragraph(*self.piece(each, Kind.BODY)) for each in data.get("unplaced") or ())
        width, height = data.get("size") or (0, 0)
        dpi = data.get("dpi")
        return Page(
            source=text_of(data.get("source")),
            number=int(data.get("page", 1)),
            size=(int(width), int(height)),
            dpi=None if dpi is None else above_zero(dpi),
            direction=self.direction,
            to_scan=Transform(),
            articles=articles,
            furniture=furniture,
            unplaced=unplaced,
            joins=tuple(
                Join(j["tail"], j["head"], texts_of(j["why"]), finite(j["cost"]), share_of(j["confidence"]))
                for j in data.get("joins") or ()
            ),
            removals=tuple(
                Removal(texts_of(r["runs"]), r["text"], texts_of(r["repeats"]), r["why"], share_of(r["confidence"]))
                for r in data.get("removals") or ()
            ),
            steps=tuple(Step(text_of(s["name"]), details_of(s["details"])) for s in data.get("steps") or ()),
            layout=self.layout((int(width), int(height))),
        )

    def article(self, data: Mapping[str, Any], number: int) -> Article:
        return Article(
            id=text_of(data.get("id")) or f"a{number:02d}",
            **{field: text_of(data.get(field)) for field in _FIELDS},
            paragraphs=tuple(Paragraph(*self.piece(each, Kind.BODY)) for each in data.get("paragraphs") or ()),
            captions=texts_of(data.get("captions") or ()),
            box=box_of(data.get("box")),
            truncated=bool(data.get("truncated", False)),
            confidence=share_of(data.get("confidence", 1.0)),
            parts=texts_of(data.get("parts") or ()),
            head_runs=self.runs(data.get("head_lines") or (), Kind.HEADLINE),
        )

    def piece(self, data: Any, kind: Kind) -> tuple[Kind, str, tuple[Run, ...]]:
        """Kind, text and lines of a paragraph or of furniture; a plain string is one without lines."""
        if isinstance(data, str):
            return kind, data, ()
        kind = Kind(data.get("kind", kind))
        return kind, text_of(data["text"]), self.runs(data.get("lines") or (), kind)

    def runs(self, lines: Iterable[Mapping[str, Any]], kind: Kind) -> tuple[Run, ...]:
        return tuple(self.run(line, kind) for line in lines)

    def run(self, data: Mapping[str, Any], kind: Kind) -> Run:
        text, sure = text_of(data["text"]), share_of(data.get("confidence", 1.0))
        values = tuple(map(share_of, data.get("confidences") or ()))
        for at in data.get("doubtful") or ():
            if at < len(values) and values[at] >= DOUBTFUL:  # rounded up to the limit when it was written
                values = (*values[:at], math.nextafter(DOUBTFUL, 0), *values[at + 1 :])
        line = self.line(data, kind)
        run = Run(
            text_of(data["id"]), text, text_of(data.get("raw", text)), sure, values, line, text_of(data.get("reader"))
        )
        return run if len(values) == len(text) else replace(run, confidences=())

    def line(self, data: Mapping[str, Any], kind: Kind) -> Line | None:
        box = box_of(data.get("box"))
        if box is None:
            return None
        direction = Direction(data.get("direction", self.direction))
        em = box.width if direction is Direction.VERTICAL else box.height
        line = Line(text_of(data["id"]), box, float(em), direction)
        if data.get("block"):
            block = text_of(data["block"])
            self.blocks.setdefault(block, []).append(line)
            self.kinds.setdefault(block, kind)
        return line

    def layout(self, size: tuple[int, int]) -> Layout:
        blocks = tuple(
            Block(name, self.kinds[name], Box.around(line.box for line in lines), tuple(lines), lines[0].direction)
            for name, lines in self.blocks.items()
        )
        ems = sorted(block.em for block in blocks if block.kind is Kind.BODY)
        return Layout(size, ems[len(ems) // 2] if ems else 0.0, blocks, direction=self.direction)
