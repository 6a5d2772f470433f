"""One painted page through a part of the program, each part given the truth of the part before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ocr.evaluate import PageText, from_page
from ocr.geometry import Transform
from ocr.image.normalize import normalize
from ocr.options import Options
from ocr.page import Gray, Layout, Page, PageImage, Run
from ocr.pipeline import understand
from ocr.profile import load as load_profile
from ocr.reconstruct import reconstruct
from ocr.segment import segment
from tests.figures.found import Found, compare
from tests.figures.ink import by_ink
from tests.painter.degrade import STYLES, degrade
from tests.painter.oracle import Oracle
from tests.painter.page import Painted


@dataclass(frozen=True, slots=True)
class Made:
    """What a stage gives: the text; what was found of the layout, where a layout was looked for; the page's looks."""

    text: PageText
    found: Found | None = None
    looks: str = ""


Stage: TypeAlias = Callable[[Painted, int], Made]

MISREAD = 0.03
"""Share of characters put wrong in the stage of that name."""

WORN = tuple(style for style in STYLES if style not in ("clean", "film"))


def order(painted: Painted, seed: int) -> Made:
    """True layout, true lines: what reconstruction alone loses."""
    return Made(reconstructed(painted.layout, painted.runs))


def misread(painted: Painted, seed: int) -> Made:
    """The same with MISREAD of the characters put wrong, twice what Tesseract misreads: what reconstruction loses when
    the words it goes by are not quite what was printed."""
    runs = Oracle(painted, rate=MISREAD, seed=seed).recognize(painted.gray, painted.layout.lines)
    return Made(reconstructed(painted.layout, runs))


def clean(painted: Painted, seed: int) -> Made:
    """The page as painted, its found lines read without error: what finding them loses besides."""
    return _segmented(painted, painted.gray, ())


def worn(painted: Painted, seed: int) -> Made:
    """The same on a page that looks scanned, old or photographed, the looks taking turns with the seeds."""
    looks = WORN[seed % len(WORN)]
    gray, back = degrade(painted.gray, looks, seed)
    return replace(_segmented(painted, gray, (back,)), looks=looks)


def film(painted: Painted, seed: int) -> Made:
    """The same on a page that looks like microfilm of an old paper."""
    gray, back = degrade(painted.gray, "film", seed)
    return _segmented(painted, gray, (back,))


def program(painted: Painted, seed: int) -> Made:
    """A page that looks scanned, read by Tesseract."""
    gray, _ = degrade(painted.gray, "scan", seed)
    return Made(from_page(understand(_scan(gray), Options(engine="tesseract", jobs=1))))


STAGES: dict[str, Stage] = {stage.__name__: stage for stage in (order, misread, clean, worn, film, program)}


def _segmented(painted: Painted, gray: Gray, back: Sequence[Transform]) -> Made:
    """back: the way from the scan to the painted page."""
    image = normalize(_scan(gray))
    layout = segment(image, load_profile())
    way = (image.to_scan, *back)
    painted = by_ink(painted)
    runs = Oracle(painted, way).recognize(image.gray, layout.lines)
    return Made(reconstructed(layout, runs), compare(painted, layout, way))


def reconstructed(layout: Layout, runs: Sequence[Run]) -> PageText:
    """The text that reconstruction makes of a layout and its readings."""
    made = reconstruct(layout, tuple(runs), load_profile())
    page = Page(
        source="painted",
        number=1,
        size=layout.size,
        dpi=None,
        direction=layout.direction,
        to_scan=Transform(),
        articles=made.articles,
        furniture=made.furniture,
        unplaced=made.unplaced,
    )
    return from_page(page)


def _scan(gray: Gray) -> PageImage:
    return PageImage(gray, "painted", scan_size=(gray.shape[1], gray.shape[0]))
