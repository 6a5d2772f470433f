"""METS for an issue: its scans and their ALTO, the pages in their order, and the articles, each with its places.

The logical structure is one div an article. Its fptr is a sequence of areas, one a TextBlock of ALTO in reading order,
so an article over two pages has areas in both files. A dmdSec in MODS holds the words of its head, structLink says on
which pages it stands. Hrefs are relative to the folder of the METS file; each file has its SHA-256.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from urllib.parse import quote

from lxml import etree

from ocr.errors import InputError
from ocr.formats import xml
from ocr.formats.pieces import Pieces, pieces
from ocr.issue import Issue, Portion, Story
from ocr.page import Page

NAMESPACE = "http://www.loc.gov/METS/"
MODS = "http://www.loc.gov/mods/v3"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_SCHEMAS = (
    f"{NAMESPACE} http://www.loc.gov/standards/mets/mets.xsd {MODS} http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
)
_NAMESPACES = {None: NAMESPACE, "mods": MODS, "xlink": _XLINK[1:-1], "xsi": _XSI[1:].partition("}")[0]}

_MIME = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".tif": "image/tiff",
    ".tiff": "image/tiff", ".jp2": "image/jp2", ".jpx": "image/jpx", ".jpf": "image/jpx",
    ".j2k": "image/x-jp2-codestream", ".pdf": "application/pdf", ".xml": "application/xml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A file that METS points at. href: relative, percent-encoded; size in bytes."""

    href: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Files:
    """The scan of a page, and its ALTO; pages on one scan name the same one."""

    scan: File
    alto: File


def file(path: Path, folder: Path) -> File:
    """A file as seen from the folder of the METS file. Raises InputError when it cannot be read."""
    try:
        with open(path, "rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise InputError(f"{path}: cannot be read ({cause}), and METS points at it; put it back") from error
    href = Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    return File(quote(os.fsencode(href)), _MIME.get(path.suffix.lower(), "application/octet-stream"), size, digest)


def write(issue: Issue, files: Sequence[Files]) -> str:
    """The issue as a METS document; files: of each of its sheets, in their order."""
    top = etree.Element(etree.QName(NAMESPACE, "mets"), nsmap=_NAMESPACES)
    top.set(_XSI, _SCHEMAS)
    top.set("LABEL", xml.legal(issue.name))
    top.set("TYPE", "newspaper issue")
    agent = xml.element(xml.element(top, "metsHdr"), "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    xml.element(agent, "name", f"banmian {xml.program()}")
    for story in issue.stories:
        _description(top, story)
    names = _files(top, files)
    _physical(top, issue, names)
    _logical(top, issue, names)
    _links(top, issue)
    return xml.document(top, indent=True)


def _description(top: etree._Element, story: Story) -> None:
    """The head of a story in MODS."""
    wrap = xml.element(xml.element(top, "dmdSec", ID=f"dmd.{story.id}"), "mdWrap", MDTYPE="MODS")
    mods = etree.SubElement(xml.element(wrap, "xmlData"), etree.QName(MODS, "mods"))
    article = story.article
    title = xml.element(mods, "titleInfo")
    xml.element(title, "title", article.title or "［无题］")
    if article.subtitle:
        xml.element(title, "subTitle", article.subtitle)
    if article.byline:
        xml.element(mods, "note", article.byline, type="statement of responsibility")
    if article.kicker:
        xml.element(mods, "note", article.kicker, type="kicker")
    xml.element(mods, "genre", "article")


def _files(top: etree._Element, files: Sequence[Files]) -> list[tuple[str, str]]:
    """Write the file section; for each sheet the ids of its scan and its ALTO."""
    section = xml.element(top, "fileSec")
    scans = {scan: f"scan{n:03d}" for n, scan in enumerate(dict.fromkeys(each.scan for each in files), 1)}
    altos = {each.alto: f"alto{n:03d}" for n, each in enumerate(files, 1)}
    for use, group in (("IMAGE", scans), ("FULLTEXT", altos)):
        holder = xml.element(section, "fileGrp", USE=use)
        for each, name in group.items():
            one = xml.element(
                holder,
                "file",
                ID=name,
                MIMETYPE=each.mime,
                SIZE=each.size,
                CHECKSUM=each.sha256,
                CHECKSUMTYPE="SHA-256",
            )
            xml.element(one, "FLocat", LOCTYPE="URL", **{f"{_XLINK}type": "simple", f"{_XLINK}href": each.href})
    return [(scans[each.scan], altos[each.alto]) for each in files]


def _physical(top: etree._Element, issue: Issue, names: Sequence[tuple[str, str]]) -> None:
    structure = xml.element(top, "structMap", TYPE="PHYSICAL")
    whole = xml.element(structure, "div", ID="phys", TYPE="physSequence", LABEL=issue.name)
    for place, (sheet, (scan, alto)) in enumerate(zip(issue.sheets, names, strict=True)):
        page = xml.element(whole, "div", ID=_page(place), TYPE="page", ORDER=place + 1, ORDERLABEL=sheet.number or None)
        xml.element(page, "fptr", FILEID=scan)
        xml.element(page, "fptr", FILEID=alto)


def _logical(top: etree._Element, issue: Issue, names: Sequence[tuple[str, str]]) -> None:
    structure = xml.element(top, "structMap", TYPE="LOGICAL")
    whole = xml.element(structure, "div", ID="log", TYPE="issue", LABEL=issue.name)
    texts = [pieces(sheet.page) for sheet in issue.sheets]
    for number, story in enumerate(issue.stories, 1):
        div = xml.element(
            whole,
            "div",
            ID=_article(story),
            TYPE="article",
            ORDER=number,
            LABEL=story.article.title or None,
            DMDID=f"dmd.{story.id}",
        )
        areas = [
            (names[portion.page][1], block)
            for portion in story.portions
            for block in _blocks(portion, issue.sheets[portion.page].page, texts[portion.page])
        ]
        if areas:
            sequence = xml.element(xml.element(div, "fptr"), "seq")
            for alto, block in areas:
                xml.element(sequence, "area", FILEID=alto, BETYPE="IDREF", BEGIN=block)


def _blocks(portion: Portion, page: Page, text: Pieces) -> Iterator[str]:
    """The ids that the blocks of a portion have in the page's ALTO."""
    if portion.unplaced:
        for at in portion.unplaced:
            before, after = (_unplaced(page, count) for count in (at, at + 1))
            yield from (piece.id for piece in text.unplaced[before:after])
        return
    for article, story in zip(page.articles, text.stories, strict=True):
        if article.id == portion.article.id:
            yield from (piece.id for piece in story.pieces)


def _unplaced(page: Page, count: int) -> int:
    """How many blocks the first so many unplaced paragraphs of a page are."""
    return len(pieces(replace(page, articles=(), furniture=(), unplaced=page.unplaced[:count])).unplaced)


def _links(top: etree._Element, issue: Issue) -> None:
    """On which pages each article stands. The schema wants at least one link, and there is one: the issue itself."""
    section = xml.element(top, "structLink")
    pairs = [("log", "phys")]
    pairs += [
        (_article(story), _page(page))
        for story in issue.stories
        for page in dict.fromkeys(portion.page for portion in story.portions)
    ]
    for logical, physical in pairs:
        xml.element(section, "smLink", **{f"{_XLINK}from": logical, f"{_XLINK}to": physical})


def _page(place: int) -> str:
    return f"phys{place + 1:03d}"


def _article(story: Story) -> str:
    return f"log.{story.id}"
