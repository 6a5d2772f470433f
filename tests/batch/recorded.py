"""Small pages that are read in a millisecond: a recording is replayed, all behind recognition is real.

The functions are found by their names in worker processes. A page's file name may ask for a fault.
"""

from __future__ import annotations

import os
import signal
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from ocr.engines.replay import Reading, Replay
from ocr.errors import EngineError
from ocr.geometry import Box, Direction, Transform
from ocr.options import Options
from ocr.page import Block, Kind, Layout, Line, Page, PageImage
from ocr.reconstruct import reconstruct

EM = 20
TEXTS = (
    "渠水又响起来了",
    "　　开春以后，村口的老水渠重新通了水，夜里又能听见",
    "水声，睡得比往年踏实。今年是第{}个年头。",
)


def pages(folder: Path, count: int) -> Path:
    """A folder with `count` pages, no two alike, half of them in a folder of their own."""
    for number in range(count):
        save(folder / ("even" if number % 2 else "odd") / f"p{number:03}.png", number)
    return folder


def save(path: Path, number: int) -> Path:
    """A page on which everything is grey of the level `number`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((64, 48), number % 256, np.uint8)).save(path)
    return path


def understand(scan: PageImage, options: Options) -> Page:
    """The page of a recording that is chosen by the scan's grey."""
    fault(Path(scan.source))
    number = int(scan.gray[0, 0])
    boxes = [Box(40, 40 + 2 * EM * row, 40 + EM * 24, 40 + 2 * EM * row + EM) for row in range(len(TEXTS))]
    lines = [Line(f"b{row}-l0", box, float(EM)) for row, box in enumerate(boxes)]
    head = Block("b0", Kind.HEADLINE, boxes[0], (lines[0],))
    body = Block("b1", Kind.BODY, Box(40, 80, 520, 140), tuple(lines[1:]))
    layout = Layout((600, 400), float(EM), (head, body))
    texts = [text.format(number) for text in TEXTS]
    sure = 1 - number / 1000
    recording = Replay(tuple(Reading(f"b{row}-l0", None, text, text, sure, ()) for row, text in enumerate(texts)))
    runs = recording.recognize(scan.gray, layout.lines)
    made = reconstruct(layout, runs, options.profile)
    page = Page(scan.source, scan.number, scan.scan_size, scan.dpi, Direction.HORIZONTAL, Transform(), layout=layout)
    return replace(page, articles=made.articles, furniture=made.furniture, unplaced=made.unplaced, steps=made.steps)


def fault(path: Path) -> None:
    """What a page's name asks for."""
    name = path.name
    if name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("littering"):
        Path(tempfile.gettempdir(), "litter").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("once"):  # the first worker that touches the page dies
        marker = path.with_suffix(".touched")
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("hanging"):
        time.sleep(600)
    if name.startswith("slow"):
        time.sleep(0.3)
    if name.startswith("broken"):
        raise EngineError(f"{name}: the engine answers nonsense; try another --engine")
    if name.startswith("odd-error"):
        raise ZeroDivisionError("a fault\nof two lines")
