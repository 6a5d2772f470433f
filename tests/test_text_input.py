"""Text files of every encoding come in as text, and what is no text is refused in one line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.errors import InputError
from ocr.text_input import decode, read_text, sources_of

NEWS = (
    "老水渠又响起来了\n\n本报记者 林川\n\n清溪坞村的老水渠断流三年，今年开春重新通了水。"
    "“渠水能浇到村西八百亩稻田。”支书顾岚说。\n"
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_is_found_out(encoding: str) -> None:
    assert decode(NEWS.encode(encoding), "dump.txt") == NEWS


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_byte_order_mark_is_no_text(mark: str) -> None:
    assert decode(("\ufeff" + NEWS).encode(mark), "dump.txt") == NEWS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_cut_inside_its_last_character_is_read(encoding: str) -> None:
    whole = (NEWS * 3 + "渠").encode(encoding)
    assert decode(whole[:-1], "dump.txt").startswith(NEWS * 3)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028", "\n"])
def test_line_ends_of_any_kind_part_lines(encoding: str, ending: str) -> None:
    text = decode(NEWS.replace("\n", ending).encode(encoding), "dump.txt")
    assert text.splitlines() == NEWS.splitlines()


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(2000), b"%PDF-1.7\n" + bytes(range(200)) * 9, b"\xff" * 999],
)
def test_binary_files_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(InputError, match=r"scan\.bin: is no text in UTF-8, UTF-16 or GB18030"):
        decode(data, "scan.bin")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff".encode(), "\u3000\n".encode()])
def test_empty_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"dump\.txt: is empty"):
        decode(data, "dump.txt")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: cannot be read"):
        read_text("nowhere.txt")


def test_an_open_stream_is_read() -> None:
    assert read_text(io.BytesIO(NEWS.encode("gb18030"))) == NEWS


def test_a_folder_stands_for_its_text_files_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c.jpg"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    assert sources_of(str(tmp_path)) == (str(tmp_path / "a.TXT"), str(tmp_path / "b.txt"))
    assert sources_of("dump.txt") == ("dump.txt",)


def test_a_folder_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no text file"):
        sources_of(str(tmp_path))


@given(st.text(alphabet="老水渠又响起来了，。“”本报记者林川清溪坞村断流三年\n 0123456789", min_size=40))
def test_text_comes_back_from_every_encoding(text: str) -> None:
    body = NEWS + text
    for encoding in ENCODINGS:
        assert decode(body.encode(encoding), "dump.txt") == body
