"""Reading order by boxes: what is out of place counts, the order of the stories does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Kind, Line, Page, Paragraph, Run
from tests.figures.blocks import orders, show_order

TEXTS = ("水来了", "甲", "乙", "丙", "（上接第一版）丁", "戊", "稻田黄了", "己")
"""Eight blocks one below the other, 100 pixels each; those of some length are titles."""

TRUTH = {
    "blocks": [
        {
            "order": at,
            "bbox": [0, 100 * at, 400, 100 * at + 90],
            "cat": "title" if len(text) in (3, 4) else "text_block",
            "text": text,
        }
        for at, text in enumerate(TEXTS, 1)
    ]
    + [{"order": None, "bbox": [0, 0, 400, 40], "cat": "header", "text": "要闻"}],
    "article_titles_in_page": ["水来了（上）", "稻田黄了"],
}


def output(*stories: Sequence[int]) -> Page:
    """A page whose stories hold the blocks of those numbers, two lines each, at half the scan's size."""
    articles = tuple(Article(f"a{at}", paragraphs=tuple(map(paragraph, story))) for at, story in enumerate(stories))
    return Page("page", 1, (400, 900), None, Direction.HORIZONTAL, Transform((2.0, 0.0, 0.0, 0.0, 2.0, 0.0)), articles)


def paragraph(number: int) -> Paragraph:
    tops = (50 * number + 2, 50 * number + 22)
    lines = [Line(f"{number}-{top}", Box(5, top, 195, top + 18), 18.0) for top in tops]
    return Paragraph(Kind.BODY, "字字", tuple(Run(line.id, "字", "字", line=line) for line in lines))


def test_blocks_are_cut_into_stories_before_titles_and_before_what_goes_on_here() -> None:
    order = orders(TRUTH, output())
    assert order.stories == ((1, 2, 3, 4), (5, 6), (7, 8))
    assert order.missing == tuple(range(1, 9))
    assert order.distance == order.within == 1.0


def test_the_right_order_costs_nothing() -> None:
    order = orders(TRUTH, output([1, 2, 3, 4], [5, 6], [7, 8]))
    assert (order.distance, order.within, order.missing) == (0.0, 0.0, ())


def test_stories_may_come_in_any_order_where_only_order_within_them_is_asked() -> None:
    order = orders(TRUTH, output([7, 8], [1, 2, 3, 4], [5, 6]))
    assert order.within == 0.0
    assert order.distance == pytest.approx(4 / 8)
    assert "edit distance 0.500, 0.000 with the stories" in show_order("page", order)


def test_a_block_out_of_place_and_one_in_no_story_are_counted() -> None:
    order = orders(TRUTH, output([1, 3, 2, 4], [5, 6], [8]))
    assert order.missing == (7,)
    assert order.within == pytest.approx(3 / 8)
