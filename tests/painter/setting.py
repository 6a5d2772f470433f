"""Setting one story in its place on the page, and writing down the truth about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter.columns import BodyStyle, Poured, draw, pour
from tests.painter.draft import Draft, DraftBlock
from tests.painter.head import Head, HeadStyle, across, upright
from tests.painter.story import Para, Story
from tests.painter.typeset import Unit, justify, line_end, units


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in a story's box. first and span: columns it covers (fractions of a column make the text run round it);
    top: where it stands between the top (0) and the foot (1) of its columns."""

    first: int
    span: float
    top: float
    height: int
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How a story is set in its box. mode: 'across', 'part' (over `over` columns, the others begin beside it),
    'right' or 'left' (upright at that side). gutter in pixels."""

    box: Box
    columns: int
    gutter: int
    style: BodyStyle
    head: HeadStyle
    mode: str = "across"
    over: int = 0
    photos: tuple[Photo, ...] = ()
    rules: bool = False
    frame: str | None = None

    @property
    def byline_in_column(self) -> bool:
        return not self.head.byline_above or self.mode in ("right", "left")


@dataclass(slots=True)
class Place:
    """A story's place after its head is drawn: the column slots in reading order, and the blocks drawn so far."""

    slots: list[Box]
    heads: list[DraftBlock] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)


def prepare(draft: Draft, story: Story, plan: Plan) -> Place:
    """Draw head and pictures and find the slots that are left for the text."""
    box, head = plan.box, Head(bottom=plan.box.top)
    tops = [box.top] * plan.columns
    if plan.mode in ("right", "left"):
        head, box = upright(draft, story, box, plan.head, plan.mode == "right", plan.frame)
    columns = column_boxes(box, plan.columns, plan.gutter)
    if plan.mode in ("across", "part"):
        over = plan.over if plan.mode == "part" else plan.columns
        wide = Box(box.left, box.top, columns[over - 1].right, box.bottom)
        head = across(draft, story, wide, plan.head, plan.frame, plan.head.byline_above)
        tops = [head.bottom if i < over else box.top for i in range(plan.columns)]
    slots = [[Box(c.left, top, c.right, c.bottom)] for c, top in zip(columns, tops, strict=True)]
    place = Place([], head.blocks)
    for photo, caption in zip(plan.photos, story.captions, strict=False):
        _set_photo(draft, photo, caption, slots, plan, place)
    place.slots = [slot for column in slots for slot in column if slot.height >= 2 * plan.style.leading]
    if plan.rules:
        _column_rules(draft, columns, tops, plan)
    return place


def column_boxes(box: Box, count: int, gutter: int) -> list[Box]:
    """The box cut into columns of one width, in whole pixels."""
    width = (box.width - (count - 1) * gutter) / count
    lefts = [round(box.left + i * (width + gutter)) for i in range(count)]
    return [Box(left, box.top, left + int(width), box.bottom) for left in lefts]


def _column_rules(draft: Draft, columns: Sequence[Box], tops: Sequence[int], plan: Plan) -> None:
    weight = max(1, draft.em // 20)
    for i in range(1, len(columns)):
        x = (columns[i - 1].right + columns[i].left) // 2
        rule = Box(x, max(tops[i - 1], tops[i]), x + weight, columns[i].bottom)
        if not any(rule.grow(2).overlap(p) for p in draft.pictures):
            draft.rule(rule, ink=60)


def _set_photo(draft: Draft, photo: Photo, caption: str, slots: list[list[Box]], plan: Plan, place: Place) -> None:
    """Draw a picture with its caption under it and take their room from the slots they cover."""
    em = draft.em
    left, right, last = _across(photo, slots, plan)
    highest = max(column[0].top for column in slots[photo.first : last + 1])
    foot = slots[photo.first][-1].bottom
    line = units(caption, "kai", max(14, round(em * 0.9)))
    deep = photo.height + round(em * 0.5) + len(_caption_rows(line, right - left)) * round(em * 1.2)
    top = highest + round(photo.top * (foot - highest - deep))
    box = Box(left, top, right, top + photo.height)
    made = _picture_with_caption(draft, box, line, photo.seed, plan.frame)
    place.heads.append(made)
    place.captions.append(caption)
    _cut(slots, Box(box.left, box.top - round(em * 0.6), box.right, made.box.bottom + round(em * 0.8)), plan)


def _across(photo: Photo, slots: list[list[Box]], plan: Plan) -> tuple[int, int, int]:
    """A picture's left and right edge, and the last column that it covers whole."""
    whole = int(photo.span)
    last = min(photo.first + max(whole, 1), len(slots)) - 1
    left, right = slots[photo.first][0].left, slots[last][0].right
    part = photo.span - whole
    if part > 0:
        extra = round(slots[0][0].width * part)
        right = left + extra if whole == 0 else right + plan.gutter + extra
    return left, right, last


def _picture_with_caption(draft: Draft, box: Box, line: Sequence[Unit], seed: int, frame: str | None) -> DraftBlock:
    em = draft.em
    draft.picture(box, seed)
    y = box.bottom + round(em * 0.35)
    lines = []
    for start, end in _caption_rows(line, box.width):
        lines.append(draft.set_line(justify(line[start:end], box.width, full=end < len(line)), box.left, y))
        y += round(em * 1.2)
    made = draft.block(Kind.CAPTION, Box(box.left, lines[0].box.top, box.right, lines[-1].box.bottom), lines, frame)
    draft.furniture.append(("caption", made))
    return made


def lone_photo(draft: Draft, box: Box, caption: str, seed: int) -> None:
    """A picture over the whole box but for its caption under it, belonging to no story."""
    line = units(caption, "kai", max(14, round(draft.em * 0.9)))
    rows = len(_caption_rows(line, box.width))
    deep = round(draft.em * 0.35) + rows * round(draft.em * 1.2)
    _picture_with_caption(draft, Box(box.left, box.top, box.right, box.bottom - deep), line, seed, None)


def _caption_rows(line: Sequence[Unit], width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start = 0
    while start < len(line):
        end = line_end(line, start, width)
        rows.append((start, end))
        start = end
    return rows


def _cut(slots: list[list[Box]], hole: Box, plan: Plan) -> None:
    """Take a hole out of the columns: above and below it remain slots, beside it a narrow one when eight
    characters fit."""
    for column in slots:
        column[:] = [piece for slot in column for piece in _around_hole(slot, hole, plan)]


def _around_hole(slot: Box, hole: Box, plan: Plan) -> list[Box]:
    if slot.overlap(hole) == 0:
        return [slot]
    least = 2 * plan.style.leading
    pieces = [Box(slot.left, slot.top, slot.right, hole.top)]
    air = round(plan.style.size * 0.8)
    for left, right in ((slot.left, hole.left - air), (hole.right + air, slot.right)):
        if right - left >= 6 * plan.style.size:
            pieces.append(Box(left, hole.top, right, hole.bottom))
    pieces.append(Box(slot.left, hole.bottom, slot.right, slot.bottom))
    return [p for p in pieces if p.height >= least]


def record(
    draft: Draft, story: Story, place: Place, poured: Poured, body: Sequence[DraftBlock], flow: Sequence[Para]
) -> None:
    """Add the story's truth to the page's."""
    told = [p for p in flow if p.kind not in (Kind.BYLINE, Kind.JUMP)]
    rows = [row for slot in poured.rows for row in slot]
    lines = [line for block in body for line in block.lines]
    said = [
        [line.text, line.box.as_list()]
        for row, line in zip(rows, lines, strict=True)
        if flow[row.para].kind not in (Kind.BYLINE, Kind.JUMP)
    ]
    boxes = [b.box for b in (*place.heads, *body)]
    draft.articles.append(
        {
            "title": story.title,
            "kicker": story.kicker,
            "subtitle": story.deck,
            "byline": story.byline or story.sign.strip("（）"),
            "paragraphs": [p.text for p in told],
            "paragraph_kinds": [p.kind.value for p in told],
            "breaks": [[before, after] for _, before, after in poured.breaks],
            "segments": [b.box.as_list() for b in body],
            "lines": said,
            "bbox": Box.around(boxes).as_list(),
            "dateline": story.dateline,
            "captions": list(place.captions),
            "jump_to": story.jump_to,
            "jump_from": story.jump_from,
            "truncated": story.truncated,
            "blocks": list(body),
            "heads": list(place.heads),
        }
    )


def finish_story(draft: Draft, story: Story, plan: Plan, place: Place, far: Sequence[Box] = ()) -> Poured:
    """Pour the text into the slots, and those of a far continuation, draw it and record the truth; ValueError when it
    does not fit."""
    flow = story.flow(plan.byline_in_column)
    slots = [*place.slots, *far]
    poured = pour(flow, slots, plan.style)
    if not poured.whole:
        raise ValueError(f"story “{story.title}” does not fit its place")
    body = draw(draft, poured, slots, Kind.BODY, plan.style, plan.frame)
    record(draft, story, place, poured, body, flow)
    return poured
