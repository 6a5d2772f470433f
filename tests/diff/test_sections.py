"""Rows: everything of both sides once, in order, paragraph against paragraph."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from ocr.diff.comparison import Compared
from ocr.diff.sections import Part, Row, label, numbered, sections
from ocr.evaluate import PageText
from tests.diff.pages import EVERYTHING, comparison
from tests.evaluate.test_script import pages
from tests.evaluate.texts import BRIDGE, PAGE, STORIES


def shown(output: PageText, truth: PageText) -> tuple[list[Part], list[Part]]:
    [page] = comparison(output, truth).pages
    items = [item for section in sections(page) for row in section.rows for item in row.items]
    return [i.truth for i in items if i.truth], [i.output for i in items if i.output]


def labels(page: Compared, row: Row, *, output: bool) -> str:
    side = page.script.output if output else page.script.truth
    parts = [item.output if output else item.truth for item in row.items]
    return ", ".join(dict.fromkeys(label(side, part.piece) for part in parts if part))


@settings(max_examples=80, deadline=None)
@given(pages, pages)
def test_the_rows_hold_every_character_of_both_sides_once(truth: PageText, output: PageText) -> None:
    [page] = comparison(output, truth).pages
    for parts, side in zip(shown(output, truth), (page.script.truth, page.script.output), strict=True):
        assert sorted(k for p in parts for k in range(p.start, p.end)) == list(range(len(side.text)))
        for story in {piece.story for piece in side.pieces if piece.story >= 0}:
            raw = "".join(piece.raw for piece in side.pieces if piece.story == story)
            assert "".join(p.text for p in parts if side.pieces[p.piece].story == story) == raw, "as it was read"


def test_each_paragraph_of_a_right_page_is_a_row_of_its_own() -> None:
    [page] = comparison(PAGE, PAGE).pages
    first = sections(page)[0]
    assert [labels(page, row, output=False) for row in first.rows] == [
        "title",
        "byline",
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
    ]
    assert not any(row.differs for row in first.rows)


def test_a_paragraph_cut_in_two_is_one_row() -> None:
    cut = replace(STORIES[0], paragraphs=(BRIDGE[0][:20], BRIDGE[0][20:], *BRIDGE[1:]))
    [page] = comparison(replace(PAGE, stories=(cut, STORIES[1])), PAGE).pages
    found = [(labels(page, row, output=False), labels(page, row, output=True)) for row in sections(page)[0].rows]
    assert found[2:] == [
        ("paragraph 1", "paragraph 1, paragraph 2"),
        ("paragraph 2", "paragraph 3"),
        ("paragraph 3", "paragraph 4"),
    ]


def test_every_difference_has_a_number_in_reading_order() -> None:
    [page] = comparison().pages
    found = sections(page)
    assert sorted(numbered(found).values()) == list(range(1, len(page.differences.items) + 1))
    assert [s.title for s in found if s.truth is None and not s.outside] == ["无此事"]
    assert EVERYTHING.stories[0].title.startswith("石供桥")
