"""What the XML formats wrote, read back by nothing but lxml: texts, ids, references, places."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ocr.page import Article, Page

SHARED = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
XLINK = """<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xlink">
<attribute name="href" type="anyURI"/><attribute name="title" type="string"/><attribute name="arcrole" type="string"/>
<attribute name="from" type="string"/><attribute name="to" type="string"/><attribute name="label" type="string"/>
<attribute name="show" type="string"/><attribute name="actuate" type="string"/>
<attributeGroup name="simpleLink"><attribute name="type" type="string" fixed="simple" form="qualified"/>
<attribute name="href" type="anyURI" form="qualified"/></attributeGroup>
<attributeGroup name="arcLink"/><attributeGroup name="locatorLink"/><attributeGroup name="extendedLink"/></schema>"""
"""Enough of xlink for the schemas of ALTO and METS, which refer to it: what we write, and what they name."""


class _Local(etree.Resolver):  # type: ignore[misc]
    def resolve(self, url: str, public: str, context: object) -> object:
        return self.resolve_string(XLINK, context) if "xlink" in url else None


def schema(name: str) -> etree.XMLSchema | None:
    """The official schema out of the folder beside the project, where there is one."""
    path = SHARED / "schemas" / name
    if not path.is_file():
        return None
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(str(path), parser))


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def named(root: etree._Element, *names: str) -> list[etree._Element]:
    return [each for each in root.iter() if isinstance(each.tag, str) and etree.QName(each).localname in names]


def ids(root: etree._Element) -> list[str]:
    return [value for each in root.iter() for key, value in each.attrib.items() if re.search(r"(^|\})(id|ID)$", key)]


def boxes(root: etree._Element) -> Iterator[tuple[float, float, float, float]]:
    """Every place in the document: left, top, right, bottom."""
    for each in root.iter():
        if "HPOS" in each.attrib:
            left, top, width, height = (float(each.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            yield left, top, left + width, top + height
        if etree.QName(each).localname == "Baseline":
            continue
        for points in re.findall(r"\d+,\d+(?: \d+,\d+)+", each.get("points", "")):
            xs, ys = zip(*(map(int, point.split(",")) for point in points.split()), strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
        for found in re.findall(r"bbox (\d+) (\d+) (\d+) (\d+)", each.get("title", "")):
            left, top, right, bottom = map(float, found)
            yield left, top, right, bottom
        if "ulx" in each.attrib:
            left, top, right, bottom = (float(each.get(name)) for name in ("ulx", "uly", "lrx", "lry"))
            yield left, top, right, bottom


def article_texts(root: etree._Element, form: str) -> list[str]:
    """The text of each article in the document's own order, white space as one space."""
    return [" ".join(text.split(" ")) for text in _ARTICLES[form](root)]


def expected(page: Page) -> list[str]:
    """The text of each article, head to captions."""
    return ["".join(text.strip() for text in _parts(article)) for article in page.articles]


def _parts(article: Article) -> Iterator[str]:
    yield from (article.kicker, article.title, article.subtitle, article.byline, article.jump_from)
    yield from (paragraph.text for paragraph in article.paragraphs)
    yield from (article.jump_to, *article.captions)


def _alto(root: etree._Element) -> list[str]:
    blocks = {each.get("ID"): each for each in named(root, "TextBlock")}
    groups = named(root, "OrderedGroup")
    refs = [[ref.get("REF") for ref in named(group, "ElementRef")] for group in groups]
    return ["".join(_strings(blocks[name]) for name in names) for names in refs]


def _strings(block: etree._Element) -> str:
    return "".join(each.get("CONTENT", " ") for each in named(block, "String", "SP"))


def _page(root: etree._Element) -> list[str]:
    regions = {each.get("id"): each for each in named(root, "TextRegion")}
    groups = named(root, "OrderedGroup")
    refs = [[ref.get("regionRef") for ref in named(group, "RegionRefIndexed")] for group in groups]
    return ["".join(_unicode(regions[name]) for name in names) for names in refs]


def _unicode(region: etree._Element) -> str:
    lines = ["".join(u.text or "" for u in named(line, "Unicode")) for line in named(region, "TextLine")]
    [whole] = [u.text for equiv in region if etree.QName(equiv).localname == "TextEquiv" for u in equiv]
    assert whole == "\n".join(line.rstrip() for line in lines)
    return "".join(lines)


def _hocr(root: etree._Element) -> list[str]:
    articles = [each for each in named(root, "div") if "ocrx_block" in each.get("class", "")]
    return ["".join(each.itertext()) for each in articles]


def _tei(root: etree._Element) -> list[str]:
    return ["".join(each.itertext()) for each in named(root, "div") if each.get("type") == "article"]


_ARTICLES = {"alto": _alto, "page": _page, "hocr": _hocr, "tei": _tei}
