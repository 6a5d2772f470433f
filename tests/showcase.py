"""The README's picture: a sample page as it was found, beside the articles read from it, in the same colours.

python -m tests.showcase [SAMPLE] [OUT]
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from ocr import pipeline
from ocr.formats.overlay import ARTICLES, draw
from ocr.options import Options
from ocr.page import Article, Kind, Page
from tests.painter.fonts import font

ROOT = Path(__file__).resolve().parent.parent
HEIGHT = 1300  # pixels, of page and articles alike
MARGIN = 24
COLUMNS, MEASURE = 2, 400
SIZES = {"title": 24, "head": 15, "body": 14}


def main(sample: Path, out: Path) -> None:
    """Read the sample and write the picture."""
    [scan] = pipeline.scans(sample, Options())
    page = pipeline.understand(scan, Options())
    with Image.open(io.BytesIO(draw(page, scan.gray))) as drawn:
        found = drawn.convert("RGB").crop((0, 0, *scan.size))  # without the legend
    found = found.resize((round(found.width * HEIGHT / found.height), HEIGHT), Image.Resampling.LANCZOS)
    articles = _articles(page)
    whole = Image.new("RGB", (found.width + articles.width, HEIGHT), "white")
    whole.paste(found, (0, 0))
    whole.paste(articles, (found.width, 0))
    whole.save(out, quality=72, optimize=True)


def _articles(page: Page) -> Image.Image:
    """The articles in columns, each with a bar in its colour."""
    sheet = Image.new("RGB", (MARGIN + COLUMNS * (MEASURE + MARGIN), HEIGHT), "white")
    pen = ImageDraw.Draw(sheet)
    x, y = MARGIN, MARGIN
    for index, article in enumerate(page.articles):
        for face, size, text in _rows(article):
            if y + size * 1.5 > HEIGHT - MARGIN:
                x, y = x + MEASURE + MARGIN, MARGIN
            if x + MEASURE > sheet.width:
                return sheet
            pen.rectangle((x, y, x + 3, y + size * 1.5), fill=ARTICLES[index % len(ARTICLES)])
            pen.text((x + 12, y), text, fill="black", font=font(face, size))
            y += round(size * 1.5)
        y += MARGIN
    return sheet


def _rows(article: Article) -> list[tuple[str, int, str]]:
    """An article in rows that fit the measure: face, size, text."""
    rows = [("hei-light", SIZES["head"], text) for text in (article.kicker,) if text]
    rows += [("song-bold", SIZES["title"], text) for text in _wrapped(article.title, SIZES["title"])]
    rows += [("hei-light", SIZES["head"], text) for text in (article.subtitle, article.byline) if text]
    for paragraph in article.paragraphs:
        face = {Kind.NOTE: "kai", Kind.SUBHEAD: "hei"}.get(paragraph.kind, "song")
        rows += [(face, SIZES["body"], text) for text in _wrapped("　　" + paragraph.text, SIZES["body"])]
    return rows + [("kai", SIZES["body"], text) for text in article.captions]


def _wrapped(text: str, size: int) -> list[str]:
    """Text in rows of the measure, no closing mark at a row's beginning."""
    count = (MEASURE - 12) // size
    rows = []
    while text:
        end = count if text[count : count + 1] not in tuple("，。、；：？！”’）》") else count - 1
        rows.append(text[:end])
        text = text[end:]
    return rows


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(*(given + [ROOT / "samples" / "harvest.jpg", ROOT / ".readme" / "page.jpg"][len(given) :]))
