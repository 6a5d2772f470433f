"""PAGE XML 2019-07-15: a TextRegion a piece, one OrderedGroup an article inside an UnorderedGroup, TextEquiv on lines
and regions.

`custom` names the kind as Transkribus and OCR-D write it, `readingOrder {index:…;} structure {type:…;}`, and the
article of each line, `structure {id:…; type:article;}`. A paragraph that runs on in another column is two regions: a
Relation of type join binds them, and the second says `continued:true`. A region's text is that of its lines with line
feeds between, as OCR-D checks; the feeds are the page's, no part of the article.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise

from lxml import etree

from ocr.formats import xml
from ocr.formats.pieces import Piece, Pieces, Stretch, pieces
from ocr.geometry import Box, Direction
from ocr.page import Kind, Page

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
TYPES = {
    Kind.BANNER: "heading",
    Kind.KICKER: "heading",
    Kind.HEADLINE: "heading",
    Kind.DECK: "heading",
    Kind.SUBHEAD: "heading",
    Kind.BYLINE: "credit",
    Kind.CREDIT: "credit",
    Kind.CAPTION: "caption",
    Kind.RUNNING_HEAD: "header",
    Kind.MASTHEAD: "header",
    Kind.PAGE_NUMBER: "page-number",
    Kind.OTHER: "other",
}
"""The schema's type of each kind; all others are paragraphs."""


def write(page: Page) -> str:
    """The page as one PAGE document, coordinates in pixels of the scan."""
    text = pieces(page)
    top = xml.root("PcGts", NAMESPACE, **{_XSI: f"{NAMESPACE} {NAMESPACE}/pagecontent.xsd"})
    _metadata(top, page)
    width, height = page.size
    sheet = xml.element(
        top,
        "Page",
        imageFilename=os.path.basename(page.source) or page.source,
        imageWidth=width,
        imageHeight=height,
        imageXResolution=page.dpi,
        imageYResolution=page.dpi,
        imageResolutionUnit="PPI" if page.dpi else None,
        readingDirection=_direction(page.direction),
        textLineOrder="right-to-left" if page.direction is Direction.VERTICAL else "top-to-bottom",
    )
    _order(sheet, text)
    _relations(sheet, text)
    whole = Box(0, 0, width, height)
    for story in text.stories:
        _regions(sheet, story.pieces, f"structure {{id:{story.id}; type:article;}}", story.article.box, page)
    _regions(sheet, (*text.unplaced, *text.furniture), "", whole, page)
    return xml.document(top, indent=True)


def now() -> str:
    """The time in UTC, or that of SOURCE_DATE_EPOCH where outputs must come out the same again."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _metadata(top: etree._Element, page: Page) -> None:
    metadata = xml.element(top, "Metadata")
    written = now()
    xml.element(metadata, "Creator", f"banmian {xml.program(page)}")
    xml.element(metadata, "Created", written)
    xml.element(metadata, "LastChange", written)
    for step in page.steps:
        item = xml.element(
            metadata, "MetadataItem", type="processingStep", name=step.name, value=f"banmian {xml.program(page)}"
        )
        labels = xml.element(item, "Labels")
        for key, value in step.details:
            xml.element(labels, "Label", type=key, value=round(value, 3) if isinstance(value, float) else value)


def _order(sheet: etree._Element, text: Pieces) -> None:
    if not any(True for _ in text):
        return
    group = xml.element(xml.element(sheet, "ReadingOrder"), "UnorderedGroup", id="order")
    for story in text.stories:
        if story.pieces:
            title = story.article.title or None
            own = xml.element(group, "OrderedGroup", id=story.id, caption=title, type="article")
            for index, piece in enumerate(story.pieces):
                xml.element(own, "RegionRefIndexed", index=index, regionRef=piece.id)
    for piece in (*text.unplaced, *text.furniture):
        xml.element(group, "RegionRef", regionRef=piece.id)


def _relations(sheet: etree._Element, text: Pieces) -> None:
    joins = [(before, after) for before, after in pairwise(text) if after.follows]
    if not joins:
        return
    relations = xml.element(sheet, "Relations")
    for before, after in joins:
        relation = xml.element(relations, "Relation", id=f"{after.id}join", type="join")
        xml.element(relation, "SourceRegionRef", regionRef=before.id)
        xml.element(relation, "TargetRegionRef", regionRef=after.id)


def _regions(sheet: etree._Element, run: Iterable[Piece], article: str, place: Box | None, page: Page) -> None:
    """Regions; the schema wants a place of each, so one whose lines have none gets its article's, or the page's."""
    outer = page.to_scan.box(place).clip(page.size) if place and article else Box(0, 0, *page.size)
    for index, piece in enumerate(run):
        structure = f"type:{piece.kind.value};{' continued:true;' if piece.follows else ''}"
        region = xml.element(
            sheet,
            "TextRegion",
            id=piece.id,
            custom=f"readingOrder {{index:{index};}} structure {{{structure}}}",
            type=TYPES.get(piece.kind, "paragraph"),
            readingDirection=_direction(piece.direction),
            textLineOrder="right-to-left" if piece.direction is Direction.VERTICAL else "top-to-bottom",
        )
        box = piece.box or outer
        xml.element(region, "Coords", points=points(box))
        for number, line in enumerate(piece.lines):
            _line(region, line, number, article, line.box or box)
        _equiv(region, "\n".join(line.text.rstrip() for line in piece.lines), piece.confidence)


def _line(region: etree._Element, line: Stretch, index: int, article: str, box: Box) -> None:
    custom = f"readingOrder {{index:{index};}} {article}".strip()
    one = xml.element(region, "TextLine", id=line.id, custom=custom, readingDirection=_direction(line.direction))
    xml.element(one, "Coords", points=points(box))
    if line.direction is Direction.HORIZONTAL and line.box is not None:
        foot = box.bottom - round(0.12 * box.height)  # Han glyphs stand on their square's foot, a little above its edge
        xml.element(one, "Baseline", points=f"{box.left},{foot} {box.right},{foot}")
    _equiv(one, line.text, line.confidence)


def _equiv(parent: etree._Element, text: str, confidence: float) -> None:
    equiv = xml.element(parent, "TextEquiv", conf=round(confidence, 3))
    xml.element(equiv, "Unicode", text)


def points(box: Box) -> str:
    """The corners from the top left, clockwise."""
    left, top, right, bottom = box.as_list()
    return f"{left},{top} {right},{top} {right},{bottom} {left},{bottom}"


def _direction(direction: Direction) -> str:
    return "top-to-bottom" if direction is Direction.VERTICAL else "left-to-right"
