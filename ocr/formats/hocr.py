"""hOCR 1.2 as XHTML: ocr_page, an ocrx_block an article, ocr_carea a column segment, ocr_par, ocr_line, ocrx_word.

A line of vertical text is an ocr_line whose textangle is 0 and whose `x_direction` says ttb; a word is a run of text
without white space, so no space stands between Han characters. A paragraph that goes on in another area has the class
`continued` beside ocr_par.
"""

from __future__ import annotations

from itertools import groupby

from lxml import etree

from ocr.formats import xml
from ocr.formats.alto import words
from ocr.formats.pieces import Piece, Stretch, pieces
from ocr.geometry import Box, Direction
from ocr.page import Kind, Page

NAMESPACE = "http://www.w3.org/1999/xhtml"
CLASSES = "ocr_page ocr_carea ocr_par ocr_line ocrx_block ocrx_word ocrp_lang"
DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def write(page: Page) -> str:
    """The page as one hOCR document, coordinates in pixels of the scan."""
    text = pieces(page)
    top = xml.root("html", NAMESPACE, lang="zh")
    _head(top, page)
    width, height = page.size
    title = f'image "{_name(page.source)}"; bbox 0 0 {width} {height}; ppageno {page.number - 1}'
    if page.dpi:
        title += f"; scan_res {round(page.dpi)} {round(page.dpi)}"
    sheet = xml.element(xml.element(top, "body"), "div", class_="ocr_page", id=f"page{page.number}", title=title)
    for story in text.stories:
        if story.pieces:
            boxes = [piece.box for piece in story.pieces if piece.box]
            place = _bbox(Box.around(boxes)) if boxes else None
            own = xml.element(sheet, "div", class_="ocrx_block article", id=story.id, title=place)
            _areas(own, story.pieces)
    _areas(sheet, (*text.unplaced, *text.furniture))
    return xml.document(top, DOCTYPE)


def _head(top: etree._Element, page: Page) -> None:
    head = xml.element(top, "head")
    xml.element(head, "meta", charset="utf-8")
    xml.element(head, "title", page.source)
    for name, content in (
        ("ocr-system", "; ".join(xml.tools(page))),
        ("ocr-capabilities", CLASSES),
        ("ocr-number-of-pages", "1"),
        ("ocr-langs", "zh"),
        *(("banmian-step", f"{step.name}: {xml.settings(step)}") for step in page.steps),
    ):
        xml.element(head, "meta", name=name, content=content)


def _areas(parent: etree._Element, run: tuple[Piece, ...]) -> None:
    """An area for pieces one after the other in one block of the page, a paragraph for each."""
    for number, group in enumerate(_groups(run), 1):
        boxes = [piece.box for piece in group if piece.box]
        place = _bbox(Box.around(boxes)) if boxes else None
        area = xml.element(parent, "div", class_="ocr_carea", id=f"{group[0].id}area{number}", title=place)
        for piece in group:
            _paragraph(area, piece)


def _groups(run: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    return [tuple(group) for _, group in groupby(run, key=lambda piece: piece.lines[0].block or piece.id)]


def _paragraph(area: etree._Element, piece: Piece) -> None:
    names = f"ocr_par {piece.kind.value}{' continued' if piece.follows else ''}"
    name = "h2" if piece.kind in (Kind.HEADLINE, Kind.BANNER) else "p"
    place = _bbox(piece.box) if piece.box else None
    paragraph = xml.element(area, name, class_=names, id=piece.id, lang="zh", title=place)
    for line in piece.lines:
        _line(paragraph, line)


def _line(paragraph: etree._Element, line: Stretch) -> None:
    turned = "; x_direction ttb" if line.direction is Direction.VERTICAL else ""
    place = _bbox(line.box) + turned if line.box else None
    one = xml.element(paragraph, "span", class_="ocr_line", id=line.id, title=place)
    spans = list(words(line.text))
    for number, (start, end) in enumerate(spans, 1):
        sure = line.confidences[start:end]
        box = line.part(start, end)
        title = f"{_bbox(box)}; " if box else ""
        title += f"x_wconf {round(100 * sum(sure) / len(sure))}; x_confs {' '.join(str(round(100 * c)) for c in sure)}"
        word = xml.element(
            one, "span", line.text[start:end], class_="ocrx_word", id=f"{line.id}w{number:02d}", title=title
        )
        if end < len(line.text):
            word.tail = " "


def _bbox(box: Box) -> str:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}"


def _name(source: str) -> str:
    """The file's name as a quoted property may hold it."""
    return source.replace("\\", "/").replace('"', "'").replace(";", ",")
