"""Files to pages: every raster format a scan comes in, and PDF by way of `pdf`.

The format is told by the first bytes, not by the name, and only the formats of scans are tried. Pillow's process-wide
pixel limit is too low for an honest broadsheet: it is set aside while a file is opened and decoded, and ours is applied
in between.
"""

from __future__ import annotations

import io
import os
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from ocr.page import PageImage, Step

_ORIENTATION = ExifTags.Base.Orientation
_FORMATS = "JPEG, PNG, WebP, TIFF, JPEG 2000 or PDF"
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)


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
        yield from _pages(io.BytesIO(path_or_stream.read()), label, max_pixels, dpi, number)
        return
    path = Path(path_or_stream)
    with _open(path, name or str(path)) as stream:
        yield from _pages(stream, name or str(path), max_pixels, dpi, number)


def count(path: str | os.PathLike[str]) -> int:
    """How many pages a file holds, without decoding one. Raises InputError when that cannot be told."""
    label = str(path)
    with _open(Path(path), label) as stream:
        head = stream.read(1024)
        stream.seek(0)
        if b"%PDF-" in head:
            return pdf.count(stream, label)
        if _opener(head) is not TiffImagePlugin.TiffImageFile:
            return 1  # the other formats of scans hold one page
        try:
            with _pillow_limit_lifted():
                return int(getattr(TiffImagePlugin.TiffImageFile(stream), "n_frames", 1))
        except _DAMAGED as error:
            raise _damaged(label, error) from error


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
    head = stream.read(1024)
    stream.seek(0)
    if not head:
        raise InputError(f"{label}: the file is empty; scan or copy it again")
    if b"%PDF-" in head:
        yield from pdf.pages(stream, label, max_pixels, dpi, number)
        return
    opener = _opener(head)
    if opener is None:
        raise InputError(f"{label}: not a picture that can be read; give {_FORMATS}")
    yield from _raster_pages(opener, stream, label, max_pixels, dpi, number)


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
    try:
        with _pillow_limit_lifted():
            picture = opener(stream)
        frames = int(getattr(picture, "n_frames", 1))
    except _DAMAGED as error:
        raise _damaged(label, error) from error
    for index in range(frames):
        if number not in (None, index + 1):
            continue
        try:
            picture.seek(index)
            check_pixels(label, picture.size, max_pixels)
            with _pillow_limit_lifted():
                picture.load()
            yield _page(picture, label, index + 1, dpi)
        except _DAMAGED as error:
            raise _damaged(label if frames == 1 else f"{label}, page {index + 1}", error) from error


_LIMIT = threading.Lock()


@contextmanager
def _pillow_limit_lifted() -> Iterator[None]:
    """Set Pillow's limit aside for as long as the block runs; one thread at a time, so that it always comes back."""
    with _LIMIT:
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _page(picture: ImageFile, label: str, number: int, dpi: float | None) -> PageImage:
    believed = dpi or believable_dpi(picture.info.get("dpi"))
    kind, mode = picture.format or "", picture.mode
    turned = picture.getexif().get(_ORIENTATION, 1) in range(2, 9)
    gray = to_gray(ImageOps.exif_transpose(picture) if turned else picture)
    size = (gray.shape[1], gray.shape[0])
    step = Step("load", (("format", kind), ("mode", mode), ("turned_by_exif", turned)))
    return PageImage(gray=gray, source=label, number=number, dpi=believed, scan_size=size, steps=(step,))


def _damaged(label: str, error: BaseException) -> InputError:
    cause = " ".join(str(error).split()) or type(error).__name__
    return InputError(f"{label}: damaged or cut short ({cause}); scan or copy it again")
