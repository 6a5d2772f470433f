"""Outputs: one file a format, each a function from a Page to text. `FORMATS` is what the command line offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ocr.formats import json, markdown, text
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a page: suffix is the file name's end; between stands where one page ends and the next begins."""

    name: str
    suffix: str
    write: Callable[[Page], str]
    between: str = ""


FORMATS = {
    known.name: known
    for known in (
        Format("text", ".txt", text.write, between="\f\n"),
        Format("markdown", ".md", markdown.write, between="\n---\n\n"),
        Format("json", ".json", json.write),
    )
}


def document(pages: Iterable[Page], form: Format) -> str:
    """Several pages as one text."""
    return form.between.join(form.write(page) for page in pages)
