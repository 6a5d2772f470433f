"""Where a difference is, in words: article 2, paragraph 3."""

from __future__ import annotations

from ocr.diff.comparison import Compared
from ocr.diff.sections import label
from ocr.evaluate.differences import Difference
from ocr.evaluate.edits import Kind


def article_number(compared: Compared, story: int, *, output: bool) -> int:
    """The number of an article in its file, from 1."""
    return (compared.matched.kept[story] if output else story) + 1


def place(compared: Compared, at: int, *, output: bool) -> str:
    """Article and piece in which a character of one side stands."""
    side = compared.script.output if output else compared.script.truth
    piece = side.index_at(at)
    name, story = label(side, piece), side.pieces[piece].story
    return name if story < 0 else f"article {article_number(compared, story, output=output)}, {name}"


def text(compared: Compared, stretch: tuple[int, int] | None, *, output: bool) -> str:
    """The characters of a stretch as they are compared."""
    side = compared.script.output if output else compared.script.truth
    return side.text[slice(*stretch)] if stretch else ""


def note(compared: Compared, difference: Difference) -> str:
    """What a reader must know besides the texts: where it went, what it repeats; empty for plain errors."""
    d = difference
    if d.kind is Kind.REPEATED and d.like:
        return f"repeats {place(compared, d.like[0], output=False)}"
    if d.kind is Kind.FURNITURE and d.truth and d.output:
        there = compared.script.output.piece_at(d.output[0])
        return f"in {place(compared, d.output[0], output=True)}" if there.story >= 0 else "misread"
    if d.kind is Kind.FURNITURE:
        return "left out" if d.truth else "not on the page"
    if d.kind in (Kind.MOVED, Kind.MERGED, Kind.SPLIT) and d.truth and d.output:
        return f"{place(compared, d.truth[0], output=False)} → {place(compared, d.output[0], output=True)}"
    return ""
