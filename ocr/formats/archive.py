"""What PDF/A-2 (ISO 19005-2) asks of a document beyond what every one of ours has: that its colours are known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ocr.formats import srgb

_NO_MEANING = "\ufeff"
"""A character that level U does not let a code stand for."""


def conforming(pdf: Pdf, pictures: Iterable[Stream | None], characters: Collection[str]) -> str:
    """The level of PDF/A-2 that a document keeps to, which is given its output intent: U, B or '' for none.

    pictures: one a page, None where a page is somebody else's drawing. characters: all that its text holds. A picture
    in CMYK must have a profile of its own, for the intent is sRGB.
    """
    if any(picture is None or picture.get("/ColorSpace") == Name.DeviceCMYK for picture in pictures):
        return ""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=Stream(pdf, srgb.profile(), Dictionary(N=3)),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    return "B" if _NO_MEANING in characters else "U"
