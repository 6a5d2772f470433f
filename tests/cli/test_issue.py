"""`banmian issue`: what is written, what is said, and what it does with what it cannot use."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ocr import pipeline
from ocr.errors import InputError, OutputError
from ocr.formats import json as page_json
from tests.batch import recorded, recorded_issue
from tests.batch.recorded_issue import FIRST, page
from tests.cli.conftest import Call
from tests.formats.documents import named, parsed


@pytest.fixture
def results(tmp_path: Path) -> list[Path]:
    """Two pages of an issue as results of read, each beside its scan; the story of the bridge is on both."""
    folder = recorded_issue.save(tmp_path / "paper", a=1, b=4)
    for name, grey in (("a", 1), ("b", 4)):
        text = page_json.write(replace(page(grey), source=f"{name}.png"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return [folder / "a.json", folder / "b.json"]


def stories(out: Path) -> dict[str, list[str]]:
    made = json.loads((out / "issue.json").read_text(encoding="utf-8"))
    numbers = {sheet["id"]: sheet["number"] for sheet in made["pages"]}
    return {each["title"]: [numbers[p["page"]] for p in each["portions"]] for each in made["stories"]}


def test_json_and_markdown_are_put_into_a_folder(results: list[Path], tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "deep" / "out"
    done = banmian("issue", *results, "-o", out)
    assert (done.code, done.out, done.said) == (0, "", [])
    assert {path.name for path in out.iterdir()} == {"issue.json", "issue.md"}
    assert stories(out)[FIRST.title] == ["1", "4"]
    assert (out / "issue.md").read_text(encoding="utf-8").startswith("# paper\n")


def test_without_a_folder_markdown_is_shown(results: list[Path], banmian: Call) -> None:
    done = banmian("issue", *results, "--name", "澄江湾日报")
    assert done.code == 0
    assert done.out.startswith("# 澄江湾日报\n\n- 第1版：a.png\n- 第4版：b.png\n")
    assert f"## {FIRST.title}\n\n*［第1版 → 第4版］*" in done.out
    assert json.loads(banmian("issue", *results, "--format", "json").out)["name"] == "paper"


def test_scans_are_read_first(results: list[Path], banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "understand", recorded_issue.understand)
    scans = [path.with_suffix(".png") for path in results]
    read = banmian("issue", *scans)
    assert read.code == 0
    assert f"## {FIRST.title}\n\n*［第1版 → 第4版］*" in read.out
    mixed = banmian("issue", scans[0], results[1])
    assert mixed.out.count("→") == 1


def test_standard_input_is_results_too(results: list[Path], banmian: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"".join(path.read_bytes() for path in results)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert "［第1版 → 第4版］" in banmian("issue", "-").out


def test_mets_comes_with_alto_and_points_at_scans(results: list[Path], tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "out"
    assert banmian("issue", *results, "-o", out, "--format", "mets,json").code == 0
    assert {path.name for path in out.iterdir()} == {"issue.mets.xml", "issue.json", "a.alto.xml", "b.alto.xml"}
    root = parsed((out / "issue.mets.xml").read_text(encoding="utf-8"))
    hrefs = [next(v for k, v in each.items() if k.endswith("href")) for each in named(root, "FLocat")]
    assert hrefs == ["../paper/a.png", "../paper/b.png", "a.alto.xml", "b.alto.xml"]
    [div] = [each for each in named(root, "div") if each.get("LABEL") == FIRST.title]
    assert {area.get("FILEID") for area in named(div, "area")} == {"alto001", "alto002"}


def test_scans_that_lie_elsewhere_are_named(results: list[Path], tmp_path: Path, banmian: Call) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in results:
        path.with_suffix(".png").rename(elsewhere / f"{path.stem}.png")
    done = banmian("issue", *results, "-o", out, "--format", "mets")
    assert done.code == InputError.exit_code
    assert "--scans" in done.said[0]
    assert list(out.iterdir()) == []
    assert banmian("issue", *results, "-o", out, "--format", "mets", "--scans", elsewhere).code == 0


def test_an_end_without_a_partner_is_said(results: list[Path], banmian: Call) -> None:
    done = banmian("issue", results[0])
    assert done.code == 0
    assert done.said == [
        f"banmian: a.png, page 1: {FIRST.title} is continued on 第4版, but page 4 is not among the pages"
    ]


def test_with_verbose_numbers_and_links_are_explained(results: list[Path], banmian: Call) -> None:
    said = banmian("issue", *results, "-v").said
    assert "banmian: a.png, page 1: is page 1 by furniture 1" in said
    assert any("goes on at" in line and "to page 4 as it says" in line for line in said)


def test_no_pages_are_a_wrong_call(results: list[Path], banmian: Call) -> None:
    assert banmian("issue").code == 2
    assert banmian("issue", results[0], results[0]).code == 2
    assert banmian("issue", results[0], "--format", "poem").code == 2
    assert banmian("issue", results[0], "--format", "mets").code == 2
    assert banmian("issue", results[0], "--format", "json,markdown").code == 2


@pytest.mark.parametrize("text", ["{", "[1]", '{"articles": 3}', '{"pages": []}', ""])
def test_json_that_holds_no_page_is_told_and_the_others_are_put_together(
    text: str, results: list[Path], tmp_path: Path, banmian: Call
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(text, encoding="utf-8")
    done = banmian("issue", bad, *results, "-o", tmp_path / "out")
    assert done.code == 8
    assert [str(bad) in line for line in done.said] == [True]
    assert stories(tmp_path / "out")[FIRST.title] == ["1", "4"]
    assert banmian("issue", bad).code == InputError.exit_code
    assert banmian("issue", tmp_path / "none.json", tmp_path / "none.png").code == InputError.exit_code


def test_what_a_batch_writes_beside_its_pages_is_no_page(results: list[Path], tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "out"
    banmian("issue", *results, "-o", out)
    (out / "report.json").write_text('{"counts": {}, "pages": [{"page": "a.png"}]}', encoding="utf-8")
    done = banmian("issue", *results, out / "issue.json", out / "report.json")
    assert done.code == 0
    assert [line.endswith("left out") for line in done.said] == [True, True]
    assert banmian("issue", out / "issue.json").code == InputError.exit_code


@pytest.mark.parametrize("taken", ["issue.md", "issue.json", "a.alto.xml", "issue.mets.xml"])
def test_nothing_is_overwritten_unasked(taken: str, results: list[Path], tmp_path: Path, banmian: Call) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / taken).write_text("mine", encoding="utf-8")
    arguments = ("issue", *results, "-o", out, "--format", "json,markdown,mets")
    done = banmian(*arguments)
    assert (done.code, [path.name for path in out.iterdir()]) == (OutputError.exit_code, [taken])
    assert (out / taken).read_text(encoding="utf-8") == "mine"
    assert banmian(*arguments, "--force").code == 0
    assert len(list(out.iterdir())) == 5


def test_a_file_in_the_place_of_the_folder_is_told(results: list[Path], tmp_path: Path, banmian: Call) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    done = banmian("issue", *results, "-o", tmp_path / "out")
    assert (done.code, len(done.said)) == (OutputError.exit_code, 1)


def test_batch_takes_a_pattern_and_says_what_was_put_together(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ocr.batch import run

    monkeypatch.setattr(run.planned, "__defaults__", (recorded_issue.understand,))
    pages, out = recorded_issue.save(tmp_path / "in", x1=1, x4=4, y5=5), tmp_path / "out"
    done = banmian("batch", pages, "-o", out, "--jobs", "1", "--issue-pattern", "[xy]")
    assert done.code == 0
    assert "banmian: x/: 1 story goes on from page to page" in done.said
    assert stories(out / "x")[FIRST.title] == ["1", "4"]
    assert (out / "y/issue.json").exists()
    assert banmian("batch", pages, "-o", out, "--issue-pattern", "(").code == 2
    assert banmian("batch", pages, "-o", out, "--issue-pattern", "x", "--no-issues").code == 2


def test_pages_of_no_issue_leave_no_issue_behind(
    tmp_path: Path, banmian: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ocr.batch import run

    monkeypatch.setattr(run.planned, "__defaults__", (recorded.understand,))
    out = tmp_path / "out"
    assert banmian("batch", recorded.pages(tmp_path / "in", 4), "-o", out, "--jobs", "1").code == 0
    assert list(out.rglob("issue.*")) == []
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["issues"] == []
