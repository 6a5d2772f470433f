"""What belongs to no story, or stands twice, or is no text at all."""

from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Frame, Kind
from tests.reconstruct.desk import COLUMN, Desk, texts
from tests.reconstruct.stories import FERRY

LEFT, MIDDLE = 60, 60 + COLUMN + 30


def headed() -> Desk:
    desk = Desk()
    desk.lines(Kind.RUNNING_HEAD, ["要闻 2031年6月3日 星期二"], LEFT, 10)
    desk.rule(40, 40, 1300, 42)
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 100, 70, 40)
    desk.column("\n".join(FERRY), LEFT, 140)
    return desk


def test_running_head_and_credits_are_furniture() -> None:
    desk = headed()
    desk.lines(Kind.BODY, ["本版责编：何小舟"], MIDDLE, 1600)
    made = desk.read()
    assert [(f.kind, f.text) for f in made.furniture] == [
        (Kind.RUNNING_HEAD, "要闻2031年6月3日 星期二"),
        (Kind.CREDIT, "本版责编：何小舟"),
    ]
    assert texts(made) == [list(FERRY)]


def test_a_box_that_points_to_other_pages_is_furniture() -> None:
    desk = headed()
    desk.frames.append(Frame("f0", Box(MIDDLE - 10, 900, MIDDLE + COLUMN + 10, 1040)))
    desk.lines(Kind.HEADLINE, ["蜂蜜怎样装瓶"], MIDDLE, 920, 30, "f0")
    desk.lines(Kind.BODY, ["详见第二版"], MIDDLE + 150, 990, frame="f0")
    made = desk.read()
    assert [f.text for f in made.furniture if f.kind is Kind.OTHER] == ["蜂蜜怎样装瓶 详见第二版"]
    assert len(made.articles) == 1


def test_a_line_found_twice_at_one_place_stands_once_and_the_removal_says_so() -> None:
    desk = headed()
    block = desk.blocks[-1]
    twin = replace(block.lines[1], id="twin", box=block.lines[1].box.shift(2, 1))
    desk.blocks.append(replace(block, id="b900", box=twin.box, lines=(twin,)))
    read = next(run for run in desk.runs if run.id == block.lines[1].id)
    desk.runs.append(replace(read, id="twin", text=read.text[:-1], raw=read.raw[:-1], line=twin))
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert [(r.runs, r.repeats) for r in made.removals] == [(("twin",), (read.id,))]


def test_a_sentence_rightly_said_twice_stays() -> None:
    twice = "木船又回来了。"
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 100, 70, 40)
    desk.column("\n".join((FERRY[0], twice, FERRY[1], twice)), LEFT, 140)
    made = desk.read()
    assert texts(made) == [[FERRY[0], twice, FERRY[1], twice]]
    assert not made.removals


def test_scratches_read_as_text_stay_out_of_the_story() -> None:
    desk = headed()
    desk.lines(Kind.BODY, ["丨一丨丨"], LEFT, 300, 6)
    made = desk.read()
    assert texts(made) == [list(FERRY)]
    assert [p.text for p in made.unplaced] == ["丨一丨丨"]
