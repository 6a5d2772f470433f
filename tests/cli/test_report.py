"""What is said while one waits, and that nothing of it stays."""

import io
from contextlib import suppress

import pytest

from ocr.cli import report
from ocr.errors import EngineError, InputError


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


def test_a_recogniser_that_fails_is_told_with_the_file_it_was_reading_and_an_input_error_names_it_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert report.tell(EngineError("tesseract failed"), verbose=False, about="page.jpg") == EngineError.exit_code
    assert report.tell(InputError("page.jpg: the file is empty"), verbose=False, about="page.jpg") == 3
    assert capsys.readouterr().err.splitlines() == [
        "banmian: page.jpg: tesseract failed",
        "banmian: page.jpg: the file is empty",
    ]
