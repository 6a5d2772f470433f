"""A subhead in two halves at the top of two columns is read before the text under it, and stands in its story."""

from __future__ import annotations

from ocr.page import Kind, Layout, Run
from ocr.profile import load
from ocr.reconstruct import reconstruct
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.runins import with_run_ins
from tests.reconstruct.desk import EM, Desk
from tests.reconstruct.stories import BEES, FERRY
from tests.reconstruct.test_canonical import upright

LEFT, TOP = 60, 140


def made_up(second: str = "（記者十日電）那天") -> tuple[Layout, list[Run]]:
    """A head, text, the halves 夜航 and 明燈 beside two lines of text, more text; made up lying, turned upright."""
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 80, 40, 40)
    first = desk.column(FERRY[0], LEFT, TOP)
    low = first.box.bottom + 10
    desk.lines(Kind.SUBHEAD, ["夜航", "明灯"], LEFT, low)
    desk.lines(Kind.BODY, [second, "河面上又有了灯光亮"], LEFT + 4 * EM, low)
    desk.column(">" + BEES[0], LEFT, low + 60)
    return upright(desk.layout(), desk.runs)


def test_the_halves_come_first_and_then_the_rest_of_both_columns() -> None:
    made = reconstruct(*made_up(), load())
    text = "".join(p.text for p in made.articles[0].paragraphs)
    assert "夜航明灯（記者十日電）那天河面上又有了灯光亮" in text
    assert [p.text for p in made.articles[0].paragraphs if p.kind is Kind.SUBHEAD] == ["夜航明灯"]


def test_no_story_begins_under_such_a_subhead_though_its_text_has_a_dateline() -> None:
    made = reconstruct(*made_up("本报讯（记者张明）"), load())
    assert len(made.articles) == 1


def test_runs_keep_the_boxes_they_came_with() -> None:
    layout, runs = made_up()
    before = {run.id: run.line for run in runs}
    after = {row.run.id: row.run.line for p in with_run_ins(canonical(layout, runs)).pieces for row in p.rows}
    assert after == before


def test_a_horizontal_page_stays_as_it_is() -> None:
    desk = Desk()
    desk.lines(Kind.SUBHEAD, ["夜航", "明灯"], LEFT, 40)
    desk.lines(Kind.BODY, ["那天晚上的河面上", "又有了灯光"], LEFT + 3 * EM, 40)
    sheet = canonical(desk.layout(), desk.runs)
    assert with_run_ins(sheet) is sheet
