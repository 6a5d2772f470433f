"""One case for both ways of setting."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ocr.geometry import Box, Direction
from ocr.page import Kind, Layout, Line, Run
from ocr.profile import load
from ocr.reconstruct import reconstruct
from ocr.reconstruct.canonical import canonical
from tests.reconstruct.desk import Desk, broken, texts
from tests.reconstruct.stories import BEES, FERRY


def two_stories() -> Desk:
    desk = Desk()
    desk.lines(Kind.HEADLINE, ["老渡口重新开放"], 150, 60, 50)
    first, second = broken(FERRY, 5)
    desk.column(first, 60, 160)
    desk.column(second, 340, 160)
    desk.rule(60, 500, 1300, 502)
    desk.lines(Kind.HEADLINE, ["槐花蜜卖到城里"], 150, 540, 50)
    desk.column("\n".join(BEES), 60, 640)
    return desk


def upright(layout: Layout, runs: list[Run]) -> tuple[Layout, list[Run]]:
    """The same page set vertically: turned a quarter with the clock, lines run down and follow from right to left."""
    height = layout.size[1]

    def turn(box: Box) -> Box:
        return Box(height - box.bottom, box.left, height - box.top, box.right)

    def across(line: Line) -> Line:
        return replace(line, box=turn(line.box), direction=Direction.VERTICAL)

    blocks = tuple(
        replace(b, box=turn(b.box), lines=tuple(across(line) for line in b.lines), direction=Direction.VERTICAL)
        for b in layout.blocks
    )
    other = {Direction.HORIZONTAL: Direction.VERTICAL, Direction.VERTICAL: Direction.HORIZONTAL}
    rules = tuple(replace(rule, box=turn(rule.box), direction=other[rule.direction]) for rule in layout.separators)
    turned = Layout(
        (height, layout.size[0]),
        layout.em,
        blocks,
        rules,
        pictures=tuple(turn(p) for p in layout.pictures),
        direction=Direction.VERTICAL,
    )
    return turned, [replace(run, line=across(run.line)) for run in runs if run.line is not None]


def test_a_page_set_vertically_gives_the_articles_of_the_same_page_set_horizontally() -> None:
    desk = two_stories()
    flat = desk.read()
    steep = reconstruct(*upright(desk.layout(), desk.runs), load())
    assert [a.title for a in flat.articles] == ["老渡口重新开放", "槐花蜜卖到城里"]
    assert [a.title for a in steep.articles] == [a.title for a in flat.articles]
    assert texts(steep) == texts(flat)


def test_articles_of_a_vertical_page_keep_the_boxes_they_were_found_at() -> None:
    desk = two_stories()
    layout, runs = upright(desk.layout(), desk.runs)
    found = {run.id: run.line for article in reconstruct(layout, runs, load()).articles for run in article.head_runs}
    given_ = {run.id: run.line for run in runs}
    assert found
    assert all(found[name] == given_[name] for name in found)


@given(st.randoms(use_true_random=False))
def test_the_order_of_blocks_lines_and_runs_does_not_matter(random: Random) -> None:
    desk = two_stories()
    expected = desk.read()
    layout = desk.layout()
    blocks = [replace(block, lines=tuple(random.sample(block.lines, len(block.lines)))) for block in layout.blocks]
    random.shuffle(blocks)
    runs = random.sample(desk.runs, len(desk.runs))
    assert reconstruct(replace(layout, blocks=tuple(blocks)), runs, load()) == expected


def test_a_short_line_measured_too_tall_has_no_larger_type_than_its_set_width_allows() -> None:
    desk = Desk()
    desk.lines(Kind.BODY, ["二十多条木船排成一列"], 60, 60)
    block = desk.blocks[0]
    tall = replace(block, lines=(replace(block.lines[0], em=40.0),))
    sheet = canonical(replace(desk.layout(), blocks=(tall,)), desk.runs)
    assert sheet.pieces[0].em < 25


def test_lines_that_were_not_read_are_passed_over() -> None:
    desk = two_stories()
    desk.runs = [replace(run, text="", raw="", confidence=0.0) if n == 4 else run for n, run in enumerate(desk.runs)]
    assert len(desk.read().articles) == 2
