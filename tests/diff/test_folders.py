"""Folders paired by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr.diff.folders import paired, stem
from ocr.errors import InputError


def folder(path: Path, *names: str) -> str:
    path.mkdir()
    for name in names:
        (path / name).write_text("桥", encoding="utf-8")
    return str(path)


def test_files_of_one_name_are_a_pair_and_the_others_are_told(tmp_path: Path) -> None:
    ours = folder(tmp_path / "out", "a.json", "b.txt", "only-out.md", "a.jpg")
    theirs = folder(tmp_path / "ref", "a.truth.json", "b.truth.json", "only-ref.xml", "README.md", ".hidden.json")
    found = paired(ours, theirs)
    assert [(name, Path(o).name, Path(r).name) for name, o, r in found.pairs] == [
        ("a", "a.json", "a.truth.json"),
        ("b", "b.txt", "b.truth.json"),
    ]
    assert [Path(p).name for p in found.unread] == ["only-ref.xml"]
    assert [Path(p).name for p in found.untold] == ["only-out.md"]


def test_of_several_files_of_a_name_the_one_that_says_most_is_taken(tmp_path: Path) -> None:
    ours = folder(tmp_path / "out", "a.txt", "a.json", "a.md")
    theirs = folder(tmp_path / "ref", "a.json", "a.truth.json")
    assert [(Path(o).name, Path(r).name) for _, o, r in paired(ours, theirs).pairs] == [("a.json", "a.truth.json")]


def test_folders_that_share_no_name_are_refused(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "out", "a.json"), folder(tmp_path / "ref", "b.json")
    with pytest.raises(InputError, match=r"out: no file in it has the name of one in .*ref"):
        paired(ours, theirs)


def test_a_folder_beside_a_file_is_refused(tmp_path: Path) -> None:
    ours = folder(tmp_path / "out", "a.json")
    with pytest.raises(InputError, match="is a folder and"):
        paired(ours, str(tmp_path / "out" / "a.json"))


@pytest.mark.parametrize(
    ("name", "called"),
    [("a.truth.json", "a"), ("a.alto.xml", "a"), ("a.b.txt", "a.b"), (".json", ".json"), ("A.JSON", "A"), ("a", "a")],
)
def test_a_name_is_what_is_left_without_its_ending(name: str, called: str) -> None:
    assert stem(name) == called
