"""Two folders paired by name: museum.json goes with museum.truth.json."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ocr.errors import InputError

SUFFIXES = (".truth.json", ".json", ".jsonl", ".alto.xml", ".page.xml", ".xml", ".markdown", ".md", ".text", ".txt")
"""Ends of names that are compared. Of files of one name the first of these is taken, as the one that says most."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """(name, output, reference); references without an output, and outputs without a reference, by file."""

    pairs: tuple[tuple[str, str, str], ...]
    unread: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def paired(output: str, reference: str) -> Pairs:
    """What is compared with what. Raises InputError for a file beside a folder and for folders that share no name."""
    folders = [os.path.isdir(path) for path in (output, reference)]
    if folders == [False, False]:
        return Pairs(((stem(Path(reference).name), output, reference),))
    if folders != [True, True]:
        folder, file = (output, reference) if folders[0] else (reference, output)
        raise InputError(f"{folder}: is a folder and {file} is not; give two files, or two folders paired by name")
    ours, theirs = _files(Path(output)), _files(Path(reference))
    names = [name for name in theirs if name in ours]
    if not names:
        raise InputError(f"{output}: no file in it has the name of one in {reference}; x.json goes with x.truth.json")
    return Pairs(
        tuple((name, ours[name], theirs[name]) for name in names),
        tuple(path for name, path in theirs.items() if name not in ours),
        tuple(path for name, path in ours.items() if name not in theirs),
    )


def stem(name: str) -> str:
    """A file's name without the end that says how it is written."""
    for suffix in SUFFIXES:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def _files(folder: Path) -> dict[str, str]:
    """Name to file of what a folder holds directly; a README is about the folder, not of it."""
    found: dict[str, tuple[int, str]] = {}
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise InputError(f"{folder}: cannot be read ({(error.strerror or str(error)).lower()})") from error
    for path in files:
        rank = next((k for k, end in enumerate(SUFFIXES) if path.name.lower().endswith(end)), None)
        name = stem(path.name)
        if rank is not None and name.lower() != "readme":
            found[name] = min(found.get(name, (rank, str(path))), (rank, str(path)))
    return {name: path for name, (_, path) in sorted(found.items())}
