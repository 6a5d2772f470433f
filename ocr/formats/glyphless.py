"""The invisible font of a PDF's text layer: a code for each character that is used, none of them drawn.

A composite font (PDF 32000-1, 9.7) in two directions over one descendant. Codes are given as characters come; the
ToUnicode map says what they stand for, so any character can be copied and searched, astral ones too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_EM, _HALF = 1, 2
"""Glyphs of invisible.ttf, by their width."""


class Glyphless:
    """The font in one document: `codes` while text is set, `use` for each page, `finish` once at the end."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.known: dict[str, int] = {}
        self.across, self.down = (
            pdf.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Invisible, Encoding=Name(encoding))
            )
            for encoding in ("/Identity-H", "/Identity-V")
        )

    def codes(self, text: str) -> bytes:
        """The text as hexadecimal codes of two bytes."""
        return b"".join(b"%04X" % self.known.setdefault(each, len(self.known) + 1) for each in text)

    @staticmethod
    def width(text: str) -> float:
        """How long the text is in em."""
        return sum(1.0 if _wide(each) else 0.5 for each in text)

    def use(self, page: pikepdf.Page) -> None:
        """Let a page's text name the font as /Across and /Down."""
        if "/Resources" not in page:
            page.Resources = Dictionary()
        if "/Font" not in page.Resources:
            page.Resources.Font = Dictionary()
        page.Resources.Font.Across = self.across
        page.Resources.Font.Down = self.down

    def finish(self) -> None:
        """Put the font into the document, with all codes that were given."""
        program = files("ocr.formats").joinpath("invisible.ttf").read_bytes()
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Invisible,
            Flags=4,
            FontBBox=Array([0, -120, 1000, 880]),
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=880,
            StemV=80,
            FontFile2=Stream(self.pdf, program, Length1=len(program)),
        )
        glyphs = [0, *(_EM if _wide(each) else _HALF for each in self.known)]
        halves = [code for each, code in self.known.items() if not _wide(each)]
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.Invisible,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self.pdf.make_indirect(descriptor),
            DW=1000,
            W=Array([value for code in halves for value in (code, code, 500)]),
            CIDToGIDMap=Stream(self.pdf, b"".join(gid.to_bytes(2, "big") for gid in glyphs)),
        )
        fonts = Array([self.pdf.make_indirect(descendant)])
        meaning = self.pdf.make_indirect(Stream(self.pdf, self._to_unicode()))
        for font in (self.across, self.down):
            font.DescendantFonts, font.ToUnicode = fonts, meaning

    def _to_unicode(self) -> bytes:
        """The CMap from codes to characters in UTF-16."""
        pairs = iter(f"<{code:04X}> <{each.encode('utf-16-be').hex().upper()}>" for each, code in self.known.items())
        blocks = "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in _hundreds(pairs)
        )
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def _hundreds(pairs: Iterator[str]) -> Iterator[list[str]]:
    """A block of a CMap holds no more than a hundred entries."""
    while block := list(islice(pairs, 100)):
        yield block


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
