"""Killed at any moment and started again, a batch leaves what a batch leaves that was never killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ocr.batch.ledger import Ledger
from tests.batch import recorded
from tests.batch.desk import perform, tree

KILLS = 20
MOMENTS = ("write", "fsync", "replace", "open", "unlink")
"""Calls of the system between which a batch is in another state than before."""

_quick = multiprocessing.get_context("forkserver")


def mortal(folder: Path, out: Path, moment: int) -> None:
    """A batch in a process that is killed before its call number `moment` of those that change files."""
    left = moment
    for name in MOMENTS:
        setattr(os, name, _counted(getattr(os, name), lambda: _tick()))

    def _tick() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    perform(folder, out)


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
