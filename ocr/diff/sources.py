"""A file as pages to compare, whatever it is written in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ocr.diff.inputs import plain
from ocr.errors import InputError
from ocr.evaluate.reading import PageText, from_json
from ocr.text_input import decode

KNOWN = "banmian's JSON, a truth JSON, plain text, Markdown, ALTO or PAGE XML"
_PICTURES = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"%PDF": "PDF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"RIFF": "WebP",
}
_BY_SUFFIX = {
    ".json": "json",
    ".jsonl": "json",
    ".xml": "xml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file read. loose: its pages are parted by a mark in running text, so that it may as well be one page."""

    name: str
    pages: tuple[PageText, ...]
    loose: bool = False

    def as_one(self) -> PageText:
        """All pages as one."""
        first = self.pages[0]
        return replace(
            first,
            stories=tuple(story for page in self.pages for story in page.stories),
            furniture=tuple(text for page in self.pages for text in page.furniture),
            unplaced=tuple(text for page in self.pages for text in page.unplaced),
            articles_known=first.articles_known or len(self.pages) > 1,
        )


def load(path: str) -> Source:
    """Read a file. Raises InputError when it is missing, or is nothing that can be compared."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({(error.strerror or str(error)).lower()}); check the path"
        ) from error
    return parse(data, path)


def parse(data: bytes, name: str) -> Source:
    """A file's bytes as pages; how they are written is told by the name's suffix, or else by how they begin."""
    for start, picture in _PICTURES.items():
        if data.startswith(start):
            raise InputError(f"{name}: is a picture ({picture}); read it first: banmian read {name} --format json")
    form = _BY_SUFFIX.get(Path(name).suffix.lower()) or _begun(data)
    if form == "json":
        return Source(name, _from_json(data, name))
    if form == "xml":
        return Source(name, _from_xml(data, name))
    text = decode(data, name) if data.strip() else ""
    if form == "text":
        return Source(name, plain.pages(text), loose=True)
    from ocr.diff.inputs import commonmark

    return Source(name, commonmark.pages(text), loose=True)


def _begun(data: bytes) -> str:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return {b"{": "json", b"<": "xml"}.get(start, "text")


def _from_json(data: bytes, name: str) -> tuple[PageText, ...]:
    return tuple(from_json(page, name) for page in page_values(data, name))


def page_values(data: bytes, name: str) -> list[Any]:
    """The pages that a JSON file holds: one page, a list of pages or of articles, {"pages": […]}, or a page a line.

    Raises InputError for what is no JSON.
    """
    pages: list[Any] = []
    for value in _values(data, name):
        if isinstance(value, Mapping) and "articles" not in value and isinstance(value.get("pages"), list):
            pages += value["pages"]
        elif isinstance(value, list) and value and all(isinstance(v, Mapping) and "articles" in v for v in value):
            pages += value
        else:
            pages.append(value)
    return pages


def _values(data: bytes, name: str) -> list[Any]:
    try:
        text = data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is no JSON (not in UTF-8 at byte {error.start}); export it anew") from error
    try:
        return [json.loads(text)]
    except (json.JSONDecodeError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            if len(lines) > 1:
                return [json.loads(line) for line in lines]
        except (json.JSONDecodeError, RecursionError):
            pass
        cause = f"{error.msg}, line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "nested too deep"
        raise InputError(f"{name}: is no JSON ({cause}); write it anew, or name it .txt if it is text") from error


def _from_xml(data: bytes, name: str) -> tuple[PageText, ...]:
    from ocr.diff.inputs import alto, pagexml, xml

    root = xml.parse(data, name)
    kind = xml.local(root)
    readers = {"alto": alto.pages, "PcGts": pagexml.pages}
    if kind not in readers:
        raise InputError(f"{name}: is XML of an unknown kind (<{kind}>); give {KNOWN}")
    pages = readers[kind](root)
    if not pages:
        raise InputError(f"{name}: holds no Page element; export it anew")
    return pages
