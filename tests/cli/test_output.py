"""A result is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ocr.cli import output
from ocr.errors import OutputError


def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        output.write(path, b"new", force=True)
    assert os.listdir(tmp_path) == ["out.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_that_came_into_being_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(OutputError, match="exists already"):
        output.write(path, b"mine", force=False)
    assert path.read_text(encoding="utf-8") == "theirs"


def test_a_written_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    output.write(tmp_path / "out.txt", b"new", force=False)
    assert (tmp_path / "out.txt").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    output.write(tmp_path / "link.txt", b"new", force=True)
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_device_may_be_written_to(tmp_path: Path) -> None:
    output.write(Path("/dev/null"), b"new", force=False)
    assert Path("/dev/null").is_char_device()


def test_several_pages_cannot_go_into_one_file(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="folder"):
        output.targets(tmp_path / "out.txt", ("a.png", "b.png"), ".txt", force=True)


def test_one_page_may_go_into_a_folder_that_is_there(tmp_path: Path) -> None:
    found = output.targets(tmp_path, ("scans/a.png",), ".json", force=False)
    assert found == {"scans/a.png": tmp_path / "a.json"}


@pytest.mark.parametrize("link", [False, True])
def test_what_is_read_is_never_written_over(tmp_path: Path, link: bool) -> None:
    page = tmp_path / "page.png"
    page.touch()
    out = tmp_path / "link.png" if link else page
    if link:
        out.symlink_to(page)
    with pytest.raises(OutputError, match="would be lost"):
        output.targets(out, [str(page)], ".png", force=True)


def test_a_link_that_leads_back_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputError):
        output.check(tmp_path / "loop", force=False)


def test_two_thousand_sources_are_compared_with_their_targets_in_no_time(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    sources = [str(folder / f"{number}.json") for number in range(2000)]
    for source in sources:
        Path(source).touch()
    asked = []

    def stat(
        path: str | Path, *, follow_symlinks: bool = True, real: Callable[..., os.stat_result] = os.stat
    ) -> os.stat_result:
        asked.append(path)
        return real(path, follow_symlinks=follow_symlinks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ocr.cli.output.os.stat", stat)
        assert len(output.targets(tmp_path, sources, ".txt", force=True)) == 2000
    assert len(asked) < 20 * len(sources)
