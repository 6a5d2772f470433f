"""Text files as text: the encoding found out, binary files refused, folders opened up.

Encodings are told apart by what they make of the bytes: a byte order mark says it outright; UTF-8 is strict enough to
be believed when it decodes; of GB18030 and the two UTF-16 the one wins whose characters a Chinese text is made of.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from ocr.errors import InputError

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
PLAUSIBLE = 0.8
"""Share of a text's characters that must be such as Chinese newspapers print, 0 to 1, when no encoding is certain."""
SAMPLE = 20_000
"""Characters looked at to judge an encoding."""
CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a") | {"\x7f"}
SUFFIXES = (".txt", ".text")


def sources_of(source: str) -> tuple[str, ...]:
    """The text files that a source names: itself, or those directly in it, by name, when it is a folder.

    Raises InputError for a folder without any.
    """
    if not os.path.isdir(source):
        return (source,)
    try:
        inside = tuple(Path(source).iterdir())
    except OSError as error:
        raise InputError(f"{source}: cannot be listed ({error.strerror}); allow reading it") from error
    found = sorted(str(path) for path in inside if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        raise InputError(f"{source}: holds no text file (.txt); name the files themselves")
    return tuple(found)


def read_text(source: str | BinaryIO) -> str:
    """The text of a file or binary stream. Raises InputError when there is none, or it is no text."""
    if not isinstance(source, str):
        return decode(source.read(), "<stdin>")
    try:
        return decode(Path(source).read_bytes(), source)
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror or error}); check the path") from error


def decode(data: bytes, name: str) -> str:
    """Bytes as text without byte order mark; name stands in the message of the InputError for bytes that are none."""
    marked = next(((mark, encoding) for mark, encoding in MARKS if data.startswith(mark)), None)
    text = _decoded(data[len(marked[0]) :], marked[1]) if marked else _guessed(data)
    if text is None or _controls(text) > 0:
        raise InputError(f"{name}: is no text in UTF-8, UTF-16 or GB18030; `banmian read` takes pictures and PDF")
    if not text.strip():
        raise InputError(f"{name}: is empty; there is nothing to mend")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = len(data) - error.start < 4 and error.start > 0  # the file was cut inside its last character
        return data.decode(encoding, "replace") if cut else None


def _guessed(data: bytes) -> str | None:
    utf8 = _decoded(data, "utf-8")
    if utf8 is not None and "\0" not in utf8:
        return utf8
    found = [(_likely(text), text) for name in ("gb18030", "utf-16-le", "utf-16-be") if (text := _decoded(data, name))]
    best, text = max(found, key=lambda each: each[0], default=(0.0, ""))
    return text if best >= PLAUSIBLE else None


def _likely(text: str) -> float:
    """How much a text looks like print, 0 to 1: common Han and marks count in full, other Han by half."""
    sample = text[:SAMPLE]
    return sum(map(_weight, sample)) / len(sample)


def _weight(character: str) -> float:
    if character in "\t\r\n" or " " <= character <= "~" or "\u2010" <= character <= "\u2027":
        return 1.0
    if "\u3000" <= character <= "\u301f" or "\uff00" <= character <= "\uffef":
        return 1.0
    if not "\u4e00" <= character <= "\u9fff":
        return 0.0
    try:
        first = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.8
    return 1.0 if 0xB0 <= first <= 0xD7 else 0.8


def _controls(text: str) -> int:
    return sum(text.count(each) for each in CONTROLS)
