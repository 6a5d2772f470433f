"""Folding for comparison changes widths and forms and nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.evaluate.normalise import fold, origins, without_punctuation


@pytest.mark.parametrize(
    ("printed", "same_as"),
    [
        ("第３版（上）", "第3版(上)"),
        ("“好”，他说", '"好",他说'),
        ("「好」", "“好”"),
        ("｢好｣､｡", "“好”、。"),
        ("桥 头\u3000走\n到", "桥头走到"),
        ("e\u0301", "é"),
    ],
)
def test_forms_and_widths_of_one_character_fold_together(printed: str, same_as: str) -> None:
    assert fold(printed) == fold(same_as)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("、", "，"),
        ("。", "."),
        ("——", "—"),
        ("—", "-"),
        ("……", "…"),
        ("《", "〈"),
        ("①", "1"),
        ("㎏", "kg"),
        ("说", "説"),
        ("爲", "為"),
    ],
)
def test_different_characters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_old_and_new_forms_fold_together_only_on_request() -> None:
    assert fold("爲說淸", variants=True) == fold("為説清", variants=True)
    assert fold("爲說淸") != fold("為説清")


def test_punctuation_goes_and_symbols_stay() -> None:
    assert without_punctuation(fold("水位涨了3.5米，（约10%）≈一人高。")) == "水位涨了35米约10≈一人高"


@given(st.text(alphabet="桥 　\n“”（）ｅe\u0301が゙ﾞ，1", max_size=20) | st.text(max_size=20))
def test_the_stretches_between_origins_are_the_whole_text(text: str) -> None:
    folded = fold(text)
    begins = origins(text, folded)
    assert len(begins) == len(folded) + 1
    assert list(begins) == sorted(begins)
    assert "".join(text[a:b] for a, b in pairwise(begins)) == (text if folded else "")


def test_white_space_goes_with_the_character_before_it() -> None:
    assert origins(" 桥 头\n走", "桥头走") == (0, 3, 5, 6)


@given(st.text(), st.booleans())
def test_folding_twice_is_folding_once(text: str, variants: bool) -> None:
    once = fold(text, variants=variants)
    assert fold(once, variants=variants) == once


@given(st.text(alphabet="爲為囘回却卻説說内內 　—…“”「」.·・，,", max_size=30))
def test_folding_the_forms_that_matter_here_is_idempotent_and_leaves_no_space(text: str) -> None:
    once = fold(text, variants=True)
    assert fold(once, variants=True) == once
    assert not any(c.isspace() for c in once)
