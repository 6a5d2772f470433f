"""XML without its dangers: no entity is expanded, nothing is fetched, nothing outgrows the file."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ocr.errors import InputError


def parse(data: bytes, name: str) -> etree._Element:
    """The root element. Raises InputError for XML that is broken or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: is no valid XML ({_cause(error)}); export it anew") from error
    if root.getroottree().docinfo.doctype:
        raise InputError(f"{name}: declares a document type (DOCTYPE), which is not followed; take the declaration out")
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (child for child in element if local(child) in names)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in element.iter() if local(each) in names)


def _cause(error: Exception) -> str:
    return " ".join(str(error).split())[:160] or "nothing in it"
