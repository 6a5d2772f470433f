"""A real Dask scheduler with two worker processes on loopback reads what one machine reads."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch import recorded
from tests.batch.desk import perform, tree
from tests.cli.conftest import Call


@pytest.fixture
def scheduler() -> Iterator[str]:
    """The address of a scheduler with two workers of one thread."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = (
        ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"),
        ("dask_worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"),
    )
    started = [
        subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *arguments], stderr=subprocess.DEVNULL)
        for name, *arguments in commands
    ]
    try:
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def start(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tests.batch.command", "batch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def test_a_cluster_writes_byte_for_byte_what_one_process_writes_though_a_worker_is_killed(
    tmp_path: Path, scheduler: str
) -> None:
    folder = recorded.pages(tmp_path / "in", 8)
    recorded.save(folder / "once.png", 1)
    (folder / "bad.png").write_bytes(b"no picture")
    done = start(folder, "-o", tmp_path / "out", "--cluster", scheduler)
    assert (folder / "once.touched").exists(), done.stderr
    assert done.returncode == 8, done.stderr
    perform(folder, tmp_path / "one")
    assert len(tree(tmp_path / "out")) == 9
    assert tree(tmp_path / "out") == tree(tmp_path / "one")
    again = start(folder, "-o", tmp_path / "out")
    assert b"0 read now" in again.stderr


def test_no_scheduler_at_the_address_is_told_in_one_line(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ocr.batch import cluster

    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    began = time.monotonic()
    done = banmian(
        "batch", recorded.save(tmp_path / "p.png", 1), "-o", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9"
    )
    assert (done.code, len(done.said)) == (4, 1)
    assert "dask scheduler" in done.said[0]
    assert time.monotonic() - began < 30
