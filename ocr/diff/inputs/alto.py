"""ALTO, versions 1 to 4: blocks in their reading order, articles by structure tag or composed block.

ALTO has no articles of its own. They are taken from a StructureTag that a block refers to, from a ComposedBlock whose
TYPE is article, or from groups inside the ReadingOrder's group; kinds from LayoutTags. Without these, the page is one
text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from ocr.diff.inputs.assemble import Part, page
from ocr.diff.inputs.xml import children, descendants, local
from ocr.evaluate.reading import PageText, Place

_MARGINS = ("TopMargin", "BottomMargin", "LeftMargin", "RightMargin")


def pages(root: etree._Element) -> tuple[PageText, ...]:
    """Every Page of the file."""
    tags = {tag.get("ID", ""): tag for group in children(root, "Tags") for tag in group if local(tag)}
    pixels = all((unit.text or "").strip() == "pixel" for unit in descendants(root, "MeasurementUnit"))
    order = {name: (k, article) for k, (name, article) in enumerate(_order(root))}
    found = []
    for each in descendants(root, "Page"):
        blocks = list(_blocks(each, "", False))
        ranks = [order.get(block.get("ID", ""), (len(order), "")) for block, _, _ in blocks]
        told = [(*blocks[k], ranks[k][1]) for k in sorted(range(len(blocks)), key=lambda k: ranks[k][0])]
        found.append(page(_part(block, of or group, margin, tags, pixels) for block, of, margin, group in told))
    return tuple(found)


def _order(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Ids in reading order, each with the ordered group that it stands in when groups stand in a group."""
    for order in children(root, "ReadingOrder"):
        outer = list(children(order, "OrderedGroup", "UnorderedGroup"))
        for group in outer:
            yield from _members(group, group.get("ID", "?") if len(outer) > 1 else "")


def _members(group: etree._Element, article: str) -> Iterator[tuple[str, str]]:
    for each in group:
        if local(each) == "ElementRef":
            yield from ((name, article) for name in each.get("REF", "").split())
        elif local(each) in ("OrderedGroup", "UnorderedGroup"):
            yield from _members(each, article or each.get("ID", "?"))


def _blocks(parent: etree._Element, article: str, margin: bool) -> Iterator[tuple[etree._Element, str, bool]]:
    """Text blocks with the article that a composed block around them is, and whether they stand in a margin."""
    for child in parent:
        name = local(child)
        if name == "TextBlock":
            yield child, article, margin
        elif name == "ComposedBlock":
            is_article = "article" in child.get("TYPE", "").lower()
            yield from _blocks(child, child.get("ID", "?") if is_article else article, margin)
        elif name == "PrintSpace" or name in _MARGINS:
            yield from _blocks(child, article, name in _MARGINS)


def _part(block: etree._Element, article: str, margin: bool, tags: Mapping[str, etree._Element], pixels: bool) -> Part:
    kind, continued = "header" if margin else "", False
    for tag in (tags[ref] for ref in block.get("TAGREFS", "").split() if ref in tags):
        if local(tag) == "StructureTag":
            article = tag.get("ID", "")
        elif local(tag) == "LayoutTag":
            kind = tag.get("LABEL") or tag.get("TYPE") or kind
        elif local(tag) == "OtherTag" and tag.get("LABEL") == "continued":
            continued = True
    lines = [(_text(line), line) for line in children(block, "TextLine")]
    places = tuple(place for text, line in lines if pixels and (place := _place(text, line)))
    return Part(kind, "".join(text for text, _ in lines), article, places, continued)


def _text(line: etree._Element) -> str:
    """The line's strings; a space only where one is printed (SP), and the hyphen of a divided word left out."""
    return "".join(" " if local(each) == "SP" else each.get("CONTENT", "") for each in children(line, "String", "SP"))


def _place(text: str, line: etree._Element) -> Place | None:
    try:
        left, top, width, height = (round(float(line.get(name, ""))) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    except ValueError:
        return None
    return Place(text, (left, top, left + width, top + height))
