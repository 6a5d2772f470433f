"""Outputs: one file a format, each a function from a Page to text. `FORMATS` is what the command line offers.

A writer is loaded when it is first used, so that nobody waits for the libraries of a format that is not asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ocr.errors import OutputError
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a page: suffix is the file name's end; between stands where one page ends and the next begins.

    alone: a file holds one page, so further pages of a source go into files of their own. xml: characters that XML
    cannot hold are replaced. binary: what is no text is written by this instead, and `write` raises OutputError.
    scan: it shows the scan, and opens the file that the page names as its source; `write` and `binary` then take
    `base`, the folder that a relative source is looked for from.
    """

    name: str
    suffix: str
    write: Callable[..., str]
    between: str = ""
    alone: bool = False
    xml: bool = False
    scan: bool = False
    binary: Callable[..., bytes] | None = None

    def data(self, pages: Iterable[Page], base: Path = Path()) -> bytes:
        """What a file of these pages holds, in UTF-8; lone surrogates, which that cannot say, become U+FFFD.

        base: the folder that relative sources of the pages are looked for from, the working one when left out.
        """
        if self.binary:
            return self.binary(tuple(pages), base=base)
        write = partial(self.write, base=base) if self.scan else self.write
        return encoded(self.between.join(write(page) for page in pages))

    def path(self, first: Path, number: int) -> Path:
        """The file of a source's page, given that of its first: x.alto.xml, x-p2.alto.xml, x-p3.alto.xml."""
        if number == 1:
            return first
        stem = first.name.removesuffix(self.suffix) if first.name.endswith(self.suffix) else first.stem
        return first.with_name(f"{stem}-p{number}{first.name.removeprefix(stem)}")


def _later(module: str, page: Page, **where: Path) -> str:
    written: str = importlib.import_module(f"ocr.formats.{module}").write(page, **where)
    return written


def _pdf(pages: Sequence[Page], base: Path) -> bytes:
    from ocr.formats import pdf

    return pdf.write(pages, base)


def _no_text(page: Page, base: Path = Path()) -> str:
    raise OutputError(f"{page.source}: a PDF is no text, and is made of a scan; use `banmian read` or `convert`")


FORMATS = {
    known.name: known
    for known in (
        Format("text", ".txt", partial(_later, "text"), between="\f\n"),
        Format("markdown", ".md", partial(_later, "markdown"), between="\n---\n\n"),
        Format("json", ".json", partial(_later, "json")),
        Format("alto", ".alto.xml", partial(_later, "alto"), alone=True, xml=True),
        Format("page", ".page.xml", partial(_later, "pagexml"), alone=True, xml=True),
        Format("hocr", ".hocr", partial(_later, "hocr"), alone=True, xml=True),
        Format("tei", ".tei.xml", partial(_later, "tei"), alone=True, xml=True),
        Format("html", ".proof.html", partial(_later, "html"), alone=True, scan=True),
        Format("pdf", ".pdf", _no_text, xml=True, scan=True, binary=_pdf),
    )
}


def encoded(text: str) -> bytes:
    """Text in UTF-8, lone surrogates as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
