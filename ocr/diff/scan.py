"""Scans to show places on: small enough to go into an HTML file, with the size that boxes are counted in."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ocr.errors import InputError
from ocr.image.load import load as load_pages
from ocr.page import Gray

LONGEST = 2600
"""Longest side in pixels of the picture that is put into the file."""
QUALITY = 55


@dataclass(frozen=True, slots=True)
class Scan:
    """A page's picture as a data URI, and width and height of the scan in pixels."""

    uri: str
    size: tuple[int, int]


def load(path: str, names: Sequence[str]) -> dict[str, Scan]:
    """The scan of each page by the page's name: the pages of one file in order, or files of that name in a folder.

    Raises InputError when the scan cannot be read, or a folder holds none of the names.
    """
    if not os.path.isdir(path):
        return dict(zip(names, (_scan(image.gray) for image in load_pages(path)), strict=False))
    files = {file.stem: file for file in sorted(Path(path).iterdir()) if file.suffix.lower() in _PICTURES}
    found = {name: scan for name in names if name in files for scan in _first(str(files[name]))}
    if not found:
        raise InputError(f"{path}: no picture in it has the name of a page ({', '.join(names)}); name the file itself")
    return found


_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jp2", ".pdf")


def _first(path: str) -> Iterator[Scan]:
    for image in load_pages(path):
        yield _scan(image.gray)
        return


def _scan(gray: Gray) -> Scan:
    height, width = gray.shape
    picture = Image.fromarray(np.ascontiguousarray(gray))
    picture.thumbnail((LONGEST, LONGEST))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return Scan("data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode(), (width, height))
