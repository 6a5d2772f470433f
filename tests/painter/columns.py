"""Pouring a story's paragraphs into column segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft, DraftBlock
from tests.painter.story import Para
from tests.painter.typeset import OPENING, Placed, Unit, justify, line_end, units


@dataclass(frozen=True, slots=True)
class BodyStyle:
    """How columns are set: face and size (pixels) of the type, leading (pixels from line to line), subheads."""

    size: int
    leading: int
    face: str = "song"
    lead_face: str = "hei"
    subhead_face: str = "hei"
    subhead_size: int = 0
    subhead_centred: bool = True
    sign_face: str = "kai"
    ink: int = 0

    @property
    def subhead(self) -> int:
        return self.subhead_size or self.size


@dataclass(frozen=True, slots=True)
class Row:
    """A set line in its place: pixels of the page; para is the index of its paragraph, last that it closes it,
    full that it is set to the measure."""

    line: tuple[Unit, ...]
    measure: float
    left: float
    top: int
    size: int
    para: int
    last: bool
    full: bool

    @property
    def text(self) -> str:
        return "".join(unit.text for unit in self.line).rstrip()

    @property
    def placed(self) -> tuple[Placed, ...]:
        return justify(self.line, self.measure, self.full)


@dataclass(frozen=True, slots=True)
class Poured:
    """rows: those of each slot, in order; breaks: (characters before, characters after) of each break inside a
    paragraph; whole: nothing was left over."""

    rows: tuple[tuple[Row, ...], ...]
    breaks: tuple[tuple[int, str, str], ...]
    whole: bool


def pour(flow: Sequence[Para], slots: Sequence[Box], style: BodyStyle) -> Poured:
    """Fill the slots one after another. breaks hold (slot that begins after it, 8 characters before, 8 after)."""
    return _Pourer(slots, style).run(flow)


class _Pourer:
    def __init__(self, slots: Sequence[Box], style: BodyStyle) -> None:
        self.slots = slots
        self.style = style
        self.rows: list[list[Row]] = [[] for _ in slots]
        self.breaks: list[tuple[int, str, str]] = []
        self.at = 0
        self.y = slots[0].top if slots else 0

    def run(self, flow: Sequence[Para]) -> Poured:
        whole = all(self._paragraph(number, para) for number, para in enumerate(flow))
        return Poured(tuple(tuple(r) for r in self.rows), tuple(self.breaks), whole)

    def _room(self, height: int) -> bool:
        """Go on to the first slot that still has room for `height` pixels; False when there is none."""
        while self.at < len(self.slots) and self.y + height > self.slots[self.at].bottom:
            self.at += 1
            self.y = self.slots[self.at].top if self.at < len(self.slots) else 0
        return self.at < len(self.slots)

    def _paragraph(self, number: int, para: Para) -> bool:
        if para.kind is Kind.SUBHEAD:
            return self._subhead(number, para)
        if para.kind in (Kind.BYLINE, Kind.JUMP):
            return self._single(number, para)
        style = self.style
        line = units(para.text, style.face, style.size, para.lead, style.lead_face)
        start = 0
        while start < len(line):
            before = self.at
            if not self._room(style.size):
                return False
            if start and self.at != before:
                head = "".join(u.text for u in line[:start])
                self.breaks.append((self.at, head[-8:], para.text[len(head) :][:8]))
            start = self._line(number, line, start, 0.0 if start or para.flush else 2.0 * style.size)
        return True

    def _line(self, number: int, line: Sequence[Unit], start: int, indent: float) -> int:
        slot = self.slots[self.at]
        while start and line[start].text.isspace():
            start += 1
        end = line_end(line, start, slot.width - indent)
        last = end == len(line)
        self._row(line[start:end], slot.width - indent, slot.left + indent, number, last, full=not last)
        self.y += self.style.leading
        return end

    def _row(
        self, line: Sequence[Unit], measure: float, left: float, number: int, last: bool, full: bool = False
    ) -> None:
        self.rows[self.at].append(Row(tuple(line), measure, left, self.y, line[0].size, number, last, full))

    def _subhead(self, number: int, para: Para) -> bool:
        """A subhead keeps a line of body under it in its column and air above it, except at a column's top."""
        style, size = self.style, self.style.subhead
        line = units(para.text, style.subhead_face, size)
        step, air = max(style.leading, round(size * 1.3)), style.leading // 2
        while True:
            at = self.at
            if at == len(self.slots):
                return False
            room = self.slots[at].width - (0 if style.subhead_centred else 2 * size)
            ends = _even_ends(line, room)
            if self._room(air + step * len(ends) + air + style.size) and self.at == at:
                break
        slot = self.slots[self.at]
        self.y += air if self.y > slot.top else 0
        for start, end in zip((0, *ends[:-1]), ends, strict=True):
            spare = room - sum(unit.width for unit in line[start:end])
            left = slot.left + (max(0.0, spare / 2) if style.subhead_centred else (2 * size if start == 0 else 0))
            self._row(line[start:end], room, left, number, end == len(line))
            self.y += step
        self.y += air
        return True

    def _single(self, number: int, para: Para) -> bool:
        """A byline at the column's head stands left, a signature or jump line at the end stands right."""
        style = self.style
        face = style.sign_face if para.kind is Kind.BYLINE else style.lead_face
        line = units(para.text, face, style.size)
        opens = number == 0
        start = 0
        while start < len(line):
            if not self._room(style.size):
                return False
            slot = self.slots[self.at]
            end = line_end(line, start, slot.width)
            spare = slot.width - sum(unit.width for unit in line[start:end])
            left = slot.left if opens else slot.left + max(0.0, spare)
            self._row(line[start:end], slot.width, left, number, end == len(line))
            self.y += style.leading
            start = end
        self.y += style.leading // 3 if opens and para.kind is Kind.BYLINE else 0
        return True


def _even_ends(line: Sequence[Unit], measure: float) -> list[int]:
    """Line ends of a short heading broken into as few lines as it needs, all about as long."""
    total = sum(u.width for u in line)
    count = max(1, -int(-total // measure))
    ends: list[int] = []
    start = 0
    while start < len(line):
        goal = min(measure, total / count + line[0].size * 0.6) if len(ends) < count - 1 else measure
        start = line_end(line, start, goal)
        ends.append(start)
    return ends


def draw(
    draft: Draft, poured: Poured, slots: Sequence[Box], kind: Kind, style: BodyStyle, frame: str | None
) -> list[DraftBlock]:
    """Draw what was poured: one block a slot that holds lines, its box the slot's measure."""
    made = []
    for slot, rows in zip(slots, poured.rows, strict=True):
        if not rows:
            continue
        lines = [draft.set_line(row.placed, row.left, row.top, style.ink) for row in rows]
        box = Box(slot.left, rows[0].top, slot.right, max(row.top + row.size for row in rows))
        made.append(draft.block(kind, box, lines, frame))
    return made


def ends_open(poured: Poured, flow: Sequence[Para], slot: int) -> bool:
    """Whether the last row of a slot stops inside a sentence of a body paragraph, where a reader must look for the
    rest."""
    if not poured.rows[slot]:
        return False
    row = poured.rows[slot][-1]
    last = row.text[-1]
    return not row.last and flow[row.para].kind is Kind.BODY and last not in "。！？”…" and last not in OPENING
