"""A small page to read: one story of two columns under a headline, drawn with a real typeface."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from tests.painter.fonts import font

EM = 32
MEASURE = 13
TITLE = "老水渠又响起来了"
BYLINE = "本报记者 甲乙"
PARAGRAPHS = (
    "　　开春以后，村口的老水渠重新通了水。渠边的人家说，夜里又能听见水声，睡得比往年踏实。",
    "　　去年秋天，三个村的人合在一起，把塌了的渠岸一段一段砌好。砌渠用的石头，是大家从河滩上挑来的。",
    "　　今年种稻的人家多了四十户。老人们坐在渠边的树下，看孩子们把纸船放进水里，一直追到桥头。",
)


def columns(count: int = 2) -> list[list[str]]:
    """The body in lines of MEASURE characters, no closing mark at a line's start, dealt evenly to the columns."""
    lines: list[str] = []
    for paragraph in PARAGRAPHS:
        rest = paragraph
        while rest:
            end = MEASURE if rest[MEASURE : MEASURE + 1] not in tuple("，。、；") else MEASURE - 1
            lines.append(rest[:end])
            rest = rest[end:]
    share = -(-len(lines) // count)
    return [lines[start : start + share] for start in range(0, len(lines), share)]


def page() -> Image.Image:
    """The page in grey, 32 pixels an em."""
    gap, margin = 2 * EM, 3 * EM
    width = 2 * margin + 2 * MEASURE * EM + gap
    dealt = columns()
    height = 10 * EM + round(1.5 * EM) * len(dealt[0]) + margin
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((width / 2, margin), TITLE, fill=0, font=font("song-bold", 2 * EM), anchor="mt")
    pen.text((width / 2, margin + 3 * EM), BYLINE, fill=0, font=font("kai", EM), anchor="mt")
    for index, lines in enumerate(dealt):
        for row, line in enumerate(lines):
            x, y = margin + index * (MEASURE * EM + gap), margin + 5 * EM + row * round(1.5 * EM)
            for place, char in enumerate(line):
                pen.text(
                    (x + place * EM, y), char, fill=0, font=font("song", EM), anchor="lt" if char == "　" else "la"
                )
    return picture


def save(path: Path) -> Path:
    """The page as a PNG of 200 dpi."""
    page().save(path, dpi=(200, 200))
    return path
