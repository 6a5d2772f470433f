"""Reading orders of the units on one ground, by cutting it in two again and again.

The X-Y cut (Nagy and Seth 1984), with the conventions of a newspaper: a ground is cut into columns before it is cut
into bands, unless something stands across all of it (a picture, a rule, a wide piece), which makes bands of it. Where
both cuts are possible two orders are given, and the text decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocr.geometry import Box
from ocr.reconstruct.canonical import Sheet

Placed = tuple[str, Box]


def sequences(units: Sequence[Placed], head: Box, sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """One or two reading orders of the given units; head is the box of the heading they stand under or beside."""
    width = Box.around(box for _, box in units).width if units else 0
    columns = tuple(_cut(list(units), width, sheet, bands_first=False))
    bands = tuple(_cut(list(units), width, sheet, bands_first=True))
    return (columns,) if columns == bands else (columns, bands)


def _cut(units: list[Placed], width: float, sheet: Sheet, *, bands_first: bool) -> list[str]:
    if len(units) <= 1:
        return [name for name, _ in units]
    down, across = _gap(units, sheet, vertical=True), _gap(units, sheet, vertical=False)
    cut_down = down is not None and (bands_first or across is None or _spanned(units, down, width, sheet))
    if cut_down and down is not None:
        first = [unit for unit in units if unit[1].center[1] < down]
        second = [unit for unit in units if unit[1].center[1] >= down]
    elif across is not None:
        first = [unit for unit in units if unit[1].center[0] < across]
        second = [unit for unit in units if unit[1].center[0] >= across]
    else:
        return [name for name, box in sorted(units, key=lambda unit: (unit[1].center[0], unit[1].top, unit[0]))]
    return _cut(first, width, sheet, bands_first=bands_first) + _cut(second, width, sheet, bands_first=bands_first)


def _gap(units: Sequence[Placed], sheet: Sheet, *, vertical: bool) -> float | None:
    """The first place where a straight cut between units is possible; they may overlap by half an em. None if there
    is none."""
    spans = sorted((box.top, box.bottom) if vertical else (box.left, box.right) for _, box in units)
    reach = spans[0][1]
    for start, end in spans[1:]:
        if start >= reach - 0.5 * sheet.em:
            return (start + reach) / 2
        reach = max(reach, end)
    return None


def _spanned(units: Sequence[Placed], y: float, width: float, sheet: Sheet) -> bool:
    """Whether something stands across the whole ground at the height of a cut: a rule, a picture, or a unit of full
    width."""
    around = Box.around(box for _, box in units)
    wide = 0.8 * width
    obstacles = [*sheet.flat, *sheet.pictures]
    near = [
        box
        for box in obstacles
        if box.overlap_x(around) >= wide and box.top - 2 * sheet.em <= y <= box.bottom + 2 * sheet.em
    ]
    return bool(near) or any(box.width >= wide for _, box in units)
