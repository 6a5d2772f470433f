"""Rates: counts over lengths, and the strings they come from."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.evaluate.rates import Rate, Share, bag, cer, cer_without_punctuation, f1

texts = st.text(alphabet="桥河灯石匠春茶坡，。", max_size=40)


@given(texts)
def test_a_text_against_itself_has_no_errors(text: str) -> None:
    assert cer(text, text).value == 0
    assert bag(text, text).value == 0


@given(texts, texts)
def test_the_number_of_errors_is_the_same_in_both_directions(a: str, b: str) -> None:
    assert cer(a, b).errors == cer(b, a).errors


@given(texts, texts, texts)
def test_errors_obey_the_triangle_inequality(a: str, b: str, c: str) -> None:
    assert cer(a, c).errors <= cer(a, b).errors + cer(b, c).errors


@given(texts, texts)
def test_what_the_bag_misses_is_never_more_than_the_errors(a: str, b: str) -> None:
    assert bag(a, b).errors <= cer(a, b).errors


def test_empty_texts_are_defined() -> None:
    assert cer("", "").value == 0
    assert cer("", "多了").value == 1
    assert cer("少了", "").value == 1
    assert Share(0, 0).value == 1


def test_a_known_pair_has_the_rate_counted_by_hand() -> None:
    assert cer("河面映出一串红光", "河面映一串红灯光") == Rate(2, 8)


def test_without_punctuation_a_wrong_comma_costs_nothing() -> None:
    assert cer("桥，河", "桥。河").errors == 1
    assert cer_without_punctuation("桥，河", "桥。河") == Rate(0, 2)


def test_rates_of_pages_add_up_by_their_lengths_not_by_their_mean() -> None:
    assert (Rate(1, 10) + Rate(0, 90)).value == 0.01
    assert (Share(1, 1) + Share(0, 3)).value == 0.25


def test_the_harmonic_mean_of_nothing_is_zero() -> None:
    assert f1(0, 0) == 0
    assert f1(1, 1) == 1
