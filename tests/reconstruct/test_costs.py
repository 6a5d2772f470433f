"""What it costs to end a story, and to take a small heading into one."""

import numpy as np

from ocr.geometry import Box
from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct.canonical import canonical
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.costs import ending, joining
from ocr.reconstruct.kinds import name_kinds
from ocr.reconstruct.seams import End
from ocr.reconstruct.territory import Ground
from ocr.reconstruct.units import Unit, units_of
from tests.reconstruct.desk import COLUMN, Desk
from tests.reconstruct.stories import FERRY, MORE_FERRY

LEFT = 60


def ground(head: Unit, *order: str) -> Ground:
    return Ground(np.zeros((1, 1)), {head.id: 0}, {head.id: 0}, {head.id: (order,)}, frozenset({head.id}))


def test_a_caption_is_text_enough_for_a_head_only_where_no_other_text_stands_on_its_ground() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 34)
    conventions = Conventions(load())
    (head,) = units_of(name_kinds(canonical(desk.layout(), desk.runs), conventions), conventions)
    captioned = frozenset({head.id})
    without, alone = ending(head, None, ground(head), captioned), ending(head, None, ground(head), frozenset())
    bare, beside = (
        ending(head, None, ground(head, "b1"), frozenset()),
        ending(head, None, ground(head, "b1"), captioned),
    )
    assert without < beside < bare
    assert without < alone


def test_a_picture_over_a_subhead_is_no_white_that_would_part_it_from_its_story() -> None:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], LEFT, 40, 44)
    foot = desk.column("\n".join(FERRY), LEFT, 110).box.bottom
    desk.lines(Kind.SUBHEAD, ["夜里过河"], LEFT + 90, foot + 34, 24)
    foot = desk.column(MORE_FERRY[0], LEFT, foot + 90).box.bottom
    desk.pictures.append(Box(LEFT, foot + 20, LEFT + COLUMN, foot + 200))
    desk.lines(Kind.CAPTION, ["图为老渡口的木船。"], LEFT, foot + 210, 18)
    desk.lines(Kind.SUBHEAD, ["石阶铺平"], LEFT + 90, foot + 260, 24)
    desk.column(MORE_FERRY[1], LEFT, foot + 310)
    (article,) = desk.read().articles
    assert [p.text for p in article.paragraphs if p.kind is Kind.SUBHEAD] == ["夜里过河", "石阶铺平"]
    assert article.paragraphs[-1].text == MORE_FERRY[1]


def test_a_figure_broken_off_goes_on_with_its_unit_rather_than_with_another_figure() -> None:
    tail = End(0.98, (), "来回一忙就是23")
    unit, figure, other = (
        sum(cost for _, cost in joining(tail, End(0.92, (), text))) for text in ("天。忙完", "24日以前", "老人说")
    )
    assert unit <= figure < other
    assert not any("runs across" in phrase for phrase, _ in joining(tail, End(0.92, (), "24日以前")))
