"""Marks and spaces as a newspaper sets them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Run
from ocr.reconstruct.punctuation import join, pair_quotes, tidy_line, tidy_run

MARKS = "，。、；：？！“”‘’（）《》〈〉…—·,.;:?!()[]］\"'-－一〇0123456789 年月日第%"
TEXT = st.text(alphabet=st.sampled_from(MARKS + "水渠桥乡村说好abcXYZ　"), max_size=40)


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("水 渠 通 到 村 口", "水渠通到村口"),
        ("投资 3 亿元， 修桥 12 座", "投资3亿元，修桥12座"),
        ("“ 水渠 ” 通了", "“水渠”通了"),
        ("用 Open Bridge 软件", "用Open Bridge软件"),
        ("  水渠　通了  ", "水渠通了"),
    ],
)
def test_spaces_stay_between_latin_words_only(raw: str, printed: str) -> None:
    assert tidy_line(raw) == printed


def test_the_gap_in_a_two_character_name_stays_where_it_is_asked_for() -> None:
    assert tidy_line("本报记者 林 青 何远桥", gaps=True) == "本报记者 林 青 何远桥"
    assert tidy_line("本报记者 林 青 何远桥") == "本报记者林青何远桥"


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("桥通了,水来了.", "桥通了，水来了。"),
        ("渠长6．8109公里", "渠长6.8109公里"),
        ("早上7：40开闸", "早上7:40开闸"),
        ("收粮3，000吨", "收粮3,000吨"),
        ("19.18公里,一天走完", "19.18公里，一天走完"),
        ("2015，2016两年", "2015，2016两年"),
        ("合作社(青禾)开张", "合作社（青禾）开张"),
        ("水务局（ＷＢ)说", "水务局（ＷＢ）说"),
        ("(WB)说", "（WB）说"),
        ("通水了吗?通了!", "通水了吗？通了！"),
        ("Open Bridge (beta), please.", "Open Bridge (beta), please."),
        ("水深3.", "水深3."),
        ("增加60%。AB公司说", "增加60%。AB公司说"),
        ("Open Bridge，please", "Open Bridge,please"),
        ("1.修渠", "1.修渠"),
    ],
)
def test_a_mark_is_full_beside_han_and_half_inside_numbers_and_latin(raw: str, printed: str) -> None:
    assert tidy_line(raw) == printed


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("水来了…", "水来了……"),
        ("水来了。。。", "水来了……"),
        ("水来了......", "水来了……"),
        ("--写在通水之后", "——写在通水之后"),
        ("一—写在通水之后", "——写在通水之后"),
        ("一一写在通水之后", "——写在通水之后"),
        ("把各户一一记下", "把各户一一记下"),
        ("水库一期", "水库一期"),
        ("2020—2025年", "2020—2025年"),
        ("桥头见闻〈记者手记)", "桥头见闻（记者手记）"),
        ("《渠水〈上〉》", "《渠水〈上〉》"),
        ("3月]日通水", "3月1日通水"),
        ("[3月]日", "[3月]日"),
    ],
)
def test_look_alikes_are_told_apart_where_the_neighbours_say_which(raw: str, printed: str) -> None:
    assert tidy_line(raw) == printed


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("水渠通到", "村口", "水渠通到村口"),
        ("渠长20", "25米", "渠长2025米"),
        ("called Open", "Bridge", "called Open Bridge"),
        ("a soft-", "ware of", "a software of"),
        ("the first,", "then", "the first, then"),
        ("用Open", "软件", "用Open软件"),
        ("水渠 ", " 通了", "水渠通了"),
        ("", "水渠", "水渠"),
    ],
)
def test_lines_join_han_with_nothing_and_latin_words_with_a_space(before: str, after: str, whole: str) -> None:
    assert join(before, after) == whole


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ('他说:"水来了。"众人又说:"好!"', "他说:“水来了。”众人又说:“好!”"),
        ("他说：“有人喊'水来了'。”", "他说：“有人喊‘水来了’。”"),
        ("名叫“青禾“，在桥头", "名叫“青禾”，在桥头"),
        ("“水来了。“他说，“好。”", "“水来了。”他说，“好。”"),
    ],
)
def test_quotes_are_turned_to_the_side_they_stand_on(read: str, printed: str) -> None:
    assert pair_quotes(read) == printed


@pytest.mark.parametrize(
    "paragraph",
    [
        "“水来了，桥也通了。",
        "水来了。”他说，“桥也通了。”",
        "名叫“青禾”“晚稻”的两种",
        "在Xi'an，他说好",
        'He said "good".',
    ],
)
def test_quotes_that_run_on_and_apostrophes_stay(paragraph: str) -> None:
    assert pair_quotes(paragraph) == paragraph


@given(TEXT)
def test_tidying_again_changes_nothing(raw: str) -> None:
    once = tidy_line(raw)
    assert tidy_line(once) == once
    gapped = tidy_line(raw, gaps=True)
    assert tidy_line(gapped, gaps=True) == gapped


@given(TEXT)
def test_pairing_again_changes_nothing_and_keeps_the_number_of_marks(text: str) -> None:
    once = pair_quotes(text)
    assert pair_quotes(once) == once
    assert len(once) == len(text)
    assert re.sub("[“”\"‘’']", "", once) == re.sub("[“”\"‘’']", "", text)


@given(TEXT)
def test_letters_figures_and_han_are_never_invented_or_lost(raw: str) -> None:
    def solid(text: str) -> str:
        return re.sub(r"[^0-9a-zA-Z水渠桥乡村说好年月日第〇]", "", text)

    read_as_one = r"(?<=[0-9年月第])\s*[\]］]\s*(?=[0-9年月日])"
    assert solid(tidy_line(raw)).replace("1", "") == solid(re.sub(read_as_one, "", raw)).replace("1", "")


@given(TEXT)
def test_a_tidied_run_has_one_confidence_a_character(raw: str) -> None:
    text = "".join(raw.split())
    run = Run(id="r1", text=text, raw=raw, confidences=tuple(0.5 for _ in text))
    tidied = tidy_run(run)
    assert tidied.raw == raw
    assert len(tidied.confidences) == len(tidied.text)


def test_characters_keep_their_own_confidence_when_spaces_go_and_dots_meet() -> None:
    run = Run(id="r1", text="水来了...好", raw="水 来 了...好", confidences=(0.9, 0.8, 0.7, 0.1, 0.2, 0.3, 0.6))
    tidied = tidy_run(run)
    assert tidied.text == "水来了……好"
    assert tidied.confidences[:3] == (0.9, 0.8, 0.7)
    assert tidied.confidences[-1] == 0.6
