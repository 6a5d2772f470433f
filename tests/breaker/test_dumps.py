"""The breaker breaks what it says and keeps the truth."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ocr.page import Kind
from tests.breaker.dumps import KINDS, broken
from tests.breaker.judge import judge
from tests.breaker.pieces import stories_of


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_breaks_the_same_way_and_every_paragraph_of_the_truth_is_in_the_dump(kind: str) -> None:
    one, two = broken(5, kind), broken(5, kind)
    assert one == two
    pieces = [piece for piece in one.pieces if piece.kind is Kind.BODY and piece.story >= 0]
    for number, article in enumerate(one.truth["articles"]):
        own = sorted((piece for piece in pieces if piece.story == number), key=lambda piece: piece.order)
        told = "".join(piece.text for piece in own)
        if kind != "strip misread":
            assert told == "".join(article["paragraphs"])


@pytest.mark.parametrize("kind", ["jump in word", "jump between", "near topics"])
def test_a_jump_leaves_a_story_in_two_places(kind: str) -> None:
    stories = [piece.story for piece in broken(3, kind).pieces]
    assert len([a for a, b in pairwise(stories) if a != b]) > len(set(stories)) - 1


def test_a_paragraph_cut_twice_keeps_its_order() -> None:
    for seed in range(8):
        places = [(piece.story, piece.order) for piece in broken(seed, "columns").pieces if piece.kind is Kind.BODY]
        assert len(places) == len(set(places))


def test_a_dump_that_is_whole_is_judged_right() -> None:
    verdict = judge(broken(1, "banner"))
    assert verdict.report.articles.value == 1
    assert verdict.wrong == 0 < verdict.joins


def test_stories_of_a_truth_are_drawn_when_they_are_long_enough() -> None:
    article = {"title": "老水渠", "byline": "林川", "paragraphs": ["渠水到田头。" * 30, {"text": "水" * 99}]}
    [story] = stories_of({"articles": [article, {**article, "paragraphs": ["短。"]}]})
    assert (story.title, story.byline, len(story.paragraphs)) == ("老水渠", "林川", 2)
    dump = broken(1, "columns", [story] * 1)
    assert _squeezed(story.paragraphs[1].text) in _squeezed(dump.text) or len(dump.pieces) > 4
