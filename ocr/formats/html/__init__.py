"""The proof page: one HTML file in which a reading is put right beside its scan, and which needs nothing else.

It holds the page's JSON, the scan in tiles, and a program of its own: *.js and proof.css beside this file. Its policy
runs that program and that style and nothing more, and lets it ask for nothing. What was read reaches the page as data
alone, so no text of it can become markup. What the reader saves is the same JSON, corrected.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from ocr.formats import from_json
from ocr.formats import json as page_json
from ocr.formats.html import places, scan, tiles
from ocr.formats.html.policy import policy
from ocr.formats.overlay import ARTICLES
from ocr.formats.xml import legal
from ocr.page import Page

PROGRAM = (
    "labels.js",
    "align.js",
    "model.js",
    "scan.js",
    "overlay.js",
    "seams.js",
    "text.js",
    "walk.js",
    "edit.js",
    "evidence.js",
    "main.js",
)
"""The parts of the program, in the order in which they stand in the file."""


def write(page: Page, base: Path = Path()) -> str:
    """The page as one file. Opens page.source, a relative one from base; it is named in the file as the page names it.

    Raises InputError when that is not the scan that was read.
    A page that never was a picture (size 0 x 0) is a page of text alone.
    """
    plain = page_json.plain(page)
    page = from_json.page(plain, page.source)  # as others will read it: places of the scan, no halves of characters
    plain = page_json.plain(page)
    picture = scan.opened(page, base) if all(page.size) else None
    pyramid = tiles.pyramid(picture) if picture is not None else None
    data = {
        "page": plain,
        "key": _key(plain),
        "name": f"{Path(page.source).stem or 'page'}{f'-p{page.number}' if page.number > 1 else ''}",
        "pieces": places.pieces(page),
        "colours": [f"#{bytes(colour).hex()}" for colour in ARTICLES],
        "tiles": {"side": tiles.SIDE, "levels": [level.size for level in pyramid or ()]},
    }
    style, program = _resource("proof.css"), _program()
    return _filled(
        {
            "title": _escaped(Path(page.source).name),
            "policy": policy(style, program, "data: blob:", "base-uri 'none'", "form-action 'none'"),
            "style": style,
            "data": _json(data),
            "tiles": "".join(_elements(pyramid or ())),
            "program": program,
        }
    )


def _key(plain: dict[str, Any]) -> str:
    """What a browser keeps corrections under: the same for the same reading, wherever its scan is."""
    reading = {name: plain[name] for name in ("page", "size", "articles", "furniture", "unplaced", "joins")}
    return hashlib.sha256(_json(reading).encode()).hexdigest()[:32]


def _elements(pyramid: Sequence[tiles.Level]) -> Iterator[str]:
    """Each tile as an element that a browser neither runs nor shows, so that it costs nothing until it is looked at."""
    for depth, level in enumerate(pyramid):
        for (row, column), jpeg in level.tiles.items():
            text = base64.b64encode(jpeg).decode()
            yield f'<script type="text/plain" id="tile-{depth}-{row}-{column}">{text}</script>\n'


def _filled(parts: dict[str, str]) -> str:
    """The template with its parts, each put in once: what is put in is not looked through for names of parts."""
    out = []
    for chunk in _resource("proof.html").split("{{"):
        name, found, rest = chunk.partition("}}")
        out.append(parts[name] + rest if found else chunk)
    return "".join(out)


def _program() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(map(_resource, PROGRAM)) + "})();\n"


def _json(value: Any) -> str:
    """A value as JSON that may stand in a script element: ASCII alone, and no < that could end it."""
    return json.dumps(value, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")


def _escaped(text: str) -> str:
    return legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _resource(name: str) -> str:
    return files("ocr.formats.html").joinpath(name).read_text(encoding="utf-8")
