"""Two readings made into one."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.vote import SURE, Vote, merged
from ocr.errors import EngineError
from ocr.geometry import Box
from ocr.page import Gray, Line, Run

PAGE = np.full((10, 10), 255, np.uint8)
LINES = tuple(Line(f"l{at}", Box(0, 0, 100, 10), 10.0) for at in range(3))


def run(text: str, *sure: float, line: Line = LINES[0]) -> Run:
    values = sure if len(sure) == len(text) else (sure or (0.9,)) * len(text)
    return Run(line.id, text, text, sum(values) / max(1, len(values)), tuple(values), line)


class Fixed:
    """Reads what it was given, and remembers which lines it was asked for."""

    name = "fixed"

    def __init__(self, *runs: Run) -> None:
        self.runs = {run.id: run for run in runs}
        self.asked: list[str] = []

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        self.asked += [line.id for line in lines]
        return tuple(self.runs[line.id] for line in lines)


class Broken:
    name = "broken"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        raise EngineError("broken")


def test_the_second_is_asked_for_the_lines_in_doubt_alone() -> None:
    first = Fixed(run("水渠", 0.99), run("水聚", 0.99, SURE - 0.01, line=LINES[1]), run("", line=LINES[2]))
    second = Fixed(run("水渠", 0.9, line=LINES[1]), run("桥", 0.9, line=LINES[2]))
    runs = Vote(first, second).recognize(PAGE, LINES)
    assert second.asked == ["l1", "l2"]
    assert [run.id for run in runs] == ["l0", "l1", "l2"]
    assert [run.text for run in runs] == ["水渠", "水渠", "桥"]


def test_a_line_says_who_read_it_where_the_second_took_part() -> None:
    first = Fixed(run("水渠", 0.99), run("水聚", 0.99, 0.1, line=LINES[1]), run("", line=LINES[2]))
    second = Fixed(run("水渠", 0.9, line=LINES[1]), run("桥", 0.9, line=LINES[2]))
    first.name, second.name = "one", "two"
    assert [run.reader for run in Vote(first, second).recognize(PAGE, LINES)] == ["", "one+two", "two"]
    silent = Fixed(run("", line=LINES[1]), run("", line=LINES[2]))
    assert [run.reader for run in Vote(first, silent).recognize(PAGE, LINES)] == ["", "", ""]


def test_what_both_read_is_surer_than_either_and_not_doubtful() -> None:
    both = merged(run("水渠", 0.5), run("水渠", 0.9))
    assert min(both.confidences) > 0.5
    assert both.doubtful == ()


def test_what_was_contested_is_doubtful_whoever_won() -> None:
    assert merged(run("水渠通了", 0.99), run("水聚通了", 0.3)).doubtful == (1,)
    assert merged(run("水聚通了", 0.9, 0.2, 0.9, 0.9), run("水渠通了", 0.95)).doubtful == (1,)
    assert merged(run("水了", 0.9), run("水通了", 0.9)).doubtful  # beside what was left out or put in


def test_the_dictionary_speaks_for_the_reading_that_makes_a_word() -> None:
    assert merged(run("新的图书官开了", 0.4), run("新的图书馆开了", 0.6)).text == "新的图书馆开了"
    assert merged(run("新的图书馆开了", 0.4), run("新的图书官开了", 1.0)).text == "新的图书馆开了"


def test_a_mark_that_the_first_passed_over_comes_from_the_second_and_dirt_does_not() -> None:
    assert merged(run("通了水大家"), run("通了水，大家", 0.97)).text == "通了水，大家"
    assert merged(run("通了水大家"), run("通了水醺大家", 0.6)).text == "通了水大家"


def test_brackets_that_the_second_takes_for_others_stay_round() -> None:
    assert merged(run("新华社（记者", 0.5), run("新华社〈记者", 0.99)).text == "新华社（记者"


def test_a_difference_of_width_alone_is_none() -> None:
    kept = merged(run("（6.5％）", 0.4), run("(6.5%)", 0.9))
    assert (kept.text, kept.doubtful) == ("（6.5％）", ())


def test_when_the_second_fails_the_first_s_readings_stand() -> None:
    first = Fixed(run("水渠", 0.2))
    assert Vote(first, Broken()).recognize(PAGE, LINES[:1]) == (run("水渠", 0.2),)


CHARACTERS = st.text("水渠通了，。（）12a聚 ", max_size=12)


@given(CHARACTERS, CHARACTERS, st.floats(0, 1), st.floats(0, 1))
def test_a_merged_line_has_a_confidence_a_character_and_only_text_that_was_read(
    one: str, other: str, sure: float, surer: float
) -> None:
    both = merged(run(one, sure), run(other, surer))
    assert len(both.confidences) == len(both.text)
    assert all(0 <= value <= 1 for value in both.confidences)
    assert set(both.text) <= set(one + other)
    assert bool(both.text) or not one
