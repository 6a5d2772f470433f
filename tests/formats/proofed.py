"""A page to proof, made by hand: doubtful characters, a line that could not be read, a seam, a line that runs down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Block, Furniture, Join, Kind, Layout, Line, Page, Paragraph, Removal, Run, Step

EM = 20
SIZE = (900, 600)


def line(name: str, left: int, top: int, chars: int, direction: Direction = Direction.HORIZONTAL) -> Line:
    wide, high = (EM, chars * EM) if direction is Direction.VERTICAL else (chars * EM, EM)
    return Line(name, Box(left, top, left + wide, top + high), EM, direction)


def run(where: Line, text: str, doubtful: str = "", raw: str = "") -> Run:
    sure = tuple(0.25 if char in doubtful else 0.9 for char in text)
    return Run(where.id, text, raw or text, sum(sure) / len(sure) if sure else 0.0, sure, where)


TITLE = line("b1-l1", 60, 40, 8)
ONE, TWO, THREE = (line(f"b2-l{k}", 60, 60 + k * 30, 12) for k in (1, 2, 3))
FOUR, FIVE = (line(f"b3-l{k}", 340, 60 + k * 30, 12) for k in (1, 2))
DOWN = line("b4-l1", 700, 90, 9, Direction.VERTICAL)
HEAD = line("b5-l1", 60, 5, 10)

FIRST = "本报江州3月1日讯 渠水清清流过，三个村的人家。"
SECOND = "夜里又听见水声，\U00020000老人们坐在树下。"

ARTICLE = Article(
    id="a01",
    title="老水渠又响起来了",
    byline="江州",
    dateline="本报江州3月1日讯",
    paragraphs=(
        Paragraph(
            Kind.BODY,
            FIRST,
            (run(ONE, "本报江州3月1日讯 渠"), run(TWO, "水清清流过,", doubtful="清"), run(FOUR, "三个村的人家。")),
        ),
        Paragraph(Kind.SUBHEAD, "渠边的人"),
        Paragraph(
            Kind.BODY, SECOND, (run(FIVE, "夜里又听见水声，\U00020000老人们坐在树下。", doubtful="听\U00020000"),)
        ),
    ),
    captions=("修好的水渠。",),
    box=Box(60, 40, 580, 200),
    head_runs=(run(TITLE, "老水渠又响起来了"),),
)
OTHER = Article(
    id="a02",
    title="短讯",
    paragraphs=(
        Paragraph(
            Kind.BODY,
            "纸船一直追到桥头。",
            (run(DOWN, "纸船一直追到桥头。", doubtful="桥"), Run("b2-l3", "", "", 0.0, (), THREE)),
        ),
    ),
)

PAGE = Page(
    source="page.png",
    number=1,
    size=SIZE,
    dpi=200.0,
    direction=Direction.HORIZONTAL,
    to_scan=Transform(),
    articles=(ARTICLE, OTHER),
    furniture=(Furniture(Kind.RUNNING_HEAD, "江州日报 第1版", (run(HEAD, "江州日报 第1版"),)),),
    unplaced=(Paragraph(Kind.BODY, "不知谁家的话"),),
    joins=(Join("b2", "b3", ("next in the reading order", "the text runs on (comma / not indented)"), 0.25, 0.97),),
    removals=(Removal(("b9-l1",), "流过三个村", ("b3-l1",), "repeats its neighbour", 0.99),),
    steps=(Step("segment", (("lines", 8),)),),
    layout=Layout(
        SIZE,
        EM,
        (
            Block("b1", Kind.HEADLINE, TITLE.box, (TITLE,)),
            Block("b2", Kind.BODY, Box(60, 90, 300, 170), (ONE, TWO, THREE)),
            Block("b3", Kind.BODY, Box(340, 90, 580, 140), (FOUR, FIVE)),
            Block("b4", Kind.BODY, DOWN.box, (DOWN,), Direction.VERTICAL),
            Block("b5", Kind.RUNNING_HEAD, HEAD.box, (HEAD,)),
        ),
    ),
)


def scan(path: Path, size: tuple[int, int] = SIZE, colour: str = "white") -> Path:
    """A picture of a page's size with a bar for each line."""
    picture = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(picture)
    for each in (TITLE, ONE, TWO, THREE, FOUR, FIVE, DOWN, HEAD):
        pen.rectangle(each.box.as_list(), fill=(60, 60, 60))
    picture.save(path)
    return path


def page(folder: Path) -> Page:
    """The page with its scan in a folder."""
    return replace(PAGE, source=str(scan(folder / "page.png")))
