"""PNG files with the filter of each row chosen: what a test needs that no library lets choose."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_KINDS = {1: 0, 2: 4, 3: 2, 4: 6}


def png(samples: NDArray[np.uint8], filters: Sequence[int], *chunks: tuple[bytes, bytes]) -> bytes:
    """Samples of shape (height, width, channels) as a PNG of 8 bits; chunks stand before the pixels."""
    height, width, channels = samples.shape
    pixels = samples.astype(int)
    packed = b"".join(
        bytes([filters[y % len(filters)]]) + _filtered(pixels, y, filters[y % len(filters)]) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, _KINDS[channels], 0, 0, 0)
    body = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(packed)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in body)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _filtered(pixels: NDArray[np.int_], y: int, kind: int) -> bytes:
    """A row filtered as PNG 9.2 says: less nothing, left, above, their mean, or Paeth's choice."""
    row = pixels[y]
    above = pixels[y - 1] if y else np.zeros_like(row)
    left, corner = (np.vstack([np.zeros_like(each[:1]), each[:-1]]) for each in (row, above))
    guess = left + above - corner
    far = [abs(guess - each) for each in (left, above, corner)]
    nearest = np.where((far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], above, corner))
    less = (np.zeros_like(row), left, above, (left + above) // 2, nearest)[kind]
    return bytes(((row - less) % 256).astype(np.uint8))
