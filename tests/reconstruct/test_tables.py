"""Short texts in rows and columns are a table: no column goes on in them, and their rows stay together."""

from __future__ import annotations

import pytest

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import Row, canonical
from ocr.reconstruct.cells import table_rows
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.tables import with_tables
from tests.reconstruct.desk import COLUMN, EM, Desk, broken, texts
from tests.reconstruct.stories import FERRY

LEFT, MIDDLE, RIGHT = 60, 60 + COLUMN + 30, 60 + 2 * (COLUMN + 30)
STANDINGS = [["球队", "胜", "负"], ["石桥队", "12", "3"], ["青岭队", "9", "6"], ["白河队", "8", "7"]]


def tabled(desk: Desk, rows: list[list[str]], left: int = LEFT, top: int = 120, step: int = 100) -> None:
    """Each cell a block of its own, as they are found."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            desk.lines(Kind.BODY, [cell], left + c * step, top + 50 * r)


def test_a_table_under_a_head_of_its_own_is_its_text_row_by_row() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["联赛积分榜"], LEFT + 60, 60, 30)
    tabled(desk, STANDINGS)
    desk.lines(Kind.HEADLINE, ["老渡口七年以后重新开放"], MIDDLE + 80, 60, 34)
    first, second = broken(FERRY, 4)
    desk.column(first, MIDDLE, 120)
    desk.column(second, RIGHT, 120)
    told = {article.title: [p.text for p in article.paragraphs] for article in desk.read().articles}
    assert told == {
        "联赛积分榜": ["球队 胜 负", "石桥队 12 3", "青岭队 9 6", "白河队 8 7"],
        "老渡口七年以后重新开放": list(FERRY),
    }


def test_a_column_does_not_go_on_in_a_table_whose_rows_are_kept_apart() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口七年以后重新开放"], LEFT, 40, 34)
    first, second = broken(FERRY, 4)
    foot = desk.column(first, LEFT, 100).box.bottom
    tabled(desk, STANDINGS, top=foot + 30, step=90)
    desk.column(second, MIDDLE, 100)
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert [p.text for p in made.unplaced] == ["球队 胜 负", "石桥队 12 3", "青岭队 9 6", "白河队 8 7"]


@pytest.mark.parametrize(
    "rows", [STANDINGS[:2], [row[:2] for row in STANDINGS]], ids=["two rows", "two cells to a row"]
)
def test_fewer_rows_or_cells_are_no_table(rows: list[list[str]]) -> None:
    desk = Desk()
    tabled(desk, rows)
    sheet = name_kinds(canonical(desk.layout(), desk.runs), Conventions(load()))
    assert with_tables(sheet) is sheet


def test_short_last_lines_of_columns_side_by_side_are_no_table() -> None:
    desk = Desk()
    for column in range(3):
        for line in range(6):
            text = "木船" if line % 2 else "石桥村的老渡口昨天重新开放"
            desk.lines(Kind.BODY, [text], LEFT + column * (COLUMN + 30), 100 + 30 * line)
    sheet = name_kinds(canonical(desk.layout(), desk.runs), Conventions(load()))
    assert with_tables(sheet) is sheet


def test_rows_of_a_table_are_told_by_where_its_cells_stand() -> None:
    desk = Desk()
    tabled(desk, STANDINGS)
    cells = [Row(run, run.line.box, float(EM)) for run in desk.runs if run.line is not None]
    assert [[cell.text for cell in row] for row in table_rows(cells)] == STANDINGS
    assert table_rows(cells[:-1]) == ()
    assert table_rows(()) == ()
