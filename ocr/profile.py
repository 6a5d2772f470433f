"""Layout profiles: what a newspaper's house style tells before a page is read.

A profile is one TOML file, layouts/NAME.toml; layouts/README.md explains every key. It may sharpen, it is never needed:
each key has a default that says nothing. Patterns are regular expressions that are *searched* in one line or paragraph
without its outer white space; they carry their own ^ and $.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from ocr.errors import ProfileError

Patterns: TypeAlias = tuple[re.Pattern[str], ...]
"""Compiled patterns, the first that matches counts."""

DEFAULT = "generic-horizontal"


@dataclass(frozen=True, slots=True)
class Profile:
    """One house style. Numbers that are 0 and texts that are empty mean: not known, find it on the page."""

    name: str
    title: str = ""  # what it is, one line
    direction: str = "auto"  # auto, horizontal, vertical
    script: str = "auto"  # auto, simplified, traditional
    lang: str = ""  # Tesseract's language
    columns: int = 0  # basic columns across the page
    column_chars: int = 0  # characters in a line of a basic column
    indent: float = 2.0  # first-line indent in em
    running_head: Patterns = ()  # a whole line of the strip at the top: date, weekday, page number, section
    credits: Patterns = ()  # a whole line that says who made the page
    furniture: Patterns = ()  # any other whole line that belongs to no article
    bylines: Patterns = ()  # a whole line that says who wrote
    signatures: Patterns = ()  # the end of a story's last paragraph that says who wrote
    datelines: Patterns = ()  # the beginning of a paragraph: place, day, agency; group byline: the reporter in it
    jump_to: Patterns = ()  # the end of a paragraph; group page: where the story goes on
    jump_from: Patterns = ()  # the beginning of a paragraph; group page: where the story began
    notes: Patterns = ()  # the beginning of an editor's note
    captions: Patterns = ()  # a line or paragraph under a picture
    sections: tuple[str, ...] = ()  # names of sections in the running head
    brands: tuple[str, ...] = ()  # names of standing columns, printed above a headline


CHOICES = {"direction": ("auto", "horizontal", "vertical"), "script": ("auto", "simplified", "traditional")}
ALLOWED = (*(f.name for f in fields(Profile) if f.name != "name"), "extends")


def first(patterns: Patterns, text: str) -> re.Match[str] | None:
    """The match of the first pattern found in text less its outer white space, or None."""
    stripped = text.strip()
    return next((found for pattern in patterns if (found := pattern.search(stripped))), None)


def available() -> tuple[str, ...]:
    """Names of the profiles that come with the package, sorted."""
    return tuple(sorted(path.stem for path in folder().glob("*.toml")))


def load(name_or_path: str = DEFAULT) -> Profile:
    """The profile of that name, or of the TOML file at that path.

    Raises ProfileError, naming file, key and remedy, when it does not exist or does not validate.
    """
    path = locate(name_or_path)
    values = _resolved(path, ())
    return Profile(name=path.stem, **values)


def source(name_or_path: str) -> str:
    """The text of a profile's file, as written."""
    path = locate(name_or_path)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read as UTF-8 text ({error}); check the file") from error


def folder() -> Path:
    """The folder of the profiles: inside the installed package, or the repository's own in an editable install."""
    packaged = Path(str(files("ocr"))) / "layouts"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent / "layouts"


def locate(name_or_path: str, beside: Path | None = None) -> Path:
    """The file of a profile: a path when it ends in .toml (relative to beside, if given), else a name."""
    by_path = name_or_path.endswith(".toml")
    path = (beside or Path()) / name_or_path if by_path else folder() / f"{name_or_path}.toml"
    if not path.is_file():
        names = ", ".join(available())
        raise ProfileError(
            f"{name_or_path}: no such layout profile; there are {names}, or give the path of a .toml file"
        )
    return path


def _resolved(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """A file's checked values on top of those it extends: single values replace, lists stand before the parent's."""
    if path in seen:
        raise ProfileError(f"{path}: extends itself through {seen[-1].name}; remove one 'extends'")
    raw = _parsed(path)
    own = {key: _checked(path, key, value) for key, value in raw.items() if key != "extends"}
    parent = raw.get("extends")
    if parent is None:
        return own
    if not isinstance(parent, str):
        raise ProfileError(f"{path}: extends: must be the name of a profile in quotes, not {parent!r}")
    base = _resolved(locate(parent, path.parent), (*seen, path))
    return base | {key: value + base.get(key, ()) if isinstance(value, tuple) else value for key, value in own.items()}


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        raw = tomllib.loads(source(str(path)))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path}: not valid TOML: {error}") from error
    for key in raw:
        if key not in ALLOWED:
            raise ProfileError(f"{path}: {key}: unknown key; allowed are {', '.join(ALLOWED)}")
    return raw


def _checked(path: Path, key: str, value: object) -> object:
    """The value as the field of Profile wants it; ProfileError with file, key and what is allowed otherwise."""
    kind = {f.name: f.type for f in fields(Profile)}[key]
    if key in CHOICES and value not in CHOICES[key]:
        raise ProfileError(f"{path}: {key}: must be one of {', '.join(CHOICES[key])}, not {value!r}")
    if kind == "str":
        return _typed(path, key, value, str, "a text in quotes")
    if kind in ("int", "float"):
        return _number(path, key, value, whole=kind == "int")
    items: list[object] = _typed(path, key, value, list, "a list of texts in quotes")
    texts: list[str] = [_typed(path, key, item, str, "a list of texts in quotes") for item in items]
    return tuple(texts) if kind != "Patterns" else tuple(_compiled(path, key, text) for text in texts)


def _typed(path: Path, key: str, value: object, wanted: type, words: str) -> Any:
    if not isinstance(value, wanted):
        raise ProfileError(f"{path}: {key}: must be {words}, not {value!r}")
    return value


def _number(path: Path, key: str, value: object, *, whole: bool) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 <= value < 1000:
        words = "a whole number" if whole else "a number"
        raise ProfileError(f"{path}: {key}: must be {words} from 0 to 999, not {value!r}")
    return value if whole else float(value)


def _compiled(path: Path, key: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ProfileError(f"{path}: {key}: bad pattern {text!r}: {error}") from error
