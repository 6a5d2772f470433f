"""What stands on a page beside its stories: running head, masthead, credits, banner and the box that points to other pages."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.draft import Draft, DraftBlock
from tests.painter.typeset import justify, units

PAPERS = ("禾川日报", "云渡晚报", "澄江湾日报", "柳岸时报", "望潮新报", "青禾周报")
WEEKDAYS = "一二三四五六日"
NUMERALS = "零一二三四五六七八九十"


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


def date_line(rng: random.Random) -> str:
    return f"{rng.randint(1995, 2026)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 星期{rng.choice(WEEKDAYS)}"


def running_head(draft: Draft, rng: random.Random, box: Box, paper: str, section: str, page: int) -> int:
    """Section and date at one side, paper and page number at the other, a rule under them; returns where stories may begin."""
    em = draft.em
    size = max(14, round(em * rng.choice((0.9, 1.0, 1.1))))
    big = round(em * rng.choice((1.4, 1.8, 2.2)))
    base = box.top + big
    number = str(page) if rng.random() < 0.5 else (f"第{page}版" if rng.random() < 0.5 else f"{page:02d}")
    date = date_line(rng)
    texts = [section + " " + date] if rng.random() < 0.5 else [section, date]
    x: float = box.left
    for text in texts:
        made = set_text(draft, text, "hei-light", size, x, base - size, Kind.RUNNING_HEAD)
        draft.furniture.append(("header", made))
        x = made.box.right + 3 * em
    wide = text_width(number, "hei", big)
    made = set_text(draft, number, "hei", big, box.right - wide, base - big, Kind.PAGE_NUMBER)
    draft.furniture.append(("header", made))
    name = round(em * 1.3)
    spread = rng.choice((0.0, em * 0.6))
    left = box.right - wide - em - text_width(paper, "kai", name) - spread * (len(paper) - 1)
    draft.furniture.append(
        ("header", set_text(draft, paper, "kai", name, left, base - name, Kind.RUNNING_HEAD, spread))
    )
    weight = max(2, round(em * rng.choice((0.06, 0.1, 0.16))))
    draft.rule(Box(box.left, base + round(em * 0.5), box.right, base + round(em * 0.5) + weight))
    return base + round(em * 0.5) + weight + round(em * 1.2)


def masthead(draft: Draft, rng: random.Random, box: Box, paper: str) -> int:
    """The head of a front page: the paper's name large, its date and numbers beside or under it, a heavy rule."""
    em = draft.em
    size = min(round(em * rng.uniform(4.0, 5.5)), round(box.width / (len(paper) * 1.3 + 6)))
    spread = size * 0.12
    wide = text_width(paper, "kai", size) + spread * (len(paper) - 1)
    left = box.left + (box.width - wide) / 2
    made = set_text(draft, paper, rng.choice(("kai", "song-bold")), size, left, box.top, Kind.MASTHEAD, spread)
    draft.furniture.append(("masthead", made))
    small = max(14, round(em * 0.85))
    y = box.top + round(size * 1.25)
    issue = rng.randint(1200, 19000)
    texts = (
        date_line(rng),
        f"第{issue}号 今日{rng.choice('四八')}版",
        f"国内统一刊号CN{rng.randint(10, 65)}—{rng.randint(1000, 9999):04d}",
    )
    widths = [text_width(t, "hei-light", small) for t in texts]
    gap = max(float(em), (box.width - sum(widths)) / 2)
    x: float = box.left
    for text, width in zip(texts, widths, strict=True):
        if x + width <= box.right + 1:
            draft.furniture.append(("header", set_text(draft, text, "hei-light", small, x, y, Kind.RUNNING_HEAD)))
        x += width + gap
    y += small + round(em * 0.5)
    weight = max(3, round(em * 0.16))
    draft.rule(Box(box.left, y, box.right, y + weight))
    return y + weight + round(em * 1.2)


def credits(draft: Draft, texts: Sequence[str], left: int, right: int, top: int) -> int:
    """Credits at the foot, one under the other, from left on but not beyond right; returns the row of pixels under them."""
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
