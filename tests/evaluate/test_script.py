"""The edit script: every character once, applied to the reference it gives the output, and it calls things by name."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.evaluate import PageText, Story
from ocr.evaluate.differences import Difference, differences
from ocr.evaluate.edits import Kind
from ocr.evaluate.matched import match
from ocr.evaluate.normalise import fold
from ocr.evaluate.script import script
from ocr.evaluate.segments import Script
from tests.evaluate.texts import BRIDGE, PAGE, STORIES, TEA

HAN = "".join(chr(0x4E00 + k * 37 % 3000) for k in range(800))
strings = st.text(alphabet="桥河灯石匠春茶坡，。", max_size=40)
stories = st.builds(
    Story,
    title=strings,
    byline=st.text(alphabet="记者林小", max_size=6),
    paragraphs=st.lists(strings | st.sampled_from(BRIDGE + TEA), max_size=4).map(tuple),
    captions=st.lists(strings, max_size=1).map(tuple),
)
loose = st.lists(strings, max_size=2).map(tuple)
pages = st.builds(PageText, stories=st.lists(stories, max_size=3).map(tuple), furniture=loose, unplaced=loose)


def compared(truth: PageText, output: PageText, *, variants: bool = False) -> Script:
    return script(match(truth, output, variants=variants))


def named(truth: PageText, output: PageText, *, variants: bool = False) -> tuple[Script, list[Difference]]:
    made = compared(truth, output, variants=variants)
    return made, list(differences(made).items)


def applied(made: Script) -> str:
    """The output, from the reference and what differs: equal and moved text is taken from the reference."""
    built = sorted((s for s in made.segments if s.at_end > s.at), key=lambda s: s.at)
    same = (None, Kind.MOVED, Kind.MERGED, Kind.SPLIT)
    return "".join(
        made.truth.text[s.start : s.end] if s.kind in same else made.output.text[s.at : s.at_end] for s in built
    )


def covered(spans: list[tuple[int, int]]) -> list[int]:
    return sorted(k for start, end in spans for k in range(start, end))


def prose(seed: int, length: int) -> str:
    picker = random.Random(seed)
    return "".join(picker.choices(HAN, k=length))


@settings(max_examples=150)
@given(pages, pages)
def test_every_character_of_both_sides_is_in_one_segment_and_the_differences_make_the_output(
    truth: PageText, output: PageText
) -> None:
    made = compared(truth, output)
    assert covered([(s.start, s.end) for s in made.segments]) == list(range(len(made.truth.text)))
    assert covered([(s.at, s.at_end) for s in made.segments]) == list(range(len(made.output.text)))
    assert applied(made) == made.output.text


@settings(max_examples=60)
@given(pages)
def test_a_page_against_itself_has_no_difference(page: PageText) -> None:
    long = replace(page, stories=tuple(s for s in page.stories if len(s.body) > 20))
    kinds = {d.kind for d in named(long, long)[1]}
    assert not kinds - {Kind.MOVED}, "the same paragraph twice may be taken for each other, nothing else may differ"


def test_a_page_of_different_paragraphs_against_itself_has_no_difference() -> None:
    assert named(PAGE, PAGE)[1] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 80), st.integers(0, 5), st.integers(0, 5))
def test_a_block_that_was_moved_is_found_as_moved(seed: int, size: int, origin: int, goal: int) -> None:
    parts = [prose(seed + k, 100) for k in range(6)]
    block = prose(seed + 99, size)
    before = "".join(parts[:origin]) + block + "".join(parts[origin:])
    after = "".join(parts[:goal]) + block + "".join(parts[goal:])
    made, found = named(PageText((Story(paragraphs=(before,)),)), PageText((Story(paragraphs=(after,)),)))
    if origin == goal:
        assert found == []
        return
    moved = sum(d.characters for d in found if d.kind is Kind.MOVED)
    expected = min(size, 100 * abs(origin - goal))
    assert abs(moved - expected) <= 4, "the lighter side of the exchange is what moved"
    assert sum(d.characters for d in found if d.kind is not Kind.MOVED) <= 6
    assert made.truth.text == before


@pytest.mark.parametrize(
    ("said", "printed", "kind", "pair"),
    [
        ("花岗岩", "花刚岩", Kind.MISREAD, ("岗", "刚")),
        ("花岗岩", "花岩", Kind.MISSING, ("岗", None)),
        ("花岗岩", "花岗岩石", Kind.EXTRA, (None, "石")),
        ("四个月。他说", "四个月，他说", Kind.PUNCTUATION, ("。", ",")),
        ("四个月。他说", "四个月他说", Kind.PUNCTUATION, ("。", None)),
        ("孩子们提着", "孩子们，提着", Kind.PUNCTUATION, (None, ",")),
    ],
)
def test_a_single_error_is_called_by_its_name(
    said: str, printed: str, kind: Kind, pair: tuple[str | None, str | None]
) -> None:
    wrong = tuple(p.replace(said, printed) for p in BRIDGE)
    made, found = named(PAGE, replace(PAGE, stories=(replace(STORIES[0], paragraphs=wrong), STORIES[1])))
    [only] = found
    assert only.kind is kind
    assert (
        only.truth and made.truth.text[slice(*only.truth)],
        only.output and made.output.text[slice(*only.output)],
    ) == pair


def test_an_old_form_for_a_new_one_is_a_variant_and_nothing_when_forms_are_folded() -> None:
    truth = PageText((Story(paragraphs=("報社説明為何停刊並向眾讀者致歉意",)),))
    output = PageText((Story(paragraphs=("報社說明爲何停刊並向衆讀者致歉意",)),))
    assert [d.kind for d in named(truth, output)[1]] == [Kind.VARIANT] * 3
    assert named(truth, output, variants=True)[1] == []


def test_widths_and_quotes_are_no_differences_and_two_kinds_side_by_side_are_two() -> None:
    truth = PageText((Story(paragraphs=("“水位涨了（约３.５米）”，村民说，今年的雨水多。",)),))
    same = PageText((Story(paragraphs=("「水位涨了(约3.5米)」, 村民说,今年的雨水多。",)),))
    worse = PageText((Story(paragraphs=("“水位涨了（约３.５米）”，村民说、令年的雨水多。",)),))
    assert named(truth, same)[1] == []
    assert [d.kind for d in named(truth, worse)[1]] == [Kind.PUNCTUATION, Kind.MISREAD]


def test_a_paragraph_in_another_story_was_moved_and_what_is_misread_in_it_is_said_besides() -> None:
    moved = BRIDGE[1].replace("拱圈", "拱圆")
    output = (replace(STORIES[0], paragraphs=(BRIDGE[0], BRIDGE[2])), replace(STORIES[1], paragraphs=(*TEA, moved)))
    made, found = named(PAGE, replace(PAGE, stories=output))
    assert [(d.kind, d.inside) for d in found] == [(Kind.MOVED, -1), (Kind.MISREAD, 0)]
    assert found[0].truth is not None
    assert made.truth.text[slice(*found[0].truth)] == BRIDGE[1].replace("，", ",")


def test_paragraphs_that_changed_places_are_one_moved_paragraph() -> None:
    swapped = replace(STORIES[0], paragraphs=(BRIDGE[1], BRIDGE[0], BRIDGE[2]))
    [only] = named(PAGE, replace(PAGE, stories=(swapped, STORIES[1])))[1]
    assert (only.kind, only.characters) == (Kind.MOVED, min(len(fold(p)) for p in BRIDGE[:2]))


def test_a_story_inside_another_is_merged_and_part_of_one_on_its_own_is_split() -> None:
    merged = replace(STORIES[0], paragraphs=(*BRIDGE, STORIES[1].kicker, STORIES[1].title, *TEA))
    assert {d.kind for d in named(PAGE, replace(PAGE, stories=(merged,)))[1]} == {Kind.MERGED}
    three = (*STORIES, Story(title="渠水清清", paragraphs=("村口的老水渠重新通了水，渠边的人家睡得比往年踏实。",)))
    whole = Story(paragraphs=tuple(text for story in three for text in (*story.heads, *story.paragraphs)))
    assert [d.kind for d in named(PageText(three), PageText((whole,)))[1]].count(Kind.MERGED) == 2, "one a story"
    halves = replace(STORIES[0], paragraphs=BRIDGE[:1]), Story(paragraphs=BRIDGE[1:]), STORIES[1]
    found = named(PAGE, replace(PAGE, stories=halves))[1]
    assert [d.kind for d in found] == [Kind.SPLIT]
    assert found[0].characters == len(STORIES[0].title + "本报记者林小满" + fold(BRIDGE[0])), "the smaller part"


def test_a_paragraph_or_headline_printed_twice_is_repeated_and_says_what_it_repeats() -> None:
    twice = replace(STORIES[0], paragraphs=(*BRIDGE, BRIDGE[1], STORIES[0].title))
    made, found = named(PAGE, replace(PAGE, stories=(twice, STORIES[1])))
    assert {d.kind for d in found} == {Kind.REPEATED}
    assert sum(d.characters for d in found) == len(BRIDGE[1]) + len(STORIES[0].title)
    assert {made.truth.text[slice(*d.like)] for d in found if d.like} == {
        BRIDGE[1].replace("，", ","),
        STORIES[0].title,
    }


def test_furniture_in_a_story_is_furniture_and_so_is_furniture_misread_or_left_out() -> None:
    leaky = replace(STORIES[0], paragraphs=(*BRIDGE, "本版责编：何田田"))
    found = named(PAGE, PageText((leaky, STORIES[1]), furniture=("第三版 要间",)))[1]
    assert [(d.kind, d.characters) for d in found] == [(Kind.FURNITURE, 1), (Kind.FURNITURE, 8)]
    assert {d.kind for d in named(PAGE, replace(PAGE, furniture=()))[1]} == {Kind.FURNITURE}


def test_furniture_has_no_order_and_may_be_cut_otherwise() -> None:
    cut = replace(PAGE, furniture=("何田田", "第三版", "本版责编：", "要闻"))
    assert named(PAGE, cut)[1] == []


def test_a_byline_in_the_text_was_moved() -> None:
    inside = replace(STORIES[0], byline="", paragraphs=(*BRIDGE, "（本报记者 林小满）"))
    kinds = [d.kind for d in named(PAGE, replace(PAGE, stories=(inside, STORIES[1])))[1]]
    assert kinds == [Kind.MOVED, Kind.PUNCTUATION, Kind.PUNCTUATION]


def test_story_text_that_stands_outside_stories_was_moved() -> None:
    output = replace(PAGE, stories=(replace(STORIES[0], paragraphs=BRIDGE[:2]), STORIES[1]), unplaced=BRIDGE[2:])
    assert [(d.kind, d.characters) for d in named(PAGE, output)[1]] == [(Kind.MOVED, len(BRIDGE[2]))]


def test_a_story_left_out_is_missing_and_one_made_up_is_extra() -> None:
    assert [d.kind for d in named(PAGE, replace(PAGE, stories=STORIES[:1]))[1]] == [Kind.MISSING]
    invented = Story(title="无此事", paragraphs=("这一篇是机器自己想出来的，报上从来没有登过。",))
    assert {d.kind for d in named(PAGE, replace(PAGE, stories=(*STORIES, invented)))[1]} == {Kind.EXTRA}


def test_empty_pages_have_defined_differences() -> None:
    nothing = PageText()
    assert named(nothing, nothing)[1] == []
    assert {d.kind for d in named(PAGE, nothing)[1]} == {Kind.MISSING, Kind.FURNITURE}
    assert {d.kind for d in named(nothing, PAGE)[1]} == {Kind.EXTRA, Kind.FURNITURE}


def test_text_where_the_reference_knows_no_articles_is_compared_as_one() -> None:
    plain = PageText((Story(paragraphs=(STORIES[1].kicker, STORIES[1].title, *TEA, STORIES[0].title, *BRIDGE)),),
                     articles_known=False, fields_known=False)  # fmt: skip
    kinds = [d.kind for d in named(plain, PageText(STORIES))[1]]
    assert kinds == [Kind.EXTRA], "the byline alone"
