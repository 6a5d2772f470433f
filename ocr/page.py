"""The values that the stages hand to one another; nothing here computes.

    PageImage -> Layout -> Runs -> Articles -> Page

All are frozen; sequences are tuples. Boxes are pixels of the normalised page (see geometry) until a Page is written,
when `to_scan` takes them back to the scan. Sizes of type are in em: the height of a body glyph in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction, Transform

Gray: TypeAlias = NDArray[np.uint8]
"""A picture: uint8 of shape (height, width), 0 black, 255 white paper."""


DOUBTFUL = 0.5
"""A character less sure than this is marked as doubtful wherever a page is written or drawn."""


class Kind(StrEnum):
    """What a block or run of text is on the page."""

    BANNER = "banner"  # 通栏标题: heads several pieces
    KICKER = "kicker"  # 引题, or a column brand above a headline
    HEADLINE = "headline"  # 主题
    DECK = "deck"  # 副题
    BYLINE = "byline"
    NOTE = "note"  # 编者按
    LEAD = "lead"
    SUBHEAD = "subhead"  # 小标题 inside a body
    BODY = "body"
    CAPTION = "caption"
    JUMP = "jump"  # 下转第N版 / 上接第N版
    RUNNING_HEAD = "running_head"
    CREDIT = "credit"  # 本版责编, 版式设计
    PAGE_NUMBER = "page_number"
    MASTHEAD = "masthead"
    OTHER = "other"


FURNITURE = frozenset({Kind.RUNNING_HEAD, Kind.CREDIT, Kind.PAGE_NUMBER, Kind.MASTHEAD})
"""Kinds that belong to no article and are kept as page metadata."""


@dataclass(frozen=True, slots=True)
class Step:
    """One processing step as it was taken: its name and what it measured or decided."""

    name: str
    details: tuple[tuple[str, str | float | int | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """A tinted or dark panel that normalising has turned into dark text on white.

    box is where it stood on the normalised page; inverted: its text was light on dark.
    """

    box: Box
    inverted: bool


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page's pixels. As loaded, `to_scan` is the identity and em is 0; normalising fills both.

    scan_size is (width, height) of the scan as a viewer shows it (EXIF orientation applied); dpi is None when the file
    gives none that can be believed; em is the measured height of a body glyph in pixels of `gray`.
    """

    gray: Gray
    source: str
    number: int = 1  # page within a file of several, from 1
    dpi: float | None = None
    em: float = 0.0
    scan_size: tuple[int, int] = (0, 0)
    to_scan: Transform = field(default_factory=Transform)
    steps: tuple[Step, ...] = ()
    panels: tuple[Panel, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        return int(self.gray.shape[1]), int(self.gray.shape[0])


@dataclass(frozen=True, slots=True)
class Separator:
    """A printed rule. box is its ink; direction is the way it runs; weight its thickness in pixels."""

    box: Box
    direction: Direction
    weight: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A closed box of rules or a tinted panel: a world of its own. box is the outer edge."""

    id: str
    box: Box
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. em is the glyph height (width of the column when vertical) in pixels.

    inverted: light text on dark; the engine crops and turns it.
    """

    id: str
    box: Box
    em: float
    direction: Direction = Direction.HORIZONTAL
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together as one thing: a column segment of body text, a headline of several lines, a caption.

    box is the column's extent (full measure, also with short lines): the first line's indent is its left edge less
    the box's. frame is the id of the innermost frame around it, or None.
    """

    id: str
    kind: Kind
    box: Box
    lines: tuple[Line, ...]
    direction: Direction = Direction.HORIZONTAL
    frame: str | None = None

    @property
    def em(self) -> float:
        """Median glyph height of the block's lines in pixels."""
        return float(np.median([line.em for line in self.lines])) if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found on a page before a character was read. size is (width, height); em the body glyph height."""

    size: tuple[int, int]
    em: float
    blocks: tuple[Block, ...]
    separators: tuple[Separator, ...] = ()
    frames: tuple[Frame, ...] = ()
    pictures: tuple[Box, ...] = ()
    direction: Direction = Direction.HORIZONTAL

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every block, in block order: what an engine is asked to read."""
        return tuple(line for block in self.blocks for line in block.lines)


@dataclass(frozen=True, slots=True)
class Run:
    """The reading of one line (or, in a text without boxes, one paragraph of a dump).

    text: as it is printed out; raw: as the engine gave it; confidence and confidences: 0 to 1, the latter a character
    of `text` or empty when the engine gives none. line is None without boxes. An unread line has empty text and
    confidence 0. reader: who read the line, where another than the page's first reader took part in it.
    """

    id: str
    text: str
    raw: str
    confidence: float = 1.0
    confidences: tuple[float, ...] = ()
    line: Line | None = None
    reader: str = ""

    @property
    def doubtful(self) -> tuple[int, ...]:
        """Places in `text` of the characters that may well be wrong."""
        return tuple(at for at, value in enumerate(self.confidences) if value < DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph put together: kind is BODY, SUBHEAD, LEAD or NOTE; runs are the lines it came from, in order."""

    kind: Kind
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text of the page that belongs to no article: running head, page number, credits, masthead."""

    kind: Kind
    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One story, whole. box is the union of its runs (None without boxes); parts names the pieces under a banner."""

    id: str
    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    dateline: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    captions: tuple[str, ...] = ()
    box: Box | None = None
    truncated: bool = False
    jump_to: str = ""
    jump_from: str = ""
    confidence: float = 1.0
    parts: tuple[str, ...] = ()
    head_runs: tuple[Run, ...] = ()  # the lines of kicker, title, subtitle, byline, captions and jump lines


@dataclass(frozen=True, slots=True)
class Join:
    """Two segments put together: tail and head are block ids (run ids for bare text); why is one phrase a reason."""

    tail: str
    head: str
    why: tuple[str, ...]
    cost: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Removal:
    """Text taken out because it stands elsewhere already: what was removed, and what it repeats."""

    runs: tuple[str, ...]
    text: str
    repeats: tuple[str, ...]
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page read: what every output format is written from. Holds no pixels, so it pickles small.

    size, dpi and to_scan describe the scan; all boxes inside are of the normalised page.
    """

    source: str
    number: int
    size: tuple[int, int]
    dpi: float | None
    direction: Direction
    to_scan: Transform
    articles: tuple[Article, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    unplaced: tuple[Paragraph, ...] = ()
    joins: tuple[Join, ...] = ()
    removals: tuple[Removal, ...] = ()
    steps: tuple[Step, ...] = ()
    layout: Layout | None = None
