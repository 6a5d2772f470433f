"""What a PDF says about itself (XMP, ISO 16684-1): title, maker, what was done to the page and by which programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from ocr.formats.xml import legal, program, settings, tools
from ocr.page import Page

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": _RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
}
_PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n%s\n<?xpacket end="w"?>'


def packet(pages: Sequence[Page], level: str) -> bytes:
    """The metadata of a PDF of these pages. level: of PDF/A-2, or '' for a document that does not keep to it."""
    top = etree.Element(_name("x:xmpmeta"), nsmap=_SPACES)
    about = etree.SubElement(
        etree.SubElement(top, _name("rdf:RDF")), _name("rdf:Description"), {_name("rdf:about"): ""}
    )
    title = etree.SubElement(_within(about, "dc:title", "rdf:Alt"), _name("rdf:li"))
    title.set("{http://www.w3.org/XML/1998/namespace}lang", "x-default")
    title.text = legal(Path(pages[0].source).name) if pages else ""
    _text(about, "pdf:Producer", f"banmian {program()}")
    _text(about, "xmp:CreatorTool", "; ".join(dict.fromkeys(each for page in pages for each in tools(page))))
    if level:
        _text(about, "pdfaid:part", "2")
        _text(about, "pdfaid:conformance", level)
    _history(about, pages)
    said: bytes = etree.tostring(top, encoding="utf-8")
    return _PACKET % said


def _history(about: etree._Element, pages: Sequence[Page]) -> None:
    """Each step of each page as one event."""
    steps = [(page, step) for page in pages for step in page.steps]
    if not steps:
        return
    events = _within(about, "xmpMM:History", "rdf:Seq")
    for page, step in steps:
        event = etree.SubElement(events, _name("rdf:li"), {_name("rdf:parseType"): "Resource"})
        _text(event, "stEvt:action", step.name)
        _text(event, "stEvt:parameters", f"page {page.number}: {settings(step)}")
        _text(event, "stEvt:softwareAgent", f"banmian {program(page)}")


def _within(parent: etree._Element, name: str, kind: str) -> etree._Element:
    return etree.SubElement(etree.SubElement(parent, _name(name)), _name(kind))


def _text(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _name(name)).text = legal(text)


def _name(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"
