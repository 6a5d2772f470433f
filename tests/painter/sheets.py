"""Pages set by hand: a sheet file says which story stands where, and the painter sets it.

A sheet (TOML) has `[page]` with the sizes, `[[story]]` with the words, and `[[band]]`s from top to bottom. A band is
cut into `[[band.stack]]`s side by side over basic columns first..last, each a list of story names, one under the
other. A story is as high as it must be, or `lines` high; `rest:NAME` is where the rest of a story stands that has not
enough room.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ocr.geometry import Box
from ocr.page import Kind
from tests.painter import furnish
from tests.painter.columns import BodyStyle, draw, pour
from tests.painter.draft import Draft
from tests.painter.head import HeadStyle
from tests.painter.page import Painted
from tests.painter.setting import Photo, Place, Plan, column_boxes, finish_story, prepare, record
from tests.painter.slices import Grid
from tests.painter.story import Para, Story

TALL = 400
"""Lines of a sheet before it is cut to what was set on it."""


@dataclass(slots=True)
class Set:
    """A story whose head is drawn; its text waits until the room for its rest is known."""

    story: Story
    plan: Plan
    place: Place
    far: list[Box] = field(default_factory=list)


def paint_sheet(path: Path) -> Painted:
    """The page that a sheet file describes; KeyError and ValueError for a sheet that names what is not there or
    does not fit."""
    return _Setter(tomllib.loads(path.read_text(encoding="utf-8"))).paint()


def read_story(words: dict[str, Any]) -> Story:
    """A story from a sheet: one paragraph a line of `text`, subheads marked by ##, the dateline given apart."""
    dateline = words.get("dateline", "")
    paras: list[Para] = []
    for line in words["text"].strip().splitlines():
        if line.startswith("## "):
            paras.append(Para(line[3:], Kind.SUBHEAD))
        else:
            lead = dateline if not paras else ""
            paras.append(Para(lead + line, Kind.BODY, len(lead)))
    plain = {
        key: words[key] for key in ("title", "kicker", "deck", "byline", "sign", "jump_to", "jump_from") if key in words
    }
    captions = tuple(photo["caption"] for photo in words.get("photo", ()))
    return Story(paragraphs=tuple(paras), captions=captions, truncated=words.get("truncated", False), **plain)


class _Setter:
    def __init__(self, sheet: dict[str, Any]) -> None:
        page = sheet["page"]
        self.sheet, self.page = sheet, page
        self.em: int = page["em"]
        self.leading: int = page["leading"]
        self.gutter = round(page["gutter"] * self.em)
        self.grid = Grid(page["margin"], page["columns"], page["chars"] * self.em, self.gutter, self.leading)
        self.right = self.grid.span(0, page["columns"], 0, 1).right
        self.draft = Draft((self.right + page["margin"], TALL * self.leading), self.em)
        self.gap: int = round(page.get("gap", 1.8) * self.em)
        self.words = {story["name"]: story for story in sheet["story"]}
        self.set: dict[str, Set] = {}

    def paint(self) -> Painted:
        top = self._top()
        for band in self.sheet["band"]:
            top = self._band(band, top)
        for done in self.set.values():
            finish_story(self.draft, done.story, done.plan, done.place, done.far)
        foot = furnish.credits(self.draft, self.page["credits"], self.grid.left, self.right, top)
        size = (self.draft.size[0], foot + self.page["margin"] // 2)
        self.draft.image = self.draft.image.crop((0, 0, *size))
        self.draft.size = size
        return self.draft.finish()

    def _top(self) -> int:
        page, box = self.page, Box(self.grid.left, self.page["margin"], self.right, 10**6)
        if "masthead" in page:
            top = furnish.masthead(self.draft, box, page["masthead"], page["facts"])
        else:
            top = furnish.running_head(self.draft, box, page["paper"], page["heading"], page["number"])
        return self._banner(top) if "banner" in page else top

    def _banner(self, top: int) -> int:
        em, page = self.em, self.page
        size = round(page.get("banner_size", 3) * em)
        left = (self.grid.left + self.right - size * len(page["banner"])) / 2
        made = furnish.set_text(self.draft, page["banner"], "song-bold", size, left, top, Kind.BANNER)
        y = top + round(size * 1.35)
        inner = Box(self.grid.left + 3 * em, y, self.right - 3 * em, 10**6)
        style = BodyStyle(em, self.leading, face="kai")
        story = Story(page["banner"], (Para(page["note"], Kind.NOTE),), sign=page.get("note_sign", ""))
        poured = pour(story.flow(), [inner], style)
        body = draw(self.draft, poured, [inner], Kind.NOTE, style, None)
        record(self.draft, story, Place([inner], [made]), poured, body, story.flow())
        y = body[0].box.bottom + round(em * 0.8)
        self.draft.rule(Box(self.grid.left, y, self.right, y + max(1, em // 14)))
        return y + em

    def _band(self, band: dict[str, Any], top: int) -> int:
        bottom = max(self._stack(stack, top) for stack in band["stack"])
        weight = max(1, self.em // 18)
        if band.get("rules", True):
            for stack in band["stack"][1:]:
                x = self.grid.span(stack["first"], stack["last"], 0, 1).left - self.gutter // 2
                self.draft.rule(Box(x, top, x + weight, bottom))
            if band is not self.sheet["band"][-1]:
                y = bottom + self.gap // 2
                self.draft.rule(Box(self.grid.left, y, self.right, y + weight))
        return bottom + self.gap

    def _stack(self, stack: dict[str, Any], top: int) -> int:
        bottom = top
        for count, name in enumerate(stack["stories"]):
            if count:
                box = self.grid.span(stack["first"], stack["last"], 0, 1)
                y = bottom + self.gap // 2
                if stack.get("rules", True):
                    self.draft.rule(Box(box.left, y, box.right, y + max(1, self.em // 18)))
                top = bottom + self.gap
            box = self.grid.span(stack["first"], stack["last"], top, TALL * self.leading)
            bottom = self._rest(name[5:], box, stack) if name.startswith("rest:") else self._story(name, box)
        return bottom

    def _story(self, name: str, box: Box) -> int:
        """Set a story at the top of a box; returns its foot. Frames and white panels close round it."""
        words, em = self.words[name], self.em
        framed = words.get("frame")
        outer = box
        if framed:
            box = box.grow(-round(em * 1.1))
        if "lines" in words:
            box = Box(box.left, box.top, box.right, box.top + words["lines"] * self.leading)
        if framed:
            outer = Box(outer.left, outer.top, outer.right, box.bottom + round(em * 0.9))
            tint = {"box": None, "tint": 228}[framed]
        frame = self.draft.frame(outer, max(1, em // 14), tint) if framed else None
        plan = self._plan(words, box, frame)
        place = prepare(self.draft, read_story(words), plan)
        done = Set(read_story(words), plan, place)
        if not framed and "lines" not in words:
            self._shrink(done)
        self.set[name] = done
        return outer.bottom if framed else max(slot.bottom for slot in place.slots)

    def _plan(self, words: dict[str, Any], box: Box, frame: str | None) -> Plan:
        em = self.em
        style = BodyStyle(
            em, self.leading, words.get("face", "song"), subhead_centred=words.get("subheads", "centre") == "centre"
        )
        head = HeadStyle(
            round(words.get("size", 2) * em),
            words.get("head_face", "hei"),
            words.get("align", "centre"),
            words.get("kicker_style", "plain"),
            byline_above=words.get("byline_above", True),
            most=words.get("most", 2),
        )
        photos = tuple(
            Photo(p["first"], float(p["span"]), float(p.get("top", 0)), round(p["height"] * self.leading), p["seed"])
            for p in words.get("photo", ())
        )
        mode = words.get("mode", "across")
        return Plan(box, words["columns"], self.gutter, style, head, mode, words.get("over", 0), photos, frame=frame)

    def _shrink(self, done: Set) -> None:
        """Lower the slots' foot to the least at which the whole text fits."""
        plan = done.plan
        flow = done.story.flow(plan.byline_in_column)
        tops = [slot.top for slot in done.place.slots]
        bottom = max(tops) + 2 * self.leading
        while True:
            slots = [Box(s.left, s.top, s.right, bottom) for s in done.place.slots]
            if pour(flow, slots, plan.style).whole:
                done.place.slots = slots
                return
            bottom += max(1, self.leading // 4)

    def _rest(self, name: str, box: Box, stack: dict[str, Any]) -> int:
        """Room for what a story could not hold: as many columns as the stack is wide, as high as needed."""
        done = self.set[name]
        flow = done.story.flow(done.plan.byline_in_column)
        columns = column_boxes(box, stack["last"] - stack["first"], self.gutter)
        bottom = box.top + self.leading
        while True:
            far = [replace(column, bottom=bottom) for column in columns]
            if pour(flow, [*done.place.slots, *far], done.plan.style).whole:
                done.far = far
                return bottom
            bottom += self.leading
