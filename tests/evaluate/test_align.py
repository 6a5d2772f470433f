"""A string found again with a few edits, and the part of two strings that belongs together."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ocr.evaluate.align import core, nearest, stands_in

texts = st.text(alphabet="桥河灯石", max_size=14)


@given(texts, texts)
def test_nearest_is_the_least_distance_to_any_stretch(needle: str, text: str) -> None:
    stretches = (text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1))
    assert nearest(needle, text) == min(Levenshtein.distance(needle, s) for s in stretches)


@given(texts, texts, st.integers(0, 3))
def test_stands_in_agrees_with_the_full_table(needle: str, text: str, edits: int) -> None:
    assert stands_in(needle, text, edits) == (nearest(needle, text) <= edits)


def test_the_core_leaves_strange_text_at_both_ends_outside() -> None:
    found = core("甲乙丙石拱桥昨天重新通车丁戊", "子丑石拱桥昨夜重新通车寅卯辰巳")
    assert found == (3, 12, 2, 11, 1)


def test_texts_that_share_nothing_have_no_core() -> None:
    assert core("石拱桥", "春茶晚") is None
    assert core("", "春茶晚") is None
