"""One thread for each child process."""

import os
import subprocess
import sys

import pytest

from ocr.engines.threads import LIMIT, one_thread

ASK = [sys.executable, "-c", f"import os; print(os.environ.get('{LIMIT}'))"]


def told() -> str:
    return subprocess.run(ASK, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("before", [None, "7"])
def test_children_inside_are_limited_and_the_environment_is_put_back(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is None:
        monkeypatch.delenv(LIMIT, raising=False)
    else:
        monkeypatch.setenv(LIMIT, before)
    with one_thread():
        with one_thread():
            assert told() == "1"
        assert told() == "1"
    assert os.environ.get(LIMIT) == before


def test_the_environment_is_put_back_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIMIT, "3")
    with pytest.raises(KeyError), one_thread():
        raise KeyError
    assert os.environ[LIMIT] == "3"
