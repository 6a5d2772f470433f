"""Draws the pages of `samples/` anew: python -m tests.painter.samples

Each sheet in `sample_pages/` becomes NAME.jpg, made to look scanned, and NAME.truth.json with boxes in the picture's
coordinates; README.md lists them all. The same sheets give the same truth; the pixels hang on the fonts' versions.
"""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ocr.geometry import Box, Transform
from ocr.page import Gray
from tests.painter.degrade import backwards, degrade
from tests.painter.page import Painted
from tests.painter.sheets import paint_sheet

SHEETS = Path(__file__).parent / "sample_pages"
SAMPLES = Path(__file__).parents[2] / "samples"
LARGEST = 390_000
"""Bytes that a picture may have."""

HEADER = """# Sample pages

Small newspaper pages of this project's own making. All papers, places and people on them are invented and the news was
written for this project; text and pictures are under the project's own licence. Each page is drawn from a sheet in
`tests/painter/sample_pages/` by `python -m tests.painter.samples`, which also writes its truth and this file. The truth
(`NAME.truth.json`) has the articles with title, kicker, subtitle, byline, paragraphs, the characters round each column
break, and boxes in the picture's pixels. Fonts: Noto Serif CJK SC and Noto Sans CJK SC (SIL Open Font License 1.1),
AR PL UKai CN (Arphic Public License); only drawn text is shipped, no font.

| page | pixels | stories | glyph height | made to look | sheet, seed | what it shows |
| --- | --- | --- | --- | --- | --- | --- |
"""


def names() -> list[str]:
    """The samples, in alphabetical order."""
    return sorted(path.stem for path in SHEETS.glob("*.toml"))


def draw(name: str) -> tuple[Gray, dict[str, Any], str]:
    """A sample's picture, truth and line for the README."""
    sheet = SHEETS / f"{name}.toml"
    page = tomllib.loads(sheet.read_text(encoding="utf-8"))["page"]
    painted = paint_sheet(sheet)
    gray, transform = degrade(painted.gray, page["style"], page["seed"])
    truth = _as_scanned(painted, gray, transform)
    size = f"{gray.shape[1]} × {gray.shape[0]}"
    cells = (
        f"`{name}.jpg`",
        size,
        len(truth["articles"]),
        f"{page['em']} px",
        page["style"],
        f"{name}.toml, {page['seed']}",
    )
    return gray, truth, "| " + " | ".join(str(cell) for cell in (*cells, page["shows"])) + " |\n"


def _as_scanned(painted: Painted, gray: Gray, transform: Transform) -> dict[str, Any]:
    """The truth in the scanned picture's coordinates, without the ids of a layout that is not shipped."""

    def moved(values: list[int]) -> list[int]:
        return backwards(transform, Box(*values)).clip((gray.shape[1], gray.shape[0])).as_list()

    articles = []
    for article in painted.truth["articles"]:
        kept = {key: value for key, value in article.items() if key not in ("blocks", "heads")}
        kept["segments"] = [moved(box) for box in article["segments"]]
        kept["lines"] = [[text, moved(box)] for text, box in article["lines"]]
        kept["bbox"] = moved(article["bbox"])
        articles.append(kept)
    return {**painted.truth, "width": int(gray.shape[1]), "height": int(gray.shape[0]), "articles": articles}


def as_jpeg(gray: Gray) -> bytes:
    """The picture as JPEG at 150 dpi, at the best quality that keeps it small; ValueError when none does."""
    for quality in range(80, 20, -4):
        data = io.BytesIO()
        Image.fromarray(np.asarray(gray)).save(data, "JPEG", quality=quality, dpi=(150, 150), optimize=True)
        if data.tell() <= LARGEST:
            return data.getvalue()
    raise ValueError(f"a sample of {gray.shape[1]} × {gray.shape[0]} pixels does not fit {LARGEST} bytes")


def main() -> None:
    SAMPLES.mkdir(exist_ok=True)
    rows = []
    for name in names():
        gray, truth, row = draw(name)
        (SAMPLES / f"{name}.jpg").write_bytes(as_jpeg(gray))
        text = json.dumps(truth, ensure_ascii=False, indent=1)
        (SAMPLES / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")
        rows.append(row)
        print(f"{name}: {len(truth['articles'])} stories, {(SAMPLES / f'{name}.jpg').stat().st_size // 1000} kB")
    (SAMPLES / "README.md").write_text(HEADER + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
