"""TEI P5: a `<div type="article">` each, heads by type, every column and line of the page marked where it begins.

`<pb/>`, `<cb/>` and `<lb/>` point at zones of the facsimile, which hold the places on the scan. A line break inside a
text is no word's end (break="no"), unless white space stands there. `<unclear>` holds characters that may well be
wrong, with `cert`; pieces of no article stand in divisions of type `unplaced` and `furniture`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from ocr.formats import xml
from ocr.formats.pieces import Piece, Pieces, Story, Stretch, pieces
from ocr.page import Kind, Page

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
HEADS = {Kind.KICKER: "kicker", Kind.HEADLINE: "main", Kind.BANNER: "main", Kind.DECK: "sub"}


def write(page: Page) -> str:
    """The page as one TEI document."""
    text = pieces(page)
    top = xml.root("TEI", NAMESPACE)
    _header(top, page)
    _facsimile(top, page, text)
    body = xml.element(xml.element(top, "text"), "body")
    xml.element(body, "pb", n=page.number, facs="#surface")
    writer = _Writer()
    for story in text.stories:
        _article(body, story, writer)
    for name, rest in (("unplaced", text.unplaced), ("furniture", text.furniture)):
        if rest:
            division = xml.element(body, "div", type=name)
            for paragraph in _wholes(rest):
                writer.paragraph(division, paragraph, "fw" if name == "furniture" else "p")
    if not any(True for _ in text):
        xml.element(xml.element(body, "div", type="empty"), "p")
    return xml.document(top)


def _header(top: etree._Element, page: Page) -> None:
    header = xml.element(top, "teiHeader")
    file = xml.element(header, "fileDesc")
    xml.element(xml.element(file, "titleStmt"), "title", f"{page.source}, page {page.number}")
    xml.element(xml.element(file, "publicationStmt"), "p", "Read by a program; not published.")
    xml.element(xml.element(file, "sourceDesc"), "p", page.source)
    if page.steps:
        info = xml.element(xml.element(header, "encodingDesc"), "appInfo")
        app = xml.element(info, "application", ident="banmian", version=_number(xml.program(page)))
        xml.element(app, "label", "banmian")
        for step in page.steps:
            xml.element(app, "desc", f"{step.name}: {xml.settings(step)}")
        for reader in (each for step in page.steps for each in xml.readers(step)):
            app = xml.element(info, "application", ident=reader.name, version=_number(reader.version.split(" ")[0]))
            xml.element(app, "label", f"{reader.name} {reader.version}")
            xml.element(app, "desc", reader.models)


def _number(version: str) -> str:
    """A version as TEI's pattern has it: numbers with points."""
    return version if all(part.isdigit() for part in version.split(".")) else "0"


def _facsimile(top: etree._Element, page: Page, text: Pieces) -> None:
    width, height = page.size
    facsimile = xml.element(top, "facsimile")
    surface = xml.element(facsimile, "surface", ulx=0, uly=0, lrx=width, lry=height)
    surface.set(_ID, "surface")
    for piece in text:
        for name, box in ((piece.id, piece.box), *((line.id, line.box) for line in piece.lines)):
            if box is not None:
                zone = xml.element(surface, "zone", ulx=box.left, uly=box.top, lrx=box.right, lry=box.bottom)
                zone.set(_ID, name)


def _article(body: etree._Element, story: Story, writer: _Writer) -> None:
    division = xml.element(body, "div", type="article", cert=round(story.article.confidence, 3))
    division.set(_ID, story.id)
    for paragraph in _wholes(story.pieces):
        kind = paragraph[0].kind
        writer.paragraph(division, paragraph, "head" if kind in HEADS else "byline" if kind is Kind.BYLINE else "p")
    if not story.pieces:
        xml.element(division, "p")


def _wholes(run: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one paragraph together."""
    whole: list[Piece] = []
    for piece in run:
        if whole and not piece.follows:
            yield whole
            whole = []
        whole.append(piece)
    if whole:
        yield whole


class _Writer:
    """Writes paragraphs; knows in which block of the page the last one ended."""

    def __init__(self) -> None:
        self.block: str | None = None

    def paragraph(self, division: etree._Element, whole: list[Piece], name: str) -> None:
        kind = whole[0].kind
        marked = HEADS.get(kind) or (kind.value if name == "fw" or kind not in (Kind.BODY, Kind.BYLINE) else None)
        element = xml.element(division, name, type=marked if name in ("head", "fw") else None)
        if name == "p" and marked:
            element.set("rend", marked)
        inside = False
        for piece in whole:
            if piece.box is not None and (piece.lines[0].block is None or piece.lines[0].block != self.block):
                xml.element(element, "cb", facs=f"#{piece.id}", break_="no" if inside else None)
                self.block = piece.lines[0].block
            for line in piece.lines:
                if line.box is not None:
                    xml.element(element, "lb", facs=f"#{line.id}", break_="no" if inside else None)
                self._text(element, line)
                inside = not line.text[-1:].isspace()

    def _text(self, element: etree._Element, line: Stretch) -> None:
        """The line's text, characters in doubt apart."""
        doubtful = set(line.doubtful)
        start = 0
        for at in range(1, len(line.text) + 1):
            if at == len(line.text) or (at in doubtful) != (start in doubtful):
                part = xml.legal(line.text[start:at])
                if start in doubtful:
                    sure = min(line.confidences[start:at])
                    xml.element(element, "unclear", part, cert="low" if sure < 0.25 else "medium", reason="ocr")
                else:
                    _append(element, part)
                start = at


def _append(element: etree._Element, text: str) -> None:
    """Text after all that the element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
