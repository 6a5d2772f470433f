"""Which files are pages, and where their results go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.batch.sources import Sieve, find, stems
from ocr.errors import InputError


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def names(*inputs: Path, sieve: Sieve = Sieve(), out: Path = Path("/nowhere")) -> list[str]:  # noqa: B008
    return [source.name for source in find([str(given) for given in inputs], sieve, out)]


def test_pages_are_found_in_all_folders_below_by_the_ends_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, "b/2.JPG", "b/c/3.tif", "1.pdf", "notes.txt", ".hidden/4.png", ".5.png")
    assert names(tmp_path) == ["1.pdf", "b/2.JPG", "b/c/3.tif"]


def test_results_inside_the_input_are_no_pages(tmp_path: Path) -> None:
    put(tmp_path, "1.png", "out/1.png")
    assert names(tmp_path, out=tmp_path / "out") == ["1.png"]


def test_patterns_match_the_name_or_the_path_and_exclude_goes_first(tmp_path: Path) -> None:
    put(tmp_path, "a/p1.png", "a/p2.png", "b/p1.png", "b/cover.png")
    assert names(tmp_path, sieve=Sieve(include=("p*.png",), exclude=("a/p2*",))) == ["a/p1.png", "b/p1.png"]
    assert names(tmp_path, sieve=Sieve(include=("b/*",))) == ["b/cover.png", "b/p1.png"]


def test_several_folders_stand_side_by_side_and_a_file_is_a_page_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "a/1.png", "b/1.png", "scan.dat")
    assert names(tmp_path / "a", tmp_path / "b", tmp_path / "scan.dat") == ["a/1.png", "b/1.png", "scan.dat"]


def test_two_inputs_for_one_place_are_refused(tmp_path: Path) -> None:
    put(tmp_path, "x/a/1.png", "y/a/1.png")
    with pytest.raises(InputError, match="same place"):
        names(tmp_path / "x/a", tmp_path / "y/a")


@pytest.mark.parametrize("given", ["missing", "empty"])
def test_an_input_without_pages_is_an_error(given: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=given):
        names(tmp_path / given)


def test_pages_that_would_share_a_place_all_keep_their_suffix() -> None:
    pages = [("a/x.jpg", None), ("a/x.png", None), ("y.pdf", 1), ("y.pdf", 2), ("report.jpg", None)]
    assert stems(pages) == ("a/x.jpg", "a/x.png", "y-p1", "y-p2", "report.jpg")


@given(st.lists(st.tuples(st.sampled_from(["a", "b/a", "a-p1"]), st.sampled_from([".jpg", ".png"])), unique=True))
def test_no_two_pages_share_a_place(parts: list[tuple[str, str]]) -> None:
    pages = [(stem + suffix, number) for stem, suffix in parts for number in (None, 1) if number or suffix == ".jpg"]
    try:
        made = stems(pages)
    except InputError:
        return
    assert len(set(made)) == len(pages)


def test_pipes_are_no_pages_and_a_link_that_leads_nowhere_is_one_that_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path, "1.png")
    os.mkfifo(tmp_path / "2.png")
    (tmp_path / "3.png").symlink_to("nowhere.png")
    (tmp_path / "4.png").symlink_to("4.png")
    assert names(tmp_path) == ["1.png", "3.png", "4.png"]
    with pytest.raises(InputError, match="no file that can be read again"):
        names(tmp_path / "2.png")
