"""A page to read, a way to call the command, and somebody without rights."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from ocr import pipeline
from ocr.cli.main import run
from tests.cli import paper


@dataclass(frozen=True, slots=True)
class Done:
    """What a call of the command left: exit code, stdout, and stderr in lines."""

    code: int
    out: str
    said: list[str]


Call = Callable[..., Done]


@pytest.fixture
def banmian(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run `banmian ARGUMENTS…` in this process."""

    def call(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, said = capsys.readouterr()
        return Done(code, out, said.splitlines())

    return call


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small page that reads well; do not write to it."""
    return paper.save(tmp_path_factory.mktemp("scan") / "page.png")


@contextmanager
def without_rights() -> Iterator[None]:
    """What runs inside has not the rights of root, from whom no file mode can keep anything."""
    assert pipeline  # all that a command loads is loaded while it still may be
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
