"""A dump's lines as runs: a paragraph as it stands there is one run; lines of one column width are put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ocr.page import Run
from ocr.reconstruct.conventions import NEVER_FIRST, Conventions, closes
from ocr.reconstruct.punctuation import han, join, pair_quotes, wide

NARROWEST, WIDEST = 8.0, 60.0
"""Em between which a column's measure lies."""
SLACK = 1.6
"""A full line may be this many em short: marks that cannot begin a line drive characters over."""
FULL_SHARE = 0.5
"""A dump is wrapped when this share of its lines are full lines of a column; OPEN_SHARE of these end no sentence."""
OPEN_SHARE = 0.6
NEAR = 12
"""Lines on each side that a line's measure is taken from."""
PAIRABLE = 4000
"""Longest paragraph, in characters, whose straight quotes are paired."""

_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_STOP = re.compile(r"(?<=[一-鿿”’）])[.．](?![A-Za-z0-9.])")


@dataclass(frozen=True, slots=True)
class Item:
    """One run of a dump with its place in it. text has as many characters as the run's, marks in full width, so that
    what is known of Chinese marks holds for it too."""

    place: int
    run: Run
    text: str

    @property
    def id(self) -> str:
        return self.run.id


def items_of(dump: str, conventions: Conventions) -> tuple[Item, ...]:
    """The runs of a dump in its order, ids r0001 on; blank lines are left out, nothing else is."""
    lines = dump.splitlines()
    groups = _wrapped(lines, conventions) or [[line] for line in lines if line.strip()]
    return tuple(_item(place, group) for place, group in enumerate(groups))


def plain_items(dump: str) -> tuple[Item, ...]:
    """The same with every line a run."""
    return tuple(_item(n, [line]) for n, line in enumerate(each for each in dump.splitlines() if each.strip()))


def full_width(text: str) -> str:
    """The text with the marks of a Chinese paragraph in full width and straight quotes as pairs, length unchanged."""
    if not any(han(c) for c in text):
        return text
    text = _STOP.sub("。", text.translate(_FULL))
    return pair_quotes(text) if ('"' in text or "'" in text) and len(text) <= PAIRABLE else text


def _item(place: int, lines: Sequence[str]) -> Item:
    text = ""
    for line in lines:
        text = join(text, line.strip()) if text else line.strip()
    return Item(place, Run(f"r{place + 1:04d}", text, "\n".join(lines)), full_width(text))


def _width(line: str) -> float:
    """Em a line takes: Han and full marks one, others half."""
    return sum(1.0 if wide(c) else 0.5 for c in line.rstrip())


def _wrapped(lines: Sequence[str], conventions: Conventions) -> list[list[str]] | None:
    """Lines grouped to paragraphs when the dump is set in columns, or None."""
    spaced = _double_spaced(lines)
    kept = [line for line in lines if line.strip()] if spaced else list(lines)
    full = max((_full(widths) for widths in _widths(kept)), key=sum)
    written = sum(1 for line in kept if line.strip())
    if written < 6 or sum(full) < FULL_SHARE * written:
        return None
    if sum(1 for n, yes in enumerate(full) if yes and not closes(kept[n])) < OPEN_SHARE * sum(full):
        return None
    groups: list[list[str]] = []
    for n, line in enumerate(kept):
        if not line.strip():
            continue
        goes_on = full[n - 1] and not _begins(n, kept, full, conventions) if n else False
        if n and kept[n - 1].strip() and (goes_on or line.strip()[0] in NEVER_FIRST):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _widths(lines: Sequence[str]) -> tuple[list[float], list[float]]:
    """The lines' widths in em, and in characters: some dumps were wrapped by counting."""
    return [_width(line) for line in lines], [float(len(line.rstrip())) for line in lines]


def _full(widths: Sequence[float]) -> list[bool]:
    return [_is_full(n, widths) for n in range(len(widths))]


def _double_spaced(lines: Sequence[str]) -> bool:
    """Whether a blank line stands after every line, so that it says nothing."""
    texts = [n for n, line in enumerate(lines) if line.strip()]
    neighbours = sum(1 for a, b in pairwise(texts) if b == a + 1)
    return neighbours == 0


def _is_full(n: int, widths: Sequence[float]) -> bool:
    """Whether a line fills the measure that the lines around it keep."""
    near = [round(w) for w in widths[max(0, n - NEAR) : n + NEAR + 1] if NARROWEST <= w <= WIDEST]
    if not near or not NARROWEST <= widths[n] <= WIDEST:
        return False
    measure, _ = max(Counter(near).items(), key=lambda each: (each[1], each[0]))
    return abs(widths[n] - measure) <= SLACK and sum(abs(w - measure) <= SLACK for w in near) >= 3


def _begins(n: int, lines: Sequence[str], full: Sequence[bool], conventions: Conventions) -> bool:
    """Whether a line after a full one begins something new: it is indented, a byline or credit, or a heading."""
    line = lines[n]
    if re.match(r"[\u3000 \t]{2,}|\u3000", line):
        return True
    text = full_width(line.strip())
    if conventions.byline(text) or conventions.credit(text) or conventions.note(text):
        return True
    if full[n] or closes(text):
        return False
    below = full_width(lines[n + 1].strip()) if n + 1 < len(lines) else ""
    return closes(lines[n - 1]) or conventions.byline(below) or not below
