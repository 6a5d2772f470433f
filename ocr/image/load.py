"""Files to pages: every raster format a scan comes in, and PDF by way of `pdf`.

The format is told by the first bytes, not by the name, and only the formats of scans are tried. Pillow's process-wide
pixel limit is too low for an honest broadsheet: it is set aside while a file is opened and decoded, and ours is applied
in between.
"""

from __future__ import annotations

import io
import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from PIL import (
    ExifTags,
    Image,
    ImageOps,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from PIL.ImageFile import ImageFile

from ocr.errors import InputError
from ocr.image import pdf
from ocr.image.grey import to_gray
from ocr.image.limits import MAX_PIXELS, believable_dpi, check_pixels
from ocr.image.quiet import listening
from ocr.page import PageImage, Step

_ORIENTATION = ExifTags.Base.Orientation
_FORMATS = "JPEG, PNG, WebP, TIFF, JPEG 2000 or PDF"
_FAULTY = "the file is damaged, and part of the picture may be missing"
_HEAD = 1024
"""Bytes by which a format is told."""


def load(
    path_or_stream: str | os.PathLike[str] | BinaryIO,
    *,
    name: str | None = None,
    max_pixels: int = MAX_PIXELS,
    dpi: float | None = None,
    number: int | None = None,
) -> Iterator[PageImage]:
    """Yield every page of a file, or of a stream holding one, as grey pixels in the orientation a viewer shows.

    name is what errors and `PageImage.source` call the file (the path, or "<stdin>" for a stream without a name);
    max_pixels bounds each page's width times height and is checked before pixels are decoded; dpi overrides what the
    file says; number, from 1, is the only page that is wanted. Raises InputError, when the first page is asked for or
    at the page that is damaged.
    """
    if not isinstance(path_or_stream, (str, os.PathLike)):
        label = name or _stream_name(path_or_stream)
        yield from _pages(path_or_stream, label, max_pixels, dpi, number)
        return
    path = Path(path_or_stream)
    with _open(path, name or str(path)) as stream:
        yield from _pages(stream, name or str(path), max_pixels, dpi, number)


def count(path: str | os.PathLike[str]) -> int:
    """How many pages a file holds, without decoding one. Raises InputError when that cannot be told."""
    label = str(path)
    with _open(Path(path), label) as stream:
        head, stream = _begun(stream, label)
        if b"%PDF-" in head:
            return pdf.count(stream, label)
        if _opener(head) is not TiffImagePlugin.TiffImageFile:
            return 1  # the other formats of scans hold one page
        with _reading(label):
            picture = TiffImagePlugin.TiffImageFile(stream)
        return _frames(picture) or _reachable(picture)


def _stream_name(stream: BinaryIO) -> str:
    given = getattr(stream, "name", None)
    return given if isinstance(given, str) else "<stdin>"


def _open(path: Path, label: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except FileNotFoundError as error:
        raise InputError(f"{label}: no such file; check the path") from error
    except IsADirectoryError as error:
        raise InputError(f"{label}: is a directory; name the files in it") from error
    except PermissionError as error:
        raise InputError(f"{label}: no permission to read it; allow reading (chmod u+r) or copy it") from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise InputError(f"{label}: cannot be opened ({cause}); check the path and the disk") from error


def _pages(stream: BinaryIO, label: str, max_pixels: int, dpi: float | None, number: int | None) -> Iterator[PageImage]:
    head, stream = _begun(stream, label)
    if not head:
        raise InputError(f"{label}: the file is empty; scan or copy it again")
    if b"%PDF-" in head:
        yield from pdf.pages(stream, label, max_pixels, dpi, number)
        return
    opener = _opener(head)
    if opener is None:
        raise InputError(f"{label}: not a picture that can be read; give {_FORMATS}")
    yield from _raster_pages(opener, stream, label, max_pixels, dpi, number)


def _begun(stream: BinaryIO, label: str) -> tuple[bytes, BinaryIO]:
    """The head of a file, and the file at its beginning; a pipe is read to its end if it begins like a scan."""
    try:
        head = stream.read(_HEAD)
        if stream.seekable():
            stream.seek(0)
        elif b"%PDF-" in head or _opener(head) is not None:
            stream = io.BytesIO(head + stream.read())
    except OSError as error:
        raise InputError(f"{label}: cannot be read ({error.strerror or error}); check the disk it is on") from error
    return head, stream


def _opener(head: bytes) -> Callable[[BinaryIO], ImageFile] | None:
    """The Pillow class for a file that begins so, or None."""
    if head.startswith(b"\xff\xd8\xff"):
        return JpegImagePlugin.JpegImageFile
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImagePlugin.PngImageFile
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return TiffImagePlugin.TiffImageFile
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WebPImagePlugin.WebPImageFile
    if head.startswith((b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  \r\n\x87\n")):
        return Jpeg2KImagePlugin.Jpeg2KImageFile
    return None


def _raster_pages(
    opener: Callable[[BinaryIO], ImageFile],
    stream: BinaryIO,
    label: str,
    max_pixels: int,
    dpi: float | None,
    number: int | None,
) -> Iterator[PageImage]:
    with _reading(label):
        picture = opener(stream)
    frames = _frames(picture)
    every = range(sys.maxsize if frames is None else frames)
    for index in every if number is None else every[number - 1 : number]:
        where = label if frames == 1 else f"{label}, page {index + 1}"
        with _reading(where):
            picture.seek(index)
        check_pixels(label, picture.size, max_pixels)
        with _reading(where) as said:
            picture.load()
            turned = _turned(picture)
            shown = ImageOps.exif_transpose(picture) if turned else picture
        yield _page(picture, shown, label, index + 1, dpi, turned=turned, said=said)


def _turned(picture: ImageFile) -> bool:
    """Whether a viewer turns the picture. One whose EXIF is damaged may be whole."""
    with suppress(Exception):
        return picture.getexif().get(_ORIENTATION, 1) in range(2, 9)
    return False


def _frames(picture: ImageFile) -> int | None:
    """How many pages a picture has; None for a TIFF whose list of pages breaks off, though the first may be whole."""
    if not isinstance(picture, TiffImagePlugin.TiffImageFile):
        return 1
    try:
        with _reading(""):
            return int(picture.n_frames)
    except InputError:
        with _reading(""):
            picture.seek(0)  # it stands at the page it could not reach, and would give another's pixels for it
        return None


def _reachable(picture: ImageFile) -> int:
    """How many pages a TIFF has whose list breaks off, the one that cannot be reached among them."""
    for index in itertools.count():
        try:
            with _reading(""):
                picture.seek(index)
        except InputError:
            break
    return index + 1


_ALONE = threading.Lock()


@contextmanager
def _reading(label: str) -> Iterator[list[str]]:
    """Pillow may decode inside, without its limit; whatever it stumbles over is InputError. Yields what libtiff says.

    Pillow raises nearly anything at a damaged file: OSError, SyntaxError, TypeError, KeyError, struct.error ... One
    thread at a time, so that the limit always comes back.
    """
    with _ALONE, listening() as said:
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield said
        except MemoryError:
            raise
        except Exception as error:
            cause = " ".join(str(error).split()) or type(error).__name__
            raise InputError(f"{label}: damaged or cut short ({cause}); scan or copy it again") from error
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _page(
    picture: ImageFile,
    shown: Image.Image,
    label: str,
    number: int,
    dpi: float | None,
    *,
    turned: bool,
    said: Sequence[str],
) -> PageImage:
    """shown: the picture as a viewer shows it; said: what libtiff found wrong with it and gave it all the same."""
    believed = dpi or believable_dpi(picture.info.get("dpi"))
    gray = to_gray(shown)
    details = (("format", picture.format or ""), ("mode", picture.mode), ("turned_by_exif", turned))
    note = (("note", f"{_FAULTY} ({said[0].rstrip('.')})"),) if said else ()
    size = (gray.shape[1], gray.shape[0])
    step = Step("load", (*details, *note))
    return PageImage(gray=gray, source=label, number=number, dpi=believed, scan_size=size, steps=(step,))
