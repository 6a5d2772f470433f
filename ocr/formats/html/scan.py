"""The scan that a page was read off, as a viewer shows it."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from ocr.errors import InputError
from ocr.formats.scanned import scan_of
from ocr.page import Page

_GREY = 24
"""Levels that the channels of a pixel may lie apart, and it still counts as grey: JPEG alone parts them by some."""
_COLOURED = 0.002
"""Share of pixels with colour from which a scan is kept in colour."""
_ROUNDING = 2
"""Pixels by which a PDF's page may be drawn larger or smaller, on either side, and is the same."""


def opened(page: Page, base: Path = Path()) -> Image.Image:
    """The scan upright, in grey where it has no colour, else RGB; transparent parts on white. A relative source is
    looked for from base.

    Raises InputError when it cannot be read, or has another size than the one that was read.
    """
    data, is_pdf = scan_of(page, base, "html shows it")
    picture = _rendered(data, page) if is_pdf else _decoded(data, page)
    if picture.size != page.size:
        found, wanted = (f"{width} x {height}" for width, height in (picture.size, page.size))
        raise InputError(f"{page.source}: has {found} pixels, the scan that was read {wanted}; name that: --scan")
    return _plain(picture)


def _frame(page: Page, count: int) -> int:
    """Which of a file's pictures a page was read off, from 0; the pages of an opened paper share one.

    Raises InputError where that cannot be told: a page counts as two when a scan holds two.
    """
    halves = any(step.name == "spread" for step in page.steps)
    if halves and count > 1:
        raise InputError(f"{page.source}: holds several scans and two pages on one of them; split the file for html")
    return 0 if halves else page.number - 1


def _decoded(data: bytes, page: Page) -> Image.Image:
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None  # the size was checked against our own limit when the page was read
    try:
        with Image.open(io.BytesIO(data)) as found:
            found.seek(_frame(page, getattr(found, "n_frames", 1)))
            found.load()
            ImageOps.exif_transpose(found, in_place=True)  # in place, for a picture that lies right would be copied
            return found
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise InputError(f"{page.source}: is not the scan that was read ({error}); name that: --scan") from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _rendered(data: bytes, page: Page) -> Image.Image:
    """A PDF's page at the size at which it was read, which its resolution gives but for the rounding."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            sheet = document[_frame(page, len(document))]
            with closing(sheet.render(scale=page.size[0] / sheet.get_size()[0])) as bitmap:
                picture: Image.Image = bitmap.to_pil().copy()
        near = all(abs(one - other) <= _ROUNDING for one, other in zip(picture.size, page.size, strict=True))
        return picture.resize(page.size) if near else picture
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise InputError(f"{page.source}: is not the PDF that was read ({error}); name that: --scan") from error


def _plain(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        return _shallow(picture)
    if "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info:
        above = picture.convert("RGBA")
        if above.getchannel("A").getextrema() == (255, 255):
            picture = above.convert("RGB")
        else:
            picture = Image.new("RGBA", above.size, "white")
            picture.alpha_composite(above)
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    picture = picture.convert("RGB")
    small = np.asarray(picture.reduce(max(1, min(picture.size) // 400))).astype(np.int16)
    apart = small.max(axis=2) - small.min(axis=2)
    return picture if (apart > _GREY).mean() > _COLOURED else picture.convert("L")


def _shallow(picture: Image.Image) -> Image.Image:
    """Grey of more than 8 bits: white is the usual top that holds its brightest pixel."""
    deep = np.asarray(picture).astype(np.float32)
    brightest = float(deep.max(initial=0))
    top = next((full for full in (1.0, 255.0, 1023.0, 4095.0, 65535.0) if brightest <= full), brightest)
    return Image.fromarray(np.rint((deep / top * 255).clip(0, 255)).astype(np.uint8))
