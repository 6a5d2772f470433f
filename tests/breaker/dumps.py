"""Broken dumps from a seed, one a kind of break. The same seed and kind give the same dump."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ocr.page import Kind
from tests.breaker.pieces import Piece, Told, cut, drawn, truth_of, wrapped, write
from tests.painter.news import person, stock
from tests.painter.story import Story

EDGE = 14
"""Characters that stay on each side of a cut inside a paragraph."""
COLUMN = 150
"""Characters of a story that stand under its head at least, and LINES of it that go on elsewhere."""
LINES = 90
HALF = str.maketrans("，；：？！（）", ",;:?!()")


@dataclass(frozen=True, slots=True)
class Broken:
    """A dump with its truth. pieces are its paragraphs in order; refrains: sentences that rightly stand twice."""

    text: str
    truth: dict[str, Any]
    pieces: tuple[Piece, ...]
    refrains: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A dump being broken: each story's pieces, then the order in which all stand."""

    rng: random.Random
    stories: list[Told]
    pieces: list[Piece] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    refrains: list[str] = field(default_factory=list)

    def lay_out(self) -> None:
        self.pieces = [piece for told in self.stories for piece in told.pieces]


def broken(seed: int, kind: str, pool: Sequence[Story] = ()) -> Broken:
    """The dump of that seed, broken in that way (a key of KINDS); of invented stories, or of some of a pool."""
    rng = random.Random(f"dump-{kind}-{seed}")
    count = rng.randint(3, 6)
    draft = _Draft(rng, drawn(rng, pool, count) if pool else write(rng, count, near=kind == "near topics"))
    KINDS[kind](draft)
    text = "\n\n".join(piece.text for piece in draft.pieces)
    if kind == "half width":
        text = text.translate(HALF)
    elif kind == "wrapped":
        text = wrapped(draft.pieces, rng)
    truth = truth_of(draft.stories, draft.furniture)
    return Broken(text, truth, tuple(draft.pieces), tuple(draft.refrains))


def _columns(draft: _Draft) -> None:
    """Every story broken inside paragraphs by its columns, in order."""
    for number in range(len(draft.stories)):
        for _ in range(draft.rng.randint(1, 2)):
            draft.stories[number] = _cut_somewhere(draft.stories[number], draft.rng)
    draft.lay_out()


def _cut_somewhere(told: Told, rng: random.Random) -> Told:
    long = [n for n, piece in enumerate(told.text) if len(piece.text) > 3 * EDGE and piece.order == int(piece.order)]
    if not long:
        return told
    index = rng.choice(long)
    return cut(told, index, rng.randint(EDGE, len(told.text[index].text) - EDGE))


def _jump_in_word(draft: _Draft) -> None:
    """One or two stories go on elsewhere, broken off inside a sentence."""
    _jumps(draft, inside=True)


def _jump_between(draft: _Draft) -> None:
    """One or two stories go on elsewhere, broken off between paragraphs."""
    _jumps(draft, inside=False)


def _jumps(draft: _Draft, *, inside: bool) -> None:
    rng = draft.rng
    moved: list[tuple[int, list[Piece]]] = []
    long = [n for n, told in enumerate(draft.stories) if _places(told, inside=inside)]
    for number in rng.sample(long, min(len(long), rng.choice((1, 1, 2)))):
        told = draft.stories[number]
        index = rng.choice(_places(told, inside=inside))
        if inside:
            told = cut(told, index, rng.randint(EDGE, len(told.text[index].text) - EDGE))
            draft.stories[number] = told
            index += 1
        moved.append((number, list(told.text[index:])))
    draft.lay_out()
    gone = {id(piece) for _, pieces in moved for piece in pieces}
    draft.pieces = [piece for piece in draft.pieces if id(piece) not in gone]
    for number, pieces in moved:
        _put(draft, number, pieces)


def _places(told: Told, *, inside: bool) -> list[int]:
    """Paragraphs inside which, or before which, a story may break off to go on elsewhere: a column's worth of text
    stands before the break, and some lines after it."""
    lengths = [len(piece.text) for piece in told.text]
    return [
        n
        for n, piece in enumerate(told.text)
        if sum(lengths[:n]) >= COLUMN and sum(lengths[n + inside :]) >= LINES and len(piece.text) > 3 * EDGE
    ]


def _put(draft: _Draft, number: int, pieces: list[Piece]) -> None:
    """Put a story's end between two paragraphs of another story, or after its end, or at the end of the dump."""
    places = [
        n
        for n in range(1, len(draft.pieces) + 1)
        if draft.pieces[n - 1].kind is Kind.BODY and draft.pieces[n - 1].story not in (number, -1)
        and len(draft.pieces[n - 1].text) > 20
        and (n == len(draft.pieces) or draft.pieces[n].story != number)
    ]  # fmt: skip
    at = draft.rng.choice(places)
    draft.pieces[at:at] = pieces


def _strip(draft: _Draft) -> None:
    """A strip of a story stands twice, its first and last paragraph cut anywhere."""
    _repeat(draft, errors=0.0)


def _misread_strip(draft: _Draft) -> None:
    """The same, with reading errors in the copy or in the original."""
    _repeat(draft, errors=0.02)


def _repeat(draft: _Draft, errors: float) -> None:
    draft.lay_out()
    rng = draft.rng
    number = rng.randrange(len(draft.stories))
    text = [piece for piece in draft.stories[number].text if len(piece.text) > 30]
    first = rng.randrange(len(text))
    last = min(len(text), first + rng.randint(1, 3))
    copies = [replace(piece, story=-1) for piece in text[first:last]]
    copies[0] = replace(copies[0], text=copies[0].text[rng.randint(0, len(copies[0].text) - 30) :])
    if len(copies) > 1 and len(copies[-1].text) > 30:
        copies[-1] = replace(copies[-1], text=copies[-1].text[: rng.randint(24, len(copies[-1].text))])
    if sum(len(copy.text) for copy in copies) < 70:
        copies = [replace(piece, story=-1) for piece in sorted(text, key=lambda p: -len(p.text))[:1]]
    if errors and rng.random() < 0.5:
        copies = [replace(copy, text=_misread(copy.text, errors, rng)) for copy in copies]
    elif errors:
        draft.pieces = [
            replace(piece, text=_misread(piece.text, errors, rng)) if piece in text[first:last] else piece
            for piece in draft.pieces
        ]
    at = rng.choice(
        [n for n, piece in enumerate(draft.pieces) if piece.kind is Kind.BODY and n and draft.pieces[n - 1].order != 0]
    )
    draft.pieces[at + 1 : at + 1] = copies


def _misread(text: str, share: float, rng: random.Random) -> str:
    """The text with a share of its characters, one at least, read as others."""
    places = rng.sample(range(len(text)), max(1, round(share * len(text))))
    confused = stock()["confused"]
    return "".join(rng.choice(confused) if n in places and c.isalnum() else c for n, c in enumerate(text))


def _banner(draft: _Draft) -> None:
    """A banner stands three times, anywhere between paragraphs."""
    draft.lay_out()
    banner = draft.rng.choice(stock()["banners"])
    ends = [n for n in range(1, len(draft.pieces)) if draft.pieces[n - 1].kind is Kind.BODY]
    for at in sorted(draft.rng.sample(ends, min(3, len(ends))), reverse=True):
        draft.pieces.insert(at, Piece(banner, Kind.BANNER))
    draft.furniture.append(banner)


def _credits(draft: _Draft) -> None:
    """The credits stand in the middle of a story whose column they end."""
    _columns(draft)
    rng = draft.rng
    lines = [f"本版责编：{person(rng)} {person(rng)}", f"版式设计：{person(rng)}"]
    inside = [n for n, piece in enumerate(draft.pieces) if piece.order != int(piece.order)]
    at = rng.choice(inside or [len(draft.pieces)])
    draft.pieces[at:at] = [Piece(line, Kind.CREDIT) for line in lines]
    draft.furniture += lines


def _refrain(draft: _Draft) -> None:
    """Two stories end with the same sentence, once a paragraph of its own."""
    rng = draft.rng
    sentence = "如有疑问，可拨打服务热线6188咨询，市民若有意见和建议，也可在月底前来信来电。"
    first, second = rng.sample(range(len(draft.stories)), 2)
    for number, alone in ((first, rng.random() < 0.5), (second, False)):
        told = draft.stories[number]
        paras = list(told.story.paragraphs)
        paras = [*paras, replace(paras[-1], text=sentence)] if alone else [
            *paras[:-1], replace(paras[-1], text=paras[-1].text + sentence)
        ]  # fmt: skip
        body = [Piece(para.text, Kind.BODY, number, order) for order, para in enumerate(paras)]
        draft.stories[number] = Told(told.story.with_paragraphs(tuple(paras)), (*told.head, *body))
    draft.refrains.append(sentence)
    draft.lay_out()


def _everything(draft: _Draft) -> None:
    """A jump, a strip that stands twice, and credits at the end."""
    _jumps(draft, inside=draft.rng.random() < 0.7)
    laid = draft.pieces
    number = draft.rng.randrange(len(draft.stories))
    long = [piece for piece in draft.stories[number].text if len(piece.text) > 60 and piece.order == int(piece.order)]
    draft.pieces = laid
    if long:
        source = draft.rng.choice(long)
        start = draft.rng.randint(0, len(source.text) - 50)
        ends = [n for n in range(1, len(laid) + 1) if laid[n - 1].kind is Kind.BODY and len(laid[n - 1].text) > 20]
        draft.pieces.insert(draft.rng.choice(ends), replace(source, text=source.text[start:], story=-1))
    line = f"本版责编：{person(draft.rng)}"
    draft.pieces.append(Piece(line, Kind.CREDIT))
    draft.furniture.append(line)


KINDS: dict[str, Callable[[_Draft], None]] = {
    "columns": _columns,
    "jump in word": _jump_in_word,
    "jump between": _jump_between,
    "strip twice": _strip,
    "strip misread": _misread_strip,
    "banner": _banner,
    "credits": _credits,
    "half width": _jump_in_word,
    "near topics": _jump_in_word,
    "refrain": _refrain,
    "wrapped": _columns,
    "everything": _everything,
}
