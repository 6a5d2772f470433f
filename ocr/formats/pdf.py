"""A searchable PDF: the scan as it is, and over it the articles' text, invisible, line by line where it was read.

A picture goes in as it is stored (see stored), a PDF's page stays as it was drawn. Text stands in the order of the
articles and runs down where the scan's does; articles are bookmarks. The font has nothing to fill. What is made of
pictures alone keeps to PDF/A-2 and says so: colours are known, the font is embedded, every code has its character.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf, Stream, String

from ocr.errors import InputError
from ocr.formats import xmp
from ocr.formats.archive import conforming
from ocr.formats.glyphless import Glyphless
from ocr.formats.picture import Placed, frame, placed
from ocr.formats.pieces import Piece, Pieces, pieces
from ocr.formats.scanned import scan_of
from ocr.formats.tagging import ARTIFACT, END, Tagging
from ocr.formats.textlayer import TextLayer, numbers
from ocr.formats.typesizes import sizes
from ocr.formats.xml import legal
from ocr.geometry import Box
from ocr.page import Page

DPI = 300.0
"""Resolution of a scan that does not say its own."""
LARGEST = 14400.0
"""Points that a page of a PDF may be long (PDF 32000-1, C.2)."""


def write(pages: Sequence[Page], base: Path = Path()) -> bytes:
    """The pages as one PDF. Opens each page's source, a relative one from base.

    Raises InputError when that is not the scan that was read.
    """
    with Pdf.new() as out:
        font, tagging = Glyphless(out), Tagging(out)
        texts = [pieces(page) for page in pages]
        sheets = [_sheet(out, page, base) for page in pages]
        for page, text, (sheet, place, picture) in zip(pages, texts, sheets, strict=True):
            content = _text(page, text, TextLayer(place, font), tagging.page(sheet) if picture is not None else None)
            font.use(sheet)
            sheet.contents_add(Stream(out, b"q BT 3 Tr\n" + content + b"ET Q\n"))
        font.finish()
        pictures = [picture for *_, picture in sheets]
        tagging.finish([picture is not None for picture in pictures])
        _bookmarks(out, texts, [place for _, place, _ in sheets])
        level = conforming(out, pictures, font.known)
        out.Root.Lang = String("zh")
        out.Root.Metadata = Stream(out, xmp.packet(pages, level), Dictionary(Type=Name.Metadata, Subtype=Name.XML))
        stream = io.BytesIO()
        out.save(stream, deterministic_id=True, min_version="1.7")
        return stream.getvalue()


def _sheet(out: Pdf, page: Page, base: Path) -> tuple[pikepdf.Page, Placed, Stream | None]:
    """The page with its scan, the way from pixels of the scan to it, and the picture on it, None for a PDF's page."""
    data, is_pdf = scan_of(page, base, "pdf needs it")
    if is_pdf:
        return *_copied(out, page, data), None
    picture = placed(out, data, page, min(72.0 / (page.dpi or DPI), LARGEST / max(*page.size, 1)))
    sheet = out.add_blank_page(page_size=(max(picture.size[0], 3), max(picture.size[1], 3)))
    sheet.Resources = Dictionary(XObject=Dictionary(Scan=picture.image))
    sheet.Contents = Stream(out, ARTIFACT + b"q %s cm /Scan Do Q\n" % numbers(*picture.matrix) + END)
    return sheet, picture.placed, picture.image


def _copied(out: Pdf, page: Page, data: bytes) -> tuple[pikepdf.Page, Placed]:
    """The page of a PDF, what is drawn on it kept inside q and Q so that it leaves no trace in ours."""
    try:
        with Pdf.open(io.BytesIO(data)) as source:
            out.pages.append(source.pages[frame(page, len(source.pages))])
    except (pikepdf.PdfError, IndexError) as error:
        raise InputError(f"{page.source}: is not the PDF that was read ({error}); name that: --scan") from error
    sheet = out.pages[-1]
    sheet.contents_add(Stream(out, b"q\n"), prepend=True)
    sheet.contents_add(Stream(out, b"\nQ\n"))
    left, bottom, right, top = (float(value) for value in sheet.cropbox)
    turn = int(sheet.obj.get("/Rotate", 0)) % 360
    return sheet, Placed.on_page((left, bottom, right, top), turn, page.size)


def _text(page: Page, text: Pieces, layer: TextLayer, tagging: Tagging | None) -> bytes:
    """All text in reading order; a line that has no place stands, a pixel high, where its article begins."""
    content = b""
    corner = Box(0, 0, 1, 1)
    high = sizes(text)
    for story in text.stories:
        box = story.article.box
        start = page.to_scan.box(box).clip(page.size) if box else corner
        if tagging and story.pieces:
            tagging.article(story.article.title)
        content += b"".join(_piece(piece, _pixel(start), layer, tagging, high) for piece in story.pieces)
    if tagging:
        tagging.loose()
    loose = (*text.unplaced, *text.furniture)
    return content + b"".join(_piece(piece, corner, layer, tagging, high) for piece in loose)


def _piece(piece: Piece, start: Box, layer: TextLayer, tagging: Tagging | None, high: Mapping[str, float]) -> bytes:
    size = high.get(piece.id)
    lines = b"".join(layer.line(line, line.box or start, size if line.box else None) for line in piece.lines)
    return tagging.mark(piece) + lines + END if tagging else lines


def _pixel(box: Box) -> Box:
    return Box(box.left, box.top, box.left + 1, box.top + 1)


def _bookmarks(out: Pdf, texts: Sequence[Pieces], places: Sequence[Placed]) -> None:
    """A bookmark an article, which shows the part of the page that it fills."""
    with out.open_outline() as outline:
        for number, (text, place) in enumerate(zip(texts, places, strict=True)):
            for story in text.stories:
                title = legal(story.article.title or story.article.kicker).strip() or "（无题）"
                boxes = [piece.box for piece in story.pieces if piece.box]
                if boxes:
                    left, bottom, right, top = place.box(Box.around(boxes))
                    item = OutlineItem(title, number, "FitR", left=left, bottom=bottom, right=right, top=top)
                else:
                    item = OutlineItem(title, number, "Fit")
                outline.root.append(item)
