"""The two ends of a unit: is its tail open, does its head run on.

Each end gets a probability from the evidence there is, as a sum of log odds: the fill of the last line and its last
mark, open quotes and brackets; the indent of the first line and its first mark, a dateline. Text without boxes has
the marks alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocr.reconstruct.canonical import Row
from ocr.reconstruct.conventions import NEVER_FIRST, Conventions, Jump, closes, open_quotes
from ocr.reconstruct.subheads import GOING_ON, INDENT, begins_last, byline_rows, indent, is_subhead
from ocr.reconstruct.units import Unit
from ocr.reconstruct.verse import is_verse

BARE = 0.7
"""A line set in by less than this many em is not indented; between this and INDENT it may be either."""
SHORT = 2.0
"""A last line this many em short of the measure ended its paragraph; FULL em short it may have, since some marks
cannot begin a line and drive a character over."""
FULL = 1.2

LOG_ODDS = {
    "line full": 1.5,
    "line short": -3.0,
    "no terminal mark": 2.5,
    "comma": 1.5,
    "terminal mark": -1.5,
    "open quote": 2.0,
    "not indented": 2.5,
    "indented": -3.0,
    "cannot begin a line": 4.0,
    "dateline": -4.0,
    "subhead": -4.0,
    "item": -3.0,
    "verse": -6.0,
    "unopened quote": 1.0,
}
"""What each piece of evidence adds for an open tail, or a head that runs on; natural log odds."""
OLD_ODDS = LOG_ODDS | {"line short": -6.5, "so it is said": -6.0}
"""The same on an old page, whose only mark is the pause: it ends paragraphs as it does clauses, so that a short line is
the end of one whatever it closes with, and so is 云, with which a report of others' words ends."""
PAUSES, STOPS = 20, 0.15
"""Pauses from which a page's marks can be told; full stops to a pause on an old one, at most."""
ITEM = re.compile(r"[（(][二三四五六七八九十]{1,2}[）)]")
"""What a further item of a list begins with; HANGING em is what its opening bracket is set in for."""
HANGING = 0.5
BOXLESS_HEAD = -1.0
"""Log odds that a run of text without boxes runs on, before its words are looked at."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a unit. probability: of the tail being open, or of the head running on; why: the evidence, strongest
    first.

    text is the paragraph at that end, without jump line; jump is the jump line found there. signed: a signature
    stands at this tail; dated: a dateline or byline at this head.
    """

    probability: float
    why: tuple[str, ...]
    text: str
    jump: Jump | None = None
    signed: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """Tails and heads of all units that have text, by unit id."""

    tails: Mapping[str, End]
    heads: Mapping[str, End]


def ends_of(units: Sequence[Unit], conventions: Conventions) -> Ends:
    """Both ends of every unit that flows."""
    texts = [unit for unit in units if unit.flows]
    weights = OLD_ODDS if _pauses_alone(texts) else LOG_ODDS
    return Ends({u.id: tail(u, conventions, weights) for u in texts}, {u.id: head(u, conventions) for u in texts})


def _pauses_alone(texts: Sequence[Unit]) -> bool:
    """Whether a page hardly has a mark but the pause."""
    read = "".join(unit.text for unit in texts)
    pauses, stops = read.count("、"), sum(read.count(char) for char in "。！？")
    return pauses >= PAUSES and read.count("，") < pauses / 2 and stops <= STOPS * pauses


def tail(unit: Unit, conventions: Conventions, weights: Mapping[str, float] = LOG_ODDS) -> End:
    """The end of a unit's text. weights: log odds of each piece of evidence."""
    rows = [row for row in unit.rows if row.text]
    jump = conventions.jump_to(rows[-1].text) or conventions.jump_to("".join(row.text for row in rows[-2:]))
    if jump is not None and not jump.rest:
        rows = rows[:-1] or rows
    text = _last_paragraph(rows, unit)
    named = conventions.byline(rows[-1].text) and not (unit.box is not None and begins_last(rows[-1], unit.box))
    signed = any((conventions.signature(text), conventions.signed(text), named))
    evidence: list[str] = []
    if unit.box is not None and rows[-1].upright:
        slack = (unit.box.right - rows[-1].place.right) / max(1.0, rows[-1].em)
        evidence += ["line full"] * (slack < FULL) + ["line short"] * (slack >= SHORT)
    ended = closes(text)
    evidence.append("terminal mark" if ended else "no terminal mark")
    evidence += ["verse"] * is_verse(rows, unit.box)
    evidence += ["so it is said"] * ("so it is said" in weights and _reported(text))
    evidence += ["comma"] * (text[-1:] in GOING_ON)
    evidence += ["open quote"] * (open_quotes(text)[1] > 0)
    odds = -4.0 if signed else sum(weights[each] for each in evidence)
    return End(_probability(odds), _ordered(evidence), jump.rest if jump and jump.rest else text, jump, signed=signed)


def _reported(text: str) -> bool:
    return text.rstrip("、，。")[-1:] == "云"


def head(unit: Unit, conventions: Conventions) -> End:
    """The beginning of a unit's text."""
    rows = [row for row in unit.rows if row.text]
    jump = conventions.jump_from(rows[0].text)
    if len(rows) > 1 and jump is not None and not jump.rest:
        rows = rows[1:]
    named = byline_rows(rows, unit.box, conventions)
    rows = rows[named:] or rows
    text = _first_paragraph(rows, unit)
    item = ITEM.match(text) is not None
    evidence: list[str] = ["item"] * item
    odds = BOXLESS_HEAD
    if unit.box is not None and rows[0].upright:
        below = rows[1] if len(rows) > 1 else None
        evidence += ["subhead"] * is_subhead(rows[0], None, below, unit.box, unit.em)
        inset = indent(rows[0], unit.box.left) + HANGING * item
        evidence += ["indented"] * (inset >= INDENT) + ["not indented"] * (inset < BARE)
        odds = 0.0
    evidence += ["verse"] * is_verse(rows, unit.box)
    evidence += ["cannot begin a line"] * (text[:1] in NEVER_FIRST)
    evidence += ["dateline"] * (conventions.dateline(text) is not None or jump is not None)
    evidence += ["unopened quote"] * (open_quotes(text)[0] > 0)
    odds += sum(LOG_ODDS[each] for each in evidence)
    dated = jump is not None or named > 0 or conventions.dateline(text) is not None
    return End(_probability(odds), _ordered(evidence), text, jump, dated=dated)


def _first_paragraph(rows: list[Row], unit: Unit) -> str:
    if unit.box is None:
        return rows[0].text
    stop = next(
        (n for n, row in enumerate(rows) if n and row.upright and indent(row, unit.box.left) >= INDENT), len(rows)
    )
    return "".join(row.text for row in rows[:stop])


def _last_paragraph(rows: list[Row], unit: Unit) -> str:
    if unit.box is None:
        return rows[-1].text
    starts = [n for n, row in enumerate(rows) if row.upright and indent(row, unit.box.left) >= INDENT]
    return "".join(row.text for row in rows[(starts[-1] if starts else 0) :])


def _probability(odds: float) -> float:
    return min(0.98, max(0.02, 1 / (1 + math.exp(-odds))))


def _ordered(evidence: list[str]) -> tuple[str, ...]:
    return tuple(sorted(evidence, key=lambda each: -abs(OLD_ODDS[each])))
