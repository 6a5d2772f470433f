"""The text view: signs, marks, folding, width, colour."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ocr.diff.baseline import changes
from ocr.diff.figures import values
from ocr.diff.terminal import width
from ocr.diff.text import Paper, write
from ocr.evaluate import PageText
from tests.diff.pages import comparison
from tests.evaluate.texts import BRIDGE, PAGE, STORIES

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def diff_lines(text: str) -> list[str]:
    signs = tuple("-+@=")
    return [line for line in text.splitlines() if line.startswith(signs) and not line.startswith(("---", "+++"))]


def test_a_misread_character_stands_marked_on_both_lines_with_its_surroundings_folded() -> None:
    wrong = replace(STORIES[0], paragraphs=(BRIDGE[0].replace("栏杆", "拦杆"), *BRIDGE[1:]))
    lines = diff_lines(write(comparison(replace(PAGE, stories=(wrong, STORIES[1]))), Paper()))
    assert lines == [
        "== 1 ↔ 1  石拱桥重新通车; body CER 0.0075 (1 of 133); 1 difference",
        "@@ paragraph 1 @@ misread",
        "-…车。桥面加宽了两米，[栏]杆换成了花岗岩，附近…",
        "+…车。桥面加宽了两米，[拦]杆换成了花岗岩，附近…",
        "== 2 ↔ 2  春茶晚熟不着急; body CER 0.0000 (0 of 93); no differences",
    ]


def test_each_kind_is_named_where_it_is() -> None:
    text = write(comparison(), Paper())
    notes = "moved (article 1, paragraph 2 → article 2, paragraph 3)", "repeats article 2, paragraph 1"
    for said in ("misread", "punctuation", *notes, "furniture (in article 1, paragraph 3)", "missing", "extra"):
        assert said in text


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_line_of_the_diff_is_wider_than_the_terminal(columns: int) -> None:
    text = write(comparison(), Paper(columns))
    assert max(map(width, diff_lines(text))) <= columns


def test_there_is_colour_only_when_asked_for_and_it_changes_nothing_else() -> None:
    plain, coloured = write(comparison(), Paper()), write(comparison(), Paper(colour=True))
    assert not ANSI.search(plain)
    assert ANSI.search(coloured)
    stripped, marked = ANSI.sub("", coloured), re.compile(r"[\[\]]")
    assert marked.sub("", stripped).replace("\n", "") == marked.sub("", plain).replace("\n", "")


def test_text_cannot_steer_the_terminal() -> None:
    evil = replace(STORIES[0], title="石拱桥\x1b[31m\x07\u202e通车")
    text = write(comparison(replace(PAGE, stories=(evil, STORIES[1]))), Paper(colour=False))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", text)


def test_long_stretches_show_both_their_ends() -> None:
    text = write(comparison(replace(PAGE, stories=STORIES[1:])), Paper())
    assert re.search(r"^-\[.*…\(\d+ more\)….*\]$", text, flags=re.MULTILINE)


def test_a_baseline_says_what_is_better_and_what_is_worse() -> None:
    old = {"cer": 1.9, "articles": 1.0, "splits": 0.0, "leaked": 0.0, "seams": 1.0}
    new = comparison()
    text = write(new, Paper(), changes(old, values(new.report)))
    assert re.search(r"^cer .*better, was 1\.9000$", text, flags=re.MULTILINE)
    assert re.search(r"^articles .*worse, was 1\.0000$", text, flags=re.MULTILINE)
    assert re.search(r"^seams .*same$", text, flags=re.MULTILINE)


def test_several_pages_each_have_a_line_and_figures_are_summed_over_all() -> None:
    text = write(comparison(pages=2), Paper())
    one, two = values(comparison().report), values(comparison(pages=2).report)
    assert "page p1: cer" in text
    assert "page p2: cer" in text
    assert one["cer"] == two["cer"]
    assert 2 * one["merges"] == two["merges"]


def test_nothing_against_nothing_is_right() -> None:
    text = write(comparison(PageText(), PageText()), Paper())
    assert "no differences" in text
    assert re.search(r"^cer +- ", text, flags=re.MULTILINE)
