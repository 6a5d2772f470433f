"""The colours that a picture without a profile of its own is taken to have: sRGB, as an ICC profile (ICC.1:2001-04).

PDF/A wants them said, in an output intent. Made here, not by the colour library, which writes the time into it.
"""

from __future__ import annotations

import struct

CURVE = 1024
"""Points of the tone curve, which all three colours share."""

_XYZ = {
    b"wtpt": (0.9642, 1.0, 0.8249),
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""White and the primaries of IEC 61966-2-1, adapted to D50."""


def profile() -> bytes:
    """The profile, the same bytes each time."""
    values = {name: b"XYZ \0\0\0\0" + _numbers(*value) for name, value in _XYZ.items()}
    name = b"sRGB\0"
    values[b"desc"] = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78
    values[b"cprt"] = b"text\0\0\0\0No copyright\0"
    values[b"rTRC"] = values[b"gTRC"] = values[b"bTRC"] = _curve()
    table, body, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(values)
    for tag, value in values.items():
        if value not in places:
            places[value] = start + len(body)
            body += value + b"\0" * (-len(value) % 4)
        table += tag + struct.pack(">II", places[value], len(value))
    return _header(start + len(body)) + struct.pack(">I", len(values)) + table + body


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    return (head + _numbers(*_XYZ[b"wtpt"])).ljust(128, b"\0")


def _numbers(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _curve() -> bytes:
    points = (round(65535 * _linear(at / (CURVE - 1))) for at in range(CURVE))
    return b"curv\0\0\0\0" + struct.pack(f">I{CURVE}H", CURVE, *points)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
