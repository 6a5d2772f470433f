"""Child processes end with the reading that started them."""

import subprocess
import threading
import time
from contextvars import copy_context

import pytest

from ocr.engines.children import Ended, holding, watched


def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen(["sleep", "60"])


def test_a_process_ends_with_whoever_waits_for_it() -> None:
    process = sleeper()
    with pytest.raises(KeyboardInterrupt), holding(process):
        raise KeyboardInterrupt
    assert process.returncode is not None


def test_the_end_of_a_watch_ends_the_calls_of_all_threads() -> None:
    ended: list[str] = []

    def call() -> None:
        process = sleeper()
        try:
            with holding(process):
                process.wait()
        except Ended:
            ended.append("call")

    with watched() as watch:
        threads = [threading.Thread(target=copy_context().run, args=(call,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        began = time.perf_counter()
        watch.end()
        for thread in threads:
            thread.join()
    assert time.perf_counter() - began < 2
    assert ended == ["call"] * 3


def test_a_process_started_after_the_end_is_killed_at_once() -> None:
    with watched() as watch:
        watch.end()
        process = sleeper()
        with pytest.raises(Ended), holding(process):
            process.wait()
    assert process.returncode < 0


def test_outside_of_a_watch_a_process_runs_to_its_own_end() -> None:
    process = subprocess.Popen(["true"])
    with holding(process):
        process.wait()
    assert process.returncode == 0
