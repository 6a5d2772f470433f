"""`banmian apply`: what the proof page saved becomes any format, and is a reference for `banmian diff`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from ocr.errors import InputError, OutputError
from ocr.formats import FORMATS
from ocr.formats import json as page_json
from tests.cli.conftest import Call
from tests.diff.browser import chromium
from tests.formats import proofed
from tests.formats.proof import Proof

FIRST = proofed.FIRST.replace("清清", "浑浑")


@pytest.fixture(scope="module")
def proofread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with page.png, page.json as it was read, and page.corrected.json as a browser saved it."""
    folder = tmp_path_factory.mktemp("proofread")
    page = proofed.page(folder)
    (folder / "page.json").write_text(page_json.write(page), encoding="utf-8")
    (folder / "page.html").write_bytes(FORMATS["html"].data([page]))
    with chromium() as browser:
        browser.driver.execute_cdp_cmd(
            "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)}
        )
        proof = Proof(browser, folder / "page.html")
        proof.keys("n", Keys.ENTER, "浑浑", Keys.ESCAPE, "n", "y")
        proof.saved()
    return folder


def test_every_format_holds_the_correction(proofread: Path, tmp_path: Path, banmian: Call) -> None:
    corrected = proofread / "page.corrected.json"
    done = banmian("apply", corrected, "--format", ",".join(FORMATS), "-o", tmp_path / "new")
    assert (done.code, done.said) == (0, [f"banmian: {corrected}: 1 corrected, 1 confirmed as right"])
    assert len(list(tmp_path.iterdir())) == len(FORMATS)
    for name in ("text", "markdown"):
        assert FIRST in (tmp_path / f"new{FORMATS[name].suffix}").read_text(encoding="utf-8")
    for name in ("json", "alto", "page", "hocr", "tei"):
        text = (tmp_path / f"new{FORMATS[name].suffix}").read_text(encoding="utf-8")
        assert "浑浑" in text
    assert (tmp_path / "new.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "new.json").read_text(encoding="utf-8")) == json.loads(corrected.read_text("utf-8"))


def test_each_correction_is_said_on_request(proofread: Path, banmian: Call) -> None:
    done = banmian("apply", proofread / "page.corrected.json", "--format", "text", "-v")
    assert any("清清 → 浑浑" in line for line in done.said)
    assert FIRST in done.out


def test_diff_says_what_was_corrected(proofread: Path, banmian: Call) -> None:
    done = banmian("diff", proofread / "page.json", proofread / "page.corrected.json", "--format", "json")
    assert done.code == 0
    [difference] = [each for page in json.loads(done.out)["pages"] for each in page["differences"]]
    assert (difference["kind"], difference["reference"]["text"], difference["output"]["text"]) == (
        "misread",
        "浑浑",
        "清清",
    )
    same = banmian(
        "diff", proofread / "page.corrected.json", proofread / "page.corrected.json", "--fail-under", "cer=0"
    )
    assert same.code == 0


def test_the_scan_is_found_beside_the_result_when_both_were_moved(
    proofread: Path, tmp_path: Path, banmian: Call
) -> None:
    moved = json.loads((proofread / "page.corrected.json").read_text(encoding="utf-8"))
    moved["source"] = "/gone/long/ago/page.png"
    corrected = tmp_path / "x.json"
    corrected.write_text(json.dumps(moved), encoding="utf-8")
    failed = banmian("apply", corrected, "--format", "html", "-o", tmp_path / "x.html")
    assert (failed.code, "--scan" in failed.said[-1]) == (InputError.exit_code, True)
    shutil.copy(proofread / "page.png", tmp_path)
    assert banmian("apply", corrected, "--format", "html,pdf,json", "-o", tmp_path / "y").code == 0
    assert json.loads((tmp_path / "y.json").read_text(encoding="utf-8"))["source"] == moved["source"]
    named = banmian("apply", corrected, "--format", "html", "--scan", proofread / "page.png", "-o", tmp_path / "z.html")
    assert named.code == 0


@pytest.mark.parametrize("command", ["apply", "convert"])
def test_a_scan_that_is_named_from_where_the_result_is_is_found(
    command: str, proofread: Path, tmp_path: Path, banmian: Call
) -> None:
    corrected = json.loads((proofread / "page.corrected.json").read_text(encoding="utf-8"))
    corrected["source"] = "../scans/page.png"
    (tmp_path / "scans").mkdir()
    (tmp_path / "out").mkdir()
    shutil.copy(proofread / "page.png", tmp_path / "scans")
    (tmp_path / "out/x.json").write_text(json.dumps(corrected), encoding="utf-8")
    assert banmian(command, tmp_path / "out/x.json", "--format", "pdf", "-o", tmp_path / "x.pdf").code == 0


def test_a_page_without_corrections_is_written_and_that_is_said(proofread: Path, banmian: Call) -> None:
    done = banmian("apply", proofread / "page.json", "--format", "text")
    assert done.code == 0
    assert "nothing was corrected" in done.said[0]
    assert proofed.FIRST in done.out


def test_what_is_no_page_is_told_and_the_others_are_written(proofread: Path, tmp_path: Path, banmian: Call) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    done = banmian("apply", bad, proofread / "page.corrected.json", "--format", "text", "-o", tmp_path / "out")
    assert done.code == 8
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["page.corrected.txt"]
    assert banmian("apply", bad, "--format", "text").code == InputError.exit_code
    assert banmian("apply", bad, bad, "--scan", "x", "--format", "pdf", "-o", tmp_path).code == 2
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    taken = banmian("apply", proofread / "page.corrected.json", "--format", "text", "-o", tmp_path / "there.txt")
    assert taken.code == OutputError.exit_code
