"""ALTO 4.4: a TextBlock a piece in reading order, a StructureTag an article, a LayoutTag a kind, steps with version.

A String is a run of text without white space, so Han text is not cut up and no SP stands where none is printed. WC is
its confidence from 0 to 1; CC one digit a character, 0 sure to 9 not at all (ALTO's own way round). A paragraph that
runs on in another column is two blocks; the second is tagged `continued`, and IDNEXT of the first names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from ocr.formats import xml
from ocr.formats.pieces import Piece, Pieces, Stretch, pieces
from ocr.geometry import Box, Direction
from ocr.page import Kind, Page

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
CONTINUED = "continued"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_SPACE = re.compile(r"[ \t\r\n]+")


def write(page: Page) -> str:
    """The page as one ALTO document, coordinates in pixels of the scan."""
    text = pieces(page)
    top = xml.root("alto", NAMESPACE, SCHEMAVERSION="4.4", **{_XSI: f"{NAMESPACE} {SCHEMA}"})
    _description(top, page)
    _tags(top, text)
    _order(top, text)
    width, height = page.size
    layout = xml.element(top, "Layout")
    sheet = xml.element(
        layout, "Page", ID=f"page{page.number}", PHYSICAL_IMG_NR=page.number, WIDTH=width, HEIGHT=height
    )
    space = xml.element(sheet, "PrintSpace", HPOS=0, VPOS=0, WIDTH=width, HEIGHT=height)
    for story in text.stories:
        _blocks(space, story.pieces, story.id)
    _blocks(space, text.unplaced, None)
    _blocks(space, text.furniture, None)
    return xml.document(top, indent=True)


def _description(top: etree._Element, page: Page) -> None:
    description = xml.element(top, "Description")
    xml.element(description, "MeasurementUnit", "pixel")
    source = xml.element(description, "sourceImageInformation")
    xml.element(source, "fileName", page.source)
    for number, step in enumerate(page.steps, 1):
        one = xml.element(description, "Processing", ID=f"step{number}")
        xml.element(one, "processingStepDescription", step.name)
        if step.details:
            xml.element(one, "processingStepSettings", xml.settings(step))
        _software(one, "banmian", xml.program(page))
        for other, reader in enumerate(xml.readers(step), 1):
            one = xml.element(description, "Processing", ID=f"step{number}reader{other}")
            xml.element(one, "processingStepDescription", step.name)
            xml.element(one, "processingStepSettings", reader.models)
            _software(one, reader.name, reader.version)


def _software(processing: etree._Element, name: str, version: str) -> None:
    software = xml.element(processing, "processingSoftware")
    xml.element(software, "softwareName", name)
    xml.element(software, "softwareVersion", version)


def _tags(top: etree._Element, text: Pieces) -> None:
    """Kinds, articles with their titles, and the mark of a paragraph that goes on; only those that are used."""
    every = list(text)
    if not every:
        return
    tags = xml.element(top, "Tags")
    for kind in sorted({piece.kind for piece in every}):
        xml.element(tags, "LayoutTag", ID=_kind(kind), TYPE="region", LABEL=kind.value)
    for story in text.stories:
        title = story.article.title or None
        xml.element(tags, "StructureTag", ID=_article(story.id), TYPE="logical", LABEL="article", DESCRIPTION=title)
    if any(piece.follows for piece in every):
        xml.element(tags, "OtherTag", ID=CONTINUED, LABEL=CONTINUED, DESCRIPTION="goes on the block before")


def _order(top: etree._Element, text: Pieces) -> None:
    """Articles have no order among themselves that a page would tell; inside each there is one."""
    stories = [story for story in text.stories if story.pieces]
    if not stories:
        return
    group = xml.element(xml.element(top, "ReadingOrder"), "UnorderedGroup", ID="order")
    for story in stories:
        own = xml.element(group, "OrderedGroup", ID=f"{story.id}order", TAGREFS=_article(story.id))
        for piece in story.pieces:
            xml.element(own, "ElementRef", ID=f"{piece.id}ref", REF=piece.id)


def _blocks(space: etree._Element, run: tuple[Piece, ...], story: str | None) -> None:
    for piece, after in zip(run, (*run[1:], None), strict=False):
        tags = [_kind(piece.kind), *([_article(story)] if story else ()), *([CONTINUED] if piece.follows else ())]
        block = xml.element(
            space,
            "TextBlock",
            ID=piece.id,
            TAGREFS=" ".join(tags),
            **_place(piece.box),
            IDNEXT=after.id if after is not None and after.follows else None,
            LANG="zh",
            BASEDIRECTION=_direction(piece.direction),
        )
        for line in piece.lines:
            _line(block, line)


def _line(block: etree._Element, line: Stretch) -> None:
    direction = _direction(line.direction)
    one = xml.element(block, "TextLine", ID=line.id, **_place(line.box), BASEDIRECTION=direction)
    for number, (start, end) in enumerate(words(line.text), 1):
        if number > 1:
            xml.element(one, "SP")
        sure = line.confidences[start:end]
        xml.element(
            one,
            "String",
            ID=f"{line.id}s{number:02d}",
            CONTENT=line.text[start:end],
            **_place(line.part(start, end)),
            WC=round(sum(sure) / len(sure), 3),
            CC=" ".join(str(9 - round(9 * min(max(value, 0.0), 1.0))) for value in sure),
        )
    if _SPACE.search(line.text[-1:]):
        xml.element(one, "SP")


def words(text: str) -> Iterable[tuple[int, int]]:
    """Where the runs of text without white space begin and end."""
    return [found.span() for found in re.finditer(r"[^ \t\r\n]+", text)]


def _place(box: Box | None) -> dict[str, int]:
    return {} if box is None else {"HPOS": box.left, "VPOS": box.top, "WIDTH": box.width, "HEIGHT": box.height}


def _direction(direction: Direction) -> str:
    return "ttb" if direction is Direction.VERTICAL else "ltr"


def _kind(kind: Kind) -> str:
    return f"kind.{kind.value}"


def _article(story: str) -> str:
    return f"article.{story}"
