"""Marks and spaces as a newspaper sets them: GB/T 15834 for the marks, nothing between Han and Han.

Recognisers print spaces between Han characters, marks of the wrong width and shapes that look alike. What is put right
here is certain from its neighbours; what is not stays as it was read. No character is invented or lost except spaces, a
hyphen at a line's end, and dots and dashes that become the two-character …… and ——.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from ocr.page import Run

FULL = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
HALF = {full: half for half, full in FULL.items()} | {"．": "."}

ALWAYS_WIDE = "“”‘’…—·"
"""Marks that Unicode calls narrow or ambiguous and that a Chinese page sets as wide as Han."""

NUMBER_MARKS = ".,:．，：。"

BY_ONE = "一一(?=[列对解介作道回呈落登核记化破展举说详陈讲问答查细点过数告读看找印应排拜认检审办分辨验标兑阐剖])"
"""一一, "one by one", before a verb that takes it. Anywhere else in a newspaper two 一 are a dash misread."""

_DOTS = re.compile(r"(?:\.{3,}|。{3,}|．{3,}|[·•・]{3,}|[…⋯]+)+")
_DASHES = re.compile(r"[—–―─－-]*(?:[—–―─－]{2}|[—–―─－-]一|一[—–―─－-]|--)[—–―─－-]*")
_TWO_ONES = re.compile(rf"(?<!一)(?!{BY_ONE})一一(?!一)")
_ONE = re.compile(r"(?<=[0-9年月第])[\]］](?=[0-9年月日时分元%％])")


def tidy_line(raw: str, gaps: bool = False) -> str:
    """A line, or text joined from lines, with its spaces and marks as they are printed; doing it again changes nothing.

    gaps keeps one space where the reading has a space between two Han characters: in bylines it parts names and pads
    those of two characters (本报记者 李 刚).
    """
    text = _look_alikes(_spaces(raw, gaps))
    text = "".join(_of_width(text, at) for at in range(len(text)))
    return _spaces(text, gaps)


def tidy_run(run: Run, gaps: bool = False) -> Run:
    """The run with its text tidied from the raw reading; each character keeps its confidence."""
    text = tidy_line(run.raw, gaps)
    if len(run.confidences) != len(run.text):
        return replace(run, text=text, confidences=())
    return replace(run, text=text, confidences=_carried(run.text, text, run.confidences))


def join(before: str, after: str) -> str:
    """Two lines of one paragraph put together.

    Han joins Han with nothing, a number its other half with nothing, a Latin word the next with a space; a word broken
    at a hyphen becomes whole.
    """
    before, after = before.rstrip(), after.lstrip()
    if re.search(r"[A-Za-z]-$", before) and re.match(r"[a-z]", after):
        return before[:-1] + after
    apart = re.search(r"[A-Za-z][,.;:!?)]?$", before) and re.match(r"[A-Za-z(]", after)
    return f"{before} {after}" if apart else before + after


def wide(character: str) -> bool:
    """Whether a character is set as wide as Han on a Chinese page; False for the empty string."""
    return bool(character) and (character in ALWAYS_WIDE or unicodedata.east_asian_width(character) in "WF")


def han(character: str) -> bool:
    """Whether a character is a Han ideograph, 〇 and compatibility forms included."""
    return character == "〇" or "㐀" <= character <= "鿿" or "豈" <= character <= "﫿" or character >= "\U00020000"


def _spaces(raw: str, gaps: bool) -> str:
    """White space as single spaces, and those only between narrow characters, or between Han when gaps are kept."""
    text = " ".join(raw.split())
    kept = []
    for at, character in enumerate(text):
        if character == " ":
            left, right = text[at - 1], text[at + 1]
            if not (gaps and han(left) and han(right)) and (wide(left) or wide(right) or right in ",.;:!?)%"):
                continue
        kept.append(character)
    return "".join(kept)


def _look_alikes(text: str) -> str:
    """Shapes that recognisers take for each other, where the neighbours leave one reading only."""
    chinese = any(han(c) for c in text)
    text = _brackets(text)
    text = text if re.search(r"[\[［]", text) else _ONE.sub("1", text)
    if not chinese:
        return text
    text = _DOTS.sub("……", text)
    text = _DASHES.sub("——", text)
    return _TWO_ONES.sub("——", text)


def _brackets(text: str) -> str:
    """〈 closed by a round bracket is a round bracket itself, and so is 〉 that closes one.

    A title's 〈 〉 stand inside 《 》 and in pairs, so a 〈 outside with nothing to close it is a （ too.
    """
    out = list(text)
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in "（(〈《":
            opened.append(at)
        elif character in "）)〉》" and opened:
            start = opened.pop()
            round_ = character in "）)", out[start] in "（("
            if round_[0] and out[start] == "〈":
                out[start] = "（"
            elif round_[1] and character == "〉":
                out[at] = "）"
    for start in opened:
        if out[start] == "〈" and "《" not in text[:start]:
            out[start] = "（"
    return "".join(out)


def _of_width(text: str, at: int) -> str:
    """The mark at a place in its right width; any other character as it is."""
    mark = text[at]
    if mark not in FULL and mark not in HALF:
        return mark
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in NUMBER_MARKS and left.isdigit() and (right.isdigit() or not right):
        return _in_number(text, at)
    if mark == "." and left.isdigit():
        return mark  # a list's number: 1.水渠
    left, right = _beside(reversed(text[:at])), _beside(text[at + 1 :])
    chinese = any(han(c) for c in text)
    if wide(left) or wide(right) or (chinese and not (left and right)):
        return FULL.get(mark, mark)
    return mark if chinese or not (left or right) else HALF.get(mark, mark)


def _beside(text: Iterable[str]) -> str:
    """The first character that is no space and no mark of two widths: no mark's width may hang on another's."""
    return next((c for c in text if c != " " and c not in FULL and c not in HALF), "")


def _in_number(text: str, at: int) -> str:
    """A mark between two figures, or after one at the end: half where it can only be part of a number."""
    mark, right = text[at], text[at + 1 : at + 2]
    if not right or mark == "。":
        return mark
    if mark == "，" and not re.search(r"(?<![0-9])[0-9]{1,3}，[0-9]{3}(?![0-9])", text[max(0, at - 4) : at + 5]):
        return mark
    return HALF.get(mark, mark)


def _carried(old: str, new: str, confidences: tuple[float, ...]) -> tuple[float, ...]:
    """A confidence for each character of the new text from those of the old, by their least-edit alignment."""
    carried = list[float]()
    for edit in Levenshtein.opcodes(old, new):
        start, stop, added = edit.src_start, edit.src_end, edit.dest_end - edit.dest_start
        near = confidences[start:stop] or confidences[max(0, start - 1) : start] or confidences[:1] or (0.0,)
        carried += near if edit.tag in ("equal", "replace") else near[:1] * added
    return tuple(carried)


# Quotation marks

DOUBLE, SINGLE = ("“", "”", '"＂〝〞'), ("‘", "’", "'＇")
"""Opening mark, closing mark, and marks that do not say which they are."""

AGAINST_GLYPH = 2.5
"""Cost of reading a mark against its shape: more than one fault in pairing, so it takes two signs to turn a mark."""

UNPAIRED = 2.0
"""Cost of opening a quotation inside one of its own kind, or closing one that is not open."""

RUNS_ON = 1.0
"""Cost of a paragraph that begins or ends inside a quotation."""

MISPLACED = 2.0
"""Cost of an opening mark before a mark that ends something, or a closing one after a mark that begins something."""

ENDS, BEGINS = "，。、；：？！）》〉】”’…,;:?!)", "：（《〈【“‘(:"


def pair_quotes(paragraph: str) -> str:
    """The paragraph with its quotation marks turned to the side they stand on, at the least cost over all of them.

    Straight marks take a side, wrong-sided ones are turned where pairing and place both say so; none is added or taken
    away, and a quotation may run on from the paragraph before or into the next. Text without Han, and apostrophes, stay
    as they are.
    """
    if not any(han(c) for c in paragraph):
        return paragraph
    for kind in (DOUBLE, SINGLE):
        paragraph = _turned(paragraph, kind)
    return paragraph


def _turned(text: str, kind: tuple[str, str, str]) -> str:
    opening, closing, straight = kind
    places = [at for at, c in enumerate(text) if c in opening + closing + straight and not _apostrophe(text, at)]
    paths: dict[bool, tuple[float, str]] = {False: (0.0, ""), True: (RUNS_ON, "")}
    for at in places:
        paths = _further(text, at, paths, opening, closing)
    best = min((cost + RUNS_ON * inside, way) for inside, (cost, way) in paths.items())[1]
    out = list(text)
    for at, mark in zip(places, best, strict=True):
        out[at] = opening if mark == "(" else closing
    return "".join(out)


def _further(
    text: str, at: int, paths: dict[bool, tuple[float, str]], opening: str, closing: str
) -> dict[bool, tuple[float, str]]:
    """The cheapest way to every state (inside a quotation or not) after the mark at a place, from those before it."""
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    starts = MISPLACED * (not right or right in ENDS) + AGAINST_GLYPH * (text[at] == closing)
    stops = MISPLACED * (not left or left in BEGINS) + AGAINST_GLYPH * (text[at] == opening)
    opened = min((cost + starts + UNPAIRED * inside, way + "(") for inside, (cost, way) in paths.items())
    closed = min((cost + stops + UNPAIRED * (not inside), way + ")") for inside, (cost, way) in paths.items())
    return {True: opened, False: closed}


def _apostrophe(text: str, at: int) -> bool:
    """Whether the mark stands inside or behind a Latin word or figure: Xi'an, '90s, 5'."""
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] in "'’＇" and left.isascii() and left.isalnum() and not (right and han(right) and text[at] == "’")
