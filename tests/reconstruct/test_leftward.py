"""Lines printed across a vertical page are read the way their words run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Run
from ocr.reconstruct.leftward import rightly_read, turned


def read(*texts: str) -> list[str]:
    runs = {
        str(k): Run(str(k), text, text, 0.9, tuple(0.01 * n for n in range(len(text)))) for k, text in enumerate(texts)
    }
    return [run.text for run in rightly_read(runs).values()]


def test_heads_of_an_old_paper_are_turned_round() -> None:
    assert read("備準場市業營間夜", "局務電市川禾", "版四第") == ["夜間營業市場準備", "禾川市電務局", "第四版"]


def test_heads_of_a_new_paper_stay() -> None:
    assert read("夜間營業市場準備", "經濟發展會議") == ["夜間營業市場準備", "經濟發展會議"]


def test_a_line_that_is_sure_goes_against_its_page() -> None:
    page = ["備準場市業營間夜", "議會展發濟經", "備準場市"]
    assert read(*page, "經濟發展會議今天開幕")[-1] == "經濟發展會議今天開幕"


def test_a_page_that_does_not_tell_runs_from_the_right_as_its_columns_do() -> None:
    assert read("禾鵝") == ["鵝禾"]


def test_words_in_latin_and_numbers_keep_their_own_direction_and_brackets_open_the_other_way() -> None:
    assert turned("「報晶」 The 1939") == "1939 The 「晶報」"


def test_confidences_go_with_their_characters() -> None:
    run = Run("a", "備準場市", "備準場市", 0.5, (0.1, 0.2, 0.3, 0.4))
    out = rightly_read({"a": run})["a"]
    assert (out.text, out.confidences, out.raw) == ("市場準備", (0.4, 0.3, 0.2, 0.1), "備準場市")


@given(st.text("甲乙丙「」（）", max_size=12))
def test_turning_twice_changes_nothing(text: str) -> None:
    assert turned(turned(text)) == text
