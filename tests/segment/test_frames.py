"""Four rules that meet, or a panel, are a frame; three are not."""

from __future__ import annotations

from ocr.geometry import Box, Direction
from ocr.page import Panel, Separator
from ocr.segment.frames import find_frames, innermost

EM = 20.0


def rules(*boxes: Box) -> tuple[Separator, ...]:
    flat = (Direction.HORIZONTAL, Direction.VERTICAL)
    return tuple(Separator(b, flat[b.height > b.width], float(min(b.width, b.height))) for b in boxes)


def sides(box: Box) -> tuple[Box, Box, Box, Box]:
    return (
        Box(box.left, box.top, box.right, box.top + 2),
        Box(box.left, box.bottom - 2, box.right, box.bottom),
        Box(box.left, box.top, box.left + 2, box.bottom),
        Box(box.right - 2, box.top, box.right, box.bottom),
    )


def test_four_rules_make_a_frame() -> None:
    box = Box(100, 100, 500, 400)
    assert [f.box for f in find_frames(rules(*sides(box)), (), EM)] == [box]


def test_three_rules_make_none() -> None:
    assert find_frames(rules(*sides(Box(100, 100, 500, 400))[:3]), (), EM) == ()


def test_a_double_rule_makes_one_frame() -> None:
    outer = Box(100, 100, 500, 400)
    assert [f.box for f in find_frames(rules(*sides(outer), *sides(outer.grow(-8))), (), EM)] == [outer]


def test_a_tinted_panel_is_a_frame_and_an_outlined_one_is_not_told_twice() -> None:
    panel, outlined = Box(600, 100, 900, 300), Box(100, 100, 500, 400)
    panels = (Panel(panel, inverted=False), Panel(outlined.grow(-3), inverted=False))
    found = find_frames(rules(*sides(outlined)), panels, EM)
    assert [(f.box, f.tinted) for f in found] == [(outlined, False), (panel, True)]


def test_a_frame_may_share_a_side_with_a_longer_column_rule() -> None:
    box = Box(100, 100, 500, 400)
    top, bottom, left, _ = sides(box)
    assert len(find_frames(rules(top, bottom, left, Box(498, 20, 500, 900)), (), EM)) == 1


def test_of_nested_frames_the_smaller_holds_what_is_in_both() -> None:
    frames = find_frames(rules(*sides(Box(0, 0, 900, 900)), *sides(Box(200, 200, 500, 500))), (), EM)
    assert innermost(Box(300, 300, 340, 320), frames) == "f2"
    assert innermost(Box(600, 600, 640, 620), frames) == "f1"
    assert innermost(Box(950, 300, 990, 320), frames) is None


def test_a_label_on_a_corner_hides_a_part_of_the_top_and_a_rule_of_half_a_frame_closes_none() -> None:
    box = Box(100, 100, 500, 400)
    top, *others = sides(box)
    labelled = Box(240, top.top, 500, top.bottom)
    assert [f.box for f in find_frames(rules(labelled, *others), (), EM)] == [box]
    assert find_frames(rules(Box(310, top.top, 500, top.bottom), *others), (), EM) == ()
    assert find_frames(rules(Box(310, top.top, 640, top.bottom), *others), (), EM) == ()
