"""What stands on a page beside its stories: running head, masthead, credits, banner and the box that points to
other pages."""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft, DraftBlock
from tests.painter.typeset import justify, units


def set_text(
    draft: Draft, text: str, face: str, size: int, left: float, top: int, kind: Kind, spread: float = 0.0
) -> DraftBlock:
    """One line as a block of its own; spread: extra pixels after each character."""
    line = units(text, face, size)
    measure = sum(u.width for u in line) + spread * (len(line) - 1)
    set_ = draft.set_line(justify(line, measure, full=True), left, top)
    return draft.block(kind, set_.box, [set_])


def text_width(text: str, face: str, size: int) -> float:
    return sum(u.width for u in units(text, face, size))


def running_head(
    draft: Draft,
    box: Box,
    paper: str,
    texts: Sequence[str],
    number: str,
    scale: float = 1.8,
    spread: float = 0.0,
    weight: float = 0.1,
) -> int:
    """Section and date at one side, paper and page number at the other, a rule under them; returns where stories begin.

    scale: the number's size in em; spread: em between the characters of the paper's name; weight: of the rule, in em.
    """
    em = draft.em
    size, big, name = max(14, em), round(em * scale), round(em * 1.3)
    base = box.top + big
    x: float = box.left
    for text in texts:
        made = set_text(draft, text, "hei-light", size, x, base - size, Kind.RUNNING_HEAD)
        draft.furniture.append(("header", made))
        x = made.box.right + 3 * em
    wide = text_width(number, "hei", big)
    made = set_text(draft, number, "hei", big, box.right - wide, base - big, Kind.PAGE_NUMBER)
    draft.furniture.append(("header", made))
    left = box.right - wide - em - text_width(paper, "kai", name) - spread * em * (len(paper) - 1)
    made = set_text(draft, paper, "kai", name, left, base - name, Kind.RUNNING_HEAD, spread * em)
    draft.furniture.append(("header", made))
    y = base + round(em * 0.5)
    draft.rule(Box(box.left, y, box.right, y + max(2, round(em * weight))))
    return y + max(2, round(em * weight)) + round(em * 1.2)


def masthead(
    draft: Draft, box: Box, paper: str, facts: Sequence[str], scale: float = 5.0, face: str = "song-bold"
) -> int:
    """The head of a front page: the paper's name large, its date and numbers spread under it, a heavy rule."""
    em = draft.em
    size = min(round(em * scale), round(box.width / (len(paper) * 1.3 + 6)))
    spread = size * 0.12
    left = box.left + (box.width - text_width(paper, face, size) - spread * (len(paper) - 1)) / 2
    draft.furniture.append(("masthead", set_text(draft, paper, face, size, left, box.top, Kind.MASTHEAD, spread)))
    small = max(14, round(em * 0.85))
    y = box.top + round(size * 1.25)
    widths = [text_width(text, "hei-light", small) for text in facts]
    gap = max(float(em), (box.width - sum(widths)) / max(1, len(facts) - 1))
    x: float = box.left
    for text, width in zip(facts, widths, strict=True):
        if x + width <= box.right + 1:
            draft.furniture.append(("header", set_text(draft, text, "hei-light", small, x, y, Kind.RUNNING_HEAD)))
        x += width + gap
    y += small + round(em * 0.5)
    weight = max(3, round(em * 0.16))
    draft.rule(Box(box.left, y, box.right, y + weight))
    return y + weight + round(em * 1.2)


def credits(draft: Draft, texts: Sequence[str], left: int, right: int, top: int) -> int:
    """Credits at the foot, one under the other, from left on but not beyond right; returns the row of pixels under
    them."""
    size = max(14, round(draft.em * 0.9))
    left = min(left, right - int(max(text_width(text, "hei-light", size) for text in texts)) - 1)
    for text in texts:
        draft.furniture.append(("credit", set_text(draft, text, "hei-light", size, left, top, Kind.CREDIT)))
        top += round(size * 1.4)
    return top


def guide(draft: Draft, box: Box, entries: Sequence[tuple[str, int]]) -> None:
    """A framed 导读 box: short titles with the pages they stand on."""
    em = draft.em
    frame = draft.frame(box, max(2, em // 14), tint=None)
    y = box.top + round(em * 0.8)
    title = "导读"
    size = round(em * 1.4)
    line = draft.set_line(
        justify(units(title, "hei", size), box.width, full=False), box.left + (box.width - 2 * size) / 2, y
    )
    heads = [draft.block(Kind.OTHER, line.box, [line], frame)]
    y += round(size * 1.5)
    lines = []
    for text, page in entries:
        whole = f"{text} {page}版"
        lines.append(draft.set_line(justify(units(whole, "hei-light", em), box.width, full=False), box.left + em, y))
        y += round(em * 1.6)
    heads.append(
        draft.block(
            Kind.OTHER, Box(box.left + em, lines[0].box.top, box.right - em, lines[-1].box.bottom), lines, frame
        )
    )
    for made in heads:
        draft.furniture.append(("guide", made))
    draft.optional.append(title + "".join(line.text for line in lines))
