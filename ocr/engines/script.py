"""In which characters is a page set, simplified or traditional? Asked of a few of its lines, read with both models.

Most characters are the same in both scripts, and each model reads those. Where the two readings differ once both are
put into simplified characters, one of them met a character that it does not know, and is less sure of what it says.
Tesseract's traditional model knows most simplified characters as well, so only its lead counts: 12 lines of traditional
pages gave it 0.6 to 1.9 characters, of simplified ones 0.5 less to 0.1 more.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from ocr.engines.base import Engine
from ocr.geometry import Direction
from ocr.page import Gray, Line, Run
from ocr.simplified import simplified

SIMPLIFIED, TRADITIONAL = "simplified", "traditional"
SAMPLE = 12
"""Lines that are read: two seconds of Tesseract's time on one core."""
PLAIN = 0.975
"""Mean confidence of the simplified model from which the other is not asked; traditional lines give it 0.96 at most."""
LEAD = 0.03
"""Characters a line by which the traditional model must be surer for a page to be traditional."""
CHANGED = 0.08
"""Share of characters with another simplified form: traditional news has a quarter of them, simplified next to none."""
LONG = 6.0
"""Em; shorter lines are passed over."""


def evident(runs: Sequence[Run], usual: str) -> str | None:
    """The script that the readings of a whole page, read as `usual` script, show by themselves; None where they do not.

    A page whose readings hold many characters that simplified writing changed is traditional, whoever read it. One read
    surely with the usual model, and without them, is what it was taken for.
    """
    text = "".join(run.text for run in runs)
    han = sum("一" <= character <= "鿿" for character in text)
    changed = sum(a != b for a, b in zip(text, simplified(text), strict=True))
    if changed > CHANGED * max(1, han):
        return TRADITIONAL
    sure = [confidence for run in runs for confidence in run.confidences]
    plain = bool(sure) and sum(sure) >= PLAIN * len(sure)
    return usual if not sure or (plain and usual == SIMPLIFIED) else None


def sample(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Some lines of body type, spread over the page."""
    sizes = sorted(line.em for line in lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    fit = [line for line in lines if 0.8 * body <= line.em <= 1.2 * body and _length(line) >= LONG * line.em]
    fit = fit or list(lines)
    return tuple(fit[len(fit) * k // SAMPLE] for k in range(SAMPLE)) if len(fit) > SAMPLE else tuple(fit)


def written_in(usual: Engine, traditional: Engine, gray: Gray, lines: Sequence[Line]) -> str:
    """The script of some lines, by how sure an engine with either model is of them; nothing read is simplified.

    Raises what the engines raise.
    """
    first = usual.recognize(gray, lines)
    sure = [confidence for run in first for confidence in run.confidences]
    if not sure or sum(sure) >= PLAIN * len(sure):
        return SIMPLIFIED
    second = traditional.recognize(gray, lines)
    lead = sum(_lead(one, other) for one, other in zip(second, first, strict=True))
    return TRADITIONAL if lead > LEAD * len(lines) else SIMPLIFIED


def _lead(traditional: Run, other: Run) -> float:
    """How much surer the first reading is of the characters in which the two differ, in characters."""
    told = simplified(traditional.text)
    if len(told) != len(traditional.confidences) or len(other.text) != len(other.confidences):
        return 0.0
    lead = 0.0
    for what, a, b, c, d in SequenceMatcher(None, told, other.text, autojunk=False).get_opcodes():
        if what == "replace" and b - a == d - c:
            lead += sum(traditional.confidences[a:b]) - sum(other.confidences[c:d])
    return lead


def _length(line: Line) -> int:
    return line.box.height if line.direction is Direction.VERTICAL else line.box.width
