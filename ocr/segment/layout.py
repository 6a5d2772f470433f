"""The stage put together: a normalised page in, its layout out."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

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
from ocr.segment.hints import with_hints
from ocr.segment.ink import HEIGHT, LEFT, TOP, WIDTH, Ink, Mask, bar, enlarge, label, reduce, tight
from ocr.segment.kinds import head_row, kind_of
from ocr.segment.lines import find_lines, trimmed
from ocr.segment.ordinary import among_text
from ocr.segment.ornaments import find_ornaments
from ocr.segment.parting import parted
from ocr.segment.pictures import find_pictures, inside_any, is_grey_bar, is_tone
from ocr.segment.separators import find_separators, unbroken
from ocr.segment.sizes import settled
from ocr.segment.touching import body_stroke, part_glyphs
from ocr.segment.walk import BAND_CORRIDOR, CORRIDOR

TALL_WHITE = 9.0  # em; white so tall parts two headlines that stand side by side
HAIR = 0.2  # em
INK_OF_CELL = 0.94  # measured on Song and Hei faces: the part of a cell's height that most glyphs fill
WAVER = 6.0  # em; a line is measured in pieces so long
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
    residue = _residue(ink, turned=turned)
    pictures, display = _large(image, ink, rule_mask, residue, turned=turned)
    # the ink of a dotted rule is as grey, on average, as a picture's edge
    bars = tuple(r for r in rules if r not in waves and is_grey_bar(image.gray, r.box, ink.em))
    rules, pictures = tuple(r for r in rules if r not in bars), pictures + tuple(r.box for r in bars)
    lines = [Found(d.box, d.size, True, d.direction) for d in display]
    lines = _with_marks(lines + _body(ink, rule_mask, pictures, display, residue, turned=turned))
    lines = [x for x in lines if not (_dirt(x, ink.em) or (not x.display and is_dirt(ink, x.box)))]
    if turned:
        lines = [_off_rules(x, rules, ink) for x in lines]
    pictures += tuple(x.box for x in lines if is_tone(image.gray, x.box))
    lines = [x for x in lines if not is_tone(image.gray, x.box)]
    lines = among_text(lines, lambda box: _glyph_height(box, ink.mask, ink.em), lambda box: _stroke(ink.mask, box))
    lines = settled(lines, ink.em)
    lines = [replace(x, stroke=_stroke(ink.mask, x.box)) for x in promote(lines)]
    lines = join_heads(lines, rules, ink.em, turned=turned)
    rules = tuple(r for r in rules if not any(p.grow(round(ink.em / 2)).contains(r.box) for p in pictures))
    return _layout(image, rules, pictures, lines, turned=turned)


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
    if turned and (stroke := body_stroke(ink)) is not None:
        across = find_across(ink, usable, walls, stroke)
        usable[[part for line in across for part in line.parts]] = False
    display = across + find_display(ink, usable, walls)
    heads = [line for line in display if line.glyphs >= LONG_ROW]
    pictures = certain + tuple(
        p
        for p in doubtful
        if not any(_row_of(x, p, DOWN_ROW if turned else LARGER_ROW) for x in display)
        and not (turned and any(_same(x, p) for x in heads))
        and not (turned and any(_same(x, p) for x in heads))
    )
    kept = [d for d in display if not any(p.overlap(d.box) > 0.5 * d.box.area for p in pictures)]
    return pictures, kept


def _residue(ink: Ink, *, turned: bool) -> NDArray[np.bool_]:
    """Upright hairs: what a broken or faint column rule leaves. No mark of horizontal text is so thin and so tall.

    On a turned page the strokes of 一, 二 and 三 are: those that stand beside glyphs as tall as themselves.
    """
    tall = ink.parts[:, HEIGHT]
    hairs = (ink.parts[:, WIDTH] < HAIR * ink.em) & (tall > 6 * ink.parts[:, WIDTH]) & (tall > 1.1 * ink.em)
    if turned:
        for hair in np.flatnonzero(hairs):
            hairs[hair] = not _beside_glyphs(ink.parts, int(hair))
    return np.asarray(hairs)


def _beside_glyphs(parts: NDArray[np.int32], hair: int) -> bool:
    """Whether a hair has a glyph near it, before or after it in its line, that is about as high as the hair is."""
    left, top, wide, high = (int(v) for v in parts[hair, :4])
    gap = np.maximum(parts[:, LEFT] - left - wide, left - parts[:, LEFT] - parts[:, WIDTH])
    shared = np.minimum(parts[:, TOP] + parts[:, HEIGHT], top + high) - np.maximum(parts[:, TOP], top)
    alike = (parts[:, HEIGHT] > 0.7 * high) & (parts[:, HEIGHT] < 1.5 * high) & (parts[:, WIDTH] > 0.3 * high)
    return bool((alike & (parts[:, WIDTH] < 1.6 * high) & (gap < 1.2 * high) & (shared > 0.7 * high)).any())


def _stroke(mask: Mask, box: Box) -> float:
    """Mean thickness of the strokes in a box, in pixels: twice their area over the length of their outline."""
    view = mask[box.top : box.bottom, box.left : box.right]
    outline = np.count_nonzero(view) - np.count_nonzero(cv2.erode(view, np.ones((3, 3), np.uint8)))
    return 2.0 * int(np.count_nonzero(view)) / max(1, int(outline))


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
    firm = np.zeros_like(rules)
    if turned:  # in a horizontal page's tables and rolls of names white goes on for as long inside the rows
        rules = unbroken(rules, ink.em / factor)
        firm = rules | long_gutters(gutters, ink.em / factor)
    found = find_lines(text, gutters | rules, firm, ink.em / factor)
    boxes = [Box(b.left * factor, b.top * factor, b.right * factor, b.bottom * factor) for b in found]
    whole = parted([part for box in boxes if (part := trimmed(box, type_, ink.em)).area], type_, ink.em)
    return [Found(box, _glyph_height(box, type_, ink.em)) for box in whole]


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


def _glyph_height(box: Box, mask: Mask, em: float) -> float:
    """The cell height of a line's glyphs: the median over its pieces, since a line may slant or waver as a whole."""
    count = max(1, round(box.width / (WAVER * em)))
    edges = np.linspace(box.left, box.right, count + 1).round().astype(int)
    heights = [_reach(mask[box.top : box.bottom, a:b]) for a, b in pairwise(edges)]
    return float(np.median([h for h in heights if h] or [0.0])) / INK_OF_CELL


def _reach(view: Mask) -> float:
    """The rows that most glyphs of a piece of a line reach. Brackets reach past them, digits fall short."""
    profile = cv2.reduce(view, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() if view.size else np.zeros(1)
    if not profile.any():
        return 0.0
    rows = np.flatnonzero(profile >= 0.1 * np.sort(profile)[round(0.9 * (len(profile) - 1))])
    return float(rows[-1] - rows[0] + 1)


def _with_marks(lines: list[Found]) -> list[Found]:
    """Display lines with the small marks at their ends (a comma, a dash) that the body's line finding was left with."""
    big = [line for line in lines if line.display]
    rest = []
    largest = max((line.em for line in big), default=0.0)
    for line in (line for line in lines if not line.display):
        if line.box.height >= 0.6 * largest:
            rest.append(line)
            continue
        home = next((k for k, head in enumerate(big) if _mark_of(line.box, head)), None)
        if home is None:
            rest.append(line)
        else:
            big[home] = replace(big[home], box=Box.around([big[home].box, line.box]))
    return big + rest


def _mark_of(mark: Box, head: Found) -> bool:
    """Whether a small box stands at the end of a display line, in its band."""
    b, size = head.box, head.em
    if head.direction is Direction.VERTICAL:
        b, mark = Box(b.top, b.left, b.bottom, b.right), Box(mark.top, mark.left, mark.bottom, mark.right)
    low = mark.height < 0.6 * size and mark.width < (2.2 if mark.height < 0.2 * size else 0.7) * size
    return low and mark.overlap_y(b) > 0.6 * mark.height and 0 <= -mark.overlap_x(b) + 1 < 0.95 * size


def _layout(
    image: PageImage, rules: tuple[Separator, ...], pictures: tuple[Box, ...], lines: list[Found], *, turned: bool
) -> Layout:
    """Blocks with ids and kinds, and the layout around them."""
    flat = [line for line in lines if line.direction is Direction.HORIZONTAL]
    upright = [Stack((line,), line.box) for line in lines if line.direction is Direction.VERTICAL]
    stacks = stack_lines(flat, rules, image.em, turned=turned) + upright
    stacks.sort(key=lambda s: (s.box.top, s.box.left))
    frames = find_frames(rules, image.panels, image.em)
    stacks = [part for stack in stacks for part in _by_frame(stack, frames)]
    em = _body_em(stacks, image.em)
    head = head_row(rules, image.size, stacks)
    kinds = with_hints(stacks, [kind_of(stack, em, head, stacks, pictures) for stack in stacks], em)
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
