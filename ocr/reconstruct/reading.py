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


def sequences(units: Sequence[Placed], sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """One or two reading orders of the given units, the likelier first; () in it when there are none."""
    width = Box.around(box for _, box in units).width if units else 0
    columns = tuple(_cut(list(units), width, sheet, bands_first=False))
    bands = tuple(_cut(list(units), width, sheet, bands_first=True))
    return (columns,) if columns == bands else (columns, bands)


def _cut(units: list[Placed], width: float, sheet: Sheet, *, bands_first: bool) -> list[str]:
    if len(units) <= 1:
        return [name for name, _ in units]
    down, across = _gap(units, sheet, vertical=True), _gap(units, sheet, vertical=False)
    bands = down is not None and (bands_first or across is None or _spanned(units, down[0], width, sheet))
    chosen = down if bands else across
    if chosen is None:
        return [name for name, box in sorted(units, key=lambda unit: (unit[1].center[0], unit[1].top, unit[0]))]
    _, first, second = chosen
    return _cut(first, width, sheet, bands_first=bands_first) + _cut(second, width, sheet, bands_first=bands_first)


def _gap(units: Sequence[Placed], sheet: Sheet, *, vertical: bool) -> tuple[float, list[Placed], list[Placed]] | None:
    """The first place where a straight cut between units is possible, and the units on its two sides, neither empty.

    Units may overlap by half an em. They are dealt by the edges that found the gap: a small unit's middle can lie on
    the wrong side of it.
    """

    def span(unit: Placed) -> tuple[int, int]:
        return (unit[1].top, unit[1].bottom) if vertical else (unit[1].left, unit[1].right)

    order = sorted(units, key=lambda unit: (span(unit), unit[0]))
    reach = span(order[0])[1]
    for k, unit in enumerate(order[1:], 1):
        start, end = span(unit)
        if start >= reach - 0.5 * sheet.em:
            return (start + reach) / 2, order[:k], order[k:]
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
