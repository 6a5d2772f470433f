"""PDF pages as pictures, through pypdfium2.

A scanned page is rendered at the resolution of the picture it carries, so that no pixel is made up and none is lost;
a page that is drawn rather than scanned has no resolution of its own and is rendered at 300 dpi.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from ocr.errors import InputError
from ocr.image.grey import rgb_to_gray
from ocr.image.limits import check_pixels
from ocr.page import Gray, PageImage, Step

DRAWN_DPI = 300.0
MAX_DPI = 400.0
MIN_DPI = 36.0
_SCANNED_SHARE = 0.5  # of the page's area under one picture: then the page is a scan


def count(stream: BinaryIO, label: str) -> int:
    """How many pages there are. Raises InputError for a locked or damaged document."""
    with closing(_document(stream, label)) as document:
        return len(document)


def pages(
    stream: BinaryIO, label: str, max_pixels: int, dpi: float | None, number: int | None = None
) -> Iterator[PageImage]:
    """Yield every page, or the one of that number, rendered to grey; dpi, when given, is the resolution to render at.

    Raises InputError for a locked or damaged document and for a page whose rendering exceeds max_pixels.
    """
    with closing(_document(stream, label)) as document:
        if len(document) == 0:
            raise InputError(f"{label}: the PDF has no pages; export it again")
        for index in range(len(document)):
            if number not in (None, index + 1):
                continue
            where = label if len(document) == 1 else f"{label}, page {index + 1}"
            try:
                with closing(document[index]) as page:
                    yield _page(page, label, where, index + 1, max_pixels, dpi)
            except pypdfium2.PdfiumError as error:
                raise InputError(f"{where}: damaged PDF page ({error}); export it again") from error


def _document(stream: BinaryIO, label: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(stream)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise InputError(f"{label}: the PDF is locked with a password; save a copy without one") from error
        raise InputError(f"{label}: damaged PDF ({error}); export or download it again") from error


def _page(
    page: pypdfium2.PdfPage, label: str, where: str, number: int, max_pixels: int, dpi: float | None
) -> PageImage:
    resolution = dpi or _own_dpi(page)
    scale = resolution / 72
    width, height = page.get_size()
    check_pixels(where, (round(width * scale), round(height * scale)), max_pixels)
    gray = _render(page, scale)
    size = (gray.shape[1], gray.shape[0])
    step = Step("load", (("format", "PDF"), ("rendered_dpi", round(resolution, 1))))
    return PageImage(gray=gray, source=label, number=number, dpi=resolution, scan_size=size, steps=(step,))


def _render(page: pypdfium2.PdfPage, scale: float) -> Gray:
    with closing(page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)) as bitmap:
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            return np.array(pixels.reshape(pixels.shape[:2]))
        return rgb_to_gray(np.ascontiguousarray(pixels[:, :, :3]))


def _own_dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the largest picture, when it makes up the page; else that for drawn pages."""
    width, height = page.get_size()
    largest, resolution = 0.0, DRAWN_DPI
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        metadata = item.get_metadata()
        across, down = metadata.horizontal_dpi, metadata.vertical_dpi
        if across <= 0 or down <= 0:
            continue
        area = (metadata.width / across * 72) * (metadata.height / down * 72)
        if area > max(largest, _SCANNED_SHARE * width * height):
            largest, resolution = area, float(max(across, down))
    return min(max(resolution, MIN_DPI), MAX_DPI)
