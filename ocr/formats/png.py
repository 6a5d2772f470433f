"""A PNG's own compressed pixels as PDF's Flate filter with a PNG predictor reads them (PDF 32000-1, 7.4.4.4).

An alpha channel has no place there. PNG's filters work on each channel by itself, so the channel can be taken out of
the filtered rows without undoing any filter; and where it is opaque all over, which is what screenshots are, its
filtered bytes are known beforehand. Grey that is stored as three colours is told in the same way, and kept once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type; 3 is a palette, 4 and 6 have alpha."""

LEVEL = 2
"""zlib's level for what must be packed anew: 6 takes twice the time for a tenth less.

Differences of grey are mostly noise, in which zlib looks for repeats in vain: looking for runs alone is quicker by a
third and a tenth smaller. So it is for a camera's colours, in half the time; drawn ones have repeats, so rows here and
there are tried both ways.
"""
_TRIED = 64
"""Rows that are tried."""

_OPAQUE = ((255, 255), (255, 0), (255, 255), (255, 128), (255, 0))
"""By filter (none, sub, up, average, paeth): what opaque alpha is in the first row, in its first pixel and the rest."""
_OPAQUE_BELOW = ((255, 255), (255, 0), (0, 0), (128, 0), (0, 0))
"""The same in further rows."""


@dataclass(frozen=True, slots=True)
class Png:
    """Rows of samples, filtered and packed as in the file: width pixels of `channels` samples of `bits` bits.

    palette: RGB of each colour; profile: the ICC profile; exif: its block; each may be empty.
    """

    packed: bytes = field(repr=False)
    width: int
    channels: int
    bits: int
    palette: bytes = b""
    profile: bytes = b""
    exif: bytes = b""


def read(data: bytes) -> Png | None:
    """The picture in a PNG file; None where PDF cannot hold it so: interlaced, or transparent somewhere.

    Raises ValueError for a file that is damaged.
    """
    found: dict[bytes, list[bytes]] = {}
    for name, chunk in _chunks(data):
        found.setdefault(name, []).append(chunk)
    try:
        width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", found[b"IHDR"][0])
        packed, channels = b"".join(found[b"IDAT"]), CHANNELS[kind]
    except (KeyError, struct.error) as error:
        raise ValueError("damaged PNG") from error
    if interlaced or any(set(chunk) != {255} for chunk in found.get(b"tRNS", [])):
        return None
    if kind in (4, 6):
        opaque = _without_alpha(packed, width, height, channels, bits // 8, plain=b"iCCP" not in found)
        if opaque is None:
            return None
        packed, channels = opaque
    palette, exif = (b"".join(found.get(name, [])[:1]) for name in (b"PLTE", b"eXIf"))
    return Png(packed, width, channels, bits, palette if kind == 3 else b"", _profile(found), exif)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _profile(found: dict[bytes, list[bytes]]) -> bytes:
    name, _, packed = found.get(b"iCCP", [b""])[0].partition(b"\0")
    try:
        return zlib.decompress(packed[1:]) if name else b""
    except zlib.error:  # the picture can be shown without
        return b""


def _without_alpha(
    packed: bytes, width: int, height: int, channels: int, size: int, *, plain: bool
) -> tuple[bytes, int] | None:
    """The rows without their last channel, packed anew, and the channels left; None where a pixel is not opaque.

    size: bytes of a sample; plain: equal red, green and blue are grey, which a profile of colours may deny.
    """
    rows = _unpacked(packed, height, 1 + width * channels * size)
    pixels = rows[:, 1:].reshape(height, width, channels, size)
    if not _opaque(rows[:, 0], pixels[:, :, -1]):
        return None
    left = 1 if channels == 2 or (plain and _grey(pixels)) else channels - 1
    kept = np.empty((height, 1 + width * left * size), np.uint8)
    kept[:, 0] = rows[:, 0]
    kept[:, 1:].reshape(height, width, left, size)[:] = pixels[:, :, :left]
    return _packed(kept), left


def _grey(pixels: NDArray[np.uint8]) -> bool:
    """Whether the filtered samples of red, green and blue are the same, as then the colours themselves are."""
    red = pixels[:, :, 0]
    return all(bool((pixels[:, :, other] == red).all()) for other in (1, 2))


def _unpacked(packed: bytes, height: int, width: int) -> NDArray[np.uint8]:
    """So many rows of so many bytes; what is packed beyond them is not looked at."""
    try:
        found = np.frombuffer(zlib.decompressobj().decompress(packed, height * width), np.uint8)
    except zlib.error as error:
        raise ValueError("damaged PNG") from error
    if not found.size or found.size < height * width:
        raise ValueError("damaged PNG")
    return found.reshape(height, width)


def _opaque(filters: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> bool:
    """Whether filtered alpha of shape (rows, width, bytes) is that of a picture without a hole."""
    if filters.max() > 4:
        raise ValueError("damaged PNG")
    table = np.array(_OPAQUE_BELOW, np.uint8)[filters]
    table[0] = _OPAQUE[filters[0]]
    first, rest = table[:, 0, None], table[:, 1, None, None]
    return bool((alpha[:, 0] == first).all() and (alpha[:, 1:] == rest).all())


def rows(samples: NDArray[np.uint8]) -> bytes:
    """Bytes of shape (height, bytes of a row) filtered, each as its difference from the one above, and packed."""
    height, width = samples.shape
    filtered = np.empty((height, 1 + width), np.uint8)
    filtered[:, 0] = 2
    filtered[:1, 1:] = samples[:1]
    np.subtract(samples[1:], samples[:-1], out=filtered[1:, 1:])
    return _packed(filtered)


def _packed(filtered: NDArray[np.uint8]) -> bytes:
    sample = np.ascontiguousarray(filtered[:: max(1, len(filtered) // _TRIED)])
    ways = (zlib.Z_RLE, zlib.Z_DEFAULT_STRATEGY)
    return _deflated(filtered, min(ways, key=lambda way: len(_deflated(sample, way))))


def _deflated(filtered: NDArray[np.uint8], way: int) -> bytes:
    packer = zlib.compressobj(LEVEL, strategy=way)
    return packer.compress(filtered.data) + packer.flush()
