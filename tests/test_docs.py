"""What can be called is in the README, and what the README calls can be called."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from ocr.cli.main import COMMANDS, cli
from ocr.formats import FORMATS
from tests.cli import paper

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: str = "banmian") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def examples() -> list[str]:
    """The lines of the README's fenced blocks that call banmian, without comments."""
    blocks = re.findall(r"```\n(.*?)```", README, flags=re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("banmian")]


def test_every_command_stands_in_the_readme() -> None:
    for path, _ in commands(cli):
        assert path in README


def test_every_option_stands_in_the_readme() -> None:
    missing = [
        f"{path} {name}"
        for path, command in commands(cli)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
        if f"`{name}" not in README and f", `{name}" not in README
    ]
    assert missing == []


def test_every_format_and_exit_code_stands_in_the_readme() -> None:
    for name in FORMATS:
        assert f"`{name}`" in README
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130):
        assert re.search(rf"^\| {code} \|", README, flags=re.MULTILINE)


def test_every_example_is_understood_by_its_command() -> None:
    assert len(examples()) >= 8
    for example in examples():
        _, name, *arguments = shlex.split(re.split(r"[|<>]", example)[0])
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        command.make_context(name, arguments)


@pytest.mark.parametrize("name", ["layouts", "doctor", "segment"])
def test_cheap_examples_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ocr.cli.main import run

    assert name in COMMANDS
    monkeypatch.chdir(tmp_path)
    paper.page().save("page.jpg")
    called = [shlex.split(example)[1:] for example in examples() if example.split()[1] == name]
    assert called
    for arguments in called:
        if name != "segment" or "--quick" in arguments:
            assert run(arguments) == 0, capsys.readouterr().err


@pytest.mark.parametrize("target", ["demo", "test", "figures", "bench", "lock"])
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_path_the_readme_names_is_there() -> None:
    named = re.findall(r"`((?:ocr|layouts|samples|tests)(?:/[\w./-]+)?)`", README)
    assert named
    for path in named:
        assert (ROOT / path).exists(), path
