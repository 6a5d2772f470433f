"""What a batch says of itself while it works."""

from __future__ import annotations

import time

import pytest

from ocr.batch.ledger import FAILED, Entry, Key
from ocr.cli import progress

DONE = Entry("a.png", Key("", "", ""), "done", 1.0)
LOST = Entry("b.png", Key("", "", ""), FAILED, 1.0, cause="b.png: damaged; scan it anew", code=3)


def test_lines_come_at_their_time_also_while_no_page_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.02)
    with progress.watcher(3, quiet=False) as watching:
        time.sleep(0.2)
        assert "banmian: 0 of 3 pages, 0 failed\n" in capsys.readouterr().err
        watching.told(DONE)
        watching.told(LOST)
        time.sleep(0.2)
    said = capsys.readouterr().err
    assert "banmian: b.png: damaged; scan it anew" in said
    assert "2 of 3 pages, 1 failed, " in said
    assert " a minute, 0:00:00 left" in said
    time.sleep(0.1)
    assert capsys.readouterr().err == ""


def test_the_time_left_is_that_of_the_pages_left_at_the_rate_so_far() -> None:
    lines = progress.Lines(100)
    for _ in range(10):
        lines.told(DONE)
    assert lines.state(60.0) == "10 of 100 pages, 0 failed, 10.0 a minute, 0:09:00 left"


def test_quiet_says_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.01)
    with progress.watcher(3, quiet=True) as watching:
        watching.told(LOST)
        time.sleep(0.05)
    assert (capsys.readouterr().err, watching.failed) == ("", 1)
