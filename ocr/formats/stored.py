"""A scan's file as a picture in a PDF: its own compressed bytes wherever PDF knows them, no pixel changed anywhere.

JPEG and JPEG 2000 go in byte by byte, a PNG's pixels as they are packed (see png), a bilevel TIFF's as the fax code
that they are. What is left (interlaced or transparent PNG, other TIFF, WebP) is decoded and packed without loss; what
is transparent stands on white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image, ImageOps

from ocr.formats import png

_ORIENTATION = 0x0112
_FAX4, _ONE_STRIP = 4, 1
_COMPRESSION, _BLACK_IS, _STRIPS, _FILL, _LENGTHS, _FAX_OPTIONS = 259, 262, 273, 266, 279, 293
_BACKWARDS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_SPACES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_PROFILES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
"""What an ICC profile says of itself that is for so many channels."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A picture in the document; size as stored, (width, height); turn: EXIF's orientation, by which it is shown."""

    image: Stream
    size: tuple[int, int]
    turn: int = 1


def stored(pdf: Pdf, data: bytes, opened: Image.Image) -> Stored:
    """The picture of a file that was opened, at the frame that is wanted. Raises ValueError for one that is damaged."""
    found = None
    if data.startswith(b"\xff\xd8"):
        found = _jpeg(pdf, data, opened)
    elif data.startswith(png.SIGNATURE):
        found = _png(pdf, data, opened)
    elif opened.format == "JPEG2000":
        found = _jpeg2000(pdf, data, opened)
    elif opened.format == "TIFF":
        found = _fax(pdf, data, opened)
    return found or _repacked(pdf, opened)


def _jpeg(pdf: Pdf, data: bytes, opened: Image.Image) -> Stored:
    channels = {"L": 1, "CMYK": 4}.get(opened.mode, 3)
    image = _image(pdf, data, opened.size, _space(pdf, channels, opened.info.get("icc_profile")), 8)
    image.Filter = Name.DCTDecode
    if opened.mode == "CMYK" and "adobe" in opened.info:  # Adobe's are stored inverted
        image.Decode = Array([1, 0] * 4)
    return Stored(image, opened.size, _turn(opened.getexif()))


def _png(pdf: Pdf, data: bytes, opened: Image.Image) -> Stored | None:
    found = png.read(data)
    if found is None:
        return None
    base = _space(pdf, 3 if found.palette else found.channels, found.profile)
    indexed = Array([Name.Indexed, base, len(found.palette) // 3 - 1, String(found.palette)])
    image = _image(pdf, found.packed, opened.size, indexed if found.palette else base, found.bits)
    _flate(image, found.channels, found.bits, found.width)
    exif = Image.Exif()
    if found.exif:
        exif.load(found.exif)
    return Stored(image, opened.size, _turn(exif))


def _jpeg2000(pdf: Pdf, data: bytes, opened: Image.Image) -> Stored | None:
    """A whole JP2 file says its colours itself; a bare codestream, or one with alpha, does not as PDF wants it."""
    if opened.mode not in ("L", "RGB") or data[4:8] != b"jP  ":
        return None
    image = _image(pdf, data, opened.size, None, 8)
    image.Filter = Name.JPXDecode
    return Stored(image, opened.size)


def _fax(pdf: Pdf, data: bytes, opened: Image.Image) -> Stored | None:
    """Group 4 in one strip, as scanners' programs write it; strips do not stand alone, so several are packed anew."""
    tags: Any = opened.tag_v2  # type: ignore[attr-defined]
    strips, lengths = tags.get(_STRIPS, ()), tags.get(_LENGTHS, ())
    if opened.mode != "1" or tags.get(_COMPRESSION) != _FAX4 or len(strips) != _ONE_STRIP or tags.get(_FAX_OPTIONS):
        return None
    code = data[strips[0] : strips[0] + lengths[0]]
    if tags.get(_FILL, 1) == 2:
        code = code.translate(_BACKWARDS)
    size = int(tags[256]), int(tags[257])
    image = _image(pdf, code, size, Name.DeviceGray, 1)
    image.Filter = Name.CCITTFaxDecode
    image.DecodeParms = Dictionary(K=-1, Columns=size[0], Rows=size[1], BlackIs1=tags.get(_BLACK_IS) == 1)
    return Stored(image, size, _turn(opened.getexif()))


def _repacked(pdf: Pdf, opened: Image.Image) -> Stored:
    """Pixels as they are, upright; transparent ones on white, more than 8 bits a channel as 8."""
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    if picture.mode.startswith("I"):
        picture = Image.fromarray((np.asarray(picture) // 256).clip(0, 255).astype(np.uint8))
    if "A" in picture.mode or "transparency" in picture.info:
        above = picture.convert("RGBA")
        picture = Image.new("RGBA", above.size, "white")
        picture.alpha_composite(above)
    if picture.mode not in ("1", "L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    width, height = picture.size
    samples = np.frombuffer(picture.tobytes(), np.uint8).reshape(height, -1)
    channels, bits = len(picture.getbands()), 1 if picture.mode == "1" else 8
    image = _image(pdf, png.rows(samples), picture.size, _space(pdf, channels, profile), bits)
    _flate(image, channels, bits, width)
    return Stored(image, picture.size)


def _turn(exif: Image.Exif) -> int:
    turn = exif.get(_ORIENTATION, 1)
    return turn if turn in range(1, 9) else 1


def _space(pdf: Pdf, channels: int, profile: bytes | None) -> Object:
    """The colours that the file says its numbers stand for, else the device's."""
    if not profile or len(profile) < 128 or profile[16:20] != _PROFILES[channels]:
        return _SPACES[channels]
    return Array([Name.ICCBased, Stream(pdf, profile, Dictionary(N=channels))])


def _flate(image: Stream, channels: int, bits: int, width: int) -> None:
    image.Filter = Name.FlateDecode
    image.DecodeParms = Dictionary(Predictor=15, Colors=channels, BitsPerComponent=bits, Columns=width)


def _image(pdf: Pdf, data: bytes, size: tuple[int, int], space: Object | None, bits: int) -> Stream:
    image = Stream(
        pdf,
        data,
        Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1], BitsPerComponent=bits),
    )
    if space is not None:
        image.ColorSpace = space
    return image
