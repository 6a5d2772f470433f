"""PP-OCRv6 by the model that the package rapidocr carries: recognition alone, on the lines that segmenting found.

A line is read quickly first, its glyphs narrowed. Where the reading leaves a doubt (a character that is not sure, or a
hole in the row of glyphs, for small marks are passed over) it is looked at closer, and that reading counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from ocr.engines import children
from ocr.engines.base import unread
from ocr.engines.crops import INK, PAPER, percentiles
from ocr.engines.ctc import Native, Seen, decode
from ocr.engines.network import HEIGHT, Network, network
from ocr.engines.strips import Sight, strip
from ocr.engines.upright import Way
from ocr.errors import EngineError
from ocr.geometry import Direction
from ocr.page import Gray, Line, Run

QUICK, CLOSE = Sight(1.65, 0.65), Sight(1.3, 0.8)
"""Glyphs 19 and 30 pixels wide."""

DOUBT = 0.8
"""A line with a character less sure than this is looked at closer."""

HOLE = 0.3
"""Em between the cells of two Han, and ink there, to say that a mark was passed over."""

CELL = 0.6
"""Em from the middle of a Han to where its cell surely ends: its place is known to a step of the network only."""

MARK = 0.15
"""Em of ink along the line, before its first character or after its last, that are a mark."""

BLACK = 0.5
"""Part of the way from paper to ink at which a pixel is ink."""

BRACKETS = frozenset("「」『』【】（）《》〈〉〔〕")
PASSED = frozenset("、，。；：？！") | BRACKETS
"""Marks that are passed over in a column turned on its side."""

STROKES = frozenset("－—-一|丨｜")
"""What a bracket is read as there, where it is read at all."""

TURNED_COMMA = str.maketrans("'’`", "，，，")
"""What a comma looks like in a column turned on its side; columns have other marks for quotations."""

HOPELESS = 4
"""Lines that may fail before any was read: after that the engine is at fault, not the line."""

CODES = {"chi_sim": "gb2312", "chi_tra": "big5"}
"""Character sets that hold what each script is set in; others than Han are native to both."""


@dataclass(frozen=True, slots=True)
class RapidOCR:
    """Reads lines with PP-OCRv6 on onnxruntime, one thread a call.

    lang: as Tesseract's; chi_sim takes the simplified form where the network wavers between two forms of a character,
    chi_tra the traditional one, any other whichever is likelier.
    """

    lang: str = "chi_sim"

    @property
    def name(self) -> str:
        return "rapidocr"

    def recognize(self, gray: Gray, lines: Sequence[Line]) -> tuple[Run, ...]:
        """One Run a line. A line without ink, or on which the network fails, is unread; the others are read.

        Raises DependencyError when the extra is not installed or cannot be loaded, EngineError when its model is
        missing or damaged or nothing can be read.
        """
        reader = network()
        native = native_to(self.lang)
        runs: list[Run] = []
        faults = 0
        for line in lines:
            children.check()
            try:
                runs.append(_run(line, _read(reader, gray, line, native)))
            except EngineError:
                faults += 1
                if faults >= min(HOPELESS, len(lines)) and not any(run.text for run in runs):
                    raise
                runs.append(unread(line))
        return tuple(runs)


def native_to(lang: str) -> Native:
    """Whether a character belongs to the script of `lang`."""
    codes = CODES.get(lang.split("+")[0].removesuffix("_vert"))
    return lambda character: codes is None or not han(character) or _encodes(character, codes)


def _encodes(character: str, codes: str) -> bool:
    try:
        return bool(character.encode(codes))
    except UnicodeEncodeError:
        return False


def _read(reader: Network, gray: Gray, line: Line, native: Native) -> tuple[Seen, ...]:
    seen, shown = _look(reader, gray, line, native, QUICK)
    down = line.direction is Direction.VERTICAL
    passed = bool(seen) and passed_over(seen, shown, QUICK.em, ends=down)
    if not seen or (min(each.confidence for each in seen) >= DOUBT and not passed):
        return seen
    seen = _look(reader, gray, line, native, CLOSE)[0] or seen
    if down:
        return with_marks(seen, _look(reader, gray, line, native, CLOSE, Way.STACKED)[0])
    return seen


def with_marks(seen: Sequence[Seen], upright: Sequence[Seen]) -> tuple[Seen, ...]:
    """A column's reading with the marks that only the look at its upright glyphs has.

    Turned on its side a 、 lies where no row of text has one and is passed over; glyphs cut apart and stacked side by
    side keep it, but are misread more often.
    """
    one, other = ("".join(each.character for each in reading) for reading in (seen, upright))
    out: list[Seen] = []
    for code in Levenshtein.opcodes(one, other):
        out += seen[code.src_start : code.src_end]
        if code.tag in ("insert", "replace"):
            old, fresh = seen[code.src_start : code.src_end], upright[code.dest_start : code.dest_end]
            if len(old) == len(fresh):
                out = _with_brackets(out, old, fresh)
            elif len(fresh) > len(old):
                out += [each for each in fresh if each.character in PASSED]
    return tuple(out)


def _with_brackets(out: list[Seen], old: Sequence[Seen], fresh: Sequence[Seen]) -> list[Seen]:
    """What was read so far, its end with brackets in place of the strokes that they were taken for."""
    kept = out[: len(out) - len(old)]
    bracket = (
        new if was.character in STROKES and new.character in BRACKETS else was
        for was, new in zip(old, fresh, strict=True)
    )
    return [*kept, *bracket]


def _look(
    reader: Network, gray: Gray, line: Line, native: Native, sight: Sight, way: Way = Way.TURNED
) -> tuple[tuple[Seen, ...], Gray]:
    shown = strip(gray, line, sight, way)
    if shown is None:
        return (), np.empty((HEIGHT, 0), np.uint8)
    return decode(reader.odds(shown), reader.characters, native), shown


def passed_over(seen: Sequence[Seen], shown: Gray, em: float, *, ends: bool = False) -> bool:
    """Whether there is ink in a gap between two Han that stand next to each other in the reading, or, if asked, before
    the first character or after the last.

    em: pixels that a glyph takes along the strip.
    """
    ink, paper = percentiles(shown, (INK, PAPER))
    inked = shown.min(axis=0) < paper - BLACK * (paper - ink)
    before, after = inked[: max(0, round(seen[0].place - CELL * em))], inked[round(seen[-1].place + CELL * em) :]
    if ends and max(np.count_nonzero(before), np.count_nonzero(after)) >= MARK * em:
        return True
    for one, other in pairwise(seen):
        start, end = one.place + CELL * em, other.place - CELL * em
        both = han(one.character) and han(other.character)
        if both and end - start >= HOLE * em and inked[round(start) : round(end)].any():
            return True
    return False


def han(character: str) -> bool:
    return "㐀" <= character <= "鿿"


def _run(line: Line, seen: Sequence[Seen]) -> Run:
    text = "".join(character.character for character in seen)
    if line.direction is Direction.VERTICAL and "‘" not in text:
        text = text.translate(TURNED_COMMA)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    sure = tuple(character.confidence for character in seen)[start:end]
    if not sure:
        return unread(line)
    return Run(line.id, text[start:end], text, sum(sure) / len(sure), sure, line)
