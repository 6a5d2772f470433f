"""Limits and baselines."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocr.diff import baseline
from ocr.diff.thresholds import check, parsed
from ocr.errors import InputError, ShortfallError

VALUES = {"cer": 0.03, "articles": 0.9, "extra": -0.2}


@pytest.mark.parametrize(("text", "limit"), [("cer=0.02", ("cer", 0.02)), (" titles = 90% ", ("titles", 0.9))])
def test_a_limit_is_a_figure_and_a_number(text: str, limit: tuple[str, float]) -> None:
    assert parsed(text) == limit


@pytest.mark.parametrize("text", ["cer", "cer=", "=1", "cer=x", "cer=nan", "cer=inf", "speed=1", ""])
def test_anything_else_is_no_limit(text: str) -> None:
    with pytest.raises(ValueError, match=r"KEY=VALUE|no figure|not a number|no limit"):
        parsed(text)


def test_a_rate_must_not_be_above_and_a_share_not_below_its_limit() -> None:
    check([("cer", 0.03), ("articles", 0.9), ("extra", 0.2)], VALUES)
    with pytest.raises(ShortfallError, match=r"cer is 0\.0300, above 0\.02; articles is 0\.9000, below 0\.95"):
        check([("cer", 0.02), ("articles", 0.95)], VALUES)
    with pytest.raises(ShortfallError, match="extra"):
        check([("extra", 0.1)], VALUES)


def test_a_change_is_better_or_worse_by_the_figure_s_own_way() -> None:
    old = {"cer": 0.05, "articles": 1.0, "extra": 0.2, "titles": 1.0}
    found = baseline.changes(old, VALUES)
    assert {name: change.verdict for name, change in found.items()} == {
        "cer": "better",
        "articles": "worse",
        "extra": "same",
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"figures": 3}', "\xff"])
def test_a_file_without_figures_is_no_baseline(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(InputError, match=r"old\.json: .*--baseline"):
        baseline.load(str(path))
    with pytest.raises(InputError, match="cannot be read"):
        baseline.load(str(tmp_path / "none.json"))


def test_figures_that_are_no_numbers_are_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"figures": {"cer": 0.1, "articles": "all", "gap": NaN, "other": 1}}', encoding="utf-8")
    assert baseline.load(str(path)) == {"cer": 0.1}
