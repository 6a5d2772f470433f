"""Heads of a vertical page that are printed across: over their text, over a picture, over the lines of a head."""

from __future__ import annotations

from dataclasses import replace

from ocr.geometry import Box, Direction
from ocr.page import Block, Kind, Line, Run
from ocr.profile import load
from ocr.reconstruct import Reconstruction, reconstruct
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.columns import with_whole_columns
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from tests.reconstruct.desk import COLUMN, EM, LEADING, Desk, texts
from tests.reconstruct.stories import BEES, FERRY
from tests.reconstruct.test_canonical import upright

LEFT, TOP = 60, 120


class Upright:
    """A desk turned upright, with heads printed across put on it: at a place of the page as made up, lying."""

    def __init__(self, desk: Desk) -> None:
        self.layout, self.runs = upright(desk.layout(), desk.runs)

    def across(self, text: str, left: int, top: int, bottom: int, em: int) -> None:
        """A head from right to left; lying it runs from top to bottom, em wide."""
        width = self.layout.size[0]
        box = Box(width - bottom, left, width - top, left + em)
        name = f"x{len(self.layout.blocks)}"
        line = Line(f"{name}-l0", box, float(em), Direction.HORIZONTAL)
        block = Block(name, Kind.HEADLINE, box, (line,), Direction.HORIZONTAL)
        self.layout = replace(self.layout, blocks=(*self.layout.blocks, block))
        self.runs.append(Run(line.id, text[::-1], text[::-1], line=line))

    def read(self) -> Reconstruction:
        return reconstruct(self.layout, self.runs, load())


def beside(desk: Desk, lines: list[str], rest: list[str], inset: int) -> None:
    """A block whose first lines begin further in than the others, as those under a head printed across do."""
    block = desk.lines(Kind.BODY, [*lines, *rest], LEFT, TOP)
    pitch = round(1.5 * EM)
    made = [replace(line, box=line.box.shift(inset if n < len(lines) else 0, 0)) for n, line in enumerate(block.lines)]
    for n, line in enumerate(made):
        at = next(k for k, run in enumerate(desk.runs) if run.id == line.id)
        desk.runs[at] = replace(desk.runs[at], line=line)
        assert line.box.top == TOP + n * pitch
    desk.blocks[-1] = replace(block, lines=tuple(made), box=Box(LEFT, TOP, LEFT + COLUMN, made[-1].box.bottom))


def test_a_column_is_cut_where_the_head_across_beside_it_ends_and_begins_where_its_lines_do() -> None:
    desk = Desk()
    beside(
        desk,
        ["渡口的灯又亮了起来", "船工们早早到了码头", "准备一天的活"],
        ["河面上又有了灯光和人声好不热闹"] * 3,
        3 * EM,
    )
    page = Upright(desk)
    page.across("老渡口开", LEFT, TOP - 5, TOP + 3 * round(1.5 * EM) - 10, 2 * EM)
    sheet = with_whole_columns(name_kinds(canonical(page.layout, page.runs), Conventions(load())))
    short, long = sorted((p for p in sheet.pieces if p.kind is Kind.BODY), key=lambda p: p.box.top)
    assert (len(short.rows), len(long.rows)) == (3, 3)
    assert (short.box.left, long.box.left) == (LEFT + 3 * EM, LEFT)


def test_a_paragraph_set_in_under_a_head_across_parts_the_column_no_more_than_another_line() -> None:
    desk = Desk()
    beside(
        desk,
        ["的灯又亮了起来船工们早早到", "了码头准备一天的活河面上又", "有了灯光和人声好不热闹好啊"],
        ["河面上又有了灯光和人声好不热闹"] * 3,
        3 * EM,
    )
    block = desk.blocks[-1]
    first = replace(block.lines[0], box=replace(block.lines[0].box, left=block.lines[0].box.left + 2 * EM // 2))
    desk.blocks[-1] = replace(block, lines=(first, *block.lines[1:]))
    desk.runs[0] = replace(desk.runs[0], line=first)
    page = Upright(desk)
    page.across("老渡口开", LEFT - EM // 2, TOP - 5, TOP + 3 * round(1.5 * EM) - 10, 2 * EM)
    sheet = with_whole_columns(name_kinds(canonical(page.layout, page.runs), Conventions(load())))
    assert [len(p.rows) for p in sorted(sheet.pieces, key=lambda p: p.box.top) if p.kind is Kind.BODY] == [3, 3]


def test_a_head_across_over_the_lines_of_a_head_that_run_down_is_one_with_them() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开"], LEFT + 60, 40, 44)
    desk.lines(Kind.HEADLINE, ["夜里又有了灯光"], LEFT + 60, 100, 30)
    desk.column("\n".join(FERRY), LEFT, 160)
    page = Upright(desk)
    page.across("市民广场", LEFT, 40, 134, 30)
    (article,) = page.read().articles
    assert (article.kicker, article.title) == ("市民广场", "老渡口重新开")


def test_a_head_across_over_columns_of_text_is_a_head_by_itself() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开"], LEFT, 40, 44)
    desk.column("\n".join(FERRY), LEFT, TOP)
    low = desk.blocks[-1].box.bottom + 40
    desk.column("\n".join(BEES), LEFT + 3 * EM, low, COLUMN - 3 * EM)
    page = Upright(desk)
    page.across("槐花蜜进城", LEFT, low, low + 5 * LEADING, 2 * EM)
    made = page.read()
    assert [article.title for article in made.articles] == ["老渡口重新开", "槐花蜜进城"]
    assert texts(made) == [list(FERRY), list(BEES)]


def test_text_under_a_picture_belongs_to_the_head_printed_across_over_the_picture() -> None:
    desk = Desk()
    desk.pictures.append(Box(LEFT + 40, TOP, LEFT + 400, TOP + 300))
    desk.column("\n".join(BEES), LEFT + 420, TOP)
    desk.column(">" + FERRY[0] * 2, LEFT, TOP + 600, 2 * COLUMN)
    page = Upright(desk)
    page.across("槐花蜜进城卖了好价钱", LEFT, TOP, TOP + 300, 30)
    article = page.read().articles[0]
    assert article.title == "槐花蜜进城卖了好价钱"
    assert [p.text for p in article.paragraphs][: len(BEES)] == list(BEES)


def test_a_long_row_printed_across_at_the_body_s_pitch_is_no_text() -> None:
    desk = Desk()
    desk.column("\n".join(BEES), LEFT + 2 * EM, TOP)
    page = Upright(desk)
    page.across("国际时事地图之六柏林罗马轴心线路图", LEFT, TOP, TOP + 17 * EM, EM)
    assert page.read().articles[0].title == "国际时事地图之六柏林罗马轴心线路图"
