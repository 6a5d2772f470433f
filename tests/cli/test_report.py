"""What is said while one waits, and that nothing of it stays."""

import io
from contextlib import suppress

import pytest

from ocr.cli import report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_says_what_is_waited_for_and_is_clean_again_though_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = Terminal()
    monkeypatch.setattr("sys.stderr", stderr)
    with suppress(ZeroDivisionError), report.waiting("a\nb.png: reading"):
        assert stderr.getvalue() == "banmian: a\\nb.png: reading"
        _ = 1 / 0
    assert stderr.getvalue().endswith("\r\x1b[K")


def test_a_file_is_told_nothing_of_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = io.StringIO()
    monkeypatch.setattr("sys.stderr", stderr)
    with report.waiting("a.png: reading"):
        pass
    assert stderr.getvalue() == ""
