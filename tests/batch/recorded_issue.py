"""Pages of two issues that are read in no time: which page a scan is, is told by its grey."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from ocr.options import Options
from ocr.page import Page, PageImage
from tests.batch import recorded
from tests.painter.small_issue import broken, paint, read, story

FIRST, SECOND = story("bridge"), story("river")


@cache
def page(grey: int) -> Page:
    """1 and 4: pages of one issue, the bridge's story on both; 2 and 3 of another, with the river's; 5 to 8 the same
    pages without a jump line."""
    (here, there), (begun, rest) = broken(FIRST, "4", "1"), broken(SECOND, "三", "二")
    alone = story("bus")
    stories = {1: [here, alone], 4: [there], 2: [begun], 3: [alone, rest], 5: [FIRST], 6: [SECOND], 7: [alone], 8: []}
    return read(paint(str(grey), stories[grey] or [story("clinic")]), "x")


def understand(scan: PageImage, options: Options) -> Page:
    recorded.fault(Path(scan.source))
    return replace(page(int(scan.gray[0, 0])), source=scan.source, number=scan.number)


def save(folder: Path, **greys: int) -> Path:
    """Scans of these pages by their names."""
    for name, grey in greys.items():
        recorded.save(folder / f"{name}.png", grey)
    return folder
