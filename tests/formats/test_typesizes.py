"""Type sizes of the text layer: poppler, which orders words by place, reads down the columns of a page."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from ocr.formats import FORMATS
from ocr.formats.pieces import pieces
from ocr.formats.typesizes import STEPS, sizes
from ocr.geometry import Box, Direction, Transform
from ocr.page import Article, Block, Kind, Layout, Line, Page, Paragraph, Run

SIZE = (1600, 1600)
EM, PITCH, WIDE = 30, 38, 13
"""Pixels of a glyph, of a line with its lead; glyphs of a column."""


def glyphs(number: int, count: int) -> str:
    """Text that stands nowhere else on the page."""
    return "".join(chr(0x4E00 + 40 * number + k) for k in range(count))


def spread(columns: int, rows: int, seed: int, gutter: int = 38) -> Page:
    """Columns, so many pixels between them, under a headline with a byline in the middle; ink as uneven as a scan's."""
    rng = random.Random(seed)
    blocks: list[Block] = []
    runs: list[Run] = []

    def block(kind: Kind, box: Box, count: int, high: int) -> None:
        name = f"b{len(blocks):02d}"
        lines = []
        for k in range(count):
            drift = box.top + PITCH * k + rng.randint(-2, 2)
            left, right = box.left + k // 4, box.right + k // 4 - rng.choice((0, 0, 12))
            lines.append(Line(f"{name}-l{k:02d}", Box(left, drift, right, drift + high - rng.randint(0, 4)), EM))
        for line in lines:
            text = glyphs(len(runs), round(line.box.width / high))
            runs.append(Run(line.id, text, text, line=line))
        blocks.append(Block(name, kind, Box.around(line.box for line in lines), tuple(lines)))

    whole = columns * (WIDE * EM + gutter) - gutter
    block(Kind.HEADLINE, Box(100, 60, 100 + whole, 120), 1, 60)
    block(Kind.BYLINE, Box(60 + whole // 2, 140, 200 + whole // 2, 170), 1, EM)
    for number in range(columns):
        left = 100 + number * (WIDE * EM + gutter)
        block(Kind.BODY, Box(left, 185, left + WIDE * EM, 0), rows, EM)
    body = tuple(run for run in runs if run.id[:3] not in ("b00", "b01"))
    article = Article(
        "a01",
        runs[0].text,
        byline=runs[1].text,
        paragraphs=(Paragraph(Kind.BODY, "".join(run.text for run in body), body),),
        head_runs=tuple(runs[:2]),
    )
    layout = Layout(SIZE, EM, tuple(blocks))
    return Page("", 1, SIZE, 200.0, Direction.HORIZONTAL, Transform(), articles=(article,), layout=layout)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize(
    ("columns", "rows", "seed", "gutter"),
    [(3, 24, 0, 38), (3, 24, 1, 38), (2, 34, 2, 38), (3, 8, 3, 38), (3, 24, 0, 24), (2, 34, 2, 20), (3, 8, 3, 20)],
)
def test_pdftotext_without_raw_reads_down_columns_that_stand_close(
    columns: int, rows: int, seed: int, gutter: int, tmp_path: Path
) -> None:
    page = spread(columns, rows, seed, gutter)
    scan = tmp_path / "scan.png"
    Image.new("L", SIZE, 255).save(scan)
    (tmp_path / "x.pdf").write_bytes(FORMATS["pdf"].data([replace(page, source=str(scan))]))
    said = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    [story] = pieces(page).stories
    assert re.sub(r"\s", "", said) == "".join(piece.text for piece in story.pieces)


def test_lines_of_a_column_have_one_size_and_pieces_that_follow_each_other_have_others() -> None:
    text = pieces(spread(3, 24, 0))
    found = sizes(text)
    body = [found[piece.id] for piece in text if piece.kind is Kind.BODY]
    assert len(body) == 3
    assert all(abs(one / other - 1) > 0.2 for one, other in pairwise(body))
    assert all(PITCH / 1.5 < size < STEPS[-1] * PITCH / 1.4 for size in body)


def test_a_piece_of_another_size_keeps_its_own_and_what_has_no_place_has_none() -> None:
    page = spread(2, 10, 0)
    text = pieces(page)
    [head] = [piece for piece in text if piece.kind is Kind.HEADLINE]
    assert head.box is not None
    assert 1.0 <= sizes(text)[head.id] / head.box.height <= STEPS[-1]
    bare = replace(page, layout=None, articles=(Article("a01", "题", paragraphs=(Paragraph(Kind.BODY, "文"),)),))
    assert sizes(pieces(bare)) == {}
    assert sizes(pieces(replace(page, articles=()))) == {}
