"""The logical structure of a PDF (PDF 32000-1, 14.7): an Art for each article, in it headings and paragraphs in order.

Screen readers follow it, and `pdfinfo -struct-text` prints it. The scan and what belongs to no article's reading
(running heads, page numbers) are artifacts, which are passed over. Only pages of our own drawing are tagged: a page out
of another PDF has marks of its own, or none.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from ocr.formats.pieces import Piece
from ocr.formats.xml import legal
from ocr.page import FURNITURE, Kind

ARTIFACT = b"/Artifact BMC\n"
END = b"EMC\n"
ROLES = {
    Kind.BANNER: Name.H1,
    Kind.HEADLINE: Name.H1,
    Kind.KICKER: Name.P,
    Kind.DECK: Name.H2,
    Kind.SUBHEAD: Name.H2,
    Kind.CAPTION: Name.Caption,
}
"""The standard structure types of kinds; all others are P."""


class Tagging:
    """The structure of one document: `page` begins a page, `article` a group of pieces, `mark` a piece in it."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = self._element(self.root, Name.Document)
        self.parents: list[list[Object]] = []
        self.sheet: pikepdf.Page | None = None
        self.group = self.document
        self.last = self.document

    def page(self, sheet: pikepdf.Page) -> Tagging:
        """What is marked from here on stands on that page; returns itself."""
        self.sheet = sheet
        sheet.obj.StructParents = len(self.parents)
        sheet.obj.Tabs = Name.S
        self.parents.append([])
        self.group = self.document
        return self

    def article(self, title: str) -> None:
        """What is marked from here on belongs to a new article."""
        self.group = self._element(self.document, Name.Art)
        if title:
            self.group.T = String(legal(title))

    def loose(self) -> None:
        """What is marked from here on belongs to no article."""
        self.group = self.document

    def mark(self, piece: Piece) -> bytes:
        """The operator before a piece's text; END comes after it. What follows a piece is the same paragraph."""
        if piece.kind in FURNITURE:
            return ARTIFACT
        if not piece.follows:
            self.last = self._element(self.group, ROLES.get(piece.kind, Name.P))
        marks = self.parents[-1]
        assert self.sheet is not None
        self.last.K.append(Dictionary(Type=Name.MCR, Pg=self.sheet.obj, MCID=len(marks)))
        marks.append(self.last)
        return b"%s <</MCID %d>> BDC\n" % (str(self.last.S).encode(), len(marks) - 1)

    def finish(self, tagged: Sequence[bool]) -> None:
        """Put the structure into the document; tagged: of each page whether all on it is marked."""
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=self._numbers()))
        self.root.ParentTreeNextKey = len(self.parents)
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=all(tagged))

    def _numbers(self) -> Array:
        numbers = Array()
        for number, marks in enumerate(self.parents):
            numbers.append(number)
            numbers.append(self.pdf.make_indirect(Array(marks)))
        return numbers

    def _element(self, parent: Object, kind: Name) -> Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=parent, K=Array()))
        if "/K" not in parent:
            parent.K = Array()
        parent.K.append(element)
        return element
