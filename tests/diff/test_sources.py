"""Which file is what; and files that are nothing to compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr.diff.sources import load, parse
from ocr.errors import InputError

TRUTH = {"articles": [{"title": "桥", "paragraphs": ["通车了。"]}], "furniture": [{"kind": "header", "text": "第3版"}]}


@pytest.mark.parametrize(
    ("value", "count"),
    [(TRUTH, 1), ([TRUTH, TRUTH], 2), ({"pages": [TRUTH, TRUTH, TRUTH]}, 3)],
)
def test_json_holds_one_page_or_several(value: object, count: int) -> None:
    assert len(parse(json.dumps(value).encode(), "x.json").pages) == count


def test_json_lines_are_a_page_a_line() -> None:
    line = json.dumps(TRUTH, ensure_ascii=False)
    assert len(parse(f"{line}\n{line}\n".encode(), "x.json").pages) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_every_encoding_it_may_have(encoding: str) -> None:
    assert parse(json.dumps(TRUTH, ensure_ascii=False).encode(encoding), "x.json").pages[0].stories[0].title == "桥"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_of_chinese_text(encoding: str) -> None:
    said = "村口的老水渠重新通了水，渠边的人家说夜里又能听见水声。"
    assert parse(said.encode(encoding), "x.txt").pages[0].stories[0].body == said


def test_without_a_suffix_the_beginning_tells() -> None:
    assert parse(json.dumps(TRUTH).encode(), "<stdin>").pages[0].stories[0].title == "桥"
    assert parse("普通的一段话。".encode(), "<stdin>").pages[0].stories[0].body == "普通的一段话。"
    assert parse(b"<alto><Layout><Page/></Layout></alto>", "<stdin>").pages[0].stories == ()


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_an_empty_text_is_an_empty_page(name: str) -> None:
    assert parse(b"", name).pages[0].stories == ()


@pytest.mark.parametrize(
    ("data", "name", "cause"),
    [
        (b"\x89PNG\r\n\x1a\n", "x.png", "is a picture.*banmian read"),
        (b"%PDF-1.7", "x.pdf", "is a picture"),
        (b"{", "x.json", "no JSON.*line 1"),
        (b"", "x.json", "no JSON"),
        (b"[" * 100_000, "x.json", "no JSON"),
        (b"\xff\xff{}", "x.json", "no JSON"),
        (b'{"a": 1}', "x.json", '"articles" is missing'),
        (b'{"articles": [{"title": 3}]}', "x.json", "a text is wanted"),
        (b'{"articles": [{"paragraphs": "abc"}]}', "x.json", "a list of texts"),
        (b'{"articles": [{"paragraphs": [4]}]}', "x.json", "a text is wanted"),
        (b'{"articles": [{"lines": [["a", [1]]]}]}', "x.json", "no page"),
        (bytes(range(256)), "x.txt", "no text"),
        ("渠水清清，流过三个村。".encode("gb18030") + b"\xff\xff\xff\xff" * 9, "x.txt", "no text"),
    ],
)
def test_what_cannot_be_compared_says_why(data: bytes, name: str, cause: str) -> None:
    with pytest.raises(InputError, match=rf"^{name}: .*{cause}"):
        parse(data, name)


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            load(str(path))
