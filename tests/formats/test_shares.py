"""The shares of a text are the text, whatever was read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ocr.formats.shares import assigned, shared
from ocr.page import Run

TEXTS = st.text(alphabet="渠水清 流过三个村。a", max_size=30)


def line(text: str, confidence: float = 0.9) -> Run:
    return Run(f"l-{text}", text, text, confidence)


@given(text=TEXTS, lines=st.lists(TEXTS, max_size=5))
def test_the_shares_put_together_are_the_text(text: str, lines: list[str]) -> None:
    shares = shared(text, [line(each) for each in lines])
    assert "".join(share.text for share in shares) == text.strip()
    assert all(len(share.confidences) == len(share.text) for share in shares)
    assert not any(share.text[:1].isspace() for share in shares)


def test_a_mended_mark_stays_on_its_line() -> None:
    shares = shared("渠水，清清。流过", [line("渠水,清"), line("清.流过")])
    assert [share.text for share in shares] == ["渠水，清", "清。流过"]


def test_what_was_taken_out_leaves_its_line_without_a_share() -> None:
    runs = [line("渠水清清"), line("渠水清清"), line("流过三个村")]
    assert [share.text for share in shared("渠水清清流过三个村", runs)] == ["渠水清清", "流过三个村"]


def test_a_space_between_lines_ends_the_first() -> None:
    assert [share.text for share in shared("aa aa", [line("aa"), line("aa")])] == ["aa ", "aa"]


def test_lines_of_a_head_go_to_the_text_that_holds_them_in_its_order() -> None:
    texts = ["春到江州", "老水渠又响起来了", "本报记者 甲乙", "第三版"]
    runs = [line(text) for text in ("起来了", "老水渠又响", "春到汪州", "本报记者甲乙", "（下转第三版）", "无关的一行")]
    found = [[run.text for run in own] for own in assigned(texts, runs)]
    assert found == [["春到汪州"], ["老水渠又响", "起来了"], ["本报记者甲乙"], ["（下转第三版）"]]


def test_two_texts_alike_get_a_line_each() -> None:
    found = assigned(["短讯", "短讯"], [line("短讯"), line("短讯")])
    assert [len(own) for own in found] == [1, 1]
