"""Lines right under a picture that may be its caption or a line of the text that goes on there.

A caption in the text's own type and measure looks like a paragraph's last line. Which it is, the text tells: it is left
out where the columns before and after it join as well without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.geometry import Box
from ocr.page import Kind
from ocr.reconstruct.canonical import Sheet
from ocr.reconstruct.chains import Solution
from ocr.reconstruct.units import Unit

UNDER = 1.6
"""Em of white between a picture and its caption, at most."""
PAST = 1.0
"""Em that the caption may stand out past the picture's sides."""
TEXT = 4
"""Characters of what is text; less is read in a picture's grain."""
LONGEST = 40
"""Characters of a caption of one line."""


def may_be_captions(units: Sequence[Unit], sheet: Sheet) -> frozenset[str]:
    """The names of text units of one line that stand right under a picture, within its width."""
    return frozenset(unit.id for unit in units if unit.kind is Kind.BODY and _picture_over(unit, sheet) is not None)


def as_captions(
    units: Sequence[Unit], solution: Solution, doubtful: frozenset[str], sheet: Sheet
) -> tuple[tuple[Unit, ...], Solution]:
    """Units and chains with those lines made captions that were joined to nothing."""
    alone = {chain.units[0].id for chain in solution.chains if len(chain.units) == 1} & doubtful

    def named(unit: Unit) -> Unit:
        picture = _picture_over(unit, sheet) if unit.id in alone else None
        return replace(unit, kind=Kind.CAPTION, box=Box.around((unit.place, picture))) if picture else unit

    chains = tuple(chain for chain in solution.chains if chain.units[0].id not in alone)
    return tuple(named(unit) for unit in units), replace(solution, chains=chains)


def _picture_over(unit: Unit, sheet: Sheet) -> Box | None:
    """The picture right over a unit of one line, which is no longer than a caption; None where there is none."""
    rows = [row for row in unit.rows if row.text]
    if sheet.turned or len(rows) != 1 or not rows[0].upright or len(rows[0].text) > LONGEST:
        return None
    box, slack = rows[0].place, PAST * sheet.em
    over = [
        picture
        for picture in (*sheet.pictures, *_empty(sheet))
        if -0.3 * sheet.em <= box.top - picture.bottom <= UNDER * sheet.em
        and picture.left - slack <= box.left
        and box.right <= picture.right + slack
    ]
    return max(over, key=lambda picture: picture.bottom, default=None)


def _empty(sheet: Sheet) -> list[Box]:
    """Frames without text in them: pictures too bright to be told from paper, by their edge."""
    texts = [piece.box for piece in sheet.pieces if len(piece.text) >= TEXT]
    return [box for _, box in sheet.frames if not any(box.contains(text) for text in texts)]
