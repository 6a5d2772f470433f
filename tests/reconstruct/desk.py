"""A desk for making up small pages by hand: blocks of lines at given places, and the readings that go with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, Run, Separator
from ocr.profile import load
from ocr.reconstruct import Reconstruction, reconstruct

EM = 20
LEADING = 30
COLUMN = 13 * EM


@dataclass
class Desk:
    """Blocks put on a page in pixels; body type is EM high, a column COLUMN wide."""

    size: tuple[int, int] = (1400, 1800)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    rules: list[Separator] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)

    def lines(self, kind: Kind, texts: list[str], left: int, top: int, em: int = EM, frame: str | None = None) -> Block:
        """Lines as they are, each as wide as its text, one under another."""
        name = f"b{len(self.blocks):03d}"
        made = []
        for number, text in enumerate(texts):
            y = top + number * round(1.5 * em)
            line = Line(f"{name}-l{number:03d}", Box(left, y, left + em * len(text), y + em), float(em))
            made.append(line)
            self.runs.append(Run(line.id, text, text, line=line))
        block = Block(name, kind, Box.around(line.box for line in made), tuple(made), frame=frame)
        self.blocks.append(block)
        return block

    def column(self, text: str, left: int, top: int, width: int = COLUMN, frame: str | None = None) -> Block:
        """Body text set in a column: paragraphs parted by newlines, indented two em but for one that begins with >.

        A line that begins with * stands centred. Every line but a paragraph's last is set full.
        """
        name = f"b{len(self.blocks):03d}"
        made: list[Line] = []
        for paragraph in text.split("\n"):
            for inset, part, full in _set(paragraph, width // EM):
                y, x = top + LEADING * len(made), left + round(EM * inset)
                right = left + width if full else x + EM * len(part)
                line = Line(f"{name}-l{len(made):03d}", Box(x, y, right, y + EM), float(EM))
                made.append(line)
                self.runs.append(Run(line.id, part, part, line=line))
        block = Block(name, Kind.BODY, Box(left, top, left + width, made[-1].box.bottom), tuple(made), frame=frame)
        self.blocks.append(block)
        return block

    def rule(self, left: int, top: int, right: int, bottom: int) -> None:
        direction = Direction.HORIZONTAL if right - left > bottom - top else Direction.VERTICAL
        self.rules.append(Separator(Box(left, top, right, bottom), direction, 2.0))

    def layout(self) -> Layout:
        return Layout(
            self.size, float(EM), tuple(self.blocks), tuple(self.rules), tuple(self.frames), tuple(self.pictures)
        )

    def read(self) -> Reconstruction:
        return reconstruct(self.layout(), self.runs, load())


def _set(paragraph: str, chars: int) -> list[tuple[float, str, bool]]:
    """(indent in em, text, set full) for each line of a paragraph."""
    if paragraph.startswith("*"):
        return [((chars - len(paragraph) + 1) / 2, paragraph[1:], False)]
    inset, rest = (0, paragraph[1:]) if paragraph.startswith(">") else (2, paragraph)
    lines = []
    while rest:
        part, rest = rest[: chars - inset], rest[chars - inset :]
        lines.append((float(inset), part, len(part) == chars - inset))
        inset = 0
    return lines


def broken(story: Sequence[str], lines: int) -> tuple[str, str]:
    """A story's text for two columns, broken after that many lines of the first, which must fall inside a
    paragraph."""
    for number, paragraph in enumerate(story):
        set_ = _set(paragraph, COLUMN // EM)
        if lines < len(set_):
            taken = "".join(text for _, text, _ in set_[:lines])
            first = "\n".join((*story[:number], taken))
            return first, "\n".join((">" + paragraph[len(taken) :], *story[number + 1 :]))
        lines -= len(set_)
    raise ValueError("the break falls between paragraphs")


def texts(made: Reconstruction) -> list[list[str]]:
    """The paragraphs of each article."""
    return [[paragraph.text for paragraph in article.paragraphs] for article in made.articles]
