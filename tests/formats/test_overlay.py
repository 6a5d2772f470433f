"""The overlay shows each story in one colour and each seam as an arrow, on the scan's own pixels."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from ocr.formats import overlay
from ocr.geometry import Box
from ocr.page import Gray, Kind, Paragraph, Run
from tests.formats.sample import FIRST, HEADER, LAYOUT, PAGE, SECOND

WHITE: Gray = np.full((PAGE.size[1], PAGE.size[0]), 255, np.uint8)


def pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def has(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], box: Box, colour: tuple[int, int, int]) -> bool:
    """Whether exactly that colour stands within a few pixels of the box's sides on the scan."""
    left, top, right, bottom = PAGE.to_scan.box(box).grow(3).clip(PAGE.size).as_list()
    return bool((picture[top:bottom, left:right] == colour).all(axis=2).any())


def test_the_picture_is_the_scan_with_a_legend_under_it() -> None:
    picture = pixels(overlay.draw(PAGE, WHITE))
    assert picture.shape[1] == PAGE.size[0]
    assert picture.shape[0] > PAGE.size[1]


def test_all_segments_of_a_story_have_its_colour_and_furniture_has_none() -> None:
    picture = pixels(overlay.draw(PAGE, WHITE))
    assert has(picture, FIRST.box, overlay.ARTICLES[0])
    assert has(picture, SECOND.box, overlay.ARTICLES[0])
    assert has(picture, HEADER.box, overlay.NONE)
    assert not has(picture, HEADER.box, overlay.ARTICLES[0])


def test_rules_frames_and_pictures_are_drawn() -> None:
    picture = pixels(overlay.draw(PAGE, WHITE))
    assert has(picture, LAYOUT.frames[0].box, overlay.FRAME)
    assert has(picture, LAYOUT.pictures[0], overlay.PICTURE)
    assert has(picture, LAYOUT.separators[0].box, overlay.RULE)


def test_a_seam_changes_the_picture_between_its_two_segments() -> None:
    with_seam = pixels(overlay.draw(PAGE, WHITE))
    without = pixels(overlay.draw(replace(PAGE, joins=()), WHITE))
    changed = np.argwhere((with_seam != without).any(axis=2))
    between = PAGE.to_scan.box(Box.around([FIRST.box, SECOND.box])).grow(40)
    assert len(changed)
    assert between.left <= changed[:, 1].min() <= changed[:, 1].max() <= between.right
    assert between.top <= changed[:, 0].min() <= changed[:, 0].max() <= between.bottom


def test_a_doubtful_character_is_marked_where_it_stands_and_an_unread_line_whole() -> None:
    [run] = PAGE.unplaced[0].runs
    assert run.line is not None
    half = replace(run, confidences=(0.9,) * 5 + (0.1,))
    box = run.line.box
    last = Box(box.right - box.width // 6, box.top, box.right, box.bottom)
    first = Box(box.left, box.top, box.left + box.width // 6, box.bottom)
    for reading, marked in ((run, ()), (half, (last,)), (replace(run, text="", confidence=0.0), (first, last))):
        page = replace(PAGE, unplaced=(Paragraph(Kind.BODY, reading.text, (reading,)),))
        picture = pixels(overlay.draw(page, WHITE))
        assert [has(picture, part, overlay.DOUBT) for part in (first, last)] == [
            part in marked for part in (first, last)
        ]


def test_figures_take_half_the_room_of_a_full_width_character() -> None:
    run = Run("l", "水12渠", "", confidences=(1.0, 0.1, 1.0, 0.2))
    assert overlay.spans(run) == [(1 / 3, 0.5), (2 / 3, 1.0)]


def test_segments_are_numbered_as_they_are_read() -> None:
    order = overlay.owners(PAGE, LAYOUT)
    assert [block for block, _ in sorted(order.items(), key=lambda item: item[1].place)] == ["b01", "b02", "b03"]


def test_a_layout_that_was_not_read_is_numbered_as_it_stands() -> None:
    unread = replace(PAGE, articles=())
    assert [owner.place for owner in overlay.owners(unread, LAYOUT).values()] == [1, 2, 3, 4, 5]


def test_a_page_without_a_layout_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="layout"):
        overlay.draw(replace(PAGE, layout=None), WHITE)


def test_furniture_is_named_as_reading_named_it_though_the_layout_took_it_for_text() -> None:
    blocks = tuple(replace(block, kind=Kind.BODY) if HEADER in block.lines else block for block in LAYOUT.blocks)
    guessed = replace(PAGE, layout=replace(LAYOUT, blocks=blocks))
    assert (pixels(overlay.draw(guessed, WHITE)) == pixels(overlay.draw(PAGE, WHITE))).all()
    unsaid = replace(guessed, furniture=())
    assert (pixels(overlay.draw(unsaid, WHITE)) != pixels(overlay.draw(PAGE, WHITE))).any()
