"""Reading a page with several calls at the same time."""

import threading
import time
from _thread import interrupt_main
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engines.base import Engine
from ocr.engines.children import Ended, check
from ocr.engines.spread import balanced, cost, spread
from ocr.errors import EngineError
from ocr.geometry import Box, Direction
from ocr.page import Gray, Line, Run

PAGE = np.full((10, 10), 255, np.uint8)


class Echo:
    """Reads each line as its own id, and remembers how the lines came."""

    name = "echo"

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self._lock = threading.Lock()

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        with self._lock:
            self.calls.append(tuple(line.id for line in lines))
        return tuple(Run(line.id, f"text of {line.id}", "", line=line) for line in lines)


class Broken:
    name = "broken"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        raise EngineError("broken")


def lines(*widths: int, direction: Direction = Direction.HORIZONTAL) -> list[Line]:
    return [Line(f"{direction}-{at}", Box(0, 0, width, 10), 10.0, direction) for at, width in enumerate(widths)]


@given(st.lists(st.integers(0, 500), max_size=30), st.integers(1, 6))
def test_the_result_is_in_the_lines_order_whatever_the_jobs(widths: list[int], jobs: int) -> None:
    engine: Engine = Echo()
    asked = lines(*widths)
    assert [run.text for run in spread(engine, PAGE, asked, jobs)] == [f"text of {line.id}" for line in asked]


@given(st.lists(st.integers(0, 500), max_size=40), st.integers(1, 6))
def test_every_line_is_in_one_share_and_no_share_is_much_heavier(widths: list[int], parts: int) -> None:
    asked = lines(*widths)
    shares = balanced(asked, parts)
    assert sorted(index for share in shares for index in share) == list(range(len(asked)))
    loads = [sum(cost(asked[i]) for i in share) for share in shares] + [0.0] * (parts - len(shares))
    heaviest_line = max((cost(line) for line in asked), default=0.0)
    assert max(loads) - min(loads) <= heaviest_line


def test_as_many_calls_are_made_as_jobs_and_no_more_than_lines() -> None:
    engine = Echo()
    spread(engine, PAGE, lines(100, 100, 100), 2)
    assert len(engine.calls) == 2
    engine = Echo()
    spread(engine, PAGE, lines(100), 4)
    assert len(engine.calls) == 1


def test_the_few_lines_that_run_the_other_way_go_to_one_call() -> None:
    engine = Echo()
    down = lines(10, 10, direction=Direction.VERTICAL)
    spread(engine, PAGE, [*lines(100, 100, 100, 100), *down], 2)
    assert [any(id_.startswith("vertical") for id_ in call) for call in engine.calls].count(True) == 1


def test_what_the_engine_raises_comes_through() -> None:
    with pytest.raises(EngineError):
        spread(Broken(), PAGE, lines(100, 100), 2)


def test_confidences_have_the_digits_that_json_keeps() -> None:
    class Sure:
        name = "sure"

        def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
            return tuple(Run(line.id, "字", "字", 0.98765, (0.98765,), line) for line in lines)

    (run,) = spread(Sure(), PAGE, lines(30), 1)
    assert (run.confidence, run.confidences) == (0.988, (0.988,))


def test_less_than_one_job_is_refused() -> None:
    with pytest.raises(ValueError, match="jobs"):
        spread(Echo(), PAGE, lines(100), 0)


class Short:
    """Leaves out the last line it is asked for."""

    name = "short"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        return tuple(Run(line.id, "text", "", line=line) for line in lines[:-1])


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_engine_that_answers_fewer_lines_than_asked_is_an_error_and_not_an_emptier_page(jobs: int) -> None:
    with pytest.raises(EngineError, match="short answered"):
        spread(Short(), PAGE, lines(100, 100), jobs)


class Endless:
    """Reads until somebody breaks the reading off."""

    name = "endless"

    def __init__(self) -> None:
        self.ended = threading.Event()

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                check()
            except Ended:
                self.ended.set()
                raise
            time.sleep(0.01)
        return ()


def test_an_interrupt_between_two_calls_that_begin_ends_the_one_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, begun = ThreadPoolExecutor.submit, 0

    def submit(self: ThreadPoolExecutor, call: Callable[..., object], /, *given: object) -> Future[object]:
        nonlocal begun
        begun += 1
        if begun == 2:
            raise KeyboardInterrupt
        return begin(self, call, *given)

    monkeypatch.setattr(ThreadPoolExecutor, "submit", submit)
    engine = Endless()
    with pytest.raises(KeyboardInterrupt):
        spread(engine, PAGE, lines(100, 100), 2)
    assert engine.ended.is_set()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_that_does_not_wake_the_one_who_waits_is_heeded_all_the_same(jobs: int) -> None:
    engine = Endless()
    began = time.monotonic()
    threading.Timer(0.3, interrupt_main).start()  # sets the signal's flag, as a handler does just before a wait begins
    with pytest.raises(KeyboardInterrupt):
        spread(engine, PAGE, lines(100, 100), jobs)
    assert engine.ended.is_set()
    assert time.monotonic() - began < 5
