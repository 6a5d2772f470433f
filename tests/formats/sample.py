"""A page made by hand, with something in every field: what the format tests write out."""

from __future__ import annotations

import math
from dataclasses import replace

from ocr.geometry import Box, Direction, Transform
from ocr.page import (
    Article,
    Block,
    Frame,
    Furniture,
    Join,
    Kind,
    Layout,
    Line,
    Page,
    Paragraph,
    Removal,
    Run,
    Separator,
    Step,
)

EM = 20


def line(number: int, left: int, top: int, chars: int, block: str) -> Line:
    return Line(id=f"{block}-l{number:02d}", box=Box(left, top, left + chars * EM, top + EM), em=EM)


def run(where: Line, text: str, confidence: float = 0.9) -> Run:
    return Run(
        where.id, text, raw=" ".join(text), confidence=confidence, confidences=(confidence,) * len(text), line=where
    )


def tilted() -> Transform:
    """One degree off, and twice as large as the normalised page: the way back to a scan that was reduced and turned."""
    cos, sin = 2 * math.cos(math.radians(1)), 2 * math.sin(math.radians(1))
    return Transform((cos, -sin, 10.0, sin, cos, 5.0))


TITLE = line(1, 20, 20, 8, "b01")
FIRST = line(1, 20, 60, 13, "b02")
SECOND = line(1, 320, 60, 13, "b03")
STRAY = line(1, 320, 200, 6, "b04")
HEADER = line(1, 320, 0, 10, "b05")

LAYOUT = Layout(
    size=(600, 400),
    em=EM,
    blocks=(
        Block("b01", Kind.HEADLINE, TITLE.box, (TITLE,)),
        Block("b02", Kind.BODY, FIRST.box, (FIRST,)),
        Block("b03", Kind.BODY, SECOND.box, (SECOND,)),
        Block("b04", Kind.BODY, STRAY.box, (STRAY,)),
        Block("b05", Kind.RUNNING_HEAD, HEADER.box, (HEADER,)),
    ),
    separators=(Separator(Box(300, 60, 302, 300), Direction.VERTICAL, 2.0),),
    frames=(Frame("f01", Box(310, 190, 590, 300)),),
    pictures=(Box(20, 200, 280, 380),),
)

ARTICLE = Article(
    id="a01",
    title="老水渠又响起来了",
    kicker="春到江州",
    subtitle="——三个村合修一条渠",
    byline="本报记者 甲乙",
    dateline="本报江州3月1日讯",
    paragraphs=(
        Paragraph(
            Kind.BODY,
            "本报江州3月1日讯 渠水清清，流过三个村。",
            (run(FIRST, "本报江州3月1日讯 渠水清清"), run(SECOND, "，流过三个村。")),
        ),
        Paragraph(Kind.SUBHEAD, "渠边的人"),
        Paragraph(Kind.NOTE, "编者按：旧渠有新事。"),
        Paragraph(Kind.LEAD, "一条渠，一段路。"),
    ),
    captions=("修好的水渠。丙丁 摄",),
    box=Box.around([TITLE.box, FIRST.box, SECOND.box]),
    jump_to="（下转第四版）",
    truncated=True,
    confidence=0.8765,
    parts=("a02",),
    head_runs=(replace(run(TITLE, "老水渠又响起来了"), reader="rapidocr+tesseract"),),
)

PAGE = Page(
    source="scan.png",
    number=1,
    size=(1300, 900),
    dpi=299.9994,
    direction=Direction.HORIZONTAL,
    to_scan=tilted(),
    articles=(ARTICLE, Article(id="a02", title="短讯", jump_from="（上接第一版）")),
    furniture=(Furniture(Kind.RUNNING_HEAD, "江州日报 第1版", (run(HEADER, "江州日报 第1版"),)),),
    unplaced=(Paragraph(Kind.BODY, "不知谁家的话", (run(STRAY, "不知谁家的话"),)),),
    joins=(Join("b02", "b03", ("next column", "open end"), 0.25, 0.97),),
    removals=(Removal(("b04-l09",), "流过三个村", ("b03-l01",), "repeats its neighbour", 0.99),),
    steps=(Step("skew", (("degrees", 0.98765), ("turned", True), ("how", "profile"))),),
    layout=LAYOUT,
)

EMPTY = Page("blank.png", 2, (100, 100), None, Direction.VERTICAL, Transform())
