"""A chain of units as paragraphs: by indent where there are boxes, one a run where there are none; a seam inside a
paragraph leaves no break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ocr.page import Kind, Paragraph, Run
from ocr.reconstruct.canonical import Row
from ocr.reconstruct.chains import Chain
from ocr.reconstruct.conventions import HERE, Conventions, closes, unmarked
from ocr.reconstruct.heads import title_text
from ocr.reconstruct.punctuation import join, pair_quotes, tidy_line
from ocr.reconstruct.seams import BARE, SHORT, Ends
from ocr.reconstruct.subheads import INDENT, begins_last, byline_rows, indent, is_subhead
from ocr.reconstruct.units import Unit
from ocr.reconstruct.verse import is_verse


@dataclass(frozen=True, slots=True)
class Story:
    """A chain's text: its paragraphs, and what stood in it and is not text."""

    paragraphs: tuple[Paragraph, ...]
    byline: str = ""
    jump_to: str = ""
    jump_from: str = ""
    aside: tuple[Run, ...] = ()  # runs of bylines and jump lines that are in no paragraph


@dataclass(slots=True)
class _Draft:
    """A story being put together."""

    rows: list[tuple[Kind, list[Row]]] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    aside: list[Run] = field(default_factory=list)
    jump_to: str = ""
    jump_from: str = ""

    def begin(self, kind: Kind, row: Row) -> None:
        self.rows.append((kind, [row]))

    def go_on(self, row: Row) -> None:
        self.rows[-1][1].append(row)


def tell(chain: Chain, ends: Ends, conventions: Conventions) -> Story:
    """The text of a chain, its first unit's head left out."""
    draft = _Draft()
    before: Unit | None = None
    for number, unit in enumerate(chain.units):
        if unit.head is not None:
            if number:
                _subhead(unit.rows, draft)
            before = None
            continue
        _add(unit, _runs_on(before, unit, ends), draft, conventions)
        before = unit
    return _finish(draft, conventions)


def _runs_on(before: Unit | None, unit: Unit, ends: Ends) -> bool:
    """Whether a unit goes on inside the paragraph that the unit before it left open."""
    if before is None:
        return False
    p, q = ends.tails[before.id].probability, ends.heads[unit.id].probability
    return p * q > (1 - p) * (1 - q)


def _subhead(rows: Sequence[Row], draft: _Draft) -> None:
    draft.begin(Kind.SUBHEAD, rows[0])
    for row in rows[1:]:
        draft.go_on(row)


def _add(unit: Unit, runs_on: bool, draft: _Draft, conventions: Conventions) -> None:
    """The rows of one unit, each to a paragraph, or aside when it is a byline or a jump line."""
    previous: Row | None = None
    if draft.jump_to == HERE:  # and this is where it goes on
        draft.jump_to = ""
    rows = _without_asides(unit, draft, conventions)
    verse = is_verse(rows, unit.box)
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if is_subhead(row, previous, below, unit.box, unit.em):
            if previous is not None and draft.rows[-1][0] is Kind.SUBHEAD and draft.rows[-1][1][-1] is previous:
                draft.go_on(row)
            else:
                draft.begin(Kind.SUBHEAD, row)
        elif previous is None:
            draft.go_on(row) if runs_on and draft.rows else draft.begin(Kind.BODY, row)
        elif verse or draft.rows[-1][0] is Kind.SUBHEAD or _begins(row, previous, unit):
            draft.begin(Kind.BODY, row)
        else:
            draft.go_on(row)
        previous = row


def _without_asides(unit: Unit, draft: _Draft, conventions: Conventions) -> list[Row]:
    """A unit's rows without bylines at its start and end and jump lines of their own."""
    rows = [row for row in unit.rows if row.text]
    while rows and (jump := conventions.jump_from(rows[0].text)) and not jump.rest:
        if not (draft.rows and jump.here):
            draft.jump_from = jump.page
        draft.aside.append(rows.pop(0).run)
    named = byline_rows(rows, unit.box, conventions)
    if named:
        draft.bylines.append(unmarked("".join(row.text for row in rows[:named])))
        draft.aside += [row.run for row in rows[:named]]
        rows = rows[named:]
    while rows:
        jump = conventions.jump_to(rows[-1].text)
        if jump and not jump.rest:
            draft.jump_to = jump.page
        elif len(rows) > 1 and _is_signature(rows[-1], rows[-2], unit, conventions):
            draft.bylines.append(rows[-1].text.strip("（）()"))
        else:
            break
        draft.aside.append(rows.pop().run)
    return rows


def _is_signature(row: Row, above: Row, unit: Unit, conventions: Conventions) -> bool:
    """A last line that only says who wrote: by its words, or names set flush right under an ended paragraph."""
    if not closes(above.text) or (unit.box is not None and begins_last(row, unit.box)):
        return False
    if conventions.byline(row.text):
        return True
    if unit.box is None or not row.upright:
        return False
    far = row.place.left - unit.box.left >= 0.4 * unit.box.width
    return far and conventions.name(row.text.strip("（）()"))


def _begins(row: Row, above: Row, unit: Unit) -> bool:
    """Whether a row begins a paragraph: by its indent, or without one after a short line that ended a sentence."""
    if unit.box is None:
        return True
    if not row.upright:
        return False
    inset = indent(row, unit.box.left)
    if inset >= INDENT:
        return True
    slack = (unit.box.right - above.place.right) / max(1.0, above.em)
    return slack >= SHORT and closes(above.text) and inset < BARE


def text_of(rows: Iterable[Row], gaps: bool = False) -> str:
    """Rows as one text, its marks and spaces put right and its quotes paired; gaps keeps the spaces that part
    names."""
    out = ""
    for row in rows:
        out = join(out, row.text) if out else row.text
    return pair_quotes(tidy_line(out, gaps))


def _finish(draft: _Draft, conventions: Conventions) -> Story:
    """The draft as paragraphs, with jump lines and the signature inside its first and last lines taken out."""
    paragraphs = [
        Paragraph(kind, title_text(rows) if kind is Kind.SUBHEAD else text_of(rows), tuple(row.run for row in rows))
        for kind, rows in draft.rows
    ]
    if paragraphs and (jump := conventions.jump_from(paragraphs[0].text)):
        draft.jump_from = jump.page
        paragraphs[0] = _with_text(paragraphs[0], jump.rest)
    if paragraphs and (jump := conventions.jump_to(paragraphs[-1].text)):
        draft.jump_to = jump.page
        paragraphs[-1] = _with_text(paragraphs[-1], jump.rest)
    if len(paragraphs) > 1 and (name := conventions.signed(paragraphs[-1].text)):
        draft.bylines.append(name)
        draft.aside += paragraphs.pop().runs
    elif paragraphs and (signed := conventions.signature(paragraphs[-1].text)):
        text = paragraphs[-1].text.strip()
        draft.bylines.append(signed.group(0).strip("（）() 　"))
        paragraphs[-1] = _with_text(paragraphs[-1], text[: signed.start()].rstrip())
    paragraphs = [_with_text(each, conventions.without_jumps_here(each.text)) for each in paragraphs]
    aside = draft.aside + [run for paragraph in paragraphs if not paragraph.text for run in paragraph.runs]
    kept = tuple(paragraph for paragraph in paragraphs if paragraph.text)
    return Story(kept, "  ".join(dict.fromkeys(draft.bylines)), draft.jump_to, draft.jump_from, tuple(aside))


def _with_text(paragraph: Paragraph, text: str) -> Paragraph:
    return Paragraph(paragraph.kind, text, paragraph.runs)
