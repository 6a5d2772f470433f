"""Scans to show places on: small enough to go into an HTML file, with the size that boxes are counted in."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
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

    Raises InputError when the scan cannot be read, holds another number of pages, or a folder holds none of the names.
    """
    if not os.path.isdir(path):
        images = list(load_pages(path))
        if len(images) != len(names):
            raise InputError(
                f"{path}: holds {len(images)} page(s) and {len(names)} are compared; give a scan for each, in a folder"
            )
        return {name: _scan(image.gray) for name, image in zip(names, images, strict=True)}
    files = {file.stem: file for file in sorted(Path(path).iterdir()) if file.suffix.lower() in _PICTURES}
    found = {name: scan for name in names if (scan := _of(name, files))}
    if not found:
        raise InputError(f"{path}: no picture in it has the name of a page ({', '.join(names)}); name the file itself")
    return found


_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".jp2", ".pdf")


def _of(name: str, files: Mapping[str, Path]) -> Scan | None:
    """The scan of a page, or of the page "NAME p2" out of a file of several."""
    base, _, number = name.rpartition(" p")
    if name in files:
        base, number = name, "1"
    if base not in files or not number.isdigit():
        return None
    image = next(islice(load_pages(str(files[base])), int(number) - 1, None), None)
    return _scan(image.gray) if image else None


def _scan(gray: Gray) -> Scan:
    height, width = gray.shape
    picture = Image.fromarray(np.ascontiguousarray(gray))
    picture.thumbnail((LONGEST, LONGEST))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return Scan("data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode(), (width, height))
