"""The way from a file to pages: load, normalise, segment, recognise, reconstruct. One page at a time, in order.

file -> PageImage -> PageImage -> Layout -> Runs -> Articles -> Page
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import BinaryIO, TypeAlias

from ocr import version
from ocr.engines.children import Watch, watched
from ocr.engines.choose import Choice, choose, made_ready
from ocr.engines.provenance import provenance
from ocr.engines.script import SIMPLIFIED, TRADITIONAL, evident, sample, written_in
from ocr.engines.spread import spread
from ocr.engines.tesseract import Tesseract, has
from ocr.errors import InputError
from ocr.geometry import Direction
from ocr.image.glyph import measure_em
from ocr.image.load import load
from ocr.image.normalize import normalize
from ocr.image.spread import cut, find_fold
from ocr.options import SIMPLIFIED_MODEL, TRADITIONAL_MODEL, Options
from ocr.page import Layout, Page, PageImage, Run, Step
from ocr.segment import main_direction, segment

Recognise: TypeAlias = Callable[[PageImage, Layout, Options], tuple[Choice | None, tuple[Run, ...]]]
"""From a layout to who read, and one run for each of its lines, in its order."""

SMALLEST = 32
"""Pixels a page must have on each side: less cannot hold one line of readable glyphs."""


def read(source: str | os.PathLike[str] | BinaryIO, options: Options) -> Iterator[Page]:
    """Yield every page of a file, or of an open binary stream, as articles.

    Raises InputError at the page that cannot be read, DependencyError when the engine or its language is missing.
    """
    return (understand(scan, options) for scan in scans(source, options))


def scans(
    source: str | os.PathLike[str] | BinaryIO,
    options: Options,
    *,
    name: str | None = None,
    only: int | None = None,
    parts: bool = False,
) -> Iterator[PageImage]:
    """Yield every page of a file or stream as it was scanned, in grey, numbered from 1; two on one scan are two.

    only: the one scan of the file that is wanted, from 1; its page has that number too. parts: a scan shows no more
    than a part of a page, and a wide white between columns is no fold.
    """
    number = 0 if only is None else only - 1
    for scan in load(source, name=name, max_pixels=options.max_pixels, dpi=options.dpi, number=only):
        if min(scan.size) < SMALLEST:
            width, height = scan.size
            raise InputError(f"{scan.source}: {width} x {height} pixels cannot hold a page; scan it at 200 dpi or more")
        for page in (scan,) if parts else _cut(scan, options):
            number += 1
            yield replace(page, number=number)


def _cut(scan: PageImage, options: Options) -> tuple[PageImage, ...]:
    """A scan, or the two pages on it in the order in which they are read: from the right where lines run down."""
    fold = find_fold(scan.gray)
    if fold is None:
        return (scan,)
    pages = cut(scan, fold)
    down = main_direction(replace(scan, em=measure_em(scan.gray)), options.profile) is Direction.VERTICAL
    return pages[::-1] if down else pages


def understand(scan: PageImage, options: Options) -> Page:
    """A scanned page as articles; a page without any text has none."""
    return _understood(lambda: normalize(scan), options, recognised)


def understood(image: PageImage, options: Options, recognise: Recognise | None = None) -> Page:
    """A normalised page as articles. recognise: who reads the lines, when that is not simply the engine."""
    return _understood(lambda: image, options, recognise or recognised)


def _understood(normalised: Callable[[], PageImage], options: Options, recognise: Recognise) -> Page:
    """normalised: makes the page upright and clean, while the engine is made ready."""
    expected = _expected(options)
    with (
        made_ready(options.engine, options.language(expected), expected, options.jobs),
        watched() as watch,
        ThreadPoolExecutor(1) as aside,
    ):
        image = normalised()
        page, layout = _laid_out(image, options)
        try:
            coming = aside.submit(_reconstruction, watch)
            chosen, runs = recognise(image, layout, options)
        finally:
            watch.busy.set()
        made = coming.result().reconstruct(layout, runs, options.profile)
    step = Step("recognize", (*_count(chosen, runs), *_readers(chosen, layout)))
    return replace(
        page,
        articles=made.articles,
        furniture=made.furniture,
        unplaced=made.unplaced,
        joins=made.joins,
        removals=made.removals,
        steps=(*page.steps, step, *made.steps),
    )


def _reconstruction(watch: Watch) -> ModuleType:
    """What reconstruction stands on: half a second to import, while other processes read the page."""
    watch.busy.wait()
    return import_module("ocr.reconstruct")


def _expected(options: Options) -> Direction:
    """The way a page's lines run as long as nobody has looked at it."""
    return Direction.HORIZONTAL if options.profile.direction == "auto" else Direction(options.profile.direction)


def lay_out(scan: PageImage, options: Options) -> Page:
    """A scanned page with its layout alone; nothing is read, so there are no articles."""
    return laid_out(normalize(scan), options)


def laid_out(image: PageImage, options: Options) -> Page:
    """A normalised page with its layout alone."""
    return _laid_out(image, options)[0]


def _laid_out(image: PageImage, options: Options) -> tuple[Page, Layout]:
    """What stands where on a normalised page, as a Page without articles and by itself."""
    layout = segment(image, options.profile) if image.em > 0 else Layout(size=image.size, em=0.0, blocks=())
    step = Step("segment", (("blocks", len(layout.blocks)), ("lines", len(layout.lines))))
    page = Page(
        source=image.source,
        number=image.number,
        size=image.scan_size,
        dpi=image.dpi,
        direction=layout.direction,
        to_scan=image.to_scan,
        steps=(Step(version.STEP, ((version.NAME, version.installed()),)), *image.steps, step),
        layout=layout,
    )
    return page, layout


def recognised(image: PageImage, layout: Layout, options: Options) -> tuple[Choice | None, tuple[Run, ...]]:
    """Who read, and one run for each line of the layout, in its order; nobody for a page without lines.

    Raises DependencyError when the engine or its language is missing.
    """
    if not layout.lines:
        return None, ()
    usual = options.language(layout.direction)
    chosen, runs = _read(image, layout, usual, options)
    lang = _language(image, layout, runs, options)
    return (chosen, runs) if lang == usual else _read(image, layout, lang, options)


def _read(image: PageImage, layout: Layout, lang: str, options: Options) -> tuple[Choice, tuple[Run, ...]]:
    chosen = choose(options.engine, lang, options.call_timeout, layout.direction, named=bool(options.lang))
    return chosen, spread(chosen.engine, image.gray, layout.lines, options.jobs)


def _language(image: PageImage, layout: Layout, runs: Sequence[Run], options: Options) -> str:
    """The language the reader or the profile chose, else the usual one for the direction, unless the page's own script
    is another: told by the readings, and where they leave a doubt by a few lines read with either model."""
    usual = options.language(layout.direction)
    both = (SIMPLIFIED_MODEL, TRADITIONAL_MODEL)
    if options.script_known or not all(has(model, layout.direction) for model in both):
        return usual
    script = evident(runs, SIMPLIFIED if usual == SIMPLIFIED_MODEL else TRADITIONAL)
    if script is None:
        models = [Tesseract(lang=name, timeout=options.call_timeout) for name in both]
        script = written_in(models[0], models[1], image.gray, sample(layout.lines))
    return TRADITIONAL_MODEL if script == TRADITIONAL else SIMPLIFIED_MODEL


def _count(chosen: Choice | None, runs: Sequence[Run]) -> tuple[tuple[str, str | int], ...]:
    """What a step says about reading: note is why fewer readers took part than were there to be had."""
    unread = sum(1 for run in runs if not run.text and run.confidence == 0)
    doubtful = sum(len(run.doubtful) for run in runs)
    counts = ("lines", len(runs)), ("unread", unread), ("doubtful", doubtful)
    if chosen is None:
        return counts
    return ("engine", chosen.engine.name), *counts, *((("note", chosen.note),) if chosen.note else ())


def _readers(chosen: Choice | None, layout: Layout) -> tuple[tuple[str, str], ...]:
    """Versions and models of those who read."""
    return provenance(chosen.engine, {line.direction for line in layout.lines}) if chosen else ()
