"""Two readings of a line put together."""

from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.agreement import agreed
from ocr.engines.hocr import Reading


def reading(raw: str, sure: float = 0.9, doubt: str = "", of_that: float = 0.5) -> Reading:
    """A reading whose characters are `sure`, those among `doubt` less so."""
    return Reading(raw, tuple(of_that if c in doubt else sure for c in raw if not c.isspace()))


def test_a_word_that_the_other_reading_makes_takes_the_place_of_nonsense() -> None:
    wrong, right = reading("切实减经就医负担", 0.95), reading("切实减轻就医负担", 0.9)
    assert agreed(wrong, right).raw == "切实减轻就医负担"
    assert agreed(right, wrong).raw == "切实减轻就医负担"


def test_of_two_words_the_surer_stands() -> None:
    one, other = reading("他在河边走", 0.9), reading("他在湖边走", 0.9, doubt="湖")
    assert agreed(one, other).raw == agreed(other, one).raw == "他在河边走"


def test_each_reading_may_be_right_in_another_place() -> None:
    one, other = reading("真正解决群众的问颗", 0.9), reading("摧正解决群众的问题", 0.9)
    assert agreed(one, other).raw == agreed(other, one).raw == "真正解决群众的问题"


def test_a_word_does_not_stand_against_much_surer_figures() -> None:
    one, other = reading("共有3人到场", 0.98), reading("共有各人到场", 0.9, doubt="各", of_that=0.3)
    assert agreed(one, other).raw == "共有3人到场"


def test_what_both_read_alike_is_as_sure_as_the_surer_says_and_spaces_stay() -> None:
    one, other = reading("水 渠 通 水", 0.9, doubt="渠"), reading("水渠通水", 0.7)
    assert agreed(one, other) == Reading("水 渠 通 水", (0.9, 0.7, 0.9, 0.9))


def test_characters_that_only_one_reading_has_are_those_of_the_surer() -> None:
    assert agreed(reading("水渠昨天通水", 0.9), reading("水渠昨天通水了", 0.8)).raw == "水渠昨天通水"
    assert agreed(reading("水渠昨天通水", 0.8), reading("水渠昨天通水了", 0.9)).raw == "水渠昨天通水了"
    assert agreed(Reading("", ()), reading("水渠", 0.3)).raw == "水渠"


texts = st.text("水渠昨天通了 3a，", max_size=12)


@given(texts, texts, st.floats(0, 1), st.floats(0, 1))
def test_a_confidence_stays_for_each_character_and_the_surer_readings_length(
    one: str, other: str, sure: float, second: float
) -> None:
    made = agreed(reading(one, sure), reading(other, second))
    assert len(made.confidences) == len(made.solid)
    assert len(made.raw) in {len(one), len(other)}
    assert agreed(reading(one, sure), reading(one, sure)) == reading(one, sure)
