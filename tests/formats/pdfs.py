"""A small page of two stories as a PDF, and what pdfium finds in one."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from ocr.formats import FORMATS
from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Kind, Line, Page, Paragraph, Run

SIZE = (600, 400)


def column(number: int, text: str, *, down: bool = False) -> Run:
    """A line of glyphs 20 pixels high: the first at the right or top, further ones to the left or below."""
    at, long = 20 + 40 * number, 20 * len(text)
    box = Box(560 - at, 20, 580 - at, 20 + long) if down else Box(20, at, 20 + long, at + 20)
    line = Line(f"l{number}", box, 20.0, Direction.VERTICAL if down else Direction.HORIZONTAL)
    return Run(line.id, text, text, line=line)


def page_of(source: Path, *, down: bool = False) -> Page:
    """Two stories; the second stands above the first on the scan."""
    runs = [column(k, text, down=down) for k, text in enumerate(LINES)]
    first = Article("a01", "老水渠", head_runs=(runs[2],), paragraphs=(body(*runs[3:]),))
    second = Article("a02", "短讯", head_runs=(runs[0],), paragraphs=(body(runs[1]),))
    direction = Direction.VERTICAL if down else Direction.HORIZONTAL
    return Page(str(source), 1, SIZE, 100.0, direction, Transform(), articles=(first, second))


def body(*runs: Run) -> Paragraph:
    return Paragraph(Kind.BODY, "".join(run.text for run in runs), runs)


LINES = ("短讯", "别篇已经完了。", "老水渠", "渠水清清，流", "过三个村\U00020000。")
TEXT = "老水渠渠水清清，流过三个村\U00020000。短讯别篇已经完了。"


def made(page: Page) -> bytes:
    return FORMATS["pdf"].data([page])


def seen(data: bytes) -> str:
    """The text as pdfium gives it."""
    document = pypdfium2.PdfDocument(data)
    text = document[0].get_textpage()
    found: str = text.get_text_range()
    text.close()
    document.close()
    return found


def places(data: bytes, turn: int = 0) -> dict[str, tuple[float, ...]]:
    """Where pdfium finds each character, in pixels of the scan as it is shown."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    found: dict[str, tuple[float, ...]] = {}
    for k in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(k, loose=True)
        wide, high = SIZE[0] * 0.72, SIZE[1] * 0.72
        corners = {
            0: (left, high - top, right, high - bottom),
            90: (bottom, left, top, right),
            180: (wide - right, bottom, wide - left, top),
            270: (wide - top, high - right, wide - bottom, high - left),
        }[turn]
        found.setdefault(text.get_text_range(k, 1), tuple(value / 0.72 for value in corners))
    text.close()
    document.close()
    return found
