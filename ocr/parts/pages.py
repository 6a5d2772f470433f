"""One page scanned in several overlapping parts: put together, and each line that two of them show read from both.

scans -> Parts -> Groups -> Mosaic -> Page

The parts are put together before anything is laid out, so the layout never sees a column or a headline that the edge of
a scan cuts. What an overlap shows is a guess of the pixels until the readings of both parts agree: where they do not,
the parts are taken apart again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ocr import pipeline
from ocr.errors import InputError
from ocr.geometry import Transform
from ocr.image.parts.arrange import Group, Pair, arranged, find_pairs
from ocr.image.parts.mosaic import Mosaic, put_together
from ocr.image.parts.part import Part, prepared
from ocr.image.parts.picture import picture
from ocr.options import Options
from ocr.page import Page, PageImage, Step
from ocr.parts.lines import DeniedError, Overlapping

ALONE = "shows nothing that another part shows; read as a page by itself"


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A page of one part or of several put together. scans: the parts' pictures as loaded; page.to_scan and all
    coordinates written lead to `scan()`."""

    page: Page
    scans: tuple[PageImage, ...]
    mosaic: Mosaic | None = None

    def scan(self) -> PageImage:
        """The picture that the page's coordinates are of: the scan, or the parts' scans as one."""
        if self.mosaic is None:
            return self.scans[0]
        gray = picture(self.mosaic, [scan.gray for scan in self.scans])
        return replace(self.mosaic.image, gray=gray, em=0.0, to_scan=Transform(), panels=())


def read(scans: Sequence[PageImage], options: Options, *, quick: bool = False) -> Iterator[Whole]:
    """Yield the pages that some scans are parts of, in the order of each page's first part, numbered from 1.

    quick: lay out only, read nothing; then overlaps are told by their pixels alone. A scan that overlaps no other is a
    page, and says so in a note among its steps. Raises InputError for no scan at all, DependencyError when the engine
    or its language is missing.
    """
    if not scans:
        raise InputError("no part to read; name the scans of a page")
    parts = [prepared(scan) for scan in scans]
    pages = _pages(tuple(scans), parts, find_pairs(parts), tuple(range(len(parts))), options, quick)
    for number, whole in enumerate(pages, 1):
        yield replace(whole, page=replace(whole.page, number=number))


def _pages(
    scans: tuple[PageImage, ...],
    parts: Sequence[Part],
    pairs: Sequence[Pair],
    members: tuple[int, ...],
    options: Options,
    quick: bool,
) -> Iterator[Whole]:
    """The pages that some of the parts make; a pair that its readings deny is one no more."""
    for group in arranged(parts, pairs, members):
        if len(group.parts) == 1:
            yield _single(scans[group.anchor], parts[group.anchor], options, quick, alone=len(scans) > 1)
            continue
        try:
            yield _joined(scans, parts, group, options, quick)
        except DeniedError as denied:
            names = {(group.parts[a], group.parts[b]) for a, b in denied.pairs}
            left = [pair for pair in group.pairs if (pair.first, pair.second) not in names]
            yield from _pages(scans, parts, left, group.parts, options, quick)


def _single(scan: PageImage, part: Part, options: Options, quick: bool, *, alone: bool) -> Whole:
    image = part.image
    if alone:
        image = replace(image, steps=(*image.steps, Step("parts", (("note", ALONE),))))
    page = pipeline.laid_out(image, options) if quick else pipeline.understood(image, options)
    return Whole(page, (scan,))


def _joined(scans: Sequence[PageImage], parts: Sequence[Part], group: Group, options: Options, quick: bool) -> Whole:
    """Raises DeniedError when two parts read differently where they are said to overlap."""
    mosaic = put_together(parts, group)
    mine = tuple(scans[n] for n in group.parts)
    if quick:
        return Whole(pipeline.laid_out(mosaic.image, options), mine, mosaic)
    reading = Overlapping(mosaic)
    page = pipeline.understood(mosaic.image, options, reading.recognised)
    return Whole(replace(page, removals=(*reading.removals, *page.removals)), mine, mosaic)
