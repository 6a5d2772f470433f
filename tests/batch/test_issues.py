"""Issues in a batch: which pages are one, what is written, and when it is written again."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ocr.batch.grouping import Grouping, Which
from ocr.batch.issues import Leaf, _files
from ocr.batch.ledger import Entry, Ledger
from ocr.batch.run import Batch
from ocr.batch.workers import Workers
from ocr.errors import InputError, OutputError
from ocr.geometry import Direction, Transform
from ocr.link import link
from ocr.options import Options
from ocr.page import Furniture, Kind, Page, PageImage
from ocr.profile import load
from tests.batch import desk, recorded_issue
from tests.batch.desk import tree
from tests.batch.recorded_issue import FIRST, SECOND, save


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two issues in folders of their own, and a folder of pages that do not point to each other."""
    save(tmp_path / "in/monday", a=1, b=4)
    save(tmp_path / "in/tuesday", a=2, b=3)
    save(tmp_path / "in/other", a=5, b=7)
    return tmp_path / "in"


def perform(folder: Path, out: Path, **changes: object) -> tuple[Batch, list[Entry]]:
    return desk.perform(folder, out, understand=recorded_issue.understand, **changes)  # type: ignore[arg-type]


def written(out: Path) -> set[str]:
    return {name for name in tree(out) if Path(name).name.startswith("issue.")}


def titles(out: Path, name: str) -> dict[str, list[str]]:
    """The stories of an issue with the numbers of their pages."""
    made: dict[str, Any] = json.loads((out / name).read_text(encoding="utf-8"))
    numbers = {page["id"]: page["number"] for page in made["pages"]}
    return {each["title"]: [numbers[p["page"]] for p in each["portions"]] for each in made["stories"]}


def test_pages_of_a_folder_that_point_to_each_other_are_one_issue(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch, _ = perform(pages, out)
    assert written(out) == {f"{day}/issue.{end}" for day in ("monday", "tuesday") for end in ("json", "md")}
    assert titles(out, "monday/issue.json")[FIRST.title] == ["1", "4"]
    assert titles(out, "tuesday/issue.json")[SECOND.title] == ["2", "3"]
    assert [(each.page, each.figures.links) for each in batch.issues] == [("monday/", 1), ("tuesday/", 1)]
    assert f"## {FIRST.title}\n\n*［第1版 → 第4版］*" in (out / "monday/issue.md").read_text(encoding="utf-8")


def test_the_reports_name_issues_and_ends_without_a_partner(pages: Path, tmp_path: Path) -> None:
    (pages / "tuesday/b.png").unlink()
    save(pages / "tuesday", c=7)
    perform(pages, tmp_path / "out")
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    monday, tuesday = report["issues"]
    assert (monday["issue"], monday["links"], monday["notes"]) == ("monday/", 1, [])
    [note] = tuesday["notes"]
    assert SECOND.title in note
    assert "page 3 is not among the pages" in note
    html = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "monday/issue.json" in html
    assert "page 3 is not among the pages" in html


def test_issues_are_wanted_of_all_folders_or_of_none(pages: Path, tmp_path: Path) -> None:
    perform(pages, tmp_path / "all", grouping=Grouping(Which.ALL))
    assert {Path(name).parent.name for name in written(tmp_path / "all")} == {"monday", "tuesday", "other"}
    perform(pages, tmp_path / "none", grouping=Grouping(Which.NONE))
    assert written(tmp_path / "none") == set()


def test_a_pattern_finds_the_issues_of_one_folder(tmp_path: Path) -> None:
    names = {"p0301-1": 1, "p0301-4": 4, "p0302-2": 2, "p0302-3": 3, "cover": 7}
    pages, out = save(tmp_path / "in", **names), tmp_path / "out"
    perform(pages, out, grouping=Grouping(Which.ALL, re.compile(r"p(\d{4})-")))
    assert written(out) == {f"{day}/issue.{end}" for day in ("0301", "0302") for end in ("json", "md")}
    assert titles(out, "0301/issue.json")[FIRST.title] == ["1", "4"]
    assert titles(out, "0302/issue.json")[SECOND.title] == ["2", "3"]


@pytest.mark.parametrize(
    ("pattern", "page", "name"),
    [
        (r"\d+", "x/2021-1.png", "x/2021"),
        (r"(\d+)_(\w)", "2021_a.png", "2021-a"),
        (r"(\d+)?", "a.png", None),
        (r"(.*)\.png", "a/b/c.png", "a/b/a-b-c"),
        ("z", "a.png", None),
    ],
)
def test_what_a_pattern_finds_is_the_name(pattern: str, page: str, name: str | None) -> None:
    assert Grouping(Which.ALL, re.compile(pattern)).name(page) == name


def test_an_issue_is_made_without_json_being_asked_for_and_without_reading_twice(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(pages, out, forms=("text",))
    assert titles(out, "monday/issue.json")[FIRST.title] == ["1", "4"]
    assert "monday/a.json" not in tree(out)
    assert perform(pages, out, forms=("text",))[1] == []


def test_nothing_is_written_again_that_stands(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(pages, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("issue.*")}
    time.sleep(0.01)
    assert perform(pages, out)[1] == []
    assert {path: path.stat().st_mtime_ns for path in out.rglob("issue.*")} == before


@pytest.mark.parametrize("damage", ["gone", "spoilt", "page"])
def test_an_issue_is_made_anew_when_it_or_a_page_is_damaged(damage: str, pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(pages, out)
    clean = tree(out)
    if damage == "gone":
        (out / "monday/issue.md").unlink()
    elif damage == "spoilt":
        (out / "monday/issue.json").write_text("{", encoding="utf-8")
    else:
        (out / "monday/b.json").unlink()
    perform(pages, out)
    assert tree(out) == clean


def test_a_page_that_comes_later_is_linked_then(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (pages / "monday/b.png").rename(tmp_path / "b.png")
    save(pages / "monday", c=7)
    perform(pages, out)
    assert titles(out, "monday/issue.json")[FIRST.title] == ["1"]
    os.rename(tmp_path / "b.png", pages / "monday/b.png")
    perform(pages, out)
    assert titles(out, "monday/issue.json")[FIRST.title] == ["1", "4"]


def test_a_page_that_fails_is_missing_and_the_rest_is_put_together(pages: Path, tmp_path: Path) -> None:
    save(pages / "monday", broken=7)
    batch, _ = perform(pages, tmp_path / "out")
    assert [item.page for item in batch.failed] == ["monday/broken.png"]
    assert titles(tmp_path / "out", "monday/issue.json")[FIRST.title] == ["1", "4"]


def test_alto_brings_mets_with_hashes_of_what_is_there(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    perform(pages, out, forms=("json", "alto"))
    mets = (out / "monday/issue.mets.xml").read_text(encoding="utf-8")
    entries = Ledger(out / ".banmian/ledger.jsonl").entries
    hashes = [output.sha256 for output in entries["monday/a.png"].outputs if output.form == "alto"]
    assert hashes[0] in mets
    assert entries["monday/a.png"].key.input in mets
    assert 'href="../../in/monday/a.png"' in mets
    assert 'href="a.alto.xml"' in mets


def test_an_issue_that_cannot_be_written_has_failed_and_is_tried_again_when_asked(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ocr.batch import issues

    out = tmp_path / "out"

    def full(path: Path, data: bytes) -> str:
        raise OutputError(f"{path}: cannot be written (disk full); make room")

    with monkeypatch.context() as patch:
        patch.setattr(issues, "written", full)
        batch, _ = perform(pages, out)
    assert [(each.page, each.code) for each in batch.issues] == [("monday/", 7), ("tuesday/", 7)]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {each["remedy"] for each in report["issues"]} == {"make room"}
    assert written(out) == set()
    assert [each.code for each in perform(pages, out)[0].issues] == [7, 7]
    assert [each.code for each in perform(pages, out, retry_failed=True)[0].issues] == [0, 0]
    assert len(written(out)) == 4


def test_a_scan_that_is_no_more_fails_mets_alone(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ocr.formats import mets

    def gone(path: Path, folder: Path) -> mets.File:
        raise InputError(f"{path}: cannot be read; put it back")

    monkeypatch.setattr(mets, "file", gone)
    batch, _ = perform(pages, tmp_path / "out", forms=("json", "alto"))
    assert {each.code for each in batch.issues} == {3}
    assert written(tmp_path / "out") == {
        f"{day}/issue.{end}" for day in ("monday", "tuesday") for end in ("json", "md")
    }


def test_a_text_with_a_line_separator_in_it_is_one_page_still(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def odd(scan: PageImage, options: Options) -> Page:
        page = recorded_issue.understand(scan, options)
        return replace(page, furniture=(*page.furniture, Furniture(Kind.CREDIT, "一\u2028二\x85三")))

    desk.perform(pages, out, understand=odd)
    assert titles(out, "monday/issue.json")[FIRST.title] == ["1", "4"]


def test_mets_of_a_scan_that_holds_two_pages_names_it_once_and_alto_of_each(tmp_path: Path) -> None:
    files = {name: tmp_path / name for name in ("x.png", "x.alto.xml", "x-p2.alto.xml", "y.png", "y.alto.xml")}
    for path in files.values():
        path.write_text(path.name, encoding="utf-8")
    spread = Leaf("x.png", tmp_path / "x.json", files["x.png"], files["x.alto.xml"])
    single = Leaf("y.png", tmp_path / "y.json", files["y.png"], files["y.alto.xml"])
    pages = [recorded_issue.page(4), recorded_issue.page(1), recorded_issue.page(3)]
    made = link(pages, "x", load())
    leaves = [(spread, pages[0]), (spread, pages[1]), (single, pages[2])]
    found = [(each.scan.href, each.alto.href) for each in _files(made, leaves, tmp_path)]
    assert [sheet.number for sheet in made.sheets] == ["1", "3", "4"]
    assert found == [("x.png", "x-p2.alto.xml"), ("y.png", "y.alto.xml"), ("x.png", "x.alto.xml")]


def test_workers_put_issues_together_as_one_process_does(pages: Path, tmp_path: Path) -> None:
    perform(pages, tmp_path / "one", forms=("json", "alto"))
    workers = Workers(2, limit=60)
    desk.perform(pages, tmp_path / "two", workers, recorded_issue.understand, forms=("json", "alto"))
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


def test_mets_of_a_page_put_together_from_several_scans_is_refused(tmp_path: Path) -> None:
    page = Page("x-1.png + x-2.png", 1, (400, 300), None, Direction.HORIZONTAL, Transform())
    leaf = Leaf("x", tmp_path / "x.json", None, tmp_path / "x.alto.xml")
    with pytest.raises(OutputError, match="read --parts --whole"):
        _files(link([page], "x", load()), [(leaf, page)], tmp_path)
