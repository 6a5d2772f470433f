"""Killed at any moment and started again, a batch leaves what a batch leaves that was never killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ocr.batch.grouping import Grouping, Which
from ocr.batch.ledger import Ledger
from ocr.batch.task import Understand
from tests.batch import recorded, recorded_issue
from tests.batch.desk import perform, tree

KILLS = 20
MOMENTS = ("write", "fsync", "replace", "open", "unlink")
"""Calls of the system between which a batch is in another state than before."""

_quick = multiprocessing.get_context("forkserver")


def mortal(folder: Path, out: Path, moment: int, understand: Understand = recorded.understand) -> None:
    """A batch in a process that is killed before its call number `moment` of those that change files."""
    left = moment
    for name in MOMENTS:
        setattr(os, name, _counted(getattr(os, name), lambda: _tick()))

    def _tick() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    perform(folder, out, understand=understand)


def _counted(call: Callable[..., Any], tick: Callable[[], None]) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        tick()
        return call(*arguments, **named)

    return counted


def test_twenty_kills_at_seeded_moments_lose_double_and_halve_nothing(tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 8)
    perform(folder, tmp_path / "clean")
    _quick.set_forkserver_preload(["tests.batch.desk"])
    chance, out, codes = random.Random(1), tmp_path / "out", []
    for _ in range(KILLS):
        process = _quick.Process(target=mortal, args=(folder, out, chance.randrange(1, 25)))
        process.start()
        process.join(60)
        codes.append(process.exitcode)
    assert -signal.SIGKILL in codes
    assert set(codes) <= {0, -signal.SIGKILL}
    perform(folder, out)
    assert tree(out) == tree(tmp_path / "clean")
    assert len(Ledger(out / ".banmian/ledger.jsonl").entries) == 8
    assert perform(folder, out)[1] == []


def test_an_issue_that_is_being_written_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = recorded_issue.save(tmp_path / "in", a=1, b=4)
    read = recorded_issue.understand
    perform(folder, tmp_path / "clean", understand=read)
    clean = tree(tmp_path / "clean")
    out, codes = tmp_path / "out", []
    perform(folder, out, understand=read, grouping=Grouping(Which.NONE))  # the pages are there, the issue is not
    _quick.set_forkserver_preload(["tests.batch.desk", "tests.batch.recorded_issue", "ocr.link"])
    for moment in range(3, 13):
        process = _quick.Process(target=mortal, args=(folder, out, moment, read))
        process.start()
        process.join(60)
        codes.append(process.exitcode)
        left = tree(out)
        assert all(left[name] == clean[name] for name in left if not name.endswith(".part"))
    assert codes.count(-signal.SIGKILL) >= 3
    perform(folder, out, understand=read)
    assert tree(out) == clean
    assert set(Ledger(out / ".banmian/ledger.jsonl").entries) == {"a.png", "b.png", "./"}
