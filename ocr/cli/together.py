"""`banmian read --parts`: several scans as parts of one page."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ocr.cli import formats, output
from ocr.cli.read import Job, draw, notes, told
from ocr.errors import InputError

if TYPE_CHECKING:
    from ocr.options import Options
    from ocr.page import Page, PageImage
    from ocr.parts import Whole


def run(job: Job) -> int:
    """Read all sources together and write what they make: one page, or several where parts do not overlap."""
    if job.results is None:
        for number, page in enumerate(_pages(job)):
            formats.show(page, job.forms[0], first=number == 0)
    else:
        formats.save(list(_pages(job)), job.forms, job.results[job.sources[0]], force=job.force)
    return 0


def _pages(job: Job) -> Iterator[Page]:
    from ocr import parts

    found = list(scans(job.sources, job.options, verbose=job.verbose))
    began = time.perf_counter()
    for whole in parts.read(found, job.options):
        page = _kept(job, whole)
        notes(page, time.perf_counter() - began, verbose=job.verbose)
        if job.overlays is not None:
            path = output.numbered(job.overlays[job.sources[0]], page.number)
            draw(whole.scan(), page, path, force=job.force)
        yield page
        began = time.perf_counter()


def scans(sources: Sequence[str], options: Options, *, verbose: bool) -> Iterator[PageImage]:
    """Every scan of every source. Raises InputError at one that cannot be read: a page without a part is not whole."""
    from ocr import pipeline

    for source in sources:
        stream = sys.stdin.buffer if source == output.STDIN else source
        try:
            yield from told(pipeline.scans(stream, options, parts=True), source, verbose=verbose)
        except InputError as error:
            raise InputError(f"{error}, or leave it out: the other parts are not read without it") from error


def _kept(job: Job, whole: Whole) -> Page:
    """The page, its picture written and named as its source if that was asked for."""
    page: Page = whole.page
    if job.wholes is None:
        return page
    from PIL import Image

    path = output.numbered(job.wholes[job.sources[0]], page.number)
    data = io.BytesIO()
    dpi = {"dpi": (page.dpi, page.dpi)} if page.dpi else {}
    Image.fromarray(whole.scan().gray).save(data, format="PNG", **dpi)
    output.write(path, data.getvalue(), force=job.force)
    return replace(page, source=str(path))
