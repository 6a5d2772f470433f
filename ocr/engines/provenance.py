"""Which programs read a page and with which models: what the step of reading says, so that a result can be made again.

For each reader its version under its name, and its models under its name with `_model`: each model's file name, and the
beginning of the file's SHA-256, for models are trained anew under old names.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from ocr.engines import network, tesseract
from ocr.engines.base import Engine
from ocr.engines.rapidocr import RapidOCR
from ocr.engines.tesseract import Tesseract
from ocr.engines.vote import Vote
from ocr.geometry import Direction

DIGITS = 16
"""Hexadecimal digits of a hash that are kept."""

Details = tuple[tuple[str, str], ...]


def provenance(engine: Engine, directions: Iterable[Direction]) -> Details:
    """Versions and models of an engine, for lines that run in these directions; nothing of one that has none."""
    return tuple(_told(engine, sorted(directions)))


def _told(engine: Engine, directions: list[Direction]) -> Iterator[tuple[str, str]]:
    if isinstance(engine, Vote):
        yield from _told(engine.first, directions)
        yield from _told(engine.second, directions)
    elif isinstance(engine, RapidOCR):
        runtime = f"on {network.RUNTIME} {metadata.version(network.RUNTIME)}"
        yield engine.name, f"{metadata.version(network.PACKAGE)} {runtime}"
        yield f"{engine.name}_model", _named(Path(network.MODEL).name, _recorded(network.PACKAGE, network.MODEL))
    elif isinstance(engine, Tesseract):
        version, folder = tesseract.identity()
        names = dict.fromkeys(name for way in directions for name in tesseract.model(engine.lang, way).split("+"))
        yield engine.name, version
        yield f"{engine.name}_model", ", ".join(_named(name, _hash(folder, name)) for name in names)


def _named(model: str, digest: str) -> str:
    return f"{model} sha256:{digest[:DIGITS]}" if digest else model


def _recorded(package: str, file: str) -> str:
    """The hash that a file was installed with, against which network checks it."""
    for each in metadata.distribution(package).files or ():
        if str(each) == file and each.hash and each.hash.mode == "sha256":
            return urlsafe_b64decode(each.hash.value + "=" * (-len(each.hash.value) % 4)).hex()
    return ""


@lru_cache(maxsize=32)
def _hash(folder: str, model: str) -> str:
    """The hash of a model of Tesseract; '' where its file is not found, which Tesseract itself may still do."""
    try:
        with Path(folder, f"{model}.traineddata").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
