"""XML written: elements by name, nothing in them that XML 1.0 cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from lxml import etree

from ocr.formats.pieces import pieces
from ocr.page import Page, Step

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACED = "\ufffd"


def legal(text: str) -> str:
    """The text with each character that XML cannot hold (controls, lone surrogates, U+FFFE) replaced by U+FFFD."""
    return _ILLEGAL.sub(REPLACED, text)


def illegal(page: Page) -> int:
    """How many characters of a page's text XML cannot hold."""
    return sum(len(_ILLEGAL.findall(piece.text)) for piece in pieces(page))


def element(parent: etree._Element, tag: str, text: str | None = None, /, **attributes: object) -> etree._Element:
    """A new last child; attributes that are None are left out, `id_` stands for `id` and the like."""
    given = {key.rstrip("_"): legal(str(value)) for key, value in attributes.items() if value is not None}
    child = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, tag), given)
    if text is not None:
        child.text = legal(text)
    return child


def root(name: str, namespace: str, **attributes: str) -> etree._Element:
    """The outermost element of a document whose elements all are of one namespace."""
    return etree.Element(etree.QName(namespace, name), attributes, nsmap={None: namespace})


def document(top: etree._Element, doctype: str | None = None, *, indent: bool = False) -> str:
    """The document as text with a declaration and a line end. indent: for documents where white space says nothing."""
    if indent:
        etree.indent(top)
    body: str = etree.tostring(top, encoding="unicode", doctype=doctype)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def program() -> str:
    """This program's version."""
    try:
        return version("banmian")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"


def settings(step: Step) -> str:
    """What a step measured or decided, as one text."""
    return "; ".join(_settings(step))


def _settings(step: Step) -> Iterator[str]:
    for key, value in step.details:
        yield f"{key} {round(value, 3) if isinstance(value, float) else value}"
