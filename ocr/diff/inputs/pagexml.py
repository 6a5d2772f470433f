"""PAGE XML (PRImA, 2013 to 2019): text regions in their reading order, each nested group an article.

Kinds come from the region's type and, more closely, from `custom="structure {type:…;}"`, as Transkribus and OCR-D
write it; `structure {id:…; type:article;}` names the article where no group does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ocr.diff.inputs.assemble import Part, page
from ocr.diff.inputs.xml import children, descendants, local
from ocr.evaluate.reading import PageText, Place

_STRUCTURE = re.compile(r"structure\s*\{([^}]*)\}")
_GROUPS = ("OrderedGroup", "OrderedGroupIndexed", "UnorderedGroup", "UnorderedGroupIndexed")
_REFS = ("RegionRef", "RegionRefIndexed")


def pages(root: etree._Element) -> tuple[PageText, ...]:
    """The one Page of the file."""
    return tuple(page(_parts(each)) for each in children(root, "Page"))


def _parts(element: etree._Element) -> Iterator[Part]:
    regions = {region.get("id", f"#{k}"): region for k, region in enumerate(descendants(element, "TextRegion"))}
    for name, article in _order(element):
        region = regions.pop(name, None)
        if region is not None:
            yield _part(region, article)
    for region in regions.values():
        yield _part(region, "")


def _order(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Region ids in reading order, each with the group it stands in, empty for the outermost."""
    for order in children(element, "ReadingOrder"):
        for group in children(order, *_GROUPS):
            yield from _members(group, "")


def _members(group: etree._Element, article: str) -> Iterator[tuple[str, str]]:
    inner = [each for each in group if local(each) in _GROUPS + _REFS]
    for each in sorted(inner, key=lambda e: int(e.get("index", 0)) if e.get("index", "0").isdigit() else 0):
        if local(each) in _REFS:
            yield each.get("regionRef", ""), article
        else:
            yield from _members(each, article or each.get("id", "?"))


def _part(region: etree._Element, article: str) -> Part:
    structure = dict(_pairs(region.get("custom", "")))
    continued = structure.get("continued") == "true"
    kind = structure.get("type") or region.get("type", "")
    if kind == "article":
        article, kind = article or structure.get("id", ""), region.get("type", "")
    lines = [(_text(line), line) for line in children(region, "TextLine")]
    if not any(text for text, _ in lines):
        return Part(kind, _text(region), article, (), continued)
    places = tuple(place for text, line in lines if (place := _place(text, line)))
    return Part(kind, "".join(text for text, _ in lines), article, places, continued)


def _pairs(custom: str) -> Iterator[tuple[str, str]]:
    for found in _STRUCTURE.finditer(custom):
        for item in found[1].split(";"):
            key, colon, value = item.partition(":")
            if colon:
                yield key.strip(), value.strip()


def _text(element: etree._Element) -> str:
    """The reading of an element itself: the TextEquiv of lowest index."""
    readings = sorted(children(element, "TextEquiv"), key=lambda e: e.get("index", "0").zfill(6))
    texts = ("".join(unicode.itertext()) for reading in readings for unicode in children(reading, "Unicode"))
    return next(texts, "")


def _place(text: str, line: etree._Element) -> Place | None:
    for coords in children(line, "Coords"):
        points = re.findall(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", coords.get("points", ""))
        if points:
            xs, ys = [round(float(x)) for x, _ in points], [round(float(y)) for _, y in points]
            return Place(text, (min(xs), min(ys), max(xs), max(ys)))
    return None
