"""The files of an issue: JSON to its schema, CommonMark, METS; what means harm does none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from markdown_it import MarkdownIt

from ocr.errors import InputError
from ocr.formats import FORMATS, issue_json, issue_markdown
from ocr.formats import json as page_json
from ocr.formats.issue import NAMES, data, remarks
from ocr.formats.mets import NAMESPACE, File, Files, file, write
from ocr.issue import Issue
from tests.formats import documents
from tests.formats.hostile import HOSTILE
from tests.formats.issue_sample import FIRST, SECOND, issue

ISSUES = {"full": issue(), "hostile": issue(HOSTILE, HOSTILE), "empty": Issue("", (), ())}
METS = f"{{{NAMESPACE}}}"
XLINK = "{http://www.w3.org/1999/xlink}"


def files(count: int = 2) -> list[Files]:
    return [
        Files(File(f"../{n}.png", "image/png", 10 + n, f"{n}" * 64), File(f"{n}.xml", "application/xml", n, "f" * 64))
        for n in range(count)
    ]


def mets(made: Issue) -> etree._Element:
    return documents.parsed(write(made, files(len(made.sheets))))


@pytest.mark.parametrize("made", ISSUES.values(), ids=ISSUES)
def test_the_json_keeps_to_its_schema(made: Issue) -> None:
    Draft202012Validator.check_schema(issue_json.schema())
    Draft202012Validator(issue_json.schema()).validate(json.loads(data(made, "json")))


def test_what_an_issue_shares_with_a_page_has_one_shape() -> None:
    """Each schema is whole by itself, for whoever takes the file alone; so their common parts must not drift apart."""
    ours, pages = issue_json.schema()["$defs"], page_json.schema()["$defs"]
    common = ours.keys() & pages.keys() - {"article"}
    assert common == {"confidence", "box", "any_kind", "lines"}
    assert {name: ours[name] for name in common} == {name: pages[name] for name in common}


def test_a_paragraph_over_two_pages_is_one_and_says_which_lines_stand_where() -> None:
    plain = issue_json.plain(issue())
    one = plain["stories"][0]
    joined = next(p for p in one["paragraphs"] if len(p["on"]) == 2)
    assert [part["page"] for part in joined["on"]] == ["p01", "p02"]
    last, first = FIRST.articles[0].paragraphs[-1], SECOND.articles[0].paragraphs[0]
    assert joined["text"] == last.text + first.text
    assert [line["text"] for line in joined["on"][1]["lines"]] == [run.text for run in first.runs]
    assert [(p["page"], p["article"]) for p in one["portions"]] == [("p01", "a01"), ("p02", "a01")]


def test_every_text_of_the_pages_stands_in_the_json_once() -> None:
    plain = issue_json.plain(issue())
    assert [page["unplaced"] == [] for page in plain["pages"]] == [False, True]  # the second's is in a story
    said = [p["text"] for each in plain["stories"] for p in each["paragraphs"]]
    assert sum(SECOND.unplaced[0].text in text for text in said) == 1


def test_ends_without_a_partner_and_notes_are_remarks() -> None:
    loose, note = remarks(issue())
    assert loose == "a/4.png, page 1: 老水渠又响起来了 is continued on 第8版, but page 8 is not among the pages"
    assert note == issue().notes[0]


def test_markdown_names_the_pages_of_a_story_under_its_title() -> None:
    text = issue_markdown.write(issue())
    assert text.startswith("# 江州日报\n\n- 第1版：a/第一 版.png\n- 第4版：a/4.png\n")
    assert "## 老水渠又响起来了\n\n*［第1版 → 第4版］*\n" in text
    assert "## 转版未接上\n\n- 第4版《老水渠又响起来了》下转第8版\n" in text
    assert text.count("不知谁家的话") == 2  # in the story it goes on, and on the page where it was not placed


def test_harm_is_inert_in_markdown() -> None:
    shown = MarkdownIt("commonmark").render(issue_markdown.write(ISSUES["hostile"]))
    assert "<script" not in shown
    assert "<img" not in shown


def areas(div: etree._Element) -> list[tuple[str, str]]:
    return [(area.get("FILEID"), area.get("BEGIN")) for area in div.iter(f"{METS}area")]


def test_an_article_over_two_pages_is_one_div_with_areas_in_both_files() -> None:
    root = mets(issue())
    divs = [div for div in root.iter(f"{METS}div") if div.get("TYPE") == "article"]
    assert [div.get("LABEL") for div in divs][:2] == ["老水渠又响起来了", "短讯"]
    assert {file_id for file_id, _ in areas(divs[0])} == {"alto001", "alto002"}
    for at, page in enumerate((FIRST, SECOND), 1):
        blocks = documents.ids(documents.parsed(FORMATS["alto"].write(page)))
        mine = [block for div in divs for name, block in areas(div) if name == f"alto{at:03d}"]
        assert len(mine) == len(set(mine))
        assert set(mine) <= set(blocks)
    texts = {each.get("ID"): "".join(s.get("CONTENT") for s in each.iter("{*}String"))
             for each in documents.named(documents.parsed(FORMATS["alto"].write(SECOND)), "TextBlock")}  # fmt: skip
    assert [texts[block] for _, block in areas(divs[1])][-1] == "不知谁家的话"


def test_pages_have_number_scan_and_alto() -> None:
    root = mets(issue())
    pages = [div for div in root.iter(f"{METS}div") if div.get("TYPE") == "page"]
    assert [(div.get("ORDER"), div.get("ORDERLABEL")) for div in pages] == [("1", "1"), ("2", "4")]
    assert [[f.get("FILEID") for f in div] for div in pages] == [["scan001", "alto001"], ["scan002", "alto002"]]
    links = [(link.get(f"{XLINK}from"), link.get(f"{XLINK}to")) for link in root.iter(f"{METS}smLink")]
    assert {("log.s01", "phys001"), ("log.s01", "phys002")} <= set(links)


def test_files_have_hash_size_and_kind() -> None:
    first = next(mets(issue()).iter(f"{METS}file"))
    assert (first.get("CHECKSUM"), first.get("CHECKSUMTYPE")) == ("0" * 64, "SHA-256")
    assert (first.get("SIZE"), first.get("MIMETYPE")) == ("10", "image/png")
    assert first[0].get(f"{XLINK}href") == "../0.png"


def test_two_pages_on_one_scan_name_one_file() -> None:
    one, two = files()
    root = documents.parsed(write(issue(), [one, Files(one.scan, two.alto)]))
    assert [each.get("ID") for each in root.iter(f"{METS}file")] == ["scan001", "alto001", "alto002"]


@pytest.mark.parametrize("made", ISSUES.values(), ids=ISSUES)
def test_ids_are_unique_and_whatever_is_referred_to_is_there(made: Issue) -> None:
    root = mets(made)
    ids = documents.ids(root)
    assert len(ids) == len(set(ids))
    named = [each.get(key) for each in root.iter() for key in ("FILEID", "DMDID", f"{XLINK}from", f"{XLINK}to")]
    assert {name for name in named if name} <= set(ids)


@pytest.mark.parametrize("made", ISSUES.values(), ids=ISSUES)
def test_mets_keeps_to_the_official_schema(made: Issue) -> None:
    schema = documents.schema("mets.xsd")
    if schema is None:
        pytest.skip("no folder with the METS schema beside the project")
    schema.assertValid(mets(made))


def test_a_file_is_named_from_the_folder_of_the_mets_file(tmp_path: Path) -> None:
    path = tmp_path / "扫 描#1.jpg"
    path.write_bytes(b"scan")
    (tmp_path / "out/x").mkdir(parents=True)
    made = file(path, tmp_path / "out/x")
    assert made.href == "../../%E6%89%AB%20%E6%8F%8F%231.jpg"
    assert (made.mime, made.size) == ("image/jpeg", 4)
    assert made.sha256.startswith("59ad1b")
    with pytest.raises(InputError, match="put it back"):
        file(tmp_path / "none.png", tmp_path)


def test_every_format_writes_utf_8_whatever_the_pages_say() -> None:
    for form in NAMES:
        data(ISSUES["hostile"], form, files()).decode()
