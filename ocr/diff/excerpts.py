"""A row as the excerpts of a unified diff: what differs with a little of its surroundings, the rest folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ocr.diff.sections import Item, Part, Row
from ocr.diff.terminal import fitting, visible, width
from ocr.evaluate.edits import Kind

CONTEXT = 10
"""Characters of the same text shown on either side of a difference."""
LONGEST = 48
"""Longest stretch of one kind shown in full, in characters; of a longer one both ends are."""
FOLD = "…"
OPEN, CLOSE = "[", "]"


@dataclass(frozen=True, slots=True)
class Atom:
    """What the reference and the output have at one point; difference is -1 for text that is the same.

    where: whether it is named by the output's piece, and that piece.
    """

    truth: str
    output: str
    kind: Kind | None
    difference: int
    where: tuple[bool, int] = (False, -1)


def excerpts(row: Row) -> Iterator[list[Atom]]:
    """The differing stretches of a row, each with its surroundings; those whose surroundings touch are one."""
    current: list[Atom] = []
    for atom in _atoms(row.items):
        if atom.kind is not None:
            current.append(atom)
        elif not any(a.kind for a in current):
            current = [_shortened(atom, keep_start=0, keep_end=CONTEXT)]
        elif max(len(atom.truth), len(atom.output)) <= 2 * CONTEXT:
            current.append(atom)
        else:
            yield [*current, _shortened(atom, keep_start=CONTEXT, keep_end=0)]
            current = [_shortened(atom, keep_start=0, keep_end=CONTEXT)]
    if any(a.kind for a in current):
        yield current


def lines(atoms: Iterable[Atom], columns: int) -> Iterator[list[Atom]]:
    """The atoms cut so that neither side of a line is wider than so many columns, brackets included."""
    line: list[Atom] = []
    used = [0, 0]
    for atom in atoms:
        rest: Atom | None = atom
        while rest is not None:
            room = [max(0, columns - each - 2 * (rest.kind is not None)) for each in used]
            counts = fitting(rest.truth, room[0]), fitting(rest.output, room[1])
            if rest.kind is None:
                counts = (min(counts),) * 2
            first, rest = _split(rest, counts)
            if first is not None:
                line.append(first)
                for n, text in enumerate((first.truth, first.output)):
                    used[n] += width(text) + 2 * (first.kind is not None)
            if rest is not None:
                if not line:  # not one character fits: show it all the same
                    line, rest = [rest], None
                yield line
                line, used = [], [0, 0]
    if line:
        yield line


def _atoms(items: Iterable[Item]) -> Iterator[Atom]:
    """Items with neighbours of the same kind put together."""
    last: Atom | None = None
    for item in items:
        where = (False, item.truth.piece) if item.truth else (True, item.output.piece if item.output else -1)
        atom = Atom(_text(item.truth), _text(item.output), item.kind, item.difference, where)
        if last is not None and (last.kind, last.difference) == (atom.kind, atom.difference):
            last = Atom(last.truth + atom.truth, last.output + atom.output, atom.kind, atom.difference, last.where)
            continue
        if last is not None:
            yield _elided(last)
        last = atom
    if last is not None:
        yield _elided(last)


def _text(part: Part | None) -> str:
    return visible(part.text) if part else ""


def _elided(atom: Atom) -> Atom:
    return atom if atom.kind is None else replace(atom, truth=_middle(atom.truth), output=_middle(atom.output))


def _middle(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2 - 4
    return f"{text[:half]}{FOLD}({len(text) - 2 * half} more){FOLD}{text[-half:]}"


def _shortened(atom: Atom, *, keep_start: int, keep_end: int) -> Atom:
    def short(text: str) -> str:
        if len(text) <= keep_start + keep_end:
            return text
        return text[:keep_start] + FOLD + text[len(text) - keep_end :]

    return Atom(short(atom.truth), short(atom.output), None, -1)


def _split(atom: Atom, counts: tuple[int, ...]) -> tuple[Atom | None, Atom | None]:
    n, m = counts
    head = replace(atom, truth=atom.truth[:n], output=atom.output[:m])
    tail = replace(atom, truth=atom.truth[n:], output=atom.output[m:])
    return head if head.truth or head.output else None, tail if tail.truth or tail.output else None
