"""Worker processes: one that dies, hangs or errs costs its page alone."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from pathlib import Path

import pytest

from ocr.batch import run
from ocr.batch.executors import InProcess
from ocr.batch.ledger import DONE, FAILED, Entry
from ocr.batch.sources import Sieve, find
from ocr.batch.workers import Workers
from tests.batch import recorded
from tests.batch.desk import perform, tree, wish

LIMIT = 60.0


def causes(told: list[Entry]) -> dict[str, str]:
    return {entry.page: entry.cause for entry in told if entry.outcome == FAILED}


def test_workers_write_what_one_process_writes(tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 12)
    perform(folder, tmp_path / "one", InProcess())
    perform(folder, tmp_path / "two", Workers(2, LIMIT))
    assert len(tree(tmp_path / "one")) == 12
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert multiprocessing.active_children() == []


def test_a_worker_that_is_killed_is_replaced_and_its_page_recorded(tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 6)
    recorded.save(folder / "killed.png", 1)
    batch, told = perform(folder, tmp_path / "out", Workers(2, LIMIT))
    assert list(causes(told)) == ["killed.png"]
    assert "killed by signal 9" in causes(told)["killed.png"]
    assert sum(entry.outcome == DONE for entry in told) == len(tree(tmp_path / "out")) == 6
    assert [item.page for item in batch.failed] == ["killed.png"]


def test_a_page_that_hangs_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 6)
    recorded.save(folder / "hanging.png", 1)
    began = time.monotonic()
    _, told = perform(folder, tmp_path / "out", Workers(2, 6.0))
    assert list(causes(told)) == ["hanging.png"]
    assert "--page-timeout" in causes(told)["hanging.png"]
    assert len(tree(tmp_path / "out")) == 6
    assert time.monotonic() - began < 60
    assert multiprocessing.active_children() == []


def test_a_lost_page_is_tried_as_often_as_allowed(tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 2)
    recorded.save(folder / "once.png", 1)
    _, told = perform(folder, tmp_path / "out", Workers(1, LIMIT, tries=2))
    assert causes(told) == {}
    assert sorted(entry.page for entry in told) == ["even/p001.png", "odd/p000.png", "once.png"]


@pytest.mark.parametrize("name", ["broken.png", "odd-error.png"])
def test_an_engine_that_fails_costs_its_page_alone_and_the_cause_is_one_line(name: str, tmp_path: Path) -> None:
    folder = recorded.pages(tmp_path / "in", 3)
    recorded.save(folder / name, 1)
    _, told = perform(folder, tmp_path / "out")
    [cause] = causes(told).values()
    assert name in cause
    assert "\n" not in cause
    assert "; " in cause
    assert len(tree(tmp_path / "out")) == 3


def test_a_page_deleted_meanwhile_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = recorded.pages(tmp_path / "in", 3)
    understand, gone = recorded.understand, folder / "odd/p002.png"

    def deleting(*arguments: object) -> object:
        gone.unlink(missing_ok=True)
        return understand(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(recorded, "understand", deleting)
    _, told = perform(folder, tmp_path / "out")
    assert list(causes(told)) == ["odd/p002.png"]
    assert "gone since the batch began" in causes(told)["odd/p002.png"]
    assert len(tree(tmp_path / "out")) == 2


def test_a_full_disk_costs_the_pages_it_strikes_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = recorded.pages(tmp_path / "in", 4)
    replace = os.replace

    def full(source: str, target: Path) -> None:
        if Path(target).name == "p001.json":
            raise OSError(28, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        _, told = perform(folder, tmp_path / "out")
    assert list(causes(told)) == ["even/p001.png"]
    assert "No space left on device" in causes(told)["even/p001.png"]
    assert sorted(tree(tmp_path / "out")) == ["even/p003.json", "odd/p000.json", "odd/p002.json"]
    assert len(perform(folder, tmp_path / "out", retry_failed=True)[1]) == 1
    assert len(tree(tmp_path / "out")) == 4


def test_what_a_killed_worker_left_in_the_temporary_folder_goes_with_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with run.held(out) as first:
        assert first is not None
        kept = first.with_name("kept")
    folder = recorded.pages(tmp_path / "in", 2)
    recorded.save(folder / "littering.png", 1)
    with run.held(out) as scratch:
        batch = run.planned(find([str(folder)], Sieve(), out), wish(out), recorded.understand)
        run.perform(batch, Workers(2, LIMIT, scratch=scratch), lambda entry: None)
        assert scratch == first
        assert [path.name for path in first.iterdir()] == ["litter"]
    assert list(temporary.iterdir()) == []
    first.mkdir()  # as a batch leaves it that is killed itself
    (first / "litter").touch()
    kept.touch()
    with run.held(out):
        assert list(first.iterdir()) == []
    assert list(temporary.iterdir()) == [kept]
