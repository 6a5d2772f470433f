"""What the first and last words of a run tell about its ends."""

from __future__ import annotations

import pytest

from ocr.geometry import Box
from ocr.page import Kind, Run
from ocr.profile import load
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import Conventions
from ocr.reconstruct.dump.edges import opening, severed, start_of, stop_of
from ocr.reconstruct.units import Unit


def _unit(text: str) -> Unit:
    box: Box | None = None
    return Unit("r1", Kind.BODY, (Row(Run("r1", text, text), box, 1.0),), box, 1.0)


@pytest.mark.parametrize(
    ("inside", "fresh"),
    [
        ("的渠水从村西流过，浇了八百亩稻田。", "村民把石头从河滩挑来。"),
        ("，也能浇到村西。", "“渠水能浇到村西。”顾岚说。"),
        ("们都来看水。", "今年春天，老水渠重新通了水。"),
    ],
)
def test_a_run_that_begins_inside_a_sentence_is_likelier_to_run_on(inside: str, fresh: str) -> None:
    conventions = Conventions(load())
    assert opening(inside)[0] > opening(fresh)[0]
    assert start_of(_unit(inside), conventions).probability > 0.5 > start_of(_unit(fresh), conventions).probability


@pytest.mark.parametrize(
    ("inside", "fresh"),
    [
        ("后半夜。渠水能浇到村西八百亩稻田。", "后半夜渠水能浇到村西八百亩稻田。"),
        ("补偿，村民都说这办法好。", "补偿款上月发到村民手里，人人都说这办法好。"),
    ],
)
def test_a_sentence_that_ends_at_once_or_pauses_after_its_first_word_was_begun_elsewhere(
    inside: str, fresh: str
) -> None:
    assert opening(inside)[0] > 1.5 > opening(fresh)[0]


@pytest.mark.parametrize("fresh", ["目前，渠水能浇到村西。", "据悉，渠水能浇到村西。", "同时，渠水能浇到村西。"])
def test_after_words_of_time_and_the_like_a_beginning_may_pause(fresh: str) -> None:
    assert opening(fresh)[0] < 2


def test_the_name_of_an_office_begins_a_text() -> None:
    assert opening("市水务局提醒村民节约用水。")[0] < 0 < opening("渠能浇到村西。")[0]


def test_a_dateline_begins_a_text() -> None:
    start = start_of(_unit("本报柳岸5月3日电 老水渠重新通了水。"), Conventions(load()))
    assert start.dated
    assert start.probability < 0.05


def test_a_text_without_a_terminal_mark_goes_on_and_one_with_it_hardly() -> None:
    conventions = Conventions(load())
    assert stop_of(_unit("渠水能浇到村西八"), conventions).probability > 0.95
    assert stop_of(_unit("渠水能浇到村西。"), conventions).probability < 0.1
    assert stop_of(_unit("顾岚说：“渠水能浇到村西。"), conventions).probability >= 0.5


@pytest.mark.parametrize("heading", ["老水渠又响起来了", "细致推进，周密研究调度——", "渠水到田头", "把石头挑回村"])
def test_a_heading_is_no_piece_of_a_sentence(heading: str) -> None:
    assert severed(heading) < 0


@pytest.mark.parametrize(
    "piece",
    [
        "砌渠的石头是村民从河滩挑来的，一共砌了两",
        "“渠水能浇到村西，”顾岚把",
        "每天清早沿着水渠走两遍，看看有没有渗漏，再把",
    ],
)
def test_a_sentence_broken_off_is_no_heading(piece: str) -> None:
    assert severed(piece) > 0


def test_a_run_much_shorter_than_paragraphs_are_is_rather_what_is_left_of_one() -> None:
    rest, conventions = _unit("渠水能浇到村西。"), Conventions(load())
    short, usual = (start_of(rest, conventions, length).probability for length in (40.0, 8.0))
    assert short > start_of(rest, conventions).probability > usual
