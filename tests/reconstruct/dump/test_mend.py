"""Dumps of invented news come back as articles, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.page import Kind
from ocr.profile import load
from ocr.reconstruct import Reconstruction
from ocr.reconstruct.dump import mend
from tests.breaker.dumps import KINDS, broken
from tests.breaker.judge import judge

RIVER = (
    "老水渠又响起来了",
    "本报记者 林川",
    "清溪坞村的老水渠断流三年，今年开春重新通了水。清溪坞村支书顾岚说，渠水能浇到村西八百亩稻田。",
    "砌渠的石头是清溪坞村民从河滩挑来的，一共砌了两千多米。顾岚每天沿着水渠走两遍，看有没有渗漏。",
    "水渠通水那天，清溪坞村的孩子把纸船放进渠里，一直追到稻田边。",
)
BUS = (
    "夜班车开进老厂区",
    "本报记者 苏帆",
    "铸钢厂老厂区的夜班公交上周开通，末班车延长到零点。司机袁松说，下夜班的工人不用再骑车回家。",
    "夜班公交一共八站，每站都装了顶棚。公交公司调度室按下班时间排车，袁松一晚要跑六个来回。",
)


def _texts(made: Reconstruction) -> list[list[str]]:
    return [[paragraph.text for paragraph in article.paragraphs] for article in made.articles]


def _runs(made: Reconstruction) -> set[str]:
    """Ids of all runs that stand somewhere in the result."""
    found = {name for removal in made.removals for name in removal.runs}
    for article in made.articles:
        found |= {run.id for run in article.head_runs}
        found |= {run.id for paragraph in article.paragraphs for run in paragraph.runs}
    for piece in made.furniture:
        found |= {run.id for run in piece.runs}
    return found | {run.id for paragraph in made.unplaced for run in paragraph.runs}


def test_a_whole_dump_stays_as_it_is() -> None:
    made = mend("\n\n".join(RIVER + BUS), load())
    assert [article.title for article in made.articles] == [RIVER[0], BUS[0]]
    assert [article.byline for article in made.articles] == [RIVER[1], BUS[1]]
    assert _texts(made) == [list(RIVER[2:]), list(BUS[2:])]
    assert made.removals == ()


def test_a_paragraph_broken_in_a_word_becomes_whole() -> None:
    text = RIVER[3]
    cut = text.index("渗漏") + 1
    made = mend("\n\n".join((*RIVER[:3], text[:cut], text[cut:], RIVER[4], *BUS)), load())
    assert text in _texts(made)[0]
    assert any("渗漏" in phrase for join in made.joins for phrase in join.why)


def test_text_that_went_on_behind_another_story_comes_home() -> None:
    text = RIVER[3]
    cut = text.index("水渠走两遍") + 1
    made = mend("\n\n".join((*RIVER[:3], text[:cut], *BUS, text[cut:], RIVER[4])), load())
    assert _texts(made) == [list(RIVER[2:]), list(BUS[2:])]


@pytest.mark.parametrize("seed", [2106, 2117])
def test_a_short_line_at_a_storys_end_may_be_broken_off_and_go_on_elsewhere(seed: int) -> None:
    assert judge(broken(seed, "half width")).wrong == 0


def test_a_strip_that_stands_twice_stands_once() -> None:
    strip = RIVER[3][9:], RIVER[4]
    made = mend("\n\n".join((*RIVER, *BUS, *strip)), load())
    assert _texts(made) == [list(RIVER[2:]), list(BUS[2:])]
    [removal] = made.removals
    assert removal.text == "".join(strip)
    assert removal.repeats == ("r0004", "r0005")


@pytest.mark.parametrize("misread_copy", [True, False])
def test_of_two_readings_of_a_strip_the_better_one_stays(misread_copy: bool) -> None:
    bad = RIVER[3].replace("石头", "石买").replace("河滩", "河摊")
    first, copy = (RIVER[3], bad) if misread_copy else (bad, RIVER[3])
    made = mend("\n\n".join((*RIVER[:3], first, RIVER[4], *BUS, copy)), load())
    assert _texts(made)[0] == list(RIVER[2:])
    assert made.removals[0].text == bad


def test_a_sentence_rightly_said_twice_stays() -> None:
    said = "如有疑问，可拨打服务热线咨询。"
    made = mend("\n\n".join((*RIVER, said, *BUS[:3], BUS[3] + said)), load())
    assert "".join(text for story in _texts(made) for text in story).count(said) == 2
    assert made.removals == ()


def test_a_banner_that_stands_again_and_again_stands_once() -> None:
    made = mend("\n\n".join((*RIVER, "绿水绕城来", *BUS, "绿水绕城来")), load())
    assert [piece.text for piece in made.furniture] == ["绿水绕城来"]
    assert _texts(made) == [list(RIVER[2:]), list(BUS[2:])]


def test_a_banner_with_the_editors_note_is_one_article() -> None:
    note = "开春以来，本报记者走进乡村和厂区，记录身边的变化。"
    made = mend("\n\n".join((note, "——编者", *RIVER, "绿水绕城来", *BUS, "绿水绕城来")), load())
    banner = next(article for article in made.articles if article.title == "绿水绕城来")
    assert [(paragraph.kind, paragraph.text) for paragraph in banner.paragraphs] == [(Kind.NOTE, note)]
    assert banner.byline == "——编者"


def test_credits_in_the_middle_are_furniture() -> None:
    made = mend("\n\n".join((*RIVER[:4], "本版责编：甘棠", RIVER[4], *BUS)), load())
    assert [(piece.kind, piece.text) for piece in made.furniture] == [(Kind.CREDIT, "本版责编：甘棠")]
    assert _texts(made)[0] == list(RIVER[2:])


def test_a_story_without_end_is_truncated() -> None:
    made = mend("\n\n".join((*RIVER, *BUS[:3], BUS[3][:40])), load())
    assert [article.truncated for article in made.articles] == [False, True]


def test_lines_of_one_width_are_paragraphs() -> None:
    measure = 16
    lines = []
    for text in RIVER:
        lines += [text[n : n + measure] for n in range(0, len(text), measure)]
    assert _texts(mend("\n".join(lines), load()))[0] == list(RIVER[2:])


@pytest.mark.parametrize(
    "text", ["The quick brown fox.\n\nIt jumps.", "床前明月光\n疑是地上霜", "def f():\n    return 1", "a" * 50_000]
)
def test_text_that_is_no_newspaper_comes_back_as_one_article(text: str) -> None:
    made = mend(text, load())
    [article] = made.articles
    assert [run.raw for paragraph in article.paragraphs for run in paragraph.runs] == [
        line for line in text.splitlines() if line.strip()
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_run_of_a_broken_dump_is_somewhere_and_once(kind: str) -> None:
    made = mend(broken(7, kind).text, load())
    count = dict(made.steps[-1].details)["runs"]
    assert _runs(made) == {f"r{n:04d}" for n in range(1, int(count) + 1)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*RIVER, *BUS, "本版责编：甘棠", "绿水绕城来", "，", "“", "（下转第4版）", "——编者"]),
        max_size=24,
    )
)
def test_no_run_is_lost_whatever_the_order(lines: list[str]) -> None:
    made = mend("\n".join(lines), load())
    count = dict(made.steps[-1].details)["runs"]
    assert _runs(made) == {f"r{n:04d}" for n in range(1, int(count) + 1)}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="老水渠又响。，“”：\n 本报记者（）abc1!.\u3000", max_size=300))
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    made = mend(text, load())
    runs = {}
    for article in made.articles:
        for run in (*article.head_runs, *(run for p in article.paragraphs for run in p.runs)):
            runs[run.id] = run.raw
    for piece in made.furniture:
        runs |= {run.id: run.raw for run in piece.runs}
    for paragraph in made.unplaced:
        runs |= {run.id: run.raw for run in paragraph.runs}
    said = "".join(runs[name] for name in sorted(runs)) + "".join(removal.text for removal in made.removals)
    assert sorted("".join(said.split())) == sorted("".join(text.split()))
