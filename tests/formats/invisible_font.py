"""Makes ocr/formats/invisible.ttf, the font of the text layer of PDFs: two glyphs, an em and half an em wide.

Their outline is a line there and back: it has an extent, by which pdfium tells where text stands, and nothing to fill.
`python -m tests.formats.invisible_font` writes the file anew.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

PATH = Path(__file__).resolve().parents[2] / "ocr" / "formats" / "invisible.ttf"
WIDTHS = {".notdef": 1000, "em": 1000, "half": 500}


def _outline(width: int) -> Glyph:
    pen = TTGlyphPen(None)
    pen.moveTo((0, -120))
    pen.lineTo((width, 880))
    pen.lineTo((width // 2, 380))
    pen.closePath()
    return pen.glyph()


def made() -> bytes:
    """The font, the same bytes each time."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(WIDTHS))
    builder.setupCharacterMap({0x3000: "em", 0x20: "half"})
    builder.setupGlyf({name: _outline(width) for name, width in WIDTHS.items()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Invisible", "styleName": "Regular", "psName": "Invisible"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


if __name__ == "__main__":
    PATH.write_bytes(made())
