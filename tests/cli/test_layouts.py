"""`banmian layouts` lists profiles and prints one."""

from __future__ import annotations

from pathlib import Path

from ocr import profile
from ocr.errors import ProfileError
from tests.cli.conftest import Call


def test_every_profile_is_listed_with_what_it_is(banmian: Call) -> None:
    lines = banmian("layouts").out.splitlines()
    assert [line.split()[0] for line in lines] == list(profile.available())
    assert all(profile.load(line.split()[0]).title in line for line in lines)


def test_what_show_prints_is_a_profile_to_start_from(tmp_path: Path, banmian: Call) -> None:
    mine = tmp_path / "peoples-daily.toml"
    mine.write_text(banmian("layouts", "show", "peoples-daily").out, encoding="utf-8")
    assert profile.load(str(mine)) == profile.load("peoples-daily")


def test_a_name_that_is_not_there_is_one_line_with_those_that_are(banmian: Call) -> None:
    done = banmian("layouts", "show", "no-such-paper")
    assert (done.code, done.out, len(done.said)) == (ProfileError.exit_code, "", 1)
    assert "generic-horizontal" in done.said[0]
