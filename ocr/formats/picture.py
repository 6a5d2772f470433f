"""A scan as a picture in a PDF, and the way from its pixels to points of the page."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import Pdf, Stream
from PIL import Image

from ocr.errors import InputError
from ocr.formats.stored import stored
from ocr.geometry import Box
from ocr.page import Page

Matrix = tuple[float, float, float, float, float, float]
_TURNS: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""The unit square as EXIF's orientation has it shown, y up."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How pixels of the scan lie on a page in points: x' = a x + c y + e, y' = b x + d y + f, for pixels y down."""

    to_page: Matrix

    def matrix(self, wide: float, high: float, x: float, y: float) -> Matrix:
        """A text matrix: an em is `wide` pixels to the right and `-high` pixels up, and begins at the pixel (x, y)."""
        a, b, c, d, e, f = self.to_page
        return (a * wide, b * wide, c * high, d * high, a * x + c * y + e, b * x + d * y + f)

    def box(self, box: Box) -> tuple[float, float, float, float]:
        """A box of pixels on the page: left, bottom, right, top in points."""
        a, b, c, d, e, f = self.to_page
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @classmethod
    def on_page(cls, box: tuple[float, float, float, float], turn: int, size: tuple[int, int]) -> Placed:
        """On a page that is shown turned clockwise by `turn` degrees; box is what of it is shown, y up, in points."""
        left, bottom, right, top = box
        across, up = right - left, top - bottom
        width, height = max(size[0], 1), max(size[1], 1)
        if turn == 90:
            return cls((0, up / width, across / height, 0, left, bottom))
        if turn == 180:
            return cls((-across / width, 0, 0, up / height, right, bottom))
        if turn == 270:
            return cls((0, -up / width, -across / height, 0, right, top))
        return cls((across / width, 0, 0, -up / height, left, top))


@dataclass(frozen=True, slots=True)
class Picture:
    """A scan in the document: size of its page in points, matrix of the picture on it, and the way of its pixels."""

    image: Stream
    size: tuple[float, float]
    matrix: Matrix
    placed: Placed


def placed(pdf: Pdf, data: bytes, page: Page, scale: float) -> Picture:
    """The picture of `page`, scale points a pixel. Raises InputError when it is not that which was read."""
    limit = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None  # the size was checked against our own limit when the page was read
    try:
        with Image.open(io.BytesIO(data)) as opened:
            opened.seek(frame(page, getattr(opened, "n_frames", 1)))
            _check(page, opened.size, opened.size[::-1])  # before anything of another size is unpacked
            made = stored(pdf, data, opened)
    except (OSError, EOFError, ValueError, SyntaxError) as error:
        raise InputError(f"{page.source}: is not the scan that was read ({error}); name that: --scan") from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    size = made.size[::-1] if made.turn >= 5 else made.size
    _check(page, size)
    width, height = size[0] * scale, size[1] * scale
    a, b, c, d, e, f = _TURNS[made.turn]
    matrix = (a * width, b * height, c * width, d * height, e * width, f * height)
    return Picture(made.image, (width, height), matrix, Placed((scale, 0, 0, -scale, 0, height)))


def _check(page: Page, *sizes: tuple[int, int]) -> None:
    """Raise InputError unless one of a picture's sizes, upright or turned, is that of the page."""
    if page.size not in sizes:
        found, wanted = (f"{width} x {height}" for width, height in (sizes[0], page.size))
        raise InputError(f"{page.source}: has {found} pixels, the scan that was read {wanted}; name that: --scan")


def frame(page: Page, count: int) -> int:
    """Which of a file's `count` pictures a page was read off, from 0; the pages of an opened paper share one.

    Raises InputError where that cannot be told: a page counts as two when a scan holds two.
    """
    opened = any(step.name == "spread" for step in page.steps)
    if opened and count > 1:
        raise InputError(f"{page.source}: holds several scans and two pages on one of them; split the file for pdf")
    return 0 if opened else page.number - 1
