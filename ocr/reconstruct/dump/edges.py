"""The two ends of a run that has no box: does it begin a paragraph, does it end one; what its words there tell.

A sentence begins with some kinds of words and hardly ever with others (的, 了, measure words, single nouns), so a run
that was cut in the middle shows it. The log odds were counted on the beginnings of paragraphs and on random cuts inside
them, in invented and in real news, and shrunk to what both say.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

import rjieba

from ocr.reconstruct.conventions import NEVER_FIRST, Conventions, open_quotes
from ocr.reconstruct.punctuation import han
from ocr.reconstruct.seams import End, head, tail
from ocr.reconstruct.units import Unit

LONE = {
    "u": 3.5, "y": 3.0, "k": 2.5, "q": 3.0, "n": 1.8, "v": 1.8, "z": 1.2, "f": 1.2, "d": 1.8, "m": 1.0, "a": 0.8,
    "b": 0.5, "c": 1.0, "r": 0.5, "p": 0.0, "t": 0.5, "g": 2.5, "j": 0.5, "i": 0.5, "h": 0.5,
}  # fmt: skip
"""Log odds of a cut before a word of one character, by the first letter of its tag."""
WORD = {
    "u": 1.0, "n": -0.5, "v": 0.0, "t": -1.6, "r": -1.2, "p": -1.9, "m": -0.1, "s": -1.0, "l": -1.2, "i": -1.0,
    "d": 0.7, "f": 0.4, "q": 0.0, "a": 0.3, "c": 1.0, "b": 0.3, "z": 0.5,
}  # fmt: skip
"""The same for longer words."""
SEAT = {"市": -1.5, "县": -1.0, "省": -1.0}
"""The same for these, with which the names of offices begin."""
NAMES = {"nr": -0.5, "ns": -1.1, "nt": -1.2, "nz": -1.2}
OPENING, FIGURE = -2.7, 0.3
"""The same before an opening quote or bracket, and before a figure."""
CLAUSE = {"sentence": 3.5, "word": 2.0, "short": 0.6, "long": -0.6}
"""The same of its first clause: a sentence ends after SOON characters at most, a mark stands after the first word, or
after BRIEF characters at most, or after LONG at least; hardly any paragraph begins with two words and a full stop.
Counted as the others are, beside them."""
SOON, BRIEF, LONG = 6, 4, 13
FREE = "tcrpdxl"
"""First letters of the tags of words after which a beginning may pause: 目前，同时，据悉，"""
SEVERED = 4.5
"""The same before a mark that cannot begin a line."""
CUT = -2.0
"""Log odds that a run begins inside a sentence, before its words are looked at."""
STOPPED = -3.0
"""Log odds that a run goes on although it ends with a terminal mark: a column may break between two sentences.
BROKEN_OFF that it does when it has none."""
BROKEN_OFF = 4.0
PIECE = {
    "comma": 1.5, "no comma": -1.2, "long": 2.5, "middling": 0.5, "short": -0.7, "open pair": 3.0, "bound": 1.2,
    "free": -0.3,
}  # fmt: skip
"""Log odds that a line which might be a heading is a piece of a sentence: LONG_PIECE characters and more, less than
MIDDLING, an open quote or bracket, a last word of one character that needs another after it."""
LONG_PIECE, MIDDLING = 30, 18
_MARK = re.compile("[，。、；：？！]")
LENGTH = ((0.25, 0.6), (0.6, 1.2), (0.9, 0.4), (1.3, -0.4), (math.inf, -0.9))
"""Log odds that a run is what is left of a paragraph, up to so many times the usual length of a paragraph in the
dump."""
NO_PIECE = -1.0
"""The same before the line is looked at."""


def start_of(unit: Unit, conventions: Conventions, usual: float = 0.0) -> End:
    """The beginning of a run without a box, its first word and its length weighed against the usual one, in
    characters."""
    end = head(unit, conventions)
    odds, sign = opening(end.text)
    if usual:
        odds += next(weight for most, weight in LENGTH if len(end.text) < most * usual)
    odds += CUT + 1.0 * ("unopened quote" in end.why) - 4.0 * ("dateline" in end.why)
    why = (*end.why, sign) if odds > 0 and sign else end.why
    return replace(end, probability=_probability(odds), why=why)


def opening(text: str) -> tuple[float, str]:
    """Log odds, from its first word, that a text begins inside a sentence; and what says so."""
    first = text[:1]
    if first in NEVER_FIRST:
        return SEVERED, ""
    if not han(first):
        return (OPENING if not first.isalnum() else FIGURE), "a figure first"
    word, tag = next(iter(rjieba.tag(text[:12])), (first, "x"))
    odds = SEAT.get(word, LONE.get(tag[:1], 1.0)) if len(word) == 1 else NAMES.get(tag, WORD.get(tag[:1], -0.5))
    clause = _clause(text, word, tag)
    return (max(0.0, odds) if clause > 1 else odds) + clause, f"{word} first"


def _clause(text: str, word: str, tag: str) -> float:
    """Log odds of a cut from the first clause of a text."""
    end = _MARK.search(text)
    at = end.start() if end is not None else len(text)
    if end is not None and end.group() in "。！？" and at <= SOON:
        return CLAUSE["sentence"]
    if at == len(word) and tag[:1] not in FREE and not word.startswith("据"):
        return CLAUSE["word"]
    return CLAUSE["short"] if at <= BRIEF else CLAUSE["long"] if at >= LONG else 0.0


def stop_of(unit: Unit, conventions: Conventions) -> End:
    """The end of a run without a box."""
    end = tail(unit, conventions)
    if end.signed:
        return end
    quoted = "open quote" in end.why
    odds = BROKEN_OFF if "no terminal mark" in end.why else 0.0 if quoted else STOPPED
    return replace(end, probability=_probability(odds))


def severed(text: str) -> float:
    """Log odds that a line that may be a heading is the beginning of a sentence broken off."""
    if text.endswith("——"):
        return -SEVERED  # a subhead that announces what is under it
    signs = ["comma" if set("，；") & set(text) else "no comma"]
    signs.append("long" if len(text) >= LONG_PIECE else "middling" if len(text) >= MIDDLING else "short")
    signs += ["open pair"] * (open_quotes(text)[1] > 0)
    last, tag = rjieba.tag(text)[-1]
    signs.append("bound" if len(last) == 1 and tag[0] in "vdpcruk" else "free")
    return NO_PIECE + sum(PIECE[sign] for sign in signs)


def _probability(odds: float) -> float:
    return min(0.985, max(0.015, 1 / (1 + math.exp(-odds))))
