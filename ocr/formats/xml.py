"""XML written: elements by name, nothing in them that XML 1.0 cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ocr import version
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


def program(page: Page | None = None) -> str:
    """The version of this program that read a page, as the page says; that which runs, for a page that does not."""
    for step in page.steps if page else ():
        for key, value in step.details:
            if (step.name, key) == (version.STEP, version.NAME):
                return str(value)
    return version.installed()


@dataclass(frozen=True, slots=True)
class Reader:
    """A recogniser that took part in reading, its version, and the models it read with."""

    name: str
    version: str
    models: str


def readers(step: Step) -> tuple[Reader, ...]:
    """The recognisers that a step names (see engines.provenance), none for a step that is not of reading."""
    told = dict(step.details)
    named = [key for key in told if f"{key}_model" in told]
    return tuple(Reader(key, str(told[key]), str(told[f"{key}_model"])) for key in named)


def tools(page: Page) -> list[str]:
    """This program and the recognisers that made a page, each with its version."""
    return [f"{version.NAME} {program(page)}", *(f"{r.name} {r.version}" for step in page.steps for r in readers(step))]


def settings(step: Step) -> str:
    """What a step measured or decided, as one text."""
    return "; ".join(_settings(step))


def _settings(step: Step) -> Iterator[str]:
    for key, value in step.details:
        yield f"{key} {round(value, 3) if isinstance(value, float) else value}"
