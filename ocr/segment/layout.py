"""The stage put together: a normalised page in, its layout out."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.geometry import Box, Direction
from ocr.page import Block, Frame, Kind, Layout, Line, PageImage, Separator
from ocr.segment.across import find_across
from ocr.segment.blocks import Found, Stack, stack_lines
from ocr.segment.captions import with_last_rows
from ocr.segment.codes import find_codes
from ocr.segment.columns import bridged, find_gutters, long_gutters, prolonged, slim_gutters, supported
from ocr.segment.dirt import is_dirt
from ocr.segment.display import DisplayLine, find_display
from ocr.segment.folds import find_folds, without_folds
from ocr.segment.frames import find_frames, innermost
from ocr.segment.heads import join_heads, promote
from ocr.segment.heavy import heavy_rows
from ocr.segment.hints import with_hints
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, bar, enlarge, label, reduce, tight
from ocr.segment.kinds import head_row, kind_of, without_plain
from ocr.segment.lines import find_lines, trimmed
from ocr.segment.marks import with_marks
from ocr.segment.measure import glyph_height, stroke
from ocr.segment.ordinary import among_text
from ocr.segment.ornaments import find_ornaments
from ocr.segment.parting import parted
from ocr.segment.pictures import find_pictures, inside_any, is_grey_bar, is_tone
from ocr.segment.residue import find_residue
from ocr.segment.runins import RunIn, with_run_ins
from ocr.segment.separators import DOTS, GAP, find_separators, unbroken, without_strokes
from ocr.segment.sizes import settled
from ocr.segment.touching import body_stroke, part_glyphs
from ocr.segment.walk import BAND_CORRIDOR, CORRIDOR

TALL_WHITE = 9.0  # em; white so tall parts two headlines that stand side by side
LONG_ROW = 3  # glyphs in a line of heavy type that no picture is as long and as low as
LARGER_ROW = 1.5  # times a would-be picture's area that a line of display type has of which it is a part
DOWN_ROW = 1.0  # the same on a vertical page, where heads are a few heavy glyphs
DUST = 0.08  # em; components smaller both ways are dirt
SPECK = 0.22  # em; those smaller both ways, with nothing around, are dirt too: no obstacle in a gutter
AROUND = 0.35  # em
ON_RULE = 0.8  # em; a line's end lies on a rule when no more of it is past the rule
SHORT_LINE = 2.0  # em; shorter lines are left as they are
LEAST = 0.45  # em; no mark stands in a line by itself, and other characters are larger one way


def segment(image: PageImage, ink: Ink, *, turned: bool = False) -> Layout:
    """Find what stands where on a normalised page (dark text on white, upright, em measured).

    ink: its own ink; turned: the page is a vertical one that was turned against the clock, so that its glyphs lie on
    their backs. A page on which no line is found gives a layout without blocks.
    """
    rules, rule_mask = find_separators(ink)
    if folds := find_folds(rules, ink):
        ink = label(without_folds(ink.mask, folds, ink.em), ink.em)
        rules, rule_mask = find_separators(ink)
    waves, wave_mask = find_ornaments(ink, rule_mask)
    rules, rule_mask = rules + waves, rule_mask | wave_mask
    ink = part_glyphs(ink)
    residue = find_residue(ink, turned=turned)
    pictures, display = _large(image, ink, rule_mask, residue, turned=turned)
    # the ink of a dotted rule is as grey, on average, as a picture's edge
    bars = tuple(r for r in rules if r not in waves and is_grey_bar(image.gray, r.box, ink.em))
    rules, pictures = tuple(r for r in rules if r not in bars), pictures + tuple(r.box for r in bars)
    lines = [Found(d.box, d.size, True, d.direction) for d in display]
    lines = with_marks(lines + _body(ink, rule_mask, pictures, display, residue, turned=turned), rules, ink.em)
    lines = [x for x in lines if not (_dirt(x, ink.em) or (not x.display and is_dirt(ink, x.box)))]
    if turned:
        lines = [_off_rules(x, rules, ink) for x in lines]
    pictures += tuple(x.box for x in lines if is_tone(image.gray, x.box))
    lines = [x for x in lines if not is_tone(image.gray, x.box)]
    lines = among_text(lines, lambda box: glyph_height(box, ink.mask, ink.em), lambda box: stroke(ink.mask, box))
    lines = settled(lines, ink.em)
    lines = [replace(x, stroke=stroke(ink.mask, x.box)) for x in promote(lines)]
    lines = join_heads(lines, rules, ink.em, turned=turned)
    rules = tuple(r for r in rules if not any(p.grow(round(ink.em / 2)).contains(r.box) for p in pictures))
    lines, inside = with_run_ins(lines, ink.mask, ink.em) if turned else (lines, [])
    return _layout(image, rules, pictures, lines, inside, turned=turned)


def _off_rules(line: Found, rules: tuple[Separator, ...], ink: Ink) -> Found:
    """A line of a vertical page drawn in from the rule that it begins or ends on: what print left of a frame's wave
    beside the rule stands at a glyph's distance from a head that begins there, and would be read as 一."""
    box = line.box
    if line.direction is not Direction.HORIZONTAL or box.width < SHORT_LINE * ink.em:
        return line
    crossing = [
        r.box
        for r in rules
        if r.direction is Direction.VERTICAL and r.box.overlap_y(box) >= 0.9 * box.height and r.box.overlap_x(box) > 0
    ]
    left = max((r.right for r in crossing if r.right - box.left <= ON_RULE * ink.em), default=box.left)
    right = min((r.left for r in crossing if box.right - r.left <= ON_RULE * ink.em), default=box.right)
    return replace(line, box=tight(replace(box, left=left, right=right), ink.mask))


def _dirt(line: Found, em: float) -> bool:
    """Whether a line is smaller than any character that stands in a line by itself."""
    return not line.display and max(line.box.width, line.box.height) < LEAST * em


def _large(
    image: PageImage, ink: Ink, rule_mask: Mask, residue: NDArray[np.bool_], *, turned: bool
) -> tuple[tuple[Box, ...], list[DisplayLine]]:
    """Pictures and display type, told apart: heavy headline glyphs look like small pictures, but stand in a row.

    The heads of a vertical page's bands stand one under the other, an em or two apart, however large their type is:
    there a corridor parts them though it is narrow beside their glyphs.
    """
    codes = find_codes(ink)
    certain, doubtful = find_pictures(image.gray, ink, rule_mask)
    certain, doubtful = (*certain, *codes), tuple(p for p in doubtful if not any(c.overlap(p) for c in codes))
    factor = max(1, round(ink.em / 14))
    whole = reduce(ink.mask & ~rule_mask, factor)
    corridors = find_gutters(whole, ink.em / factor, height=TALL_WHITE)
    if turned:
        corridors = prolonged(corridors, whole, ink.em / factor)
    walls = np.maximum(
        rule_mask, enlarge(np.minimum(corridors, BAND_CORRIDOR if turned else CORRIDOR), factor, ink.mask.shape)
    )
    ruled = np.bincount(ink.labels[rule_mask > 0], minlength=len(ink.parts)) > 0.5 * ink.parts[:, 4]
    usable = ~inside_any(ink.parts, certain) & ~ruled & ~residue
    across: list[DisplayLine] = []
    body = body_stroke(ink)
    if turned and body is not None:
        across = find_across(ink, usable, walls, body)
        usable[[part for line in across for part in line.parts]] = False
        across += heavy_rows(ink, usable, walls, body)
        usable[[part for line in across for part in line.parts]] = False
    display = across + find_display(ink, usable, walls, body)
    heads = [line for line in display if line.glyphs >= LONG_ROW]
    pictures = certain + tuple(
        p
        for p in doubtful
        if not any(_row_of(x, p, DOWN_ROW if turned else LARGER_ROW) for x in display)
        and not (turned and any(_same(x, p) for x in heads))
    )
    kept = [d for d in display if not any(p.overlap(d.box) > 0.5 * d.box.area for p in pictures)]
    return pictures, kept


def _row_of(line: DisplayLine, picture: Box, larger: float) -> bool:
    """Whether a would-be picture is a part of a line of display type, larger so many times."""
    part = line.box.overlap(picture) > 0.6 * picture.area
    return line.glyphs >= LONG_ROW and part and line.box.area > larger * picture.area


def _same(line: DisplayLine, picture: Box) -> bool:
    """Whether a would-be picture is a whole line of heavy type, many times as long as it is high."""
    long = max(picture.width, picture.height) >= LONG_ROW * min(picture.width, picture.height)
    return long and line.box.overlap(picture) > 0.8 * picture.area


def _body(
    ink: Ink,
    rule_mask: Mask,
    pictures: tuple[Box, ...],
    display: list[DisplayLine],
    residue: NDArray[np.bool_],
    *,
    turned: bool,
) -> list[Found]:
    """Lines of body-sized type in what the larger things leave over."""
    chosen = ~inside_any(ink.parts, pictures) & ~residue
    chosen &= np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT]) > DUST * ink.em
    for line in display:
        chosen[list(line.parts)] = False
        chosen[_inside(ink.parts, line.box)] = False
    factor = max(1, round(ink.em / 14))
    type_ = ink.pixels(chosen) & ~rule_mask
    text = reduce(type_, factor)
    obstacles = reduce(ink.pixels(chosen & ~_specks(ink, chosen)) & ~rule_mask, factor)
    for line in display:
        b = line.box
        obstacles[b.top // factor : -(-b.bottom // factor), b.left // factor : -(-b.right // factor)] = 255
    corridors = find_gutters(obstacles, ink.em / factor)
    corridors |= slim_gutters(obstacles, text, ink.em / factor)
    gutters = supported(bridged(corridors, obstacles, ink.em / factor), text, ink.em / factor)
    if turned:
        gutters = prolonged(gutters, text, ink.em / factor)
    rules = reduce(rule_mask, factor)
    if turned:
        rules = unbroken(rules, GAP * ink.em / factor)
        firm = rules | long_gutters(gutters, ink.em / factor)
    else:  # in its tables and rolls of names white goes on for as long inside the rows
        firm = unbroken(without_strokes(rules, ink.em / factor), DOTS * ink.em / factor)
        rules = rules | firm
    found = find_lines(text, gutters | rules, firm, ink.em / factor)
    boxes = [Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor) for b in found]
    whole = parted([part for box in boxes if (part := trimmed(box, type_, ink.em)).area], type_, ink.em)
    return [Found(box, glyph_height(box, type_, ink.em)) for box in whole]


def _inside(parts: NDArray[np.int32], box: Box) -> NDArray[np.bool_]:
    """Which components lie inside a line of display type: strokes of its glyphs that it did not need to grow."""
    right, bottom = parts[:, LEFT] + parts[:, WIDTH], parts[:, TOP] + parts[:, HEIGHT]
    level = (parts[:, TOP] >= box.top) & (bottom <= box.bottom)
    return np.asarray(level & (parts[:, LEFT] >= box.left) & (right <= box.right))


def _specks(ink: Ink, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Small components with nothing larger around, which a dot of a glyph or a full stop has."""
    small = np.maximum(ink.parts[:, WIDTH], ink.parts[:, HEIGHT]) <= SPECK * ink.em
    near = cv2.dilate(ink.pixels(chosen & ~small), bar(2 * AROUND * ink.em, 2 * AROUND * ink.em))
    at = np.flatnonzero(cv2.bitwise_and(ink.pixels(small), near))
    return np.asarray(small & (np.bincount(ink.labels.ravel()[at], minlength=len(ink.parts)) == 0))


def _layout(
    image: PageImage,
    rules: tuple[Separator, ...],
    pictures: tuple[Box, ...],
    lines: list[Found],
    inside: list[RunIn],
    *,
    turned: bool,
) -> Layout:
    """Blocks with ids and kinds, and the layout around them. inside: subheads in the lines of their text."""
    flat = [line for line in lines if line.direction is Direction.HORIZONTAL]
    upright = [Stack((line,), line.box) for line in lines if line.direction is Direction.VERTICAL]
    subheads, under = [x.stacks[0] for x in inside], [x.stacks[1] for x in inside]
    stacks = stack_lines(flat, rules, image.em, turned=turned) + upright + subheads + under
    stacks.sort(key=lambda s: (s.box.top, s.box.left))
    frames = find_frames(rules, image.panels, image.em)
    stacks = [part for stack in stacks for part in _by_frame(stack, frames)]
    em = _body_em(stacks, image.em)
    head = head_row(rules, image.size, stacks)
    kinds = [kind_of(stack, em, head, stacks, pictures) for stack in stacks]
    stacks, kinds = without_plain(stacks, kinds, em) if turned else (stacks, kinds)
    kinds = with_hints(stacks, kinds, em)
    kinds = [
        Kind.SUBHEAD if s in subheads else Kind.BODY if s in under else k for s, k in zip(stacks, kinds, strict=True)
    ]
    stacks, kinds = with_last_rows(stacks, kinds, em)
    blocks = [
        _block(stack, f"b{n:03d}", kind, innermost(stack.box, frames))
        for n, (stack, kind) in enumerate(zip(stacks, kinds, strict=True), 1)
    ]
    return Layout(image.size, em, tuple(blocks), rules, frames, pictures)


def _by_frame(stack: Stack, frames: tuple[Frame, ...]) -> list[Stack]:
    """A stack taken apart where its lines stand in different frames, as a tag on a panel's rim and the text over it."""
    groups = [tuple(group) for _, group in groupby(stack.lines, lambda line: innermost(line.box, frames))]
    if len(groups) == 1:
        return [stack]
    around = [Box.around(line.box for line in group) for group in groups]
    own = [len(group) * 2 > len(stack.lines) for group in groups]
    return [
        Stack(group, replace(stack.box, top=box.top, bottom=box.bottom) if most else box)
        for group, box, most in zip(groups, around, own, strict=True)
    ]


def _block(stack: Stack, name: str, kind: Kind, frame: str | None) -> Block:
    lines = tuple(Line(f"{name}-l{n:03d}", line.box, line.em, line.direction) for n, line in enumerate(stack.lines, 1))
    return Block(name, kind, stack.box, lines, stack.lines[0].direction, frame)


def _body_em(stacks: list[Stack], guess: float) -> float:
    """The height of body type: the median over the lines of segments of three lines and more, by their length."""
    sizes = [(line.em, line.box.width) for s in stacks if not s.display and len(s.lines) >= 3 for line in s.lines]
    if not sizes:
        return guess
    sizes.sort()
    weights = np.cumsum([w for _, w in sizes])
    return float(sizes[int(np.searchsorted(weights, weights[-1] / 2))][0])
