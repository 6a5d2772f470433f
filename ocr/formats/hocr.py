"""hOCR 1.2 as XHTML: ocr_page, an ocrx_block an article, ocr_carea a column segment, ocr_par, ocr_line, ocrx_word.

A line of vertical text is an ocr_line whose textangle is 0 and whose `x_direction` says ttb; a word is a run of text
without white space, so no space stands between Han characters. A paragraph that goes on in another area has the class
`continued` beside ocr_par.

A reader that tells text by boxes alone must not find it twice: boxes of lines are cut where they cover each other (see
apart). A paragraph's or an area's is around its lines as they are then; where two of these still cover each other, as
those of steeply tilted columns may, they have none, and their lines say where they stand.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from lxml import etree

from ocr.formats import xml
from ocr.formats.alto import words
from ocr.formats.apart import apart
from ocr.formats.pieces import Piece, Pieces, Stretch, pieces
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
    text = _parted(pieces(page))
    top = xml.root("html", NAMESPACE, lang="zh")
    _head(top, page)
    width, height = page.size
    title = f'image "{_name(page.source)}"; bbox 0 0 {width} {height}; ppageno {page.number - 1}'
    if page.dpi:
        title += f"; scan_res {round(page.dpi)} {round(page.dpi)}"
    sheet = xml.element(xml.element(top, "body"), "div", class_="ocr_page", id=f"page{page.number}", title=title)
    body = _Body(text)
    for story in text.stories:
        if story.pieces:
            place = _place(_around(story.pieces))
            body.areas(xml.element(sheet, "div", class_="ocrx_block article", id=story.id, title=place), story.pieces)
    body.areas(sheet, text.unplaced)
    body.areas(sheet, text.furniture)
    return xml.document(top, DOCTYPE)


def _parted(text: Pieces) -> Pieces:
    """The same text in lines of which none covers another."""
    lines = [line for piece in text for line in piece.lines if line.box]
    boxes = dict(zip((line.id for line in lines), apart([line.box for line in lines if line.box]), strict=True))

    def own(run: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(
            replace(each, lines=tuple(replace(line, box=boxes.get(line.id)) for line in each.lines)) for each in run
        )

    stories = tuple(replace(story, pieces=own(story.pieces)) for story in text.stories)
    return Pieces(stories, own(text.unplaced), own(text.furniture))


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


class _Body:
    """Writes areas and their paragraphs; knows which of them have a box to themselves."""

    def __init__(self, text: Pieces) -> None:
        runs = (*(story.pieces for story in text.stories), text.unplaced, text.furniture)
        self.boxes = {
            **_clear({_area(group): _around(group) for run in runs for group in _groups(run)}),
            **_clear({piece.id: piece.box for piece in text}),
        }

    def areas(self, parent: etree._Element, run: tuple[Piece, ...]) -> None:
        """An area for pieces one after the other in one block of the page, a paragraph for each."""
        for group in _groups(run):
            name = _area(group)
            area = xml.element(parent, "div", class_="ocr_carea", id=name, title=_place(self.boxes.get(name)))
            for piece in group:
                self.paragraph(area, piece)

    def paragraph(self, area: etree._Element, piece: Piece) -> None:
        names = f"ocr_par {piece.kind.value}{' continued' if piece.follows else ''}"
        name = "h2" if piece.kind in (Kind.HEADLINE, Kind.BANNER) else "p"
        place = _place(self.boxes.get(piece.id))
        paragraph = xml.element(area, name, class_=names, id=piece.id, lang="zh", title=place)
        for line in piece.lines:
            _line(paragraph, line)


def _groups(run: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    return [tuple(group) for _, group in groupby(run, key=lambda piece: piece.lines[0].block or piece.id)]


def _area(group: tuple[Piece, ...]) -> str:
    return f"{group[0].id}area"


def _around(group: tuple[Piece, ...]) -> Box | None:
    boxes = [piece.box for piece in group if piece.box]
    return Box.around(boxes) if boxes else None


def _clear(boxes: dict[str, Box | None]) -> dict[str, Box]:
    """Those of the boxes that cover none of the others."""
    found = {name: box for name, box in boxes.items() if box}
    cut = apart(tuple(found.values()))
    return {name: box for (name, box), left in zip(found.items(), cut, strict=True) if left == box}


def _line(paragraph: etree._Element, line: Stretch) -> None:
    turned = "; x_direction ttb" if line.direction is Direction.VERTICAL else ""
    place = f"{_place(line.box)}{turned}" if line.box else None
    one = xml.element(paragraph, "span", class_="ocr_line", id=line.id, title=place)
    spans = list(words(line.text))
    for number, (start, end) in enumerate(spans, 1):
        sure = line.confidences[start:end]
        box = line.part(start, end)
        title = f"{_place(box)}; " if box else ""
        title += f"x_wconf {round(100 * sum(sure) / len(sure))}; x_confs {' '.join(str(round(100 * c)) for c in sure)}"
        word = xml.element(
            one, "span", line.text[start:end], class_="ocrx_word", id=f"{line.id}w{number:02d}", title=title
        )
        if end < len(line.text):
            word.tail = " "


def _place(box: Box | None) -> str | None:
    return f"bbox {box.left} {box.top} {box.right} {box.bottom}" if box else None


def _name(source: str) -> str:
    """The file's name as a quoted property may hold it."""
    return source.replace("\\", "/").replace('"', "'").replace(";", ",")
